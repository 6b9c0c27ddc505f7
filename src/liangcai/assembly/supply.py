"""Which questions of a bank may fill which cell of a blueprint, and whether they suffice.

In: a blueprint, a bank, the number of papers. Out: cells with their questions, or a finding per cell that lacks some.
Follows: no question stands in two papers, so a cell needs its count once per paper.
"""

import msgspec

from liangcai.blueprint.model import Blueprint, TheoryLine
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.model import Bank, Item, ItemType
from liangcai.items.names import TYPE_NAMES


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A leaf and a type: the number of questions per paper, and those that may be drawn, in the order of ids."""

    line: TheoryLine
    type: ItemType
    count: int
    pool: tuple[Item, ...]


def supply_cells(blueprint: Blueprint, bank: Bank, forms: int) -> Result[tuple[Cell, ...]]:
    """The cells that need questions, in the order of the blueprint."""
    tables = {line.leaf: line.table for line in blueprint.lines}
    pools: dict[tuple[str, str], list[Item]] = {}
    for item in sorted(bank.items, key=lambda item: item.id):
        leaf = _find_leaf(item, tables)
        if leaf is not None:
            pools.setdefault((leaf, item.type), []).append(item)
    cells = tuple(
        Cell(
            line=line,
            type=quota.type,
            count=quota.count,
            pool=tuple(pools.get((line.leaf, quota.type), ())),
        )
        for line in blueprint.lines
        for quota in line.counts
        if quota.count
    )
    return Result(cells, tuple(_lacking(cell, forms) for cell in cells if len(cell.pool) < cell.count * forms))


def _find_leaf(item: Item, tables: dict[str, str]) -> str | None:
    """The leaf whose number begins the requirement's; basic requirements belong to every work table."""
    numbers = item.requirement.split(".")
    for end in range(len(numbers), 0, -1):
        leaf = ".".join(numbers[:end])
        if leaf in tables and (leaf.startswith("B") or tables[leaf] == item.table):
            return leaf
    return None


def _lacking(cell: Cell, forms: int) -> Finding:
    need, have, kind = cell.count * forms, len(cell.pool), TYPE_NAMES[cell.type]
    return Finding(
        rule="assembly.cell-lacks-questions",
        severity=Severity.ERROR,
        message=Message(
            zh=f"{cell.line.leaf}「{cell.line.name}」的{kind.zh}："
            f"{forms} 套试卷需 {need} 道，题库有 {have} 道，缺 {need - have} 道。",
            en=f"{cell.line.leaf} {cell.line.name}: {forms} papers need {need} {kind.en}, "
            f"the bank has {have}; {need - have} are missing.",
        ),
        remedy=Message(zh="请为该内容补充试题。", en="Add questions for this content."),
        clause=cell.line.source_clause,
        line=cell.line.source_line,
    )
