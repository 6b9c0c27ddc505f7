"""Place whole sets of questions, those that share a material, before the single ones.

In: the sets of the bank, the room of each cell on each paper. Out: drafts with sets on them. Follows: a set is on one
paper, whole; sets get the share of a cell that they have of the bank, or more where single questions don't suffice.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from liangcai.assembly.drafts import EMPTY, Drafts
from liangcai.assembly.figures import Ints
from liangcai.assembly.supply import Cell
from liangcai.items.model import Item


class Sets(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """``member`` marks the questions of sets; ``groups`` are the sets, in the order of their lots: rows and cells."""

    member: NDArray[np.bool_]
    groups: tuple[tuple[Ints, Ints], ...]


def gather_sets(items: tuple[Item, ...], cells: Sequence[Cell], lots: Ints) -> Sets:
    """The sets whose members all belong to cells; others are no more drawn than what is in no cell."""
    cell_of = np.full(len(items), EMPTY, np.int64)
    for index, cell in enumerate(cells):
        cell_of[cell.pool] = index
    names: dict[str, list[int]] = {}
    for row, item in enumerate(items):
        if item.set:
            names.setdefault(item.set, []).append(row)
    groups = [np.array(rows, np.int64) for rows in names.values()]
    groups = sorted((rows for rows in groups if (cell_of[rows] != EMPTY).all()), key=lambda rows: int(lots[rows].min()))
    member = np.zeros(len(items), np.bool_)
    for rows in names.values():
        member[rows] = True
    return Sets(member=member, groups=tuple((rows, cell_of[rows]) for rows in groups))


def place_sets(sets: Sets, room: Ints, singles: Ints, drafts: Drafts) -> None:
    """Place sets in proportion, then more where single questions would not do; ``room`` shrinks with it."""
    if not sets.groups:
        return
    of_sets = np.bincount(np.concatenate([cells for _, cells in sets.groups]), minlength=len(room))
    budget = room.sum(axis=1) * of_sets // np.maximum(1, of_sets + singles)
    left = [group for group in sets.groups if not _place(group, budget, room, drafts)]
    for group in left:
        if (room.sum(axis=1) > singles)[group[1]].any():
            _place(group, room.sum(axis=1), room, drafts)


def _place(group: tuple[Ints, Ints], budget: Ints, room: Ints, drafts: Drafts) -> bool:
    """Put a set on the paper with the fewest questions so far, where it fits and meets none of its enemies.

    ``budget`` is how many questions of sets each cell still takes, over all papers. False where it fits nowhere.
    """
    rows, cells = group
    needs = np.bincount(cells, minlength=len(room))
    fits = (room >= needs[:, None])[needs > 0].all(axis=0) & (drafts.foes_near(rows).sum(axis=1) == 0)
    if (budget < needs).any() or not fits.any():
        return False
    form = int(np.argmin(np.where(fits, drafts.filled, drafts.rows.size)))
    for row, cell in zip(rows.tolist(), cells.tolist(), strict=True):
        drafts.put(form, cell, row, fixed=True)
    budget -= needs
    room[:, form] -= needs
    return True
