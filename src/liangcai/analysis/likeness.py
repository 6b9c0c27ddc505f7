"""Find papers that are more alike than chance explains.

In: the sheets of one paper. Out: pairs with what they share. Follows: of the questions that both had wrong, those with
the very same wrong answer are counted. By chance alone each falls together with the sum of the squared shares that its
wrong answers have among all who had it wrong; the count then follows a Poisson binomial, worked out exactly for pairs
that stand out. It is a reason to look at the seats and the record, never a proof against anybody.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liangcai.analysis.figures import Floats
from liangcai.analysis.model import Likeness, Sheet

STANDS_OUT = 2.5  # deviations above what is expected, from where the exact chance is worked out
_Codes = NDArray[np.int64]


def find_alike(sheets: Sequence[Sheet], accepted: float) -> tuple[tuple[Likeness, ...], int]:
    """Pairs of a group whose chance, times all pairs compared, is below ``accepted``; and how many were compared."""
    codes, match = _code(sheets)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for row, sheet in enumerate(sheets):
        groups[sheet.group].append(row)
    pairs = sum(len(rows) * (len(rows) - 1) // 2 for rows in groups.values())
    found = [
        pair
        for rows in groups.values()
        for pair in _compare(np.array(rows), codes, match)
        if pair[-1] * pairs < accepted
    ]
    return tuple(_describe(sheets, pair) for pair in sorted(found, key=lambda pair: pair[-1])), pairs


def _code(sheets: Sequence[Sheet]) -> tuple[_Codes, Floats]:
    """A number per wrong answer, 0 for any other; and per question how likely two wrong answers are the same."""
    items = sorted({mark.item_id for sheet in sheets for mark in sheet.marks})
    column = {item: index for index, item in enumerate(items)}
    known: list[dict[str, int]] = [{} for _ in items]
    codes = np.zeros((len(sheets), len(items)), dtype=np.int64)
    for row, sheet in enumerate(sheets):
        for mark in sheet.marks:
            if mark.outcome in ("wrong", "partial"):
                place = column[mark.item_id]
                codes[row, place] = known[place].setdefault(mark.response, len(known[place]) + 1)
    return codes, np.array([_chance_same(codes[:, place]) for place in range(len(items))])


def _chance_same(answers: _Codes) -> float:
    counts = np.bincount(answers)[1:]
    total = counts.sum()
    return float(((counts / total) ** 2).sum()) if total else 0.0


def _compare(rows: _Codes, codes: _Codes, match: Floats) -> list[tuple[int, int, int, int, float, float]]:
    """Row, row, both wrong, same wrong, expected, chance: the pairs of a group that stand out."""
    here = codes[rows]
    wrong = (here > 0).astype(float)
    expected = (wrong * match) @ wrong.T
    spread = np.sqrt((wrong * (match * (1 - match))) @ wrong.T)
    same = np.zeros_like(expected)
    for code in range(1, int(here.max(initial=0)) + 1):
        chosen = (here == code).astype(float)
        same += chosen @ chosen.T
    result = []
    ones, others = np.nonzero(np.triu(same > expected + STANDS_OUT * spread + 1e-9, k=1))
    for one, other in zip(ones.tolist(), others.tolist(), strict=True):
        shared = (here[one] > 0) & (here[other] > 0)
        count = int(same[one, other])
        chance = _at_least(match[shared], count)
        result.append((int(rows[one]), int(rows[other]), int(shared.sum()), count, float(expected[one, other]), chance))
    return result


def _at_least(chances: Floats, count: int) -> float:
    """The chance of ``count`` or more, each question by its own chance."""
    spread = np.zeros(len(chances) + 1)
    spread[0] = 1.0
    for chance in chances:
        spread[1:] = spread[1:] * (1 - chance) + spread[:-1] * chance
        spread[0] *= 1 - chance
    return float(spread[count:].sum())


def _describe(sheets: Sequence[Sheet], pair: tuple[int, int, int, int, float, float]) -> Likeness:
    one, other, both, same, expected, chance = pair
    return Likeness(
        one=sheets[one].candidate,
        other=sheets[other].candidate,
        both_wrong=both,
        same_wrong=same,
        expected=expected,
        chance=chance,
    )
