"""Draw the questions of parallel papers cell by cell, spreading requirements and difficulty.

In: cells that have enough questions, the number of papers, a seeded Random. Out: per cell, one group per paper.
Follows: prefer requirements not yet used; deal from the easiest to the hardest so that the papers stay level.
"""

import random
from collections import Counter

import msgspec

from liangcai.assembly.supply import Cell
from liangcai.items.model import Item

SCALE = 10_000  # difficulty in whole ten-thousandths: sums must not depend on the order of adding

Deal = list[list[Item]]


class Ledger(msgspec.Struct):
    """What has been dealt so far: uses of each requirement per paper, and the sum of difficulty per paper."""

    uses: list[Counter[tuple[str, str]]]
    load: list[int]


def draw_cells(cells: tuple[Cell, ...], forms: int, rng: random.Random) -> list[Deal]:
    """For each cell, in the order given, the questions of each paper; scarce cells are drawn first."""
    ledger = Ledger([Counter() for _ in range(forms)], [0] * forms)
    deals: dict[int, Deal] = {}
    for index in sorted(range(len(cells)), key=lambda index: (len(cells[index].pool), index)):
        cell = cells[index]
        chosen = _choose(cell, cell.count * forms, ledger, rng)
        deals[index] = _deal(chosen, forms, ledger)
    return [deals[index] for index in range(len(cells))]


def weigh(item: Item) -> int:
    """Difficulty in ten-thousandths."""
    return round(item.difficulty * SCALE)


def topic(item: Item) -> tuple[str, str]:
    """What a question tests, for counting coverage."""
    return (item.table, item.requirement)


def _choose(cell: Cell, count: int, ledger: Ledger, rng: random.Random) -> list[Item]:
    """So many questions of the pool, always from a requirement that has been used least so far."""
    waiting = list(cell.pool)
    rng.shuffle(waiting)
    used: Counter[tuple[str, str]] = Counter()
    for counter in ledger.uses:
        used.update(counter)
    chosen: list[Item] = []
    for _ in range(count):
        item = min(waiting, key=lambda item: used[topic(item)])
        waiting.remove(item)
        used[topic(item)] += 1
        chosen.append(item)
    return chosen


def _deal(chosen: list[Item], forms: int, ledger: Ledger) -> Deal:
    """Hand out question after question of near difficulty, one to each paper per round."""
    groups: Deal = [[] for _ in range(forms)]
    ranked = sorted(chosen, key=lambda item: (weigh(item), item.id))
    for start in range(0, len(ranked), forms):
        _deal_round(ranked[start : start + forms], groups, ledger)
    return groups


def _deal_round(batch: list[Item], groups: Deal, ledger: Ledger) -> None:
    """Easiest question first, to the paper that lacks its requirement; then to the paper that is hardest so far."""
    open_forms = set(range(len(groups)))
    for item in sorted(batch, key=lambda item: (-weigh(item), item.id)):
        form = min(open_forms, key=lambda form: (ledger.uses[form][topic(item)], ledger.load[form], form))
        open_forms.discard(form)
        groups[form].append(item)
        ledger.uses[form][topic(item)] += 1
        ledger.load[form] += weigh(item)
