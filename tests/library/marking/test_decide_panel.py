"""A panel's result follows its rule exactly, and a panel that is not one by the standard gives none."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.paper import build_blueprint, build_marking, build_pack, build_standard
from tests.data.tasks import SHEET as TASKS

from liangcai.award.decide import PartMark, decide_award
from liangcai.blueprint.derive import derive_blueprint
from liangcai.items.tasks import read_task_sheets
from liangcai.marking.pack import VetoRules
from liangcai.marking.panel import decide_panel
from liangcai.marking.review import draw_questions, fit_phases, read_questions
from liangcai.marking.review import read_pack as read_review_pack
from liangcai.marking.sheet import AssessorSheet, RowScore, VetoSeen, derive_score_sheet
from liangcai_reference import read_text

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


TASK = next(iter(read_task_sheets(TASKS, "t").value.sheets))
VETOED = derive_score_sheet(
    build_blueprint(), tasks=(msgspec.structs.replace(TASK, function="1", vetoes=("带电操作",)),)
)
KEY = VETOED.vetoes[0].key
PANEL = ("甲", "乙", "丙")


def see(sheet, note="看见了", key=KEY):
    return msgspec.structs.replace(sheet, vetoes=(VetoSeen(key=key, note=note),))


@pytest.mark.parametrize(
    ("rule", "seen", "stands"),
    [("majority", 1, False), ("majority", 2, True), ("any", 1, True), ("all", 2, False), ("all", 3, True)],
)
def test_a_veto_stands_when_so_many_saw_it_and_costs_the_function(rule, seen, stands):
    pack = build_marking(veto=VetoRules(stands_by=rule))
    sheets = tuple(see(fill(name, 1)) if index < seen else fill(name, 1) for index, name in enumerate(PANEL))
    mark = decide_panel(VETOED, sheets, pack, PANEL).value
    assert mark.vetoes[0].stands is stands
    assert mark.points == (40 if stands else 100), "function 1 weighs 60"
    assert {row.scores for row in mark.rows if row.function == "1"} == {(0, 0, 0)} or not stands
    assert "带电操作" in mark.reasons[-1].message.zh


def test_a_veto_may_cost_the_whole_part():
    pack = build_marking(veto=VetoRules(effect="part"))
    assert decide_panel(VETOED, tuple(see(fill(name, 1)) for name in PANEL), pack, PANEL).value.points == 0


@pytest.mark.parametrize(
    ("sheets", "members", "barred", "found"),
    [
        (PANEL[:2], PANEL, (), ["missing"]),
        ((*PANEL, "丁", "戊"), PANEL, (), ["stranger"]),
        (PANEL, (*PANEL, "丁"), (), ["even", "missing"]),
        (PANEL, (*PANEL, "丁", "戊"), (), ["missing"]),  # three have signed, the panel is five
        (PANEL, PANEL, ("乙",), ["recused"]),
        ((*PANEL, "甲"), PANEL, (), ["even", "twice"]),
        (PANEL, PANEL, ("丁",), []),
    ],
)
def test_the_panel_of_the_plan_decides_and_nobody_else(sheets, members, barred, found):
    result = decide_panel(SHEET, tuple(fill(name, 0.6) for name in sheets), PACK, members, barred)
    assert rules(result) == found
    assert (result.value is None) is bool(found)


@pytest.mark.parametrize(
    ("sheet", "found"), [(see(fill("丙", 1), " "), ["veto-note"]), (see(fill("丙", 1), key="x"), ["veto"])]
)
def test_a_veto_that_is_unknown_or_says_nothing_is_refused(sheet, found):
    assert rules(decide_panel(VETOED, (fill("甲", 1), fill("乙", 1), sheet), PACK, PANEL)) == found


@pytest.mark.parametrize(("step", "points"), [("0.1", "59.5"), ("0.5", "59.5"), ("1", "60"), ("0.01", "59.50")])
def test_59_and_a_half_is_a_pass_only_where_the_packs_step_makes_it_one(step, points):
    first = fill("甲", 0.6)
    sheets = (first, score("乙", first, "1.1", "17.5"), score("丙", first, "1.1", "17"))
    mark = decide_panel(SHEET, sheets, build_marking(rounding=Decimal(step))).value
    assert mark.points == Decimal(points)
    marks = (PartMark(kind="theory", points=Decimal(80)), PartMark(kind="skill", points=mark.points))
    assert decide_award(build_standard(), "初级", None, marks).passed is (points == "60")


def test_a_review_is_scored_by_the_criteria_of_its_form():
    pack = read_review_pack(read_text("rulepacks/review.toml")).value
    blueprint = derive_blueprint(build_standard(), "高级", "左", build_pack()).value
    for form in pack.forms:
        sheet = derive_score_sheet(blueprint, "review", form=form)
        assert sum(row.maximum for row in sheet.rows) == sheet.full_mark == 100
        assert len(sheet.rows) == len(form.criteria)
    phases = fit_phases(pack.forms[0], 25)
    assert [phase.minutes for phase in phases] == [5, 18, 2]
    assert fit_phases(pack.forms[0], 10) == pack.forms[0].phases


def test_questions_are_drawn_over_the_topics_for_each_candidate_and_again_the_same():
    pack = read_review_pack(read_text("rulepacks/review.toml")).value
    form = pack.form("defence")
    text = "\n".join(f"# 类{topic}\n" + "\n".join(f"第 {topic}{n} 题" for n in range(4)) for topic in "甲乙丙")
    pool = read_questions(text, form, pack).value
    drawn = {name: draw_questions(pool, form.questions, 7, name) for name in "abcdefgh"}
    assert all({one.topic for one in asked} == {"类甲", "类乙", "类丙"} for asked in drawn.values())
    assert len(set(drawn.values())) > 4
    assert draw_questions(pool, 3, 7, "a") == drawn["a"]
    assert draw_questions(pool, 3, 8, "a") != drawn["a"] or draw_questions(pool, 3, 8, "b") != drawn["b"]
    for bad in ("第一题\n第二题", "题\n" * 12, "长" * 401 + "\n" + text):
        assert read_questions(bad, form, pack).findings
        assert read_questions(bad, form, pack).value == ()
