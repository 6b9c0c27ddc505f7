"""The parts that a level sits: how long, on how many marks, with how many people.

In: a standard, a level, the rule pack. Out: ``PartPlan`` rows and findings.
Follows: 1.9.2 (marks), 1.9.3 (staff), 1.9.4 (minimum minutes); the pack may ask for more minutes, never for fewer.
"""

from liangcai.blueprint.faults import refuse
from liangcai.blueprint.model import PartPlan
from liangcai.blueprint.pack import BlueprintPack
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Level, Part, Standard

MARKS_CLAUSE = "1.9.2"
MINUTES_CLAUSE = "1.9.4"


def plan_parts(standard: Standard, level: Level, pack: BlueprintPack) -> Result[tuple[PartPlan, ...]]:
    """The level's parts in the order of the standard; an error where there is none, or no mark to pass."""
    sat = tuple(
        part.at(level.name)
        for part in standard.assessment.parts
        if level.name in part.levels or level.printed_name in part.levels
    )
    full, passing = standard.assessment.full_mark, standard.assessment.pass_mark
    if not sat or full is None or passing is None:
        return Result((), (_unknown(level, bool(sat)),))
    planned = tuple((part, _minutes(part, pack)) for part in sat)
    return Result(
        tuple(
            PartPlan(
                name=part.name,
                kind=part.kind,
                minutes=minutes.value,
                full_mark=full,
                pass_mark=passing,
                staff=part.staff,
                line=part.line,
            )
            for part, minutes in planned
        ),
        tuple(finding for _, minutes in planned for finding in minutes.findings),
    )


def _minutes(part: Part, pack: BlueprintPack) -> Result[int]:
    asked = next((rule.minutes for rule in pack.minutes if rule.kind == part.kind), None)
    least = part.minutes_min
    if least is None:
        return Result(asked or 0, () if asked else (_untimed(part),))
    if asked is not None and asked < least:
        return Result(least, (_too_short(part, asked, least, pack),))
    return Result(asked or least)


def _unknown(level: Level, has_parts: bool) -> Finding:
    missing = ("满分和合格分", "the full mark and the pass mark") if has_parts else ("考核部分", "any part to sit")
    return refuse(
        "parts",
        f"1.9.2 没有给出「{level.name}」的{missing[0]}，无法安排考核。",
        f"Clause 1.9.2 does not give {missing[1]} for {level.name}: no examination can be planned.",
        MARKS_CLAUSE,
    )


def _untimed(part: Part) -> Finding:
    return refuse(
        "minutes",
        f"1.9.4 没有给出「{part.name}」的最短时间，规则包也没有。",
        f"Neither clause 1.9.4 nor the rule pack says how long {part.name} lasts.",
        MINUTES_CLAUSE,
        part.line,
    )


def _too_short(part: Part, asked: int, least: int, pack: BlueprintPack) -> Finding:
    return Finding(
        rule="blueprint.minutes",
        severity=Severity.WARNING,
        message=Message(
            zh=f"规则包 {pack.id} 给「{part.name}」{asked} 分钟，少于 1.9.4 的 {least} 分钟；按 {least} 分钟安排。",
            en=f"Rule pack {pack.id} gives {part.name} {asked} minutes, below the {least} of 1.9.4; {least} are used.",
        ),
        clause=MINUTES_CLAUSE,
        line=part.line,
    )
