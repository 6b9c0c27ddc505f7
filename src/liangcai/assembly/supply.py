"""Which questions of a bank may fill which cell of a blueprint, and whether they suffice.

In: a blueprint, a bank, the number of papers, the rules. Out: cells with their questions, or a finding per cell that
lacks some. Follows: no question but the common ones stands on two papers; a set is drawn whole or not at all.
"""

from collections import Counter
from collections.abc import Mapping

import msgspec
import numpy as np

from liangcai.assembly.demand import Demand, Stock, plan_demand
from liangcai.assembly.figures import Ints
from liangcai.assembly.lacking import Lack, list_lacks, report_lack
from liangcai.assembly.place import Place, place_items
from liangcai.assembly.rules import AssemblyRules
from liangcai.blueprint.model import Blueprint, TheoryLine
from liangcai.findings import Result
from liangcai.items.model import Bank, Item, ItemType


class Cell(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A leaf, a type and a band of difficulty: the rows of ``Supply.items`` that may fill it, how many each paper
    needs, and how many of those are common to all papers."""

    line: TheoryLine
    type: ItemType
    band: int
    pool: Ints
    needs: Ints
    common: int


class Supply(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What may be drawn, in the order of ids, and the cells in the order of the blueprint."""

    items: tuple[Item, ...]
    cells: tuple[Cell, ...]


def supply_cells(
    blueprint: Blueprint, bank: Bank, forms: int, rules: AssemblyRules, exposures: Mapping[str, int]
) -> Result[Supply]:
    """The cells that need questions."""
    usable = list_usable(blueprint, bank, rules, exposures)
    pools: dict[Place, list[int]] = {}
    for row, (_, place) in enumerate(usable):
        pools.setdefault(place, []).append(row)
    stock = _take_stock(usable)
    demand = plan_demand(blueprint, stock, forms, rules.common)
    supply = Supply(items=tuple(item for item, _ in usable), cells=_build_cells(blueprint, pools, demand))
    lacks = list_lacks(blueprint, demand, stock.all)
    return Result(supply, tuple(report_lack(lack, forms, banded=bool(blueprint.bands)) for lack in lacks))


def find_lacks(
    blueprint: Blueprint, bank: Bank, forms: int, rules: AssemblyRules, exposures: Mapping[str, int] | None = None
) -> tuple[Lack, ...]:
    """The cells for which the bank has too few questions; nothing where it suffices."""
    stock = _take_stock(list_usable(blueprint, bank, rules, exposures or {}))
    return list_lacks(blueprint, plan_demand(blueprint, stock, forms, rules.common), stock.all)


def _take_stock(usable: list[tuple[Item, Place]]) -> Stock:
    return Stock(
        all=Counter(place for _, place in usable), single=Counter(place for item, place in usable if not item.set)
    )


def list_usable(
    blueprint: Blueprint, bank: Bank, rules: AssemblyRules, exposures: Mapping[str, int]
) -> list[tuple[Item, Place]]:
    """The questions that may be drawn, with their places: in the blueprint, not worn out, their set complete."""
    items = sorted(bank.items, key=lambda item: item.id)
    most = rules.most_exposed
    placed = [
        (item, place)
        for item, place in zip(items, place_items(items, blueprint), strict=True)
        if place is not None and (most is None or exposures.get(item.id, 0) < most)
    ]
    whole = Counter(item.set for item in items if item.set)
    there = Counter(item.set for item, _ in placed if item.set)
    return [(item, place) for item, place in placed if not item.set or there[item.set] == whole[item.set]]


def _build_cells(blueprint: Blueprint, pools: Mapping[Place, list[int]], demand: Demand) -> tuple[Cell, ...]:
    lines = {line.leaf: line for line in blueprint.lines}
    order = {line.leaf: at for at, line in enumerate(blueprint.lines)}
    kinds = {quota.type: at for at, quota in enumerate(blueprint.types)}
    places = sorted(demand.needs, key=lambda place: (order[place[0]], kinds[place[1]], place[2]))
    return tuple(
        Cell(
            line=lines[place[0]],
            type=place[1],
            band=place[2],
            pool=np.array(pools.get(place, ()), np.int64),
            needs=np.array(demand.needs[place], np.int64),
            common=demand.common[place],
        )
        for place in places
    )
