"""A panel's result follows its rule exactly, and a panel that is not one by the standard gives none."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.paper import build_blueprint, build_marking, build_pack, build_standard

from liangcai.blueprint.derive import derive_blueprint
from liangcai.marking.panel import decide_panel
from liangcai.marking.sheet import AssessorSheet, RowScore, derive_score_sheet

SHEET = derive_score_sheet(build_blueprint())
assert SHEET is not None
PACK = build_marking()


def fill(assessor, share, candidate="考生01"):
    rows = tuple(RowScore(key=row.key, points=row.maximum * Decimal(str(share))) for row in SHEET.rows)
    return AssessorSheet(assessor=assessor, candidate=candidate, rows=rows)


def score(assessor, sheet, key, points):
    rows = tuple(RowScore(key=row.key, points=Decimal(points) if row.key == key else row.points) for row in sheet.rows)
    return AssessorSheet(assessor=assessor, candidate=sheet.candidate, rows=rows)


def rules(result):
    return [finding.rule.removeprefix("marking.panel-") for finding in result.findings]


def test_the_sheet_has_a_row_per_task_with_the_points_of_the_weight_table():
    assert [(row.key, row.maximum, row.clause) for row in SHEET.rows][:2] == [("1.1", 30, "4.2"), ("1.2", 20, "4.2")]
    assert sum(row.maximum for row in SHEET.rows) == SHEET.full_mark == 100


def test_the_review_has_one_row_and_only_where_it_is_sat():
    assert derive_score_sheet(build_blueprint(), "review") is None
    blueprint = derive_blueprint(build_standard(), "高级", "左", build_pack()).value
    assert blueprint is not None
    sheet = derive_score_sheet(blueprint, "review")
    assert sheet is not None
    assert [(row.key, row.maximum) for row in sheet.rows] == [("review", 100)]


def test_the_mean_is_rounded_once_at_the_end():
    first = fill("甲", 0.6)
    result = decide_panel(SHEET, (first, score("乙", first, "1.1", "17"), score("丙", first, "1.1", "19")), PACK)
    assert result.value is not None
    assert sorted(total.points for total in result.value.totals) == [59, 60, 61]
    assert result.value.points == Decimal("60.0")
    thirds = decide_panel(SHEET, (first, fill("乙", 0.6), score("丙", first, "1.1", "17")), PACK)
    assert thirds.value is not None
    assert thirds.value.points == Decimal("59.7")


def test_reasons_name_the_clauses_and_the_rule():
    result = decide_panel(SHEET, (fill("甲", 0.6), fill("乙", 0.7), fill("丙", 0.8)), PACK)
    assert result.value is not None
    assert [(reason.clause, reason.met) for reason in result.value.reasons] == [("1.9.3", True), ("1.9.2", True)]
    assert "test-marking" in result.value.reasons[1].message.zh


def test_from_five_on_the_trimmed_mean_leaves_out_one_highest_and_one_lowest():
    pack = build_marking(panel="trimmed_mean")
    shares = {"甲": 0.1, "乙": 0.6, "丙": 0.7, "丁": 0.8, "戊": 1}
    five = decide_panel(SHEET, tuple(fill(name, share) for name, share in shares.items()), pack)
    three = decide_panel(SHEET, tuple(fill(name, shares[name]) for name in "甲乙丙"), pack)
    assert five.value is not None
    assert three.value is not None
    assert (five.value.points, three.value.points) == (Decimal("70.0"), Decimal("46.7"))
    assert sum(total.counted for total in five.value.totals) == 3
    assert all(len(row.scores) == 3 for row in five.value.rows)


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        ((), ["too-few", "even"]),
        ((fill("甲", 1),), ["too-few"]),
        ((fill("甲", 1), fill("乙", 1)), ["too-few", "even"]),
        (tuple(fill(name, 1) for name in "甲乙丙丁"), ["even"]),
        ((fill("甲", 1), fill("甲", 1), fill("乙", 1)), ["twice"]),
        ((fill("甲", 1), fill("乙", 1), fill("丙", 1, "考生02")), ["candidates"]),
        ((fill("甲", 1), fill("乙", 1), score("丙", fill("丙", 1), "1.1", "30.5")), ["range"]),
        ((fill("甲", 1), fill("乙", 1), score("丙", fill("丙", 1), "1.1", "-1")), ["range"]),
        ((fill("甲", 1), fill("乙", 1), score("丙", fill("丙", 1), "1.1", "NaN")), ["range"]),
        ((fill("甲", 1), fill("乙", 1), msgspec.structs.replace(fill("丙", 1), rows=fill("丙", 1).rows[1:])), ["rows"]),
        ((fill("甲", 1), fill("乙", 1), msgspec.structs.replace(fill("丙", 1), rows=fill("丙", 1).rows * 2)), ["rows"]),
    ],
)
def test_a_panel_that_is_none_by_the_standard_gives_no_result(sheets, found):
    result = decide_panel(SHEET, sheets, PACK)
    assert (result.value, rules(result)) == (None, found)


@given(st.lists(st.integers(0, 30), min_size=3, max_size=9).filter(lambda scores: len(scores) % 2), st.randoms())
def test_the_result_is_the_exact_mean_rounded_and_does_not_depend_on_who_hands_in_first(scores, rng):
    sheets = [score(f"考评员{n}", fill(f"考评员{n}", 0.5), "1.1", points) for n, points in enumerate(scores)]
    result = decide_panel(SHEET, tuple(sheets), PACK)
    rng.shuffle(sheets)
    assert result == decide_panel(SHEET, tuple(sheets), PACK)
    assert result.value is not None
    mean = Fraction(sum(scores), len(scores)) + 35
    assert abs(Fraction(result.value.points) - mean) <= Fraction(1, 20)
