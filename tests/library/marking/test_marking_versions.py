"""A marking version mends a key without touching the paper; the second scorer agrees on every type."""

from decimal import Decimal

import pytest
from bench.proofs import scorers
from tests.data.items import make_item
from tests.data.paper import build_marking

from liangcai.assembly.model import Form, FormQuestion, FormSection, hash_form
from liangcai.award.misconduct import check_measure, read_pack, void_parts
from liangcai.findings import Message
from liangcai.items.responses import join_pieces
from liangcai.marking.theory import mark_attempt
from liangcai.marking.version import Amendment, MarkingVersion, check_version
from liangcai_reference import read_text

KINDS = ("single", "multiple", "fill", "short", "calculation")


def print_form():
    """A paper of five questions of two points."""
    questions = tuple(
        FormQuestion(number=n, item=make_item(kind, n), points=Decimal(2), leaf="K1.1", area="甲")
        for n, kind in enumerate(KINDS, 1)
    )
    section = FormSection(type="single", heading=Message("题", "questions"), questions=questions)
    return Form(id="A", blueprint_sha256="0" * 64, sections=(section,))


FORM = print_form()


def amend(*amendments):
    return MarkingVersion(number=2, amendments=amendments)


def test_any_of_several_keys_is_right_and_the_paper_stays_as_it_was():
    version = amend(Amendment(item_id="K1.1.1-01", how="rekey", keys=("B", "C")))
    before = hash_form(FORM)
    points = [
        mark_attempt(FORM, {"K1.1.1-01": letter}, build_marking(), version=version).points for letter in ("A", "B", "C")
    ]
    assert points == [0, 2, 2]
    mark = mark_attempt(FORM, {"K1.1.1-01": "C"}, build_marking(), version=version)
    assert (mark.form_sha256, mark.version, mark.responses[0].scheme) == (before, 2, "test-marking@2")


@pytest.mark.parametrize(("policy", "points", "full"), [("full_points", "4", "2"), ("taken_out", "2.5", "0")])
def test_a_dropped_question_is_worth_what_the_pack_says(policy, points, full):
    pack, version = build_marking(dropped=policy), amend(Amendment(item_id="K1.1.1-02", how="drop"))
    mark = mark_attempt(FORM, {"K1.1.1-01": "B"}, pack, version=version)
    assert (mark.points, mark.full) == (Decimal(points), 10)
    assert (mark.responses[1].outcome, mark.responses[1].full) == ("dropped", Decimal(full))


def test_a_gap_may_have_another_answer():
    version = amend(Amendment(item_id="K1.1.1-03", how="rekey", keys=(join_pieces(("集线器",)),)))
    assert not check_version(version, (FORM,))
    assert mark_attempt(FORM, {"K1.1.1-03": join_pieces(("集线器",))}, build_marking(), version=version).points == 2


@pytest.mark.parametrize(
    ("amendment", "rule"),
    [
        (Amendment(item_id="K9", how="drop"), "item"),
        (Amendment(item_id="K1.1.1-01", how="rekey", keys=("AB",)), "key"),
        (Amendment(item_id="K1.1.1-02", how="rekey", keys=("CA",)), "key"),
        (Amendment(item_id="K1.1.1-03", how="rekey", keys=("集线器",)), "key"),
        (Amendment(item_id="K1.1.1-04", how="rekey", keys=("甲",)), "type"),
        (Amendment(item_id="K1.1.1-05", how="rekey", keys=('["3"]',)), "type"),
        (Amendment(item_id="K1.1.1-01", how="drop", keys=("A",)), "keys"),
    ],
)
def test_what_cannot_be_marked_so_is_told(amendment, rule):
    (finding,) = check_version(amend(amendment), (FORM,))
    assert finding.rule == f"marking.version-{rule}"
    assert finding.remedy is not None


def test_two_scorers_agree_on_responses_of_every_type():
    result = scorers.prove(600)
    assert not result.failed, result.lines()


def test_the_second_scorer_can_disagree(monkeypatch):
    monkeypatch.setattr(scorers.Scorer, "cut", lambda _self, most, right, of: most * right / of)
    assert scorers.prove(400).failed


def test_every_weight_has_a_measure_and_no_other_may_be_chosen():
    pack = read_pack(read_text("rulepacks/misconduct.toml")).value
    assert pack is not None
    assert {weight: [one.key for one in pack.allowed(weight)] for weight in ("minor", "serious", "grave")} == {
        "minor": ["warning", "part-void"],
        "serious": ["all-void"],
        "grave": ["barred"],
    }
    assert check_measure(pack, "minor", "barred", heard=True, reason="x")[0].rule == "misconduct.measure"
    sat = ("theory", "skill")
    voided = {key: len(void_parts(pack.measure(key), "skill", sat, "")) for key in ("warning", "part-void", "all-void")}
    assert voided == {"warning": 0, "part-void": 1, "all-void": 2}
    assert not read_pack(read_text("rulepacks/misconduct.toml").replace('weights = ["grave"]', "weights = []")).value
