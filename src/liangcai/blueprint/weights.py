"""The weight table of a level and direction, checked, and what each of its rows weighs.

In: a standard, a table, a level, a direction. Out: areas with percent and leaves, and findings.
Follows: chapter 4 (weights), chapter 2 (groups of the basic requirements), chapter 3 (tasks of the functions).
"""

from typing import Literal

import msgspec

from liangcai.blueprint.faults import refuse
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import NO_TABLE, BasicItem, Function, Level, Standard, Weight

Table = Literal["theory", "skill"]
CLAUSES: dict[Table, str] = {"theory": "4.1", "skill": "4.2"}
TABLE_NAMES: dict[Table, Message] = {
    "theory": Message(zh="理论知识权重表", en="theory weight table"),
    "skill": Message(zh="技能（专业能力）要求权重表", en="skill weight table"),
}
FULL = 100


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest thing that gets a share, by its ``size``: a task, or a group of the basic requirements."""

    code: str
    name: str
    function: str
    size: int
    clause: str
    line: int
    table: str = NO_TABLE


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A weighed row with its leaves in the order of the document."""

    name: str
    percent: int
    line: int
    leaves: tuple[Leaf, ...]


def weigh_areas(standard: Standard, table: Table, level: Level, direction: str | None) -> Result[tuple[Area, ...]]:
    """The areas that weigh something; errors where the table is missing, sums wrongly or weighs nothing real."""
    rows = _rows(standard, table, level, direction)
    if not rows:
        return Result((), (_missing(table, level, direction),))
    areas = tuple(
        Area(name=row.area, percent=row.percent, line=row.line, leaves=_leaves(standard, table, level, direction, row))
        for row in rows
        if row.percent
    )
    findings = (
        *_check_sum(table, areas, rows[0].line),
        *(_empty(table, area) for area in areas if not any(leaf.size for leaf in area.leaves)),
        *_check_repeats(table, areas),
        *_check_unweighed(standard, table, level, direction, areas),
    )
    return Result(areas, findings)


def _rows(standard: Standard, table: Table, level: Level, direction: str | None) -> tuple[Weight, ...]:
    return tuple(
        weight
        for weight in standard.weights
        if weight.table == table
        and weight.level in (level.name, level.printed_name)
        and weight.direction in (None, direction)
    )


def _leaves(standard: Standard, table: Table, level: Level, direction: str | None, row: Weight) -> tuple[Leaf, ...]:
    section = _section(standard, level)
    tasks = tuple(
        _task_leaf(function, index, table, section)
        for function in standard.functions(level.name, direction)
        if _same(function.name, row.area)
        for index in range(len(function.tasks))
    )
    return tasks if table == "skill" else (*_basic_leaves(standard, row.area), *tasks)


def _basic_leaves(standard: Standard, area: str) -> tuple[Leaf, ...]:
    return tuple(
        Leaf(
            code=f"B{group.number}",
            name=group.name,
            function="",
            size=max(1, _count_deepest(group.items)),
            clause=group.number,
            line=group.line,
        )
        for group in standard.basic
        if _same(group.area, area)
    )


def _task_leaf(function: Function, index: int, table: Table, section: str) -> Leaf:
    task = function.tasks[index]
    return Leaf(
        code=task.number if table == "skill" else f"K{task.number}",
        name=task.name,
        function=function.number,
        size=len(task.skills if table == "skill" else task.knowledge),
        clause=section,
        line=task.line,
        table=function.table,
    )


def _section(standard: Standard, level: Level) -> str:
    names = [work.level for work in standard.work]
    return f"3.{names.index(level.name) + 1}" if level.name in names else "3"


def _count_deepest(items: tuple[BasicItem, ...]) -> int:
    return sum(_count_deepest(item.items) if item.items else 1 for item in items)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _missing(table: Table, level: Level, direction: str | None) -> Finding:
    name, clause, where = TABLE_NAMES[table], CLAUSES[table], f"{level.name}{direction or ''}"
    return refuse(
        "table-missing",
        f"{name.zh}（{clause}）没有「{where}」一列，无法确定考什么、占多少分。",
        f"The {name.en} ({clause}) has no column for {where}: what to examine and how much it weighs is unknown.",
        clause,
    )


def _check_sum(table: Table, areas: tuple[Area, ...], line: int) -> tuple[Finding, ...]:
    total, name, clause = sum(area.percent for area in areas), TABLE_NAMES[table], CLAUSES[table]
    if total == FULL:
        return ()
    return (
        refuse(
            "weights-sum",
            f"{name.zh}（{clause}）这一列合计 {total}，应为 100。",
            f"This column of the {name.en} ({clause}) sums to {total}; it must sum to 100.",
            clause,
            line,
            Message(zh="请更正权重表后再命题。", en="Correct the weight table before making papers."),
        ),
    )


def _empty(table: Table, area: Area) -> Finding:
    clause = CLAUSES[table]
    return refuse(
        "weighed-without-content",
        f"「{area.name}」在权重表（{clause}）中占 {area.percent}%，但第 2、3 章中没有相应的要求可考。",
        f"{area.name} weighs {area.percent}% ({clause}), but chapters 2 and 3 hold no requirement to examine for it.",
        clause,
        area.line,
    )


def _check_repeats(table: Table, areas: tuple[Area, ...]) -> tuple[Finding, ...]:
    codes = [leaf.code for area in areas for leaf in area.leaves]
    return tuple(
        refuse(
            "leaf-repeated",
            f"编号「{code}」在这一等级和方向中指两处内容，无法对应题目。",
            f"Number {code} means two things at this level and direction: questions cannot be assigned to it.",
            CLAUSES[table],
        )
        for code in sorted({code for code in codes if codes.count(code) > 1})
    )


def _check_unweighed(
    standard: Standard, table: Table, level: Level, direction: str | None, areas: tuple[Area, ...]
) -> tuple[Finding, ...]:
    clause = CLAUSES[table]
    return tuple(
        Finding(
            rule="blueprint.content-not-weighed",
            severity=Severity.WARNING,
            message=Message(
                zh=f"职业功能「{function.name}」有要求，但权重表（{clause}）未给分，因此不考。",
                en=f"Function {function.name} has requirements but no weight ({clause}), so it is not examined.",
            ),
            clause=clause,
            line=function.line,
        )
        for function in standard.functions(level.name, direction)
        if not any(_same(function.name, area.name) for area in areas)
    )
