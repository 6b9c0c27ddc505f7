"""Ways to share out candidates and to pick people, where those of a kind are all the same.

In: numbers. Out: every way, one after another. Follows: clause 1.9.3: lawful sizes of a team.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from liangcai.scheduling.staffing import size_team
from liangcai.scheduling.task import Duty
from liangcai.standard.model import Staffing


class Kind(NamedTuple):
    """People who can take each other's place in a slot: what they may do, for which groups they stand aside."""

    duties: frozenset[Duty]
    near: frozenset[int]


def share_out(held: Sequence[int], lame: Sequence[bool], left: int, reach: int) -> Iterator[tuple[int, ...]]:
    """Counts of at most ``held`` that add up to ``left``, of which at most ``reach`` are ``lame``."""
    if not held:
        if not left:
            yield ()
        return
    top = min(held[0], left, reach if lame[0] else left)
    for count in range(max(0, left - sum(held[1:])), top + 1):
        for rest in share_out(held[1:], lame[1:], left - count, reach - count if lame[0] else reach):
            yield (count, *rest)


def list_sizes(staffing: Staffing, most: int) -> Iterator[int]:
    """The lawful sizes of a team, up to what so many candidates need."""
    size, top = size_team(staffing, 1), size_team(staffing, most)
    while size <= top:
        yield size
        size += 2 if staffing.odd else 1


def pick_people(able: Sequence[Kind], people: Counter[Kind], size: int) -> Iterator[tuple[Kind, ...]]:
    """Teams of so many people, told apart by kinds only."""
    if not size:
        yield ()
    elif able:
        for count in range(min(size, people[able[0]]), -1, -1):
            for rest in pick_people(able[1:], people, size - count):
                yield (able[0],) * count + rest
