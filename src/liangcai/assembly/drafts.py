"""Papers in the making, as tables: which question stands where, and the sums of every paper.

In: questions put in, taken out. Out: totals, enemies side by side, uses of requirements. Follows: nothing here chooses;
it only keeps count.
"""

import numpy as np
from numpy.typing import NDArray

from liangcai.assembly.figures import Figures, Ints

EMPTY = -1


class Drafts:
    """``rows`` holds a question a place, paper by paper, ``cells`` the cell of each place, ``fixed`` what is to stay:
    common questions and those of sets. ``totals`` sums ``Figures.values``, ``uses`` counts requirements, ``near`` says
    how many enemies of a question stand on a paper."""

    def __init__(self, figures: Figures, forms: int, questions: int) -> None:
        self.figures = figures
        self.rows: Ints = np.full((forms, questions), EMPTY, np.int64)
        self.cells: Ints = np.full((forms, questions), EMPTY, np.int64)
        self.fixed: NDArray[np.bool_] = np.zeros((forms, questions), np.bool_)
        self.filled: Ints = np.zeros(forms, np.int64)
        self.totals: Ints = np.zeros((forms, figures.values.shape[1]), np.int64)
        self.clashes: Ints = np.zeros(forms, np.int64)
        self.uses: Ints = np.zeros((forms, int(figures.topic.max(initial=0)) + 1), np.int64)
        self.near: NDArray[np.int16] = np.zeros((forms, len(figures.values) if figures.foes else 1), np.int16)

    @property
    def forms(self) -> int:
        """How many papers there are."""
        return len(self.rows)

    def put(self, form: int, cell: int, row: int, *, fixed: bool = False) -> None:
        """Add a question to a paper."""
        place = self.filled[form]
        self.rows[form, place], self.cells[form, place], self.fixed[form, place] = row, cell, fixed
        self.filled[form] += 1
        self._count(form, row, 1)

    def replace(self, form: int, place: int, row: int) -> int:
        """Put a question in place of another, and give back the other."""
        gone = int(self.rows[form, place])
        self._count(form, gone, -1)
        self.rows[form, place] = row
        self._count(form, row, 1)
        return gone

    def foes_near(self, rows: Ints) -> Ints:
        """How many enemies of each question stand on each paper: papers × questions."""
        if not self.figures.foes:
            return np.zeros((self.forms, len(rows)), np.int64)
        return self.near[:, rows].astype(np.int64)

    def _count(self, form: int, row: int, sign: int) -> None:
        self.totals[form] += sign * self.figures.values[row]
        self.uses[form, self.figures.topic[row]] += sign
        foes = self.figures.foes.get(row)
        if foes is not None:
            self.clashes[form] += sign * int(self.near[form, row])
            self.near[form, foes] += sign
