"""What to teach for a level and for how many hours.

In: a standard, a level, a direction. Out: ``Programme`` whose units add up to the hours of the level exactly.
Follows: clause 1.8 (hours), the skill weight table (4.2) for the share of each function, chapter 3 for its content. The
standard doesn't part theory from practice: the numbers of knowledge and skill requirements do.
"""

import msgspec

from liangcai.blueprint.apportion import share_largest_remainder
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Function, Standard


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A function as a unit of teaching: its share of the hours, parted into theory and practice."""

    number: str
    name: str
    line: int
    percent: int
    hours: int
    theory_hours: int
    practice_hours: int
    knowledge: tuple[str, ...]
    skills: tuple[str, ...]


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """The training for a level and direction, in standard hours; ``clauses`` names what the shares rest on."""

    level: str
    direction: str | None
    hours: int
    units: tuple[Unit, ...]
    clauses: tuple[str, ...] = ("1.8", "3", "4.2")


def derive_programme(standard: Standard, level: str, direction: str | None = None) -> Result[Programme | None]:
    """Share the hours of a level over its functions; None where hours or weights are missing (an error says which)."""
    known = standard.level(level)
    if known is None or known.training_hours is None:
        return Result(None, (missing("training-hours", "1.8", f"{level}的培训学时", f"training hours for {level}"),))
    allowed = known.directions or (None,)
    weights = {
        weight.area: weight.percent
        for weight in standard.weights
        if weight.table == "skill" and weight.level == known.name and weight.direction in (None, direction)
    }
    functions = tuple(one for one in standard.functions(known.name, direction) if weights.get(one.name))
    if direction not in allowed or not functions:
        name = f"{known.name}（{direction or '不分方向'}）"
        return Result(
            None,
            (missing("training-weights", "4.2", f"{name}的技能权重", f"skill weights for {known.name} ({direction})"),),
        )
    percents = tuple(weights[one.name] or 0 for one in functions)
    hours = share_largest_remainder(known.training_hours, percents)
    units = tuple(make_unit(one, *share) for one, *share in zip(functions, percents, hours, strict=True))
    return Result(Programme(level=known.name, direction=direction, hours=known.training_hours, units=units))


def make_unit(function: Function, percent: int, hours: int) -> Unit:
    """A function with its hours, parted by the numbers of its requirements."""
    knowledge = tuple(one.number for task in function.tasks for one in task.knowledge)
    skills = tuple(one.number for task in function.tasks for one in task.skills)
    theory, practice = share_largest_remainder(hours, (len(knowledge), len(skills) or not knowledge))
    return Unit(
        number=function.number,
        name=function.name,
        line=function.line,
        percent=percent,
        hours=hours,
        theory_hours=theory,
        practice_hours=practice,
        knowledge=knowledge,
        skills=skills,
    )


def missing(rule: str, clause: str, zh: str, en: str) -> Finding:
    """The finding that the standard lacks what a programme rests on."""
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=Message(f"标准没有给出{zh}（{clause}），不能编排培训。", f"The standard gives no {en} ({clause})."),
        clause=clause,
    )
