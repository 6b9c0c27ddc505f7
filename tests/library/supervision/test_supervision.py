"""liangcai.supervision: points have their ground, a form is complete or says what lacks, findings are mended."""

import datetime

import pytest

import liangcai_reference
from liangcai.supervision.form import Answer, Found, fill_form
from liangcai.supervision.mending import Said, follow_mending, may
from liangcai.supervision.pack import read_pack

TEXT = liangcai_reference.read_text("rulepacks/supervision.toml")
PACK = read_pack(TEXT).value
BOTH = frozenset(("theory", "skill"))
AT = datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC)


def fitting(points):
    return {point.key: Answer(seen="fits") for point in points}


def test_every_point_has_a_clause_or_a_source_in_both_languages():
    assert len(PACK.points) >= 12
    for point in PACK.points:
        assert point.zh
        assert point.en
        assert bool(point.clause) != bool(point.source)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[supervision]",
        TEXT.replace('key = "places"', 'key = "plan"'),
        TEXT.replace('clause = "1.9.2"', ""),
        TEXT.replace('phase = "after"', 'phase = "later"'),
        TEXT.replace("least_internal = 1", "least_internal = -1"),
    ],
)
def test_a_pack_that_is_not_whole_is_refused(text):
    refused = read_pack(text)
    assert refused.value is None
    assert [one.rule for one in refused.findings] == ["supervision.pack"]


def test_points_of_a_part_that_the_examination_lacks_are_not_asked():
    phases = {point.phase for point in PACK.points_for(BOTH)}
    assert phases == {"before", "theory", "skill", "after"}
    assert "review" in {point.phase for point in PACK.points_for(BOTH | {"review"})}


def test_a_form_without_faults_has_no_findings():
    points = PACK.points_for(BOTH)
    form = fill_form(points, fitting(points), (), " 良好 ").value
    assert (len(form.looked), form.found, form.remark) == (len(points), (), "良好")


def test_what_fails_becomes_a_finding_with_the_weight_of_the_pack_or_the_supervisors():
    points = PACK.points_for(BOTH)
    answers = fitting(points) | {
        "staff": Answer(seen="fails", words="少一人"),
        "order": Answer(seen="fails", words="未记录", weight="serious"),
        "safety": Answer(seen="unseen", words="未到现场"),
    }
    form = fill_form(points, answers, (Answer(words="走廊嘈杂", weight="x"), Answer()), "").value
    assert form.found == (
        Found(number=1, point="staff", weight="serious", words="少一人"),
        Found(number=2, point="order", weight="serious", words="未记录"),
        Found(number=3, point="", weight="minor", words="走廊嘈杂"),
    )


def test_a_point_without_an_answer_or_a_fault_without_words_is_told_by_its_point():
    points = PACK.points_for(BOTH)
    answers = fitting(points) | {
        "plan": Answer(),
        "staff": Answer(seen="fails", words=" "),
        "safety": Answer(seen="unseen"),
        "order": Answer(seen="maybe", words="x"),
        "panel": Answer(seen="fails", words="长" * 1001),
    }
    refused = fill_form(points, answers, (Answer(words="长" * 1001),), "长" * 1001)
    assert refused.value is None
    assert {one.rule for one in refused.findings} == {
        f"supervision.{name}" for name in ("plan", "staff", "safety", "order", "panel", "other-0", "remark")
    }


def said(number, act, words="—"):
    return Said(number=number, act=act, words=words, by="x", at=AT)


def test_a_finding_is_answered_then_closed_or_given_back():
    found = [Found(number=number, point="", weight="minor", words="x") for number in (1, 2, 3)]
    words = [said(1, "answered"), said(2, "answered"), said(1, "closed"), said(2, "returned"), said(2, "answered")]
    assert [one.standing for one in follow_mending(found, words)] == ["closed", "answered", "open"]
    assert follow_mending(found, words)[1].newest.act == "answered"


def test_each_act_has_its_turn():
    turns = {
        (act, standing)
        for act in ("answered", "closed", "returned")
        for standing in ("open", "answered", "closed")
        if may(act, standing)
    }
    assert turns == {("answered", "open"), ("closed", "answered"), ("returned", "answered")}
