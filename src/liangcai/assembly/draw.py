"""Draw the questions of parallel papers cell by cell, spreading requirements and difficulty.

In: cells that have enough questions, in the order of their lots. Out: filled drafts, and per cell what is left.
Follows: common questions and whole sets first; then requirements not yet used; dealt from the easiest to the hardest
so that the papers stay level.
"""

from collections.abc import Sequence

import numpy as np

from liangcai.assembly.drafts import Drafts
from liangcai.assembly.figures import Figures, Ints
from liangcai.assembly.sets import Sets, place_sets
from liangcai.assembly.supply import Cell

WEIGHTY = 10**12  # more than any sum of difficulty


def draw_drafts(cells: Sequence[Cell], figures: Figures, sets: Sets) -> tuple[Drafts, list[Ints]]:
    """Fill the papers; a cell whose single questions don't suffice leaves places empty. What is left comes back."""
    forms, questions = cells[0].needs.size, sum(int(cell.needs[0]) for cell in cells)
    drafts = Drafts(figures, forms, questions)
    singles = [cell.pool[~sets.member[cell.pool]] for cell in cells]
    room = np.stack([cell.needs for cell in cells])
    _place_common(cells, singles, room, drafts)
    place_sets(sets, room, np.array([len(rows) for rows in singles]), drafts)
    used = np.zeros(drafts.uses.shape[1], np.int64)
    for index in sorted(range(len(cells)), key=lambda index: (len(singles[index]), index)):
        chosen = _choose(singles[index], int(room[index].sum()), used, figures.topic)
        singles[index] = singles[index][~np.isin(singles[index], chosen)]
        _deal(index, chosen, room[index].copy(), drafts)
    return drafts, singles


def _place_common(cells: Sequence[Cell], singles: list[Ints], room: Ints, drafts: Drafts) -> None:
    """The same questions on every paper; enemies of one that is placed come last."""
    for index, cell in enumerate(cells):
        for _ in range(cell.common):
            if not len(singles[index]):
                break
            at = int(np.argmin(drafts.foes_near(singles[index])[0]))
            row, singles[index] = int(singles[index][at]), np.delete(singles[index], at)
            room[index] -= 1
            for form in range(drafts.forms):
                drafts.put(form, index, row, fixed=True)


def _choose(rows: Ints, count: int, used: Ints, topic: Ints) -> Ints:
    """So many questions, from the requirements used least so far; of one requirement, the earlier lot first."""
    topics = topic[rows]
    order = np.argsort(topics, kind="stable")
    grouped = topics[order]
    starts = np.searchsorted(grouped, grouped)
    turn = np.empty(len(rows), np.int64)
    turn[order] = np.arange(len(rows)) - starts
    chosen = rows[np.argsort(turn + used[topics], kind="stable")[:count]]
    np.add.at(used, topic[chosen], 1)
    return chosen


def _deal(cell: int, chosen: Ints, room: Ints, drafts: Drafts) -> None:
    """Hand out question after question of near difficulty, one to each open paper per round."""
    ranked = chosen[np.argsort(drafts.figures.values[chosen, 0], kind="stable")]
    while len(ranked):
        open_forms = np.flatnonzero(room)
        batch, ranked = ranked[: len(open_forms)], ranked[len(open_forms) :]
        for row in batch[::-1].tolist():
            form = _pick(open_forms, row, drafts)
            open_forms = open_forms[open_forms != form]
            room[form] -= 1
            drafts.put(form, cell, row)


def _pick(forms: Ints, row: int, drafts: Drafts) -> int:
    """The paper without its enemies that lacks its requirement most and is the hardest so far."""
    bother = drafts.uses[forms, drafts.figures.topic[row]]
    if row in drafts.figures.foes:
        bother = bother + 1000 * drafts.near[forms, row]
    return int(forms[np.argmin(bother * WEIGHTY + drafts.totals[forms, 0])])
