"""Make papers alike by swapping questions inside cells: with questions left over, then with each other.

In: drafts, the questions left over, the goal. Out: the same drafts, closer to it. Follows: a swap stays in its cell, so
the blueprint stays met; one that loses a requirement only where nothing else helps.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liangcai.assembly.drafts import Drafts
from liangcai.assembly.figures import Ints
from liangcai.assembly.goal import UNIT, Goal
from liangcai.assembly.spare import Spare

MOST_SWAPS, MOST_LOOKS, TRADES_A_FORM = 200, 100, 30
ENOUGH = UNIT // 4
LOOSE = (64, 16, 4, 1)
NEVER = np.iinfo(np.int64).max


class Swap(NamedTuple):
    """A place on a paper, and the place among the spare questions that it changes with."""

    place: int
    other: int


def balance_drafts(drafts: Drafts, left: list[Ints], goal: Goal) -> None:
    """Swap in place until every paper is close to its goal, or no swap helps."""
    spare = Spare(left)
    for form in range(drafts.forms):
        _settle(drafts, form, spare, goal)
    _trade_all(drafts, goal)
    for form in range(drafts.forms):
        if _price(drafts, form, goal) > UNIT:
            _relax(drafts, form, spare, goal)


def _price(drafts: Drafts, form: int, goal: Goal) -> int:
    return int(goal.price(drafts.totals[form], drafts.clashes[form]))


def _relax(drafts: Drafts, form: int, spare: Spare, goal: Goal) -> None:
    """Care less for information at first, then more and more: a way out where every single swap makes it worse."""
    before, swaps = _price(drafts, form, goal), []
    for factor in LOOSE:
        swaps += _settle(drafts, form, spare, goal.loosen(factor))
    if _price(drafts, form, goal) > before:
        for swap in reversed(swaps):
            _apply(drafts, form, spare, swap)


def _apply(drafts: Drafts, form: int, spare: Spare, swap: Swap) -> None:
    """Make a swap; the same swap again undoes it."""
    spare.rows[swap.other] = drafts.replace(form, swap.place, int(spare.rows[swap.other]))


def _trade_all(drafts: Drafts, goal: Goal) -> None:
    """Trade until no paper that is not good enough gains by it."""
    for _ in range(TRADES_A_FORM * drafts.forms):
        prices = goal.price(drafts.totals, drafts.clashes)
        worst = [int(form) for form in np.argsort(-prices, kind="stable") if prices[form] > ENOUGH]
        if not any(_trade(drafts, form, prices, goal) for form in worst[:5]):
            return


def _settle(drafts: Drafts, form: int, spare: Spare, goal: Goal) -> list[Swap]:
    """Swap with questions left over; as long as one look shows nothing better, look at others."""
    swaps: list[Swap] = []
    look = vain = 0
    while vain < min(spare.looks, MOST_LOOKS) and len(swaps) < MOST_SWAPS:
        now = _price(drafts, form, goal)
        if now <= ENOUGH:
            break
        swap = _find(drafts, form, spare, goal, look, now)
        look, vain = look + 1, vain + 1
        if swap is not None:
            _apply(drafts, form, spare, swap)
            swaps.append(swap)
            vain = 0
    return swaps


def _find(drafts: Drafts, form: int, spare: Spare, goal: Goal, look: int, now: int) -> Swap | None:
    """The swap of this look that helps most, if any does."""
    shown, real = spare.show(look)
    places = np.flatnonzero(~drafts.fixed[form])
    if not len(places):
        return None
    out, others = drafts.rows[form, places][:, None], shown[drafts.cells[form, places]]
    into = spare.rows[others]
    prices = _price_after(drafts, form, out, into, goal)
    prices = np.where(real[drafts.cells[form, places]], prices, NEVER)
    best = _pick(prices, _loses(drafts, form, out, into), now)
    if best is None:
        return None
    at = np.unravel_index(best, prices.shape)
    return Swap(place=int(places[at[0]]), other=int(others[at]))


def _price_after(drafts: Drafts, form: int | Ints, out: Ints, into: Ints, goal: Goal) -> Ints:
    """What would be amiss with papers in which one question stands for another."""
    values = drafts.figures.values
    totals = drafts.totals[form] - values[out] + values[into]
    if not drafts.figures.foes:
        return goal.price(totals, drafts.clashes[form])
    near = drafts.near[form, into].astype(np.int64) - drafts.near[form, out]
    return goal.price(totals, drafts.clashes[form] + near)


def _loses(drafts: Drafts, form: int | Ints, out: Ints, into: Ints) -> NDArray[np.bool_]:
    """Whether a swap leaves a paper with one requirement fewer."""
    topic = drafts.figures.topic
    lost: NDArray[np.bool_] = (
        (drafts.uses[form, topic[out]] == 1) & (drafts.uses[form, topic[into]] > 0) & (topic[out] != topic[into])
    )
    return lost


def _pick(prices: Ints, loses: NDArray[np.bool_], now: int) -> int | None:
    """The cheapest below ``now`` that keeps every requirement; where there is none, the cheapest of all."""
    kept = np.where(loses, NEVER, prices)
    for allowed in (kept, prices):
        best = int(np.argmin(allowed))
        if allowed.flat[best] < now:
            return best
    return None


def _trade(drafts: Drafts, form: int, prices: Ints, goal: Goal) -> bool:
    """Make the trade with another paper that helps the two most; False where none does."""
    free = ~drafts.fixed
    same = (drafts.cells[form][:, None] == drafts.cells.reshape(1, -1)) & free[form][:, None] & free.reshape(1, -1)
    places, flat = np.nonzero(same)
    others, theirs = np.divmod(flat, drafts.rows.shape[1])
    keep = others != form
    places, others, theirs = places[keep], others[keep], theirs[keep]
    if not len(places):
        return False
    mine, hers = drafts.rows[form, places], drafts.rows[others, theirs]
    gain = _price_after(drafts, form, mine, hers, goal) - prices[form]
    gain += _price_after(drafts, others, hers, mine, goal) - prices[others]
    loses = _loses(drafts, form, mine, hers) | _loses(drafts, others, hers, mine)
    best = _pick(gain, loses, 0)
    if best is None:
        return False
    gone = drafts.replace(form, int(places[best]), int(hers[best]))
    drafts.replace(int(others[best]), int(theirs[best]), gone)
    return True
