"""Where a question belongs in a blueprint.

In: a blueprint, questions. Out: leaf, type and band of each. Follows: chapter 2 and 3 by way of the leaves: basic
requirements belong to every work table, the others to their own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from liangcai.blueprint.bands import list_edges
from liangcai.blueprint.model import Blueprint
from liangcai.items.model import Item, ItemType

Place = tuple[str, ItemType, int]


def place_items(items: Iterable[Item], blueprint: Blueprint) -> Iterator[Place | None]:
    """The leaf, the type and the band (0 where there are none) of each question; None for one of another place."""
    tables = {line.leaf: line.table for line in blueprint.lines}
    edges = list_edges(blueprint)
    leaves: dict[tuple[str, str], str | None] = {}
    for item in items:
        key = (item.requirement, item.table)
        if key not in leaves:
            leaves[key] = _find_leaf(item, tables)
        leaf = leaves[key]
        yield None if leaf is None else (leaf, item.type, bisect_right(edges, item.difficulty))


def _find_leaf(item: Item, tables: dict[str, str]) -> str | None:
    """The leaf whose number begins the requirement's."""
    numbers = item.requirement.split(".")
    for end in range(len(numbers), 0, -1):
        leaf = ".".join(numbers[:end])
        if leaf in tables and (leaf.startswith("B") or tables[leaf] == item.table):
            return leaf
    return None
