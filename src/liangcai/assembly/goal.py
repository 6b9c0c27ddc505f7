"""What every paper aims at, and what a paper that is not there yet costs.

In: cells with their questions, the rules. Out: ``Goal``; costs in whole numbers, 0 for a paper that is all that is
asked of it. Follows: the rules of assembly; what is forbidden weighs more than any unevenness.
"""

import math
from decimal import Decimal

import msgspec
import numpy as np

from liangcai.assembly.figures import ALIKE, FINE, GRADES, Figures, Ints
from liangcai.assembly.rules import AssemblyRules
from liangcai.assembly.supply import Cell

FORBIDDEN = 10**9
UNIT = 10_000  # the cost of one whole slack
# Slacks as shares of the tolerances: two papers off on either side are still alike. Difficulty is the easier to meet,
# so the search is stricter there.
NARROW, WIDE = Decimal("0.1"), Decimal("0.4")
UNLIMITED = 10**9


class Goal(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Sums over a paper, in the units of ``Figures``: ``aims`` with what is tolerated, then ``limits``, of which the
    one for X is a least and the others a most."""

    aims: Ints
    slacks: Ints
    limits: Ints

    def price(self, totals: Ints, clashes: Ints) -> Ints:
        """What is amiss with papers of these totals (last axis) and so many enemies side by side."""
        uneven = (np.abs(totals[..., :ALIKE] - self.aims) * UNIT // self.slacks).sum(axis=-1)
        over = np.maximum(SIGNS * (totals[..., ALIKE:] - self.limits), 0).sum(axis=-1)
        price: Ints = (over + clashes) * FORBIDDEN + uneven
        return price

    def loosen(self, factor: int) -> "Goal":
        """The same with more slack for information."""
        return msgspec.structs.replace(self, slacks=self.slacks * np.array([1, factor]))


SIGNS = np.array([1, -1, 1, 1])  # seconds, X, Y, Z


def set_goal(cells: tuple[Cell, ...], figures: Figures, rules: AssemblyRules, budget: int) -> Goal:
    """The goal of every paper: stated targets, or what the questions of the cells give on average; ``budget`` is in
    seconds, 0 for no limit."""
    forms = cells[0].needs.size
    questions = sum(int(cell.needs.sum()) for cell in cells) // forms
    usual = sum(figures.values[cell.pool, :ALIKE].mean(axis=0) * (cell.needs.sum() / forms) for cell in cells)
    aims = np.rint(usual).astype(np.int64)
    for place, target in enumerate(((rules.difficulty_target or 0) * questions, rules.information_target)):
        if target:
            aims[place] = round(target * FINE)
    slacks = (NARROW * rules.difficulty * questions * FINE, WIDE * rules.information * int(aims[1]))
    limits = [budget or UNLIMITED, *(rules.bound(grade, questions) for grade in GRADES)]
    return Goal(aims=aims, slacks=np.array([max(1, math.floor(slack)) for slack in slacks]), limits=np.array(limits))
