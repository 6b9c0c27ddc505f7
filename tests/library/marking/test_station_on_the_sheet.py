"""A station is a part of the skill paper: the weight table gives its points, people score the rest and sign it all."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.paper import build_blueprint, build_marking, build_standard
from tests.data.stations import PACK

from liangcai.findings import Message
from liangcai.marking.panel import decide_panel
from liangcai.marking.sheet import AssessorSheet, RowScore, VetoSeen, derive_score_sheet
from liangcai.marking.station import add_station
from liangcai.stations.grade import grade_station
from liangcai.stations.model import Probe
from liangcai.stations.paper import draw_station, list_fitting, read_rules
from liangcai_reference import read_text

RULES = read_rules(read_text("rulepacks/station.toml")).value
BLUEPRINT, STANDARD, MARKING = build_blueprint(), build_standard(), build_marking()
SHEET = derive_score_sheet(BLUEPRINT)
assert RULES is not None
assert SHEET is not None
PAPER = draw_station(BLUEPRINT, STANDARD, PACK, RULES).value
assert PAPER is not None
WORDS = Message("所见", "seen")


def grade(**shares):
    """The report of a bench where each check holds so far; None is a bench that broke."""
    known = {check.id: shares.get(check.id.replace("-", "_"), 1) for check in PACK.checks}
    return grade_station(
        PACK,
        [
            Probe(check=name, share=Fraction(share or 0), seen=WORDS, wanted=WORDS, broken=share is None)
            for name, share in known.items()
        ],
    )


def sign(sheet, share=1, vetoes=()):
    """Three assessors who give the same share of every row."""
    rows = tuple(RowScore(key=row.key, points=row.maximum * share) for row in sheet.rows)
    return tuple(
        AssessorSheet(assessor=name, candidate="01", rows=rows, vetoes=vetoes, fixed=sheet.fixed) for name in "甲乙丙"
    )


def test_a_pack_supplies_points_for_what_it_tries_by_the_weight_table():
    by_task = {share.task: share for share in PAPER.tasks}
    assert {key: (one.tried, one.of) for key, one in by_task.items()} == {
        "1.1": (("1.1.1", "1.1.2"), 3),
        "1.2": (("1.2.1",), 2),
    }
    rows = {row.key: row.maximum for row in SHEET.rows}
    for key, one in by_task.items():
        assert one.station + one.observed + one.panel == rows[key]
    assert (by_task["1.1"].panel, by_task["1.2"].panel) == (10, 10), "a third of 30, a half of 20"
    assert [(row.key, row.maximum) for row in PAPER.observed] == [("1-manner", 3), ("1-safety", 3)]
    assert PAPER.points == 24


def test_a_pack_of_another_level_or_too_long_is_refused():
    long = msgspec.structs.replace(PACK, minutes=1000)
    assert draw_station(BLUEPRINT, STANDARD, long, RULES).findings[0].rule == "station.time"
    other = msgspec.structs.replace(PACK, level="高级", direction="左")
    assert draw_station(BLUEPRINT, STANDARD, other, RULES).findings[0].rule == "station.level"
    assert list_fitting([PACK, other], STANDARD, "初级", None) == (PACK,)
    strange = msgspec.structs.replace(PACK, edition="1999")
    assert not list_fitting([strange], STANDARD, "初级", None)


def test_full_marks_at_the_bench_and_from_people_are_full_marks():
    sheet = add_station(SHEET, PAPER, grade())
    assert sum(row.maximum for row in sheet.keyed) == 100
    mark = decide_panel(sheet, sign(sheet), MARKING).value
    assert (mark.points, sum(row.points for row in mark.fixed)) == (100, 24)


def test_requirements_of_a_task_weigh_the_same_whatever_their_checks_are_worth():
    report = grade(wired=0, blocked_off=0)  # of 1.1.1 nothing is left but a blocked half, of 1.1.2 the other
    sheet = add_station(SHEET, PAPER, report)
    earned = {row.key: row.points for row in sheet.fixed}
    assert earned["1.1-station"] == 0
    assert earned["1.2-station"] == next(row.maximum for row in sheet.fixed if row.key == "1.2-station")
    half = add_station(SHEET, PAPER, grade(logged=Fraction(1, 3)))
    assert {row.key: row.points for row in half.fixed}["1.2-station"] == Fraction(8, 3), "exact until the mark rounds"


def test_what_the_bench_lost_is_scored_by_people_and_is_never_nothing():
    sheet = add_station(SHEET, PAPER, grade(logged=None))
    assert [row.key for row in sheet.fixed] == ["1.1-station"]
    lost = next(row for row in sheet.rows if row.key == "1.2-broken")
    assert lost.maximum == 8
    assert decide_panel(sheet, sign(sheet), MARKING).value.points == 100


def test_a_part_that_broke_leaves_the_rest_to_the_bench():
    sheet = add_station(SHEET, PAPER, grade(flows=None))
    assert {row.key for row in sheet.keyed if row.key.startswith("1.1")} == {"1.1", "1.1-broken", "1.1-station"}
    assert sum(row.maximum for row in sheet.keyed) == 100


def test_nothing_is_signed_before_the_station_is_graded_nor_over_other_points():
    waiting = add_station(SHEET, PAPER)
    assert "marking.panel-station-open" in {one.rule for one in decide_panel(waiting, sign(waiting), MARKING).findings}
    full, none = add_station(SHEET, PAPER, grade()), add_station(SHEET, PAPER, absent=True)
    assert {one.rule for one in decide_panel(none, sign(full), MARKING).findings} == {"marking.panel-station-changed"}
    assert decide_panel(none, sign(none), MARKING).value.points == 76


def test_a_veto_that_the_bench_saw_comes_first_and_costs_what_the_bench_gave_too():
    sheet = add_station(SHEET, PAPER, grade(wired=0, logged=1))
    assert sheet.vetoes[0].key == "station-wired"
    alone = decide_panel(sheet, sign(sheet), MARKING).value
    seen = (VetoSeen(key="station-wired", note="工位所见"),)
    stood = decide_panel(sheet, sign(sheet, vetoes=seen), MARKING).value
    assert stood.points == 40, "the other function alone"
    assert alone.points > stood.points
    assert all(row.points == 0 for row in stood.fixed)


@pytest.mark.parametrize("text", ["", "[station]\nid = 1", read_text("rulepacks/station.toml").replace("= 10", "= 50")])
def test_rules_that_can_not_be_used_are_a_finding(text):
    assert read_rules(text).value is None
    assert read_rules(text).findings[0].rule == "station.pack"


@given(st.lists(st.fractions(min_value=0, max_value=1, max_denominator=9) | st.none(), min_size=4, max_size=4))
def test_the_points_of_a_sheet_add_up_whatever_happened(shares):
    names = [check.id.replace("-", "_") for check in PACK.checks]
    sheet = add_station(SHEET, PAPER, grade(**dict(zip(names, shares, strict=True))))
    assert sum(row.maximum for row in sheet.keyed) == 100
    assert all(0 <= row.points <= row.maximum for row in sheet.fixed)
    mark = decide_panel(sheet, sign(sheet, Decimal("0.5")), MARKING).value
    exact = sum(row.points for row in sheet.fixed) + sum(Fraction(row.maximum) for row in sheet.rows) / 2
    assert abs(Fraction(mark.points) - exact) <= Fraction(MARKING.rounding) / 2
