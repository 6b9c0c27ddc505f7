"""How many of each group sit which part in which room and slot, by one pass over the slots.

In: a ``Task`` and a ``Policy``. Out: ``Draft`` sessions, or None where not everybody could be placed. Follows: clauses
1.9.3 to 1.9.5: the team of a room follows from its number of candidates. A pass serves as many as it can, slot by
slot; the policies differ in what they serve first, and the first pass that ends with nobody waiting is taken.
"""

import sys
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import msgspec

from liangcai.scheduling.matching import fill_duty
from liangcai.scheduling.model import Room
from liangcai.scheduling.seating import capacity
from liangcai.scheduling.staffing import size_team
from liangcai.scheduling.task import Duty, Group, Step, Task, duty_of
from liangcai.standard.model import PartKind, Staffing

LAST_FIRST: tuple[PartKind, ...] = ("review", "skill", "theory")
FIRST_FIRST: tuple[PartKind, ...] = ("theory", "skill", "review")


class Policy(NamedTuple):
    """Which kinds are served first, and whether a team is kept to the number that it serves without waste."""

    kinds: tuple[PartKind, ...]
    thrifty: bool


POLICIES = tuple(Policy(kinds, thrifty) for thrifty, kinds in product((False, True), (LAST_FIRST, FIRST_FIRST)))


class Draft(msgspec.Struct, kw_only=True):
    """A session before anybody is named: ``counts`` of steps, ``team`` people, turns of so many ``minutes``."""

    slot: int
    room: Room
    kind: PartKind
    family: Hashable
    duty: Duty
    staffing: Staffing
    team: int
    minutes: int
    counts: Counter[Step]

    @property
    def total(self) -> int:
        """How many candidates."""
        return self.counts.total()


class Crew:
    """The people of one slot, taken one duty after another; somebody taken may be moved to another duty."""

    def __init__(self, able: dict[Duty, tuple[int, ...]]) -> None:
        self.able = able
        self.duties: list[Sequence[int]] = []
        self.holder: dict[int, int] = {}

    def take(self, duty: Duty, most: int) -> int:
        """Take up to so many people for a duty; how many there were."""
        for taken in range(most):
            before = len(self.holder)
            self.duties.append(self.able[duty])
            fill_duty(len(self.duties) - 1, self.duties, self.holder)
            if len(self.holder) == before:
                self.duties.pop()
                return taken
        return most

    def give_back(self, count: int) -> None:
        """Let go of those who were taken last."""
        keep = len(self.duties) - count
        self.holder = {person: duty for person, duty in self.holder.items() if duty < keep}
        del self.duties[keep:]


class Queue:
    """Who waits for what: ``ready`` in this slot, ``coming`` after it."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.ready: Counter[Step] = Counter(
            {Step(number, 0): len(group.members) for number, group in enumerate(task.groups)}
        )
        self.coming: Counter[Step] = Counter()

    def serve(self, counts: Counter[Step]) -> None:
        """Let these sit their part now."""
        self.ready -= counts
        for step, count in counts.items():
            if step.part + 1 < len(self.task.groups[step.group].parts):
                self.coming[Step(step.group, step.part + 1)] += count

    def turn_over(self) -> None:
        """The slot is over."""
        self.ready += self.coming
        self.coming = Counter()


def lay_out(task: Task) -> tuple[Draft, ...] | None:
    """The first pass that places everybody."""
    return next((drafts for policy in POLICIES if (drafts := make_pass(task, policy)) is not None), None)


def make_pass(task: Task, policy: Policy) -> tuple[Draft, ...] | None:
    """One pass over the slots."""
    queue, drafts = Queue(task), list[Draft]()
    for slot in range(len(task.slots)):
        crew, rooms = Crew(task.able[slot]), list(task.rooms_open[slot])
        for kind in policy.kinds:
            for draft in fill_rooms(task, policy, queue, crew, slot, [room for room in rooms if room.kind == kind]):
                queue.serve(draft.counts)
                drafts.append(draft)
        queue.turn_over()
    return None if queue.ready else tuple(drafts)


def fill_rooms(task: Task, policy: Policy, queue: Queue, crew: Crew, slot: int, rooms: list[Room]) -> Iterator[Draft]:
    """Sessions in rooms of one kind, the most urgent family first, until rooms, people or candidates run out."""
    spent: set[Hashable] = set()
    while rooms:
        families = group_steps(task, queue, slot, rooms[0].kind)
        open_ones = [key for key in families if key not in spent]
        if not open_ones:
            return
        key = max(open_ones, key=lambda one: rank(task, queue, families[one]))
        draft = open_room(task, policy, queue, crew, slot, rooms, families[key])
        if draft is None:
            spent.add(key)
            continue
        rooms.remove(draft.room)
        yield draft


def group_steps(task: Task, queue: Queue, slot: int, kind: PartKind) -> dict[Hashable, list[Step]]:
    """The waiting steps that can share a room, those with needs of their own first.

    A panel judges one examination; theory rooms take several that last as long under the same ratio.
    """
    families: dict[Hashable, list[Step]] = {}
    length = task.length(slot)
    for step, count in queue.ready.items():
        group = task.groups[step.group]
        part = group.parts[step.part]
        if count > 0 and part.kind == kind and group.minutes[step.part] <= length:
            families.setdefault(family_of(group, step.part), []).append(step)
    for steps in families.values():
        steps.sort(key=lambda step: (not task.groups[step.group].accessible, -minutes_of(task, step)))
    return families


def family_of(group: Group, part: int) -> Hashable:
    """What must be alike for two groups to share a room."""
    asked = group.parts[part]
    return (asked.kind, asked.minutes, asked.staff) if asked.kind == "theory" else (asked.kind, group.exam.id)


def minutes_of(task: Task, step: Step) -> int:
    """The minutes of a step, extra time included."""
    return task.groups[step.group].minutes[step.part]


def rank(task: Task, queue: Queue, steps: list[Step]) -> tuple[int, int]:
    """How urgent a family is: the parts that still follow, then how many wait."""
    later = max(len(task.groups[step.group].parts) - step.part for step in steps)
    return later, sum(queue.ready[step] for step in steps)


def open_room(
    task: Task, policy: Policy, queue: Queue, crew: Crew, slot: int, rooms: Sequence[Room], steps: list[Step]
) -> Draft | None:
    """One session of a family in the room that suits it best, with as many candidates as people allow."""
    exam = task.groups[steps[0].group].exam
    part = task.groups[steps[0].group].parts[steps[0].part]
    kinds = {(room.seats, room.accessible, room.stations): room for room in reversed(rooms)}
    fills = [(fill_room(task, queue, room, slot, steps), room) for room in kinds.values()]
    counts, room = max(fills, key=lambda one: (one[0].total(), -one[1].accessible, -one[1].seats))
    if not counts:
        return None
    duty = duty_of(exam, part)
    team, served = hire(crew, duty, part.staff, counts.total(), thrifty=policy.thrifty)
    if not team:
        return None
    counts = fill_room(task, queue, room, slot, steps, served)
    minutes = max(minutes_of(task, step) for step in counts)
    return Draft(
        slot=slot,
        room=room,
        kind=part.kind,
        family=family_of(task.groups[steps[0].group], steps[0].part),
        duty=duty,
        staffing=part.staff,
        team=team,
        minutes=minutes,
        counts=counts,
    )


def fill_room(
    task: Task, queue: Queue, room: Room, slot: int, steps: Sequence[Step], most: int | None = None
) -> Counter[Step]:
    """How many of each step sit in a room, in the order given, ``most`` in all."""
    part = task.groups[steps[0].group].parts[steps[0].part]
    turns = 1 if part.kind == "theory" else task.turns(slot, max(minutes_of(task, step) for step in steps))
    left = room_places(task, room, part.station) * turns
    left = left if most is None else min(left, most)
    reach = room.accessible * turns
    counts: Counter[Step] = Counter()
    for step in steps:
        count = min(queue.ready[step], left)
        if task.groups[step.group].accessible:
            count = min(count, reach)
            reach -= count
        if count:
            counts[step] = count
            left -= count
    return counts


def room_places(task: Task, room: Room, station: str | None) -> int:
    """How many candidates a room takes at once."""
    return min(capacity(room, task.pack), room.places(station))


def hire(crew: Crew, duty: Duty, staffing: Staffing, wanted: int, *, thrifty: bool) -> tuple[int, int]:
    """A team for so many candidates, or the largest there is: its size, and how many it serves; zeros for none.

    A thrifty team serves a full share each: three at 1:5 rather take 15 candidates than five take 16.
    """
    team = size_team(staffing, wanted)
    if thrifty and serves(staffing, team) > wanted:
        team = max(shrink(staffing, team - 1), size_team(staffing, 1))
    taken = crew.take(duty, team)
    kept = shrink(staffing, taken)
    crew.give_back(taken - kept)
    return kept, min(wanted, serves(staffing, kept))


def shrink(staffing: Staffing, people: int) -> int:
    """The largest lawful team of at most so many people; 0 where they are too few."""
    team = people - 1 if staffing.odd and people % 2 == 0 else people
    return team if team >= size_team(staffing, 1) else 0


def serves(staffing: Staffing, team: int) -> int:
    """How many candidates a team may serve; without a ratio as many as there are."""
    if staffing.ratio is None:
        return sys.maxsize if team else 0
    people, served = (int(number) for number in staffing.ratio.split(":"))
    return team * served // people
