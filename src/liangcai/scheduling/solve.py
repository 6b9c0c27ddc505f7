"""One site laid out: quickly where a pass over the slots will do, exactly where the site is small.

In: a ``Task``, a seed. Out: a ``Roster``, or none and whether that is proven. Follows: clauses 1.9.3 to 1.9.5.
"""

import random

from liangcai.scheduling.deal import deal_candidates
from liangcai.scheduling.duties import staff_sessions
from liangcai.scheduling.exact import LOOKS, ExactTask, Verdict, solve_exactly
from liangcai.scheduling.lacks import find_late
from liangcai.scheduling.layout import POLICIES, make_pass
from liangcai.scheduling.task import Task

SMALL = 60
PATIENCE = 200_000


class SiteSolver:
    """Lays out one site, also with more rooms and people; all exact searches together take so many looks at most."""

    def __init__(self, seed: int, patience: int = PATIENCE) -> None:
        self.seed = seed
        self.patience = patience

    def __call__(self, task: Task) -> Verdict:
        """The first way that works; a small site for which no pass works is searched to the end."""
        if find_late(task) is not None:
            return Verdict(None, proven=True)
        for policy in POLICIES:
            drafts = make_pass(task, policy)
            if drafts is not None:
                roster = staff_sessions(task, drafts, deal_candidates(task, drafts, random.Random(self.seed)))
                if not roster.holes:
                    return Verdict(roster, proven=True)
        if len(task.candidates) > SMALL or self.patience <= 0:
            return Verdict(None, proven=False)
        verdict = solve_exactly(task.recast(ExactTask), min(LOOKS, self.patience))
        self.patience -= verdict.looks
        return verdict
