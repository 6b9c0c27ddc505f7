"""A blueprint follows the weight table exactly, and says what keeps it from being made."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.paper import SMALL, Area, build_blueprint, build_pack, build_standard

from liangcai.blueprint.derive import derive_blueprint
from liangcai.blueprint.model import hash_blueprint
from liangcai.blueprint.pack import PartMinutes, read_pack
from liangcai.standard.model import LevelMinutes
from liangcai_reference import read_text

RULES = {"theory": "4.1", "skill": "4.2"}


def derive(standard, level="初级", direction=None, pack=None):
    return derive_blueprint(standard, level, direction, pack or build_pack())


def change_weight(standard, table, area, percent):
    weights = tuple(
        msgspec.structs.replace(weight, percent=percent) if (weight.table, weight.area) == (table, area) else weight
        for weight in standard.weights
    )
    return msgspec.structs.replace(standard, weights=weights)


def rules(result):
    return [finding.rule for finding in result.findings]


def test_points_and_questions_of_each_area_are_the_percent_of_the_table():
    blueprint = build_blueprint()
    got = {area.area: (area.points, area.questions) for area in blueprint.areas}
    assert got == {"职业道德": (5, 5), "基础知识": (20, 20), "甲功能": (50, 50), "乙功能": (25, 25)}
    for area in blueprint.areas:
        assert sum(line.questions for line in blueprint.lines if line.area == area.area) == area.questions


def test_tasks_share_by_their_knowledge_and_basic_groups_by_their_deepest_items():
    lines = {line.leaf: line for line in build_blueprint().lines}
    assert [lines[leaf].questions for leaf in ("K1.1", "K1.2", "K1.3")] == [17, 25, 8]
    assert [lines[leaf].questions for leaf in ("B2.1.1", "B2.1.2", "B2.2.1")] == [1, 4, 20]
    assert lines["B2.2.1"].requirements == 4


def test_types_add_up_over_the_paper_and_within_each_leaf():
    blueprint = build_blueprint()
    assert [(q.type, sum(line.count(q.type) for line in blueprint.lines)) for q in blueprint.types] == [
        ("single", 60),
        ("multiple", 20),
        ("truefalse", 20),
    ]
    assert all(sum(cell.count for cell in line.counts) == line.questions for line in blueprint.lines)


def test_each_line_names_the_clause_and_line_of_its_weight_and_of_its_requirements():
    lines = {line.leaf: line for line in build_blueprint().lines}
    task, group = lines["K1.2"], lines["B2.1.2"]
    assert (task.clause, task.line, task.source_clause, task.source_line) == ("4.1", 200, "3.1", 102)
    assert (group.clause, group.source_clause, group.source_line) == ("4.1", "2.1.2", 21)


def test_the_skill_part_shares_points_over_the_skill_requirements():
    blueprint = build_blueprint()
    assert [(line.task, line.points) for line in blueprint.skill_lines] == [
        ("1.1", Decimal(30)),
        ("1.2", Decimal(20)),
        ("1.3", Decimal(10)),
        ("2.1", Decimal(16)),
        ("2.2", Decimal(24)),
    ]


def test_parts_carry_minutes_marks_and_staff_of_the_level_only():
    blueprint = build_blueprint()
    assert [(p.kind, p.minutes, p.full_mark, p.pass_mark) for p in blueprint.parts] == [
        ("theory", 90, 100, 60),
        ("skill", 120, 100, 60),
    ]
    assert blueprint.parts[1].staff is not None
    assert blueprint.parts[1].staff.odd


def test_a_direction_has_its_own_functions_and_weights():
    left, right = (derive(build_standard(), "高级", direction).value for direction in ("左", "右"))
    assert left is not None
    assert right is not None
    assert {area.area for area in right.areas} == {"职业道德", "基础知识", "乙功能"}
    assert [part.kind for part in left.parts] == ["theory", "skill", "review"]
    assert right.lines[-1].source_clause == "3.2"
    assert hash_blueprint(left) != hash_blueprint(right)


@pytest.mark.parametrize(("level", "direction"), [("高级", None), ("高级", "上"), ("初级", "左")])
def test_a_direction_must_be_named_exactly_where_the_level_has_some(level, direction):
    result = derive(build_standard(), level, direction)
    assert (result.value, rules(result)) == (None, ["blueprint.direction"])


def test_an_unknown_level_is_refused():
    result = derive(build_standard(), "特级")
    assert (result.value, rules(result)) == (None, ["blueprint.level"])


@pytest.mark.parametrize("table", ["theory", "skill"])
def test_a_column_that_sums_to_ninety_five_is_refused_with_its_clause(table):
    result = derive(change_weight(build_standard(), table, "甲功能", 45 if table == "theory" else 55))
    assert result.value is None
    assert rules(result) == ["blueprint.weights-sum"]
    assert result.findings[0].clause == RULES[table]
    assert "95" in result.findings[0].message.zh


@pytest.mark.parametrize("table", ["theory", "skill"])
def test_a_missing_table_is_refused(table):
    standard = build_standard()
    weights = tuple(weight for weight in standard.weights if weight.table != table)
    result = derive(msgspec.structs.replace(standard, weights=weights))
    assert (result.value, rules(result)) == (None, ["blueprint.table-missing"])


def test_a_function_weighed_without_content_is_refused():
    result = derive(build_standard((*SMALL[:1], Area("乙功能", 25, 40, ()))))
    assert result.value is None
    assert set(rules(result)) == {"blueprint.weighed-without-content"}


def test_a_function_with_content_and_no_weight_is_said_and_left_out():
    result = derive(build_standard((*SMALL, Area("丙功能", None, None, ((1, 1),)))))
    assert result.value is not None
    assert set(rules(result)) == {"blueprint.content-not-weighed"}
    assert "K3.1" not in {line.leaf for line in result.value.lines}


def test_a_number_that_means_two_tasks_is_refused():
    standard = build_standard()
    work = msgspec.structs.replace(standard.work[0], functions=standard.work[0].functions[:1] * 2)
    result = derive(msgspec.structs.replace(standard, work=(work, standard.work[1])))
    assert "blueprint.leaf-repeated" in rules(result)


def test_a_paper_on_which_the_percents_are_no_whole_questions_is_refused():
    result = derive(build_standard(), pack=build_pack(30, 10, 10))
    assert result.value is None
    assert set(rules(result)) == {"blueprint.not-whole"}


def test_a_paper_whose_questions_cannot_be_worth_the_same_is_refused():
    areas = (Area("甲功能", 50, 100, ((1, 1),)),)
    result = derive(build_standard(areas, (0, 50)), pack=build_pack(6, 0, 0))
    assert (result.value, rules(result)) == (None, ["blueprint.points"])


def test_a_paper_of_two_hundred_questions_has_half_a_point_each():
    result = derive(build_standard(), pack=build_pack(120, 40, 40))
    assert result.value is not None
    assert result.value.question_points == Decimal("0.5")
    assert sum(line.points for line in result.value.lines) == 100


def test_the_pack_may_give_more_minutes_but_not_fewer():
    for asked, minutes, found in ((120, 120, []), (60, 90, ["blueprint.minutes"])):
        pack = msgspec.structs.replace(build_pack(), minutes=(PartMinutes(kind="theory", minutes=asked),))
        result = derive(build_standard(), pack=pack)
        assert result.value is not None
        assert (result.value.parts[0].minutes, rules(result)) == (minutes, found)


def test_no_pass_mark_and_no_parts_are_refused():
    standard = build_standard()
    for assessment in (
        msgspec.structs.replace(standard.assessment, pass_mark=None),
        msgspec.structs.replace(standard.assessment, parts=()),
    ):
        result = derive(msgspec.structs.replace(standard, assessment=assessment))
        assert (result.value, rules(result)) == (None, ["blueprint.parts"])


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 9)), min_size=1, max_size=6), st.integers(0, 14))
def test_any_weights_that_sum_to_one_hundred_give_exact_totals(tasks, fives):
    share = 5 * fives
    areas = (Area("甲功能", share, 100 - share, tuple(tasks)), Area("乙功能", 75 - share, share, tuple(tasks)))
    blueprint = derive(build_standard(areas)).value
    assert blueprint is not None
    assert sum(line.questions for line in blueprint.lines) == 100
    assert sum(line.points for line in blueprint.skill_lines) == 100
    assert sum(line.count("multiple") for line in blueprint.lines) == 20


def test_the_bundled_pack_can_be_read():
    result = read_pack(read_text("rulepacks/blueprint.toml"))
    assert result.value is not None
    assert sum(quota.count for quota in result.value.types) == 100


@pytest.mark.parametrize("text", ["", "[blueprint", "[blueprint]\nid = 3", "\x00"])
def test_a_broken_pack_is_a_finding(text):
    result = read_pack(text)
    assert (result.value, rules(result)) == (None, ["blueprint.pack"])


def test_a_level_has_the_minutes_that_the_standard_gives_to_it():
    standard = build_standard()
    own = (LevelMinutes(levels=("初级",), minutes=100), LevelMinutes(levels=("高级",), minutes=130))
    parts = tuple(msgspec.structs.replace(part, minutes=own) for part in standard.assessment.parts)
    standard = msgspec.structs.replace(standard, assessment=msgspec.structs.replace(standard.assessment, parts=parts))
    assert [part.minutes for part in derive(standard).value.parts] == [100, 100]
    forgotten = tuple(msgspec.structs.replace(part, minutes=own[1:]) for part in parts)
    standard = msgspec.structs.replace(
        standard, assessment=msgspec.structs.replace(standard.assessment, parts=forgotten)
    )
    assert "blueprint.minutes" in rules(derive(standard))
