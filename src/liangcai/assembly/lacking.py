"""Say which cells of a blueprint lack questions, and how many each.

In: the demand of the papers, what the bank holds. Out: a ``Lack`` a cell, or one finding a cell. Follows: the smallest
number of new questions with which the papers become possible as far as cells go.
"""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from liangcai.assembly.demand import Demand
from liangcai.assembly.place import Place
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Finding, Message, Severity
from liangcai.items.model import ItemType
from liangcai.items.names import TYPE_NAMES


class Lack(msgspec.Struct, frozen=True, kw_only=True):
    """A cell that lacks questions: how many the papers need, how many the bank has, how many are missing.

    ``low`` and ``high`` are the edges of its band of difficulty, 0 and 1 where there are no bands.
    """

    leaf: str
    name: str
    type: ItemType
    low: Decimal
    high: Decimal
    need: int
    have: int
    missing: int
    clause: str
    line: int

    @property
    def type_name(self) -> Message:
        """What the type is called."""
        return TYPE_NAMES[self.type]


def list_lacks(blueprint: Blueprint, demand: Demand, stock: Mapping[Place, int]) -> tuple[Lack, ...]:
    """The cells that lack questions, in the order of the blueprint."""
    order = {line.leaf: at for at, line in enumerate(blueprint.lines)}
    missing = sorted(demand.missing, key=lambda place: (order[place[0]], place[1:]))
    return tuple(_describe(blueprint, place, demand, stock.get(place, 0)) for place in missing)


def report_lack(lack: Lack, forms: int, *, banded: bool) -> Finding:
    """The finding on a cell; a band of difficulty is named where there are several."""
    name = lack.type_name
    words = Message("", "")
    if banded:
        edges = f"{lack.low}～{lack.high}"
        words = Message(f"（难度 {edges}）", f" of difficulty {lack.low} to {lack.high}")
    return Finding(
        rule="assembly.cell-lacks-questions",
        severity=Severity.ERROR,
        message=Message(
            zh=f"{lack.leaf}「{lack.name}」的{name.zh}{words.zh}："
            f"{forms} 套试卷需 {lack.need} 道，题库有 {lack.have} 道，缺 {lack.missing} 道。",
            en=f"{lack.leaf} {lack.name}: {forms} papers need {lack.need} {name.en}{words.en}, "
            f"the bank has {lack.have}; {lack.missing} are missing.",
        ),
        remedy=Message(zh="请为该内容补充试题。", en="Add questions for this content."),
        clause=lack.clause,
        line=lack.line,
    )


def _describe(blueprint: Blueprint, place: Place, demand: Demand, have: int) -> Lack:
    leaf, kind, band = place
    line = next(line for line in blueprint.lines if line.leaf == leaf)
    low = blueprint.bands[band - 1].upto if blueprint.bands and band else Decimal(0)
    return Lack(
        leaf=leaf,
        name=line.name,
        type=kind,
        low=low,
        high=blueprint.bands[band].upto if blueprint.bands else Decimal(1),
        need=demand.totals[place],
        have=have,
        missing=demand.missing[place],
        clause=line.source_clause,
        line=line.source_line,
    )
