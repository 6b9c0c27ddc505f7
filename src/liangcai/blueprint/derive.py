"""Derive the blueprint of an examination from the standard.

In: a standard, a level, a direction where the level has directions, the rule pack. Out: a ``Blueprint`` or why not.
Follows: chapters 2, 3 and 4 and clauses 1.9.2-1.9.4; question types come from the rule pack.
"""

from decimal import Decimal

from liangcai.blueprint.content import plan_areas, plan_skill, plan_theory
from liangcai.blueprint.faults import refuse
from liangcai.blueprint.model import Blueprint, PartPlan
from liangcai.blueprint.pack import BlueprintPack
from liangcai.blueprint.parts import plan_parts
from liangcai.blueprint.weights import CLAUSES, FULL, Area, Table, weigh_areas
from liangcai.findings import Finding, Result, has_errors
from liangcai.standard.identity import standard_id
from liangcai.standard.model import Level, PartKind, Standard

POINT_PARTS = 1000  # a question is worth whole thousandths of a point, so that sums stay exact
_TABLES: tuple[Table, ...] = ("theory", "skill")


def derive_blueprint(
    standard: Standard, level: str, direction: str | None, pack: BlueprintPack
) -> Result[Blueprint | None]:
    """What the examination of a level must cover, weigh and last; no value where the standard leaves it open."""
    found = standard.level(level)
    if found is None:
        return Result(None, (_no_level(standard, level),))
    if direction not in (found.directions or (None,)):
        return Result(None, (_no_direction(found, direction),))
    parts = plan_parts(standard, found, pack)
    weighed = {table: _weigh(standard, table, found, direction, parts.value) for table in _TABLES}
    findings = (*parts.findings, *(finding for areas in weighed.values() for finding in areas.findings))
    if not has_errors(findings):
        findings += _check_whole(weighed["theory"].value, weighed["skill"].value, parts.value, pack)
    if has_errors(findings):
        return Result(None, findings)
    return Result(
        _build(standard, found, direction, pack, parts.value, weighed["theory"].value, weighed["skill"].value), findings
    )


def _weigh(
    standard: Standard, table: Table, level: Level, direction: str | None, parts: tuple[PartPlan, ...]
) -> Result[tuple[Area, ...]]:
    if _full_mark(parts, table) is None:
        return Result(())
    return weigh_areas(standard, table, level, direction)


def _build(
    standard: Standard,
    level: Level,
    direction: str | None,
    pack: BlueprintPack,
    parts: tuple[PartPlan, ...],
    theory: tuple[Area, ...],
    skill: tuple[Area, ...],
) -> Blueprint:
    questions = sum(quota.count for quota in pack.types)
    full, skill_full = _full_mark(parts, "theory") or 0, _full_mark(parts, "skill") or 0
    points = Decimal(full) / questions
    return Blueprint(
        standard_id=standard_id(standard.code, standard.edition),
        standard_sha256=standard.source.sha256,
        level=level.name,
        direction=direction,
        pack_id=pack.id,
        types=pack.types if theory else (),
        question_points=points,
        areas=plan_areas(theory, "theory", full, questions),
        lines=plan_theory(theory, pack.types, points) if theory else (),
        skill_areas=plan_areas(skill, "skill", skill_full, 0),
        skill_lines=plan_skill(skill, skill_full),
        parts=parts,
        bands=pack.bands,
    )


def _full_mark(parts: tuple[PartPlan, ...], kind: PartKind) -> int | None:
    return next((part.full_mark for part in parts if part.kind == kind), None)


def _check_whole(
    theory: tuple[Area, ...], skill: tuple[Area, ...], parts: tuple[PartPlan, ...], pack: BlueprintPack
) -> tuple[Finding, ...]:
    questions = sum(quota.count for quota in pack.types)
    full, skill_full = _full_mark(parts, "theory") or 0, _full_mark(parts, "skill") or 0
    uneven = [_uneven(area, "theory") for area in theory if area.percent * questions % FULL]
    uneven += [_uneven(area, "skill") for area in skill if area.percent * skill_full % FULL]
    if theory and POINT_PARTS * full % questions:
        uneven.append(_unequal_points(full, questions))
    return tuple(uneven)


def _uneven(area: Area, table: Table) -> Finding:
    return refuse(
        "not-whole",
        f"「{area.name}」的 {area.percent}% 不能折成整数题量（或整数分），无法严格按权重表命题。",
        f"{area.percent}% for {area.name} is no whole number of questions or points: weights cannot be met exactly.",
        CLAUSES[table],
        area.line,
    )


def _unequal_points(full: int, questions: int) -> Finding:
    return refuse(
        "points",
        f"满分 {full} 分不能平均分给 {questions} 道题。",
        f"The full mark of {full} cannot be shared equally and exactly by {questions} questions.",
        "1.9.2",
    )


def _no_level(standard: Standard, level: str) -> Finding:
    names = "、".join(known.name for known in standard.levels)
    return refuse(
        "level",
        f"标准没有等级「{level}」；有：{names}。",
        f"The standard has no level {level}; it has: {names}.",
        "1.4",
    )


def _no_direction(level: Level, direction: str | None) -> Finding:
    names = "、".join(level.directions)
    if not level.directions:
        zh, en = f"「{level.name}」不分职业方向，请勿指定。", f"{level.name} has no directions; none may be named."
    elif direction is None:
        zh, en = f"「{level.name}」分职业方向，请指定：{names}。", f"{level.name} has directions; name one: {names}."
    else:
        zh = f"「{level.name}」没有职业方向「{direction}」；有：{names}。"
        en = f"{level.name} has no direction {direction}; it has: {names}."
    return refuse("direction", zh, en, "1.4")
