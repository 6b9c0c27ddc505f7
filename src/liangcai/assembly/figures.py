"""The numbers of questions that papers are made alike by, as columns.

In: questions, the rules. Out: a table of whole numbers, since sums must not depend on the order of adding. Follows: the
Rasch model: the share expected to answer rightly is that of candidates of ability 0, so that a question's place is
minus the logit of it, and its information at an ability is p (1 - p).
"""

import math
from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from liangcai.assembly.rules import AssemblyRules
from liangcai.items.model import Importance, Item

FINE = 1_000_000  # difficulty and information in millionths
GRADES: tuple[Importance, ...] = ("X", "Y", "Z")
ALIKE = 2

Ints = NDArray[np.int64]


class Figures(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A row a question: difficulty, information, then seconds and one column each for X, Y and Z.

    The first two columns, ``ALIKE``, are to be alike on all papers, the others are bounded. ``topic`` numbers what a
    question tests; ``foes`` are the rows that may not stand beside a row.
    """

    values: Ints
    topic: Ints
    foes: dict[int, Ints]


def measure_items(items: tuple[Item, ...], rules: AssemblyRules) -> Figures:
    """The figures of questions, in their order."""
    share = _column((item.difficulty for item in items), len(items))
    expected = {kind.type: kind.seconds for kind in rules.seconds}
    alike = [share, information_at(share, float(rules.ability))]
    seconds = _column((item.seconds or expected.get(item.type, 0) for item in items), len(items))
    grade = _column((GRADES.index(item.importance) for item in items), len(items))
    bounded = [seconds, *(grade == place for place in range(len(GRADES)))]
    columns = [np.rint(column * FINE) for column in alike] + [column.astype(np.float64) for column in bounded]
    return Figures(
        values=np.stack(columns, axis=1).astype(np.int64),
        topic=_number_topics(items),
        foes=_list_foes(items),
    )


def information_at(share: NDArray[np.float64], ability: float) -> NDArray[np.float64]:
    """Rasch information at an ability of questions that a share of candidates of ability 0 answer rightly."""
    growth = math.exp(ability)
    right = share * growth / (1 - share + share * growth)
    return right * (1 - right)


def _column(numbers: Iterable[float], count: int) -> NDArray[np.float64]:
    return np.fromiter(numbers, np.float64, count)


def _number_topics(items: tuple[Item, ...]) -> Ints:
    seen: dict[tuple[str, str], int] = {}
    return np.array([seen.setdefault((item.table, item.requirement), len(seen)) for item in items], np.int64)


def _list_foes(items: tuple[Item, ...]) -> dict[int, Ints]:
    """Who may not meet whom, from either side."""
    if not any(item.enemies for item in items):
        return {}
    rows = {item.id: row for row, item in enumerate(items)}
    foes: dict[int, set[int]] = {}
    for row, item in enumerate(items):
        for enemy in (rows[name] for name in item.enemies if name in rows and name != item.id):
            foes.setdefault(row, set()).add(enemy)
            foes.setdefault(enemy, set()).add(row)
    return {row: np.array(sorted(others), np.int64) for row, others in foes.items()}
