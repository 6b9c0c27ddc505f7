"""What was achieved, as the credential says it: level, functions shown, parts with their marks.

In: a standard and a decision on one of its levels. Out: an ``Achievement`` and its results. Follows: Open Badges 3.0;
the house rule on identity: a function is ``code@edition/level/table/F/number``, and its uuid5 is what frameworks carry.
"""

import uuid
from decimal import Decimal

import msgspec
from msgspec import UNSET

from liangcai.award.decide import CLAUSE, Decision, PartOutcome
from liangcai.credentials.document import Achievement, Alignment, Criteria, ResultDescription, ResultEntry
from liangcai.findings import Message
from liangcai.standard.identity import requirement_id, requirement_uuid, standard_id
from liangcai.standard.model import Function, Standard


class EnglishNames(msgspec.Struct, frozen=True, kw_only=True):
    """The names of the overlay that a certificate prints; what is empty or missing is printed in Chinese alone.

    ``functions`` are pairs of number and name, of the level in question.
    """

    occupation: str = ""
    level: str = ""
    direction: str = ""
    functions: tuple[tuple[str, str], ...] = ()


class AreaShare(msgspec.Struct, frozen=True, kw_only=True):
    """What was earned in an area of a part, a function mostly, in whole percent."""

    part: str
    area: str
    name: str
    percent: int


def describe_achievement(
    standard: Standard, decision: Decision, title: Message, english: EnglishNames, areas: tuple[AreaShare, ...] = ()
) -> Achievement:
    """The achievement of a passed decision, the same for everyone who reaches that level and direction.

    ``areas`` are described where the holder wishes them shown.
    """
    code = human_code(standard, decision)
    printed = _printed_level(standard, decision.level)
    direction = f"（{decision.direction}）" if decision.direction else ""
    in_english = ", ".join(name for name in (english.occupation, english.level, english.direction) if name)
    return Achievement(
        id=f"urn:uuid:{requirement_uuid(code)}",
        name=_both(f"{standard.name} {printed}{direction}", in_english),
        description=_both(f"{title.zh}：{standard.definition}", title.en),
        criteria=Criteria(narrative=_criteria(standard, decision)),
        human_code=code,
        field_of_study=standard.name,
        version=standard.edition,
        specialization=decision.direction or UNSET,
        alignment=tuple(_align(standard, decision, one, dict(english.functions)) for one in shown(standard, decision)),
        result_description=(
            *(_describe_part(standard, code, outcome) for outcome in decision.outcomes),
            *(_describe_area(code, decision, share) for share in areas),
        ),
    )


def describe_results(
    standard: Standard, decision: Decision, areas: tuple[AreaShare, ...] = ()
) -> tuple[ResultEntry, ...]:
    """The marks of a passed decision, each pointing at the description of its part or area."""
    code = human_code(standard, decision)
    parts = tuple(
        ResultEntry(result_description=_part_urn(code, outcome), value=plain(outcome.points))
        for outcome in decision.outcomes
        if outcome.points is not None
    )
    shares = (ResultEntry(result_description=_area_urn(code, share), value=str(share.percent)) for share in areas)
    return (*parts, *shares)


def human_code(standard: Standard, decision: Decision) -> str:
    """The id of the achievement: ``code@edition/level`` with ``/direction`` where there is one."""
    tail = f"/{decision.direction}" if decision.direction else ""
    return f"{standard_id(standard.code, standard.edition)}/{decision.level}{tail}"


def shown(standard: Standard, decision: Decision) -> tuple[Function, ...]:
    """The functions that weigh something at the level and direction; all of them where no table gives weights."""
    functions = standard.functions(decision.level, decision.direction)
    weighed = {
        weight.area
        for weight in standard.weights
        if weight.level == decision.level and weight.direction in (None, decision.direction) and weight.percent
    }
    return tuple(function for function in functions if function.name in weighed) or functions


def plain(points: Decimal) -> str:
    """A mark without needless zeros and never with an exponent."""
    return format(points.normalize(), "f") if points else "0"


def _align(standard: Standard, decision: Decision, function: Function, english: dict[str, str]) -> Alignment:
    framework = standard_id(standard.code, standard.edition)
    code = requirement_id(framework, decision.level, "F", function.number, function.table)
    return Alignment(
        target_name=_both(function.name, english.get(function.number, "")),
        target_code=code,
        target_url=f"urn:uuid:{requirement_uuid(code)}",
        target_framework=framework,
        target_description="；".join(_task_line(function)) or function.name,
    )


def _task_line(function: Function) -> list[str]:
    lines = []
    for task in function.tasks:
        numbers = ", ".join(f"S/{skill.number}" for skill in task.skills)
        lines.append(f"{task.number} {task.name}" + (f" ({numbers})" if numbers else ""))
    return lines


def _criteria(standard: Standard, decision: Decision) -> str:
    names = "、".join(outcome.name for outcome in decision.outcomes)
    passing = sorted({outcome.pass_mark for outcome in decision.outcomes if outcome.pass_mark is not None})
    marks = " / ".join(str(mark) for mark in passing)
    full = standard.assessment.full_mark
    return (
        f"按标准 {CLAUSE}，{names}均以 {full} 分计，每一部分都达到 {marks} 分。"
        f" / By clause {CLAUSE} of the standard, each part is marked on {full} and each reached {marks}."
    )


def _describe_part(standard: Standard, code: str, outcome: PartOutcome) -> ResultDescription:
    return ResultDescription(
        id=_part_urn(code, outcome),
        name=outcome.name,
        value_max=str(standard.assessment.full_mark),
        required_value=str(outcome.pass_mark),
    )


def _describe_area(code: str, decision: Decision, share: AreaShare) -> ResultDescription:
    part = next((outcome.name for outcome in decision.outcomes if outcome.kind == share.part), share.part)
    return ResultDescription(
        id=_area_urn(code, share), name=f"{part}：{share.name}", result_type="Percent", value_max="100"
    )


def _area_urn(code: str, share: AreaShare) -> str:
    return f"urn:uuid:{uuid.uuid5(requirement_uuid(code), f'{share.part}/{share.area}')}"


def _part_urn(code: str, outcome: PartOutcome) -> str:
    return f"urn:uuid:{uuid.uuid5(requirement_uuid(code), outcome.kind)}"


def _printed_level(standard: Standard, name: str) -> str:
    level = standard.level(name)
    return level.printed_name if level else name


def _both(zh: str, en: str) -> str:
    return f"{zh} / {en}" if en else zh
