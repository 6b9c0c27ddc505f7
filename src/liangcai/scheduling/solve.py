"""One site laid out: quickly where a pass over the slots will do, exactly where the site is small.

In: a ``Task``, a seed. Out: a ``Roster``, or none and whether that is proven. Follows: clauses 1.9.3 to 1.9.5.
"""

import random

from liangcai.scheduling.deal import deal_candidates
from liangcai.scheduling.duties import staff_sessions
from liangcai.scheduling.exact import ExactTask, Verdict, solve_exactly
from liangcai.scheduling.layout import POLICIES, make_pass
from liangcai.scheduling.task import Task

SMALL = 60


def solve_site(task: Task, seed: int) -> Verdict:
    """The first way that works; a small site for which no pass works is searched to the end."""
    for policy in POLICIES:
        drafts = make_pass(task, policy)
        if drafts is not None:
            roster = staff_sessions(task, drafts, deal_candidates(task, drafts, random.Random(seed)))
            if not roster.holes:
                return Verdict(roster, proven=True)
    return solve_exactly(task.recast(ExactTask)) if len(task.candidates) <= SMALL else Verdict(None, proven=False)
