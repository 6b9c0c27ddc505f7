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
    of_sets = np.zeros(len(room), np.int64)
    for _, cells in sets.groups:
        np.add.at(of_sets, cells, 1)
    quota = room * of_sets[:, None] // np.maximum(1, of_sets + singles)[:, None]
    left = [group for group in sets.groups if not _place(group, quota, room, drafts)]
    for group in left:
        short = room.sum(axis=1) > singles
        if short[group[1]].any():
            _place(group, room, room, drafts)


def _place(group: tuple[Ints, Ints], quota: Ints, room: Ints, drafts: Drafts) -> bool:
    """Put a set on the paper that has most room for it and none of its enemies; False where it fits on none."""
    rows, cells = group
    needs = np.bincount(cells, minlength=len(room))
    fits = ((quota >= needs[:, None]) & (room >= needs[:, None]))[needs > 0].all(axis=0)
    fits &= drafts.foes_near(rows).sum(axis=1) == 0
    if not fits.any():
        return False
    form = int(np.argmax(np.where(fits, quota.sum(axis=0), -1)))
    for row, cell in zip(rows.tolist(), cells.tolist(), strict=True):
        drafts.put(form, cell, row, fixed=True)
    if quota is not room:
        quota[:, form] -= needs
    room[:, form] -= needs
    return True
