"""The element list weighs what the standard weighs, whatever is added below it; coverage counts what a bank has."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.effort import examples
from tests.data.items import make_item
from tests.data.paper import build_blueprint, build_item_pack, build_pack, build_standard

from liangcai.blueprint.derive import derive_blueprint
from liangcai.items.coverage import measure_coverage
from liangcai.items.element_edit import change_points, describe_changes
from liangcai.items.elements import Addition, derive_elements
from liangcai.standard.read import read_standard
from liangcai_reference import list_occupations, read_standard_text

PACK = build_item_pack()
LEVELS = [
    (folder, level.name, direction)
    for folder in list_occupations()
    for level in read_standard(read_standard_text(folder), folder).value.levels
    for direction in level.directions or (None,)
]


def small(*additions):
    return derive_elements(build_standard(), build_blueprint(), additions)


def check_sums(made):
    """Recount: what stands below an element adds up to it, and the areas to 100."""
    below = defaultdict(Decimal)
    for element in made.elements:
        below[element.parent] += element.weight
    assert below[""] == 100
    for element in made.elements:
        assert below.get(element.code, element.weight) == element.weight


@pytest.mark.parametrize(("folder", "level", "direction"), LEVELS)
def test_every_level_and_direction_has_a_list_whose_weights_are_the_standards(folder, level, direction):
    standard = read_standard(read_standard_text(folder), folder).value
    blueprint = derive_blueprint(standard, level, direction, build_pack()).value
    result = derive_elements(standard, blueprint)
    assert result.findings == ()
    check_sums(result.value)
    areas = {element.name: element.weight for element in result.value.elements if element.depth == 0}
    assert areas == {area.area: area.percent for area in blueprint.areas}
    knowledge = {
        f"K{found.number}"
        for function in standard.functions(level, direction)
        for task in function.tasks
        for found in task.knowledge
    }
    assert knowledge == {point.code for point in result.value.points if point.code.startswith("K")}


codes = st.sampled_from(["K1.1.1", "K1.1.2", "K2.1.1", "B2.1.1", "K1.1", "甲功能", "K9.9.9"])


@settings(deadline=None, max_examples=examples(100))
@given(
    st.lists(
        st.builds(
            Addition,
            under=codes,
            name=st.sampled_from(["", "细点"]),
            importance=st.sampled_from("XYZ"),
            size=st.integers(-1, 5),
        ),
        max_size=8,
    )
)
def test_whatever_is_added_the_weights_still_sum_to_the_standards(additions):
    plain, result = small(), small(*additions)
    check_sums(result.value)
    theirs = {element.code: element.weight for element in result.value.elements if not element.own}
    assert theirs == {element.code: element.weight for element in plain.value.elements}


def test_a_point_is_added_below_a_requirement_with_its_own_share_and_importance():
    made = small(Addition(under="K1.1.1", name="大点", size=3), Addition(under="K1.1.1", name="小点", importance="Z"))
    assert made.findings == ()
    own = [element for element in made.value.elements if element.own]
    assert [(element.code, element.name, element.importance) for element in own] == [
        ("K1.1.1/1", "大点", "X"),
        ("K1.1.1/2", "小点", "Z"),
    ]
    assert own[0].weight > 2 * own[1].weight
    assert not {"K1.1.1"} & {point.code for point in made.value.points}


@pytest.mark.parametrize("under", ["K9.9.9", "K1.1", "K1.1.1/1"])
def test_nothing_is_added_where_the_standard_itself_divides_or_has_nothing(under):
    result = small(Addition(under=under, name="细点"))
    assert [finding.rule for finding in result.findings] == ["items.element-place"]
    assert result.value == small().value


def test_importance_shares_are_held_against_the_pack():
    codes = [point.code for point in small().value.points]
    result = small(*(Addition(under=code, importance="Z") for code in codes[: len(codes) // 2]))
    shares = {kind: kept for kind, _, kept in measure_coverage(result.value, (), PACK).shares}
    assert shares == {"X": False, "Y": True, "Z": False}


def test_coverage_counts_a_question_at_its_element_else_at_each_of_its_requirements():
    made = small(Addition(under="K1.1.1", name="细点"), Addition(under="K1.1.1", name="别的点")).value
    items = [
        make_item("single", 1, element="K1.1.1/1", difficulty=0.2),
        make_item("multiple", 2, requirement="K1.1.2", also=("K2.1.1",), difficulty=0.6),
        make_item("truefalse", 3, requirement="K1.1.1"),
    ]
    cover = measure_coverage(made, items, PACK)
    counted = {point.element.code: point.questions for point in cover.points if point.questions}
    assert counted == {"K1.1.1/1": 1, "K1.1.2": 1, "K2.1.1": 1}
    assert cover.elsewhere == ("K1.1.1-03",)
    assert cover.bands == (1, 0, 2, 0, 0)
    assert {point.element.code for point in cover.few} == set(counted)
    assert len(cover.empty) == len(cover.points) - 3
    assert all(point.lacks == 2 for point in cover.few)


def test_a_point_with_a_number_keeps_its_code_when_others_go():
    made = small(Addition(under="K1.1.1", name="乙", number=2), Addition(under="K1.1.1", name="丁", number=4)).value
    check_sums(made)
    assert [element.code for element in made.elements if element.own] == ["K1.1.1/2", "K1.1.1/4"]


def test_a_point_of_another_table_is_not_added():
    result = small(Addition(under="K1.1.1", name="甲", table="别的方向"))
    assert not any(element.own for element in result.value.elements)
    assert [finding.rule for finding in result.findings] == ["items.element-place"]


def test_points_in_use_stay_numbers_are_new_and_changes_are_said():
    old = (Addition(under="K1", name="甲", number=1), Addition(under="K1", name="乙", number=3))
    new = Addition(under="K1", name="丙")
    kept = change_points(old, (old[0], new), 5, {1: 2})
    assert [one.number for one in kept.value] == [1, 6]
    assert [change.zh for change in describe_changes(old, kept.value)] == [
        "删去「乙」",
        "新增「丙」，重要程度 X，份额 1",
    ]
    refused = change_points(old, (old[1],), 5, {1: 2})
    assert refused.value == old
    assert [finding.rule for finding in refused.findings] == ["items.element-in-use"]
