"""The questions of each cell that stand on no paper, looked at a window at a time.

In: what is left of each cell, in the order of lots. Out: a few candidates a cell, others at every look. Follows: a
look costs the same whether a cell holds a hundred questions or ten thousand.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liangcai.assembly.figures import Ints

WINDOW = 64


class Spare:
    """All cells in one row of numbers, ``starts`` and ``sizes`` telling them apart."""

    def __init__(self, left: Sequence[Ints]) -> None:
        self.rows: Ints = np.concatenate([*left, np.zeros(1, np.int64)])
        self.sizes: Ints = np.array([len(rows) for rows in left], np.int64)
        self.starts: Ints = np.cumsum(self.sizes) - self.sizes

    @property
    def looks(self) -> int:
        """How many looks show every question once."""
        return -(-int(self.sizes.max(initial=0)) // WINDOW)

    def show(self, look: int) -> tuple[Ints, NDArray[np.bool_]]:
        """Per cell, places in ``rows`` that this look shows, and which of them are real."""
        width = min(WINDOW, max(1, int(self.sizes.max(initial=0))))
        steps = np.arange(width)
        sizes = np.maximum(self.sizes, 1)[:, None]
        places = self.starts[:, None] + (look * width + steps) % sizes
        real = steps < self.sizes[:, None]
        return np.where(real, places, len(self.rows) - 1), real
