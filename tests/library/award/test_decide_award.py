"""Passed means the pass mark in every part that the level sits, and each part says why."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.paper import build_standard

from liangcai.award.decide import PartMark, decide_award

STANDARD = build_standard()
POINTS = st.decimals(0, 100, places=1)


def mark(kind, points):
    return PartMark(kind=kind, points=Decimal(points))


def decide(*marks, level="初级", direction=None, standard=STANDARD):
    return decide_award(standard, level, direction, marks, "f" * 64)


def test_sixty_in_every_part_passes_and_names_what_it_rests_on():
    decision = decide(mark("theory", 60), mark("skill", "60.0"))
    assert decision.passed
    assert (decision.standard_id, decision.standard_sha256) == ("9-99-99-99@2020", "0" * 64)
    assert (decision.blueprint_sha256, len(decision.marks)) == ("f" * 64, 2)
    assert [(reason.clause, reason.met, reason.line) for reason in decision.reasons] == [
        ("1.9.2", True, 50),
        ("1.9.2", True, 51),
    ]


def test_one_part_below_fails_however_good_the_other_is():
    decision = decide(mark("theory", 100), mark("skill", "59.9"))
    assert not decision.passed
    assert [outcome.passed for outcome in decision.outcomes] == [True, False]
    assert "59.9" in decision.reasons[1].message.zh


def test_a_part_without_a_mark_fails_with_a_reason():
    decision = decide(mark("theory", 90))
    assert not decision.passed
    assert decision.outcomes[1].points is None
    assert not decision.reasons[1].met


def test_a_level_with_a_review_needs_it_too():
    both = (mark("theory", 80), mark("skill", 80))
    assert not decide(*both, level="高级", direction="左").passed
    assert decide(*both, mark("review", 60), level="高级", direction="左").passed


def test_a_mark_of_a_part_that_is_not_sat_does_not_count_and_is_said():
    decision = decide(mark("theory", 60), mark("skill", 60), mark("review", 10))
    assert decision.passed
    assert len(decision.reasons) == 3


@pytest.mark.parametrize("marks", [("theory", "theory", "skill"), ("theory",), ()])
def test_no_mark_or_two_marks_of_a_part_do_not_pass(marks):
    assert not decide(*(mark(kind, 90) for kind in marks)).passed


@pytest.mark.parametrize("points", ["100.1", "-1", "NaN", "Infinity"])
def test_a_mark_out_of_range_does_not_pass(points):
    assert not decide(mark("theory", points), mark("skill", 80)).passed


def test_an_unknown_level_or_an_unknown_pass_mark_does_not_pass():
    unknown = msgspec.structs.replace(STANDARD, assessment=msgspec.structs.replace(STANDARD.assessment, pass_mark=None))
    both = (mark("theory", 80), mark("skill", 80))
    assert not decide(*both, level="特级").passed
    assert decide(*both, level="特级").reasons
    assert not decide(*both, standard=unknown).passed


@given(st.dictionaries(st.sampled_from(["theory", "skill", "review"]), POINTS))
def test_the_decision_is_that_all_parts_reach_the_pass_mark(points):
    decision = decide(*(mark(kind, value) for kind, value in points.items()), level="高级", direction="左")
    assert decision.passed == all(points.get(kind, Decimal(0)) >= 60 for kind in ("theory", "skill", "review"))
    assert decision.passed == all(reason.met for reason in decision.reasons)
