"""Even out the mean difficulty of parallel papers by swapping questions inside cells.

In: what was drawn. Out: the same questions, dealt so that the means are nearly equal.
Follows: a swap stays in its cell, so the blueprint stays met; one that loses coverage only when no other helps.
"""

from collections import Counter

from liangcai.assembly.draw import Deal, topic, weigh
from liangcai.items.model import Item

MAX_SWAPS = 1_000


def level_difficulty(deals: list[Deal], forms: int, tolerance: float, questions: int) -> None:
    """Swap in place until the sums differ by at most ``tolerance`` a question, or no swap helps."""
    goal = int(tolerance * 10_000 * questions)
    for _ in range(MAX_SWAPS):
        loads = [sum(weigh(item) for deal in deals for item in deal[form]) for form in range(forms)]
        high, low = loads.index(max(loads)), loads.index(min(loads))
        gap = loads[high] - loads[low]
        if gap <= goal:
            return
        if not (_swap_best(deals, high, low, gap, keep=True) or _swap_best(deals, high, low, gap, keep=False)):
            return


def _swap_best(deals: list[Deal], high: int, low: int, gap: int, *, keep: bool) -> bool:
    """Make the swap that leaves the smallest gap between two papers; False where every swap leaves it as large."""
    uses = [_count_topics(deals, form) for form in (high, low)]
    best: tuple[int, int, int, int] | None = None
    for index, deal in enumerate(deals):
        for i, mine in enumerate(deal[high]):
            for j, theirs in enumerate(deal[low]):
                left = abs(gap - 2 * (weigh(mine) - weigh(theirs)))
                if left < (best[0] if best else gap) and not (keep and _loses(mine, theirs, uses[0], uses[1])):
                    best = (left, index, i, j)
    if best is None:
        return False
    _, index, i, j = best
    deal = deals[index]
    deal[high][i], deal[low][j] = deal[low][j], deal[high][i]
    return True


def _count_topics(deals: list[Deal], form: int) -> Counter[tuple[str, str]]:
    return Counter(topic(item) for deal in deals for item in deal[form])


def _loses(mine: Item, theirs: Item, high: Counter[tuple[str, str]], low: Counter[tuple[str, str]]) -> bool:
    """Whether the swap leaves the two papers with fewer requirements between them, counted per paper."""
    out, back = topic(mine), topic(theirs)
    if out == back:
        return False
    lost = (high[out] == 1) + (low[back] == 1)
    won = (high[back] == 0) + (low[out] == 0)
    return lost > won
