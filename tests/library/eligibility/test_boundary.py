"""Every condition of every level of both seeds is just met and just missed, on both sides of a day."""

import datetime
from pathlib import Path

import pytest
from tests.data.conditions import LEVELS
from tests.data.entry import make_standard

import liangcai_reference
from liangcai.eligibility.asking import kinds_of, order_kinds
from liangcai.eligibility.boundary import BoundaryCase, list_boundary_cases
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.pack import read_pack
from liangcai.eligibility.rules import ConditionSet, PerNationalRule
from liangcai.standard.read import read_standard

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
DAYS = (datetime.date(2026, 9, 1), datetime.date(2024, 3, 1), datetime.date(2025, 2, 28))
TEXTS = {key: liangcai_reference.read_standard_text(key) for key in liangcai_reference.list_occupations()}
TEXTS |= {path.stem: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("standard-*-2021.txt"))}


def levels_of(text: str, name: str) -> list[ConditionSet]:
    pack = read_pack(liangcai_reference.read_text("rulepacks/eligibility.toml")).value
    standard = read_standard(text, name).value
    assert standard is not None
    found = [compile_conditions(standard, level.name, pack).value for level in standard.levels]
    return [one for one in found if one is not None]


LISTED = [
    pytest.param(conditions, id=f"{name}-{conditions.level}")
    for name in TEXTS
    for conditions in levels_of(TEXTS[name], name)
]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("conditions", LISTED)
def test_every_condition_has_cases_on_both_sides_and_each_comes_out_as_it_should(
    conditions: ConditionSet, day: datetime.date
) -> None:
    cases = list(list_boundary_cases(conditions, day))
    wrong = [(case.clause, case.side, case.expected, case.found) for case in cases if not case.holds]
    assert wrong == []
    sides: dict[str, set[str]] = {}
    for case in cases:
        sides.setdefault(case.clause, set()).add(case.expected)
    assert sides.keys() == {condition.clause for condition in conditions.conditions}
    for condition in conditions.conditions:
        passing = "undecided" if isinstance(condition.rule, PerNationalRule) else "admitted"
        assert sides[condition.clause] == {passing, "refused"}, condition.text


def test_a_case_that_does_not_come_out_is_seen() -> None:
    case = next(iter(list_boundary_cases(LISTED[0].values[0], DAYS[0])))
    assert case.holds
    assert not BoundaryCase(
        **{**{name: getattr(case, name) for name in case.__struct_fields__}, "found": "refused"}
    ).holds


def test_what_heads_the_list_is_asked_first_and_then_what_decides_with_fewest_answers() -> None:
    standard = make_standard(
        "取得本职业五级/初级工职业资格证书后，累计从事本职业工作满3年",
        "累计从事本职业工作满6年",
        level_names=LEVELS["before 2015"],
    )
    conditions = compile_conditions(standard, "四级").value
    assert conditions is not None
    assert order_kinds(conditions) == ("work", "certificate"), "years alone decide before a certificate and years"
    assert kinds_of(conditions.conditions[0]) == ("certificate", "work")


def test_what_no_condition_uses_is_not_asked() -> None:
    for parameter in LISTED:
        conditions = parameter.values[0]
        used = {kind for one in conditions.conditions for kind in kinds_of(one)}
        head = set(kinds_of(conditions.requires)) if conditions.requires else set()
        assert set(order_kinds(conditions)) == used | head
        assert len(order_kinds(conditions)) == len(set(order_kinds(conditions)))
