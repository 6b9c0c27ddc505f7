"""Which candidates sit in which session, once their numbers are known.

In: a ``Task``, its ``Draft`` sessions, a seeded Random. Out: candidates by number for each session. Follows: practice:
a school is spread over the rooms of a slot; whoever shares school, employer or class with somebody on the staff is
kept together in few rooms, so that others can take those.
"""

import random
from collections.abc import Hashable, Sequence

from liangcai.blueprint.apportion import share_largest_remainder
from liangcai.scheduling.layout import Draft, room_places, serves
from liangcai.scheduling.model import Candidate
from liangcai.scheduling.task import Step, Task


class Lines:
    """Candidates waiting in line for each step."""

    def __init__(self, task: Task, draw: random.Random) -> None:
        self.task = task
        self.waiting = {
            Step(number, 0): draw.sample(group.members, len(group.members)) for number, group in enumerate(task.groups)
        }
        self.coming: dict[Step, list[int]] = {}

    def call(self, step: Step, count: int) -> list[int]:
        """The first of a line; they queue up for their next part after this slot."""
        line = self.waiting[step]
        called, self.waiting[step] = line[:count], line[count:]
        self.coming.setdefault(Step(step.group, step.part + 1), []).extend(called)
        return called

    def turn_over(self) -> None:
        """The slot is over."""
        for step, called in self.coming.items():
            self.waiting.setdefault(step, []).extend(called)
        self.coming = {}


def deal_candidates(task: Task, drafts: Sequence[Draft], draw: random.Random) -> list[list[int]]:
    """The candidates of each draft, by number."""
    lines, hot = Lines(task, draw), hot_marks(task)
    dealt: list[list[int]] = [[] for _ in drafts]
    for slot in range(len(task.slots)):
        families: dict[Hashable, list[int]] = {}
        for number, draft in enumerate(drafts):
            if draft.slot == slot:
                families.setdefault(draft.family, []).append(number)
        for numbers in families.values():
            hands = deal_family(task, [drafts[number] for number in numbers], lines, hot)
            for number, hand in zip(numbers, hands, strict=True):
                dealt[number] = hand
        lines.turn_over()
    return dealt


def deal_family(task: Task, drafts: Sequence[Draft], lines: Lines, hot: frozenset[str]) -> list[list[int]]:
    """Candidates to the sessions of one slot that can exchange them: first those with needs, then the others."""
    hands: list[list[int]] = [[] for _ in drafts]
    pool: list[int] = []
    for step in sorted({step for draft in drafts for step in draft.counts}):
        called = lines.call(step, sum(draft.counts[step] for draft in drafts))
        if not has_needs(task.candidates[called[0]]):
            pool += called
            continue
        places = order_places([draft.counts[step] for draft in drafts])
        for number in sorted(called, key=lambda one: task.candidates[one].organisation):
            own = task.candidates[number].organisation
            place = next((place for place in places if own not in schools_of(task, hands[place])), places[0])
            places.remove(place)
            hands[place].append(number)
    pinned = [len(hand) for hand in hands]
    totals = even_out(task, drafts, pinned)
    quotas = [total - fixed for total, fixed in zip(totals, pinned, strict=True)]
    for hand, more in zip(hands, spread(task, pool, quotas, hot, half=drafts[0].kind == "theory"), strict=True):
        hand += more
    return hands


def schools_of(task: Task, hand: Sequence[int]) -> set[str]:
    """The schools and employers in a session so far."""
    return {task.candidates[number].organisation for number in hand}


def has_needs(candidate: Candidate) -> bool:
    """Whether somebody sits under conditions of their own."""
    return candidate.accessible or bool(candidate.extra_time)


def even_out(task: Task, drafts: Sequence[Draft], pinned: Sequence[int]) -> list[int]:
    """The numbers of the sessions made even, as far as rooms and teams allow."""
    totals = [draft.total for draft in drafts]
    limits = [limit_of(task, draft) for draft in drafts]
    even = share_largest_remainder(sum(totals), limits)
    fits = all(fixed <= count <= limit for fixed, count, limit in zip(pinned, even, limits, strict=True))
    return list(even) if fits and all(even) else totals


def limit_of(task: Task, draft: Draft) -> int:
    """How many the room and the team of a draft can take."""
    first = next(iter(draft.counts))
    part = task.groups[first.group].parts[first.part]
    turns = 1 if draft.kind == "theory" else task.turns(draft.slot, draft.minutes)
    return min(room_places(task, draft.room, part.station) * turns, serves(draft.staffing, draft.team))


def hot_marks(task: Task) -> frozenset[str]:
    """The organisations and classes for which somebody on the staff has to stand aside."""
    return frozenset(mark for one in task.staff for mark in (one.organisation, *one.trained) if mark)


def mark_of(candidate: Candidate, hot: frozenset[str]) -> str:
    """The first of a candidate's organisation and classes for which staff stand aside, or nothing."""
    return next((mark for mark in (candidate.organisation, *candidate.classes) if mark in hot), "")


def spread(
    task: Task, pool: Sequence[int], quotas: Sequence[int], hot: frozenset[str], *, half: bool
) -> list[list[int]]:
    """The candidates of the pool to sessions with so many places; marked ones together, a school far apart."""
    hands: list[list[int]] = [[] for _ in quotas]
    marked: dict[str, list[int]] = {}
    rest: list[int] = []
    for number in pool:
        mark = mark_of(task.candidates[number], hot) if hot else ""
        (marked.setdefault(mark, []) if mark else rest).append(number)
    limits = [max(1, quota * 2 // 5) if half else quota for quota in quotas]  # others may join a few of their own
    for mark in sorted(marked, key=lambda one: (-len(marked[one]), one)):
        rest += gather(marked[mark], hands, quotas, limits)
    rest.sort(key=lambda number: task.candidates[number].organisation)
    free = [quota - len(hand) for quota, hand in zip(quotas, hands, strict=True)]
    for number, place in zip(rest, order_places(free), strict=True):
        hands[place].append(number)
    return hands


def gather(marked: list[int], hands: list[list[int]], quotas: Sequence[int], limits: Sequence[int]) -> list[int]:
    """Put those of one mark into as few sessions as their limits allow; who is left over."""
    left = marked
    for hand, quota, limit in zip(hands, quotas, limits, strict=True):
        count = min(len(left), limit - len(hand) if limit < quota else quota - len(hand))
        if count > 0:
            hand += left[:count]
            left = left[count:]
    return left


def order_places(free: Sequence[int]) -> list[int]:
    """The sessions in turn, each as often as it has places, the places of one far apart."""
    turns = [((place + 0.5) / count, number) for number, count in enumerate(free) for place in range(count)]
    return [number for _, number in sorted(turns)]
