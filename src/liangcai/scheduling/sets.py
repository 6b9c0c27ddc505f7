"""Which set of parallel papers each session sits, so that those who are done can tell little to those who wait.

In: when sessions begin, how many sets of papers there are, which of them are given already. Out: a set for each
beginning. Follows: neighbours sit different papers of one set (the scheduling pack); that a later session has a set of
its own is practice, since the standard only says that there are papers. Sessions that begin together share a set.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping


def share_sets(
    starts: Iterable[datetime.datetime], sets: int, given: Mapping[datetime.datetime, int]
) -> dict[datetime.datetime, int]:
    """The set, from 0, of each beginning: as it was given before, else the first of those that are used least."""
    shared = dict(given)
    for start in sorted(set(starts) - set(shared)):
        used = Counter(shared.values())
        shared[start] = min(range(sets), key=lambda one: (used[one], one))
    return shared
