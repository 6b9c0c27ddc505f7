"""Applications made up from the conditions are admitted from their day on, and not before."""

import datetime

import pytest

import liangcai_reference
from liangcai.eligibility.check import check_eligibility
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.example import make_example
from liangcai.eligibility.pack import read_pack
from liangcai.eligibility.rules import ConditionSet
from liangcai.standard.read import read_standard

DAY = datetime.date(2026, 9, 1)


def every_level() -> list[ConditionSet]:
    """The conditions of every level of every bundled standard."""
    pack = read_pack(liangcai_reference.read_text("rulepacks/eligibility.toml")).value
    found = []
    for key in liangcai_reference.list_occupations():
        standard = read_standard(liangcai_reference.read_standard_text(key), key).value
        assert standard is not None
        for level in standard.levels:
            conditions = compile_conditions(standard, level.name, pack).value
            assert conditions is not None
            found.append(conditions)
    return found


LEVELS = every_level()


@pytest.mark.parametrize("conditions", LEVELS, ids=[f"{one.occupation}-{one.level}" for one in LEVELS])
def test_each_condition_that_a_machine_can_judge_is_just_met_and_just_missed(conditions: ConditionSet) -> None:
    judged = 0
    for index in range(len(conditions.conditions)):
        application = make_example(conditions, index, DAY)
        if application is None:
            continue
        judged += 1
        assert check_eligibility(conditions, application, DAY).status == "admitted"
        day_before = check_eligibility(conditions, application, DAY - datetime.timedelta(days=1))
        assert day_before.status == "refused"
        assert day_before.earliest == DAY
    assert judged >= 2
