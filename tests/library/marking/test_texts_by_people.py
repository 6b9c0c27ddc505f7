"""Written answers: rubric, two markers, a third beyond the threshold, the order, calibration and severity."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.paper import build_marking
from tests.data.printed import ESSAY_KEY, print_every_type

from liangcai.marking.dealing import Deal, deal_scripts, draw_order
from liangcai.marking.markers import Given, Observation, describe_markers, judge_calibration
from liangcai.marking.pack import CalibrationRules, DriftRules, TextRules, read_pack
from liangcai.marking.scheme import prepare_scheme
from liangcai.marking.scripts import complete_mark, list_questions, list_scripts
from liangcai.marking.texts import TextMark, check_text_mark, list_maxima, settle_text
from liangcai.marking.theory import mark_attempt
from liangcai_reference import read_text

PACK = build_marking()
FORM = print_every_type()
SCHEME = prepare_scheme(FORM, PACK)
QUESTIONS = {one.key: one for one in list_questions(FORM, PACK)}
ESSAY = QUESTIONS[ESSAY_KEY]
FULL = Decimal(4)


def marks(*points):
    return tuple(TextMark(marker=f"m{n}", criteria=(Decimal(str(one)),)) for n, one in enumerate(points))


def write_all():
    answers = {}
    for question in FORM.questions:
        item = question.item
        if item.type in ("short", "essay"):
            answers[item.id] = "写了几句"
        elif item.type == "case":
            answers[item.id] = '["","","7.3","","说明要点"]'
    return answers


def test_a_paper_waits_for_each_written_answer_and_for_the_part_of_a_case():
    mark = mark_attempt(FORM, write_all(), PACK)
    scripts = list_scripts(FORM, mark, PACK)
    assert [script.question.item.type for script in scripts] == ["short", "essay", "short"]
    assert scripts[-1].question.key.endswith("/5")
    assert scripts[-1].question.full == Decimal("0.8")
    assert scripts[-1].response == "说明要点"
    assert scripts[-1].question.case


def test_the_mark_is_whole_only_when_everything_is_settled():
    mark = mark_attempt(FORM, write_all(), PACK)
    scripts = list_scripts(FORM, mark, PACK)
    settled = {script.question.key: Decimal("0.5") for script in scripts}
    some = complete_mark(SCHEME, mark, dict(list(settled.items())[:2]))
    assert len(some.waiting) == 1
    whole = complete_mark(SCHEME, mark, settled)
    assert whole.waiting == ()
    assert whole.exact == mark.exact + Decimal("1.5")
    best = complete_mark(SCHEME, mark, {script.question.key: script.question.full for script in scripts})
    assert [one.outcome for one in best.responses if one.outcome == "partial"] == ["partial"], "the case has blanks"


def test_a_case_of_which_every_part_earns_its_most_earns_the_whole():
    third = build_marking(share_step=Decimal("1"))
    case = next(question.item for question in FORM.questions if question.item.type == "case")
    keys = [part.key or "7.3" for part in case.parts[:4]]
    answers = {case.id: '["%s","%s","7.3","%s","说明"]' % (keys[0], keys[1], keys[3])}  # noqa: UP031
    mark = mark_attempt(FORM, answers, third)
    (script,) = list_scripts(FORM, mark, third)
    done = complete_mark(prepare_scheme(FORM, third), mark, {script.question.key: script.question.full})
    assert next(one for one in done.responses if one.item_id == case.id).points == 4


@pytest.mark.parametrize(
    ("given_points", "points", "lacks"),
    [
        ((), None, 2),
        ((3,), None, 1),
        ((3, 3.5), "3.25", 0),
        ((3, 2.2), "2.6", 0),  # exactly the fifth of 4 that the pack allows
        ((3, 2), None, 1),
        ((3, 2, 2.5), "2.5", 0),  # as far from one as from the other: the middle one
        ((3, 1, 3.5), "3.25", 0),
        ((4, 0, 0), "0", 0),
    ],
)
def test_two_agree_or_a_third_decides(given_points, points, lacks):
    settled = settle_text(marks(*given_points), FULL, PACK)
    assert (settled.points, settled.lacks) == (None if points is None else Decimal(points), lacks)
    assert settled.reason.zh
    assert settled.reason.en


@pytest.mark.parametrize(("rule", "points"), [("median", "1"), ("third", "1"), ("nearest", "0.5")])
def test_the_third_counts_as_the_pack_says(rule, points):
    pack = build_marking(texts=TextRules(third=rule))
    assert settle_text(marks(4, 0, 1), FULL, pack).points == Decimal(points)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 8), min_size=3, max_size=3))
def test_the_points_never_leave_what_was_given(halves):
    points = [Decimal(half) / 2 for half in halves]
    settled = settle_text(marks(*points), FULL, PACK)
    assert settled.points is not None
    assert min(points) <= settled.points <= max(points)


@pytest.mark.parametrize(
    ("criteria", "rules"),
    [
        (("1", "3"), []),
        (("1", "2.5"), []),
        (("1",), ["rows"]),
        (("1.5", "-1"), ["range", "range"]),
        (("NaN", "3"), ["range"]),
        (("0.3", "3"), ["step"]),
    ],
)
def test_points_outside_the_rubric_are_findings(criteria, rules):
    assert list_maxima(ESSAY) == (1, 3)
    findings = check_text_mark(ESSAY, [Decimal(one) for one in criteria], PACK)
    assert [finding.rule.removeprefix("marking.text-") for finding in findings] == rules


def test_answers_are_dealt_evenly_and_never_to_who_stands_aside():
    deals = [Deal(code=f"S{n}", barred=frozenset({"甲"} if n < 5 else ())) for n in range(40)]
    dealt = deal_scripts(deals, ("甲", "乙", "丙", "丁"), "seed")
    assert not dealt.findings
    assert all(len(set(deal.markers)) == 3 for deal in dealt.value)
    assert all("甲" not in deal.markers for deal in dealt.value[:5])
    load = [sum(name in deal.markers[:2] for deal in dealt.value) for name in "甲乙丙丁"]
    assert max(load) - min(load) <= 2
    assert deal_scripts(deals, ("甲", "乙", "丙", "丁"), "seed").value == dealt.value
    firsts = {deal.markers[0] for deal in dealt.value}
    assert len(firsts) == 4


def test_who_has_marked_stays_and_who_left_is_replaced():
    deal = Deal(code="S1", markers=("甲", "乙", "丙"), done=frozenset({"甲"}))
    again = deal_scripts([deal], ("丙", "丁"), "seed")
    assert again.value[0].markers == ("甲", "丙", "丁")
    alone = deal_scripts([Deal(code="S2")], ("丁",), "seed")
    assert [finding.rule for finding in alone.findings] == ["marking.deal-two"]
    two = deal_scripts([Deal(code="S2")], ("丁", "丙"), "seed")
    assert [(one.rule, one.severity) for one in two.findings] == [("marking.deal-third", "warning")]


def test_each_marker_has_an_order_of_their_own_that_later_answers_leave_as_it_is():
    codes = [f"S{n}" for n in range(30)]
    first, second = draw_order(codes, "seed", "q", "甲"), draw_order(codes, "seed", "q", "乙")
    assert first != second
    assert first != draw_order(codes, "seed", "q2", "甲")
    assert sorted(first) == sorted(codes)
    more = draw_order([*codes, "T1", "T2"], "seed", "q", "甲")
    assert tuple(code for code in more if code in codes) == first


def given_points(*pairs):
    return [Given(given=Decimal(str(a)), beside=Fraction(str(b)), full=FULL) for a, b in pairs]


@pytest.mark.parametrize(
    ("pairs", "admitted"),
    [
        ((), False),
        (((3, 3), (2, 2)), False),  # too few
        (((3, 3), (2, 2), (1, 1)), True),
        (((3, 3), (2, 2), (3, 1)), False),  # half of the points off on one
        (((3, 2), (2, 1), (1, 2)), False),  # a quarter off on the mean
        (((4, 0), (3, 3), (2, 2), (1, 1)), True),  # the newest three count
    ],
)
def test_who_is_too_far_off_is_not_admitted(pairs, admitted):
    assert judge_calibration(given_points(*pairs), CalibrationRules()).admitted is admitted


def test_without_a_calibration_asked_for_everybody_is_admitted():
    assert judge_calibration([], CalibrationRules(required=False)).admitted


def test_severity_and_drift_are_seen_once_there_are_marks_enough():
    rules = DriftRules(least=6, window=3)
    seen = [Observation(marker="严", mark=one) for one in given_points(*[(2, 3)] * 6)]
    seen += [Observation(marker="移", mark=one) for one in given_points(*[(3, 3)] * 3, *[(3.8, 3)] * 3)]
    seen += [Observation(marker="少", mark=one, control=True) for one in given_points((0, 4))]
    found = {one.marker: one for one in describe_markers(seen, rules)}
    assert (found["严"].percent, found["严"].severe, found["严"].drifting) == (Decimal("-25.00"), True, False)
    assert [window.percent for window in found["移"].windows] == [Decimal("0.00"), Decimal("20.00")]
    assert (found["移"].severe, found["移"].drifting) == (False, True)
    assert (found["少"].severe, found["少"].controls, found["少"].control_percent) == (False, 1, Decimal("-100.00"))


@pytest.mark.parametrize(
    "change",
    [
        ('apart = "0.2"', 'apart = "1.2"'),
        ('third = "nearest"', 'third = "loudest"'),
        ("exemplars = 3", "exemplars = 0"),
        ('stands_by = "majority"', 'stands_by = "one"'),
        ('apart = "0.2"', 'apart = "0.2"\nunknown = 1'),
    ],
)
def test_a_pack_that_does_not_fit_is_refused(change):
    text = read_text("rulepacks/marking.toml")
    assert read_pack(text).value is not None
    assert read_pack(text.replace(*change)).findings[0].rule == "marking.pack"
