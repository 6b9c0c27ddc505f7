"""People to places: as many duties filled as can be.

In: duties, each with the people who may do it. Out: a person for each duty, None where nobody is left. Follows: one
person is in one place at a time; the number left empty is the smallest possible (augmenting paths).
"""

from collections import deque
from collections.abc import Sequence


def match_people(duties: Sequence[Sequence[int]]) -> tuple[int | None, ...]:
    """A different person for each duty, earlier ones preferred; ``duties[i]`` lists who may do duty i."""
    holder: dict[int, int] = {}
    for duty in range(len(duties)):
        fill_duty(duty, duties, holder)
    chosen: list[int | None] = [None] * len(duties)
    for person, duty in holder.items():
        chosen[duty] = person
    return tuple(chosen)


def fill_duty(duty: int, duties: Sequence[Sequence[int]], holder: dict[int, int]) -> None:
    """Fill one more duty if that is possible by moving people between duties; ``holder`` is changed in place."""
    reached_from: dict[int, int] = {}
    waiting = deque([duty])
    while waiting:
        current = waiting.popleft()
        for person in duties[current]:
            if person in reached_from:
                continue
            reached_from[person] = current
            if person not in holder:
                shift_people(person, duty, reached_from, holder)
                return
            waiting.append(holder[person])


def shift_people(person: int, duty: int, reached_from: dict[int, int], holder: dict[int, int]) -> None:
    """Give a free person the duty they were reached from, its holder the duty before that, and so on to ``duty``."""
    held_by = {held: who for who, held in holder.items()}
    while True:
        taken = reached_from[person]
        holder[person] = taken
        if taken == duty:
            return
        person = held_by[taken]
