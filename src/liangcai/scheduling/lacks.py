"""The smallest set of rooms and people with which a site could do its work.

In: a ``Task`` that can't be laid out. Out: ``Shortage``: what is missing, in which slots, and whether less is proven
not to do. Follows: clauses 1.9.3 and 1.9.5. Seats and people in all slots together are counted first: they give a
number below which nothing can do (Hall's condition for the whole); from there sets are tried in order of their size.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from liangcai.scheduling.duties import Roster
from liangcai.scheduling.exact import Verdict
from liangcai.scheduling.exams import Exam, ExamPart
from liangcai.scheduling.layout import serves
from liangcai.scheduling.model import Qualification, Role, Room, StaffMember
from liangcai.scheduling.seating import capacity
from liangcai.scheduling.staffing import size_team
from liangcai.scheduling.task import Task, may_serve
from liangcai.standard.model import PartKind

SMALL = 60
TRIES, FEW = 150, 6
Solver = Callable[[Task], Verdict]


class Want(NamedTuple):
    """Something that can be missing: a room for a kind of part, or somebody for a role in an occupation."""

    kind: PartKind
    role: Role | None = None
    occupation: str = ""


class Missing(NamedTuple):
    """How many of something are missing, and the slots in which each of them is needed."""

    want: Want
    seats: int
    slots: tuple[tuple[str, ...], ...]


class Shortage(NamedTuple):
    """What a site lacks; ``proven`` if nothing smaller would do; ``late`` names a part for which time is too short."""

    missing: tuple[Missing, ...]
    proven: bool
    late: ExamPart | None = None


def find_shortage(task: Task, solve: Solver) -> Shortage:
    """The smallest set that is missing, or the part for which there is no time at all."""
    late = find_late(task)
    if late is not None:
        return Shortage((), proven=True, late=late)
    wants = list_wants(task)
    least = [next(n for n in itertools.count() if may_do(task, want, n)) for want in wants]
    proven, tries = True, TRIES if len(task.candidates) <= SMALL else FEW
    for more in itertools.count():
        for extra in share_more(more, len(wants)):
            numbers = [one + two for one, two in zip(least, extra, strict=True)]
            verdict = solve(add_missing(task, wants, numbers))
            if verdict.roster is not None:
                return Shortage(describe(task, wants, numbers, verdict.roster), proven)
            proven, tries = proven and verdict.proven, tries - 1
            if not tries:
                numbers = reduce(task, wants, least, solve)
                return Shortage(
                    describe(task, wants, numbers, solve(add_missing(task, wants, numbers)).roster), proven=False
                )
    raise AssertionError("with rooms and people without end everybody finds a place")


def find_late(task: Task) -> ExamPart | None:
    """The first part that some group could not sit even with all rooms and people of the world."""
    for group in task.groups:
        slot = 0
        for part, minutes in zip(group.parts, group.minutes, strict=True):
            while slot < len(task.slots) and task.length(slot) < minutes:
                slot += 1
            if slot == len(task.slots):
                return part
            slot += 1
    return None


def list_wants(task: Task) -> list[Want]:
    """Everything that the groups of a site need."""
    found: dict[Want, None] = {}
    for group in task.groups:
        for part in group.parts:
            found[Want(part.kind)] = None
            found[Want(part.kind, part.role, "" if part.kind == "theory" else group.exam.occupation)] = None
    return list(found)


def may_do(task: Task, want: Want, more: int) -> bool:
    """Whether so many more could be enough, counted over all slots together: the condition that a set can't break."""
    served = 0
    parts = [
        (part, minutes, place, len(group.parts) - place - 1, len(group.members))
        for group in task.groups
        for place, (part, minutes) in enumerate(zip(group.parts, group.minutes, strict=True))
        if part.kind == want.kind and want.occupation in ("", group.exam.occupation)
    ]
    for slot in range(len(task.slots)):
        fits = [
            part
            for part, minutes, before, after, _ in parts
            if minutes <= task.length(slot) and before <= slot < len(task.slots) - after
        ]
        if fits:
            served += max(most_served(task, want, part, slot, more) for part in fits)
    return served >= sum(count for *_, count in parts)


def most_served(task: Task, want: Want, part: ExamPart, slot: int, more: int) -> int:
    """No more than so many can sit a part in a slot, whatever else there is."""
    turns = 1 if part.kind == "theory" else task.turns(slot, part.minutes)
    extra = make_room(task, want, 0)
    rooms = [room for room in task.rooms_open[slot] if room.kind == part.kind]
    if want.role is None:
        return sum(capacity(room, task.pack) for room in (*rooms, *[extra] * more)) * turns
    people = more + sum(
        any(may_serve(task.staff[one], want.role, exam, task.slots[slot].start.date()) for exam in exams_of(task, want))
        for one in who_is_there(task, slot)
    )
    teams = people // size_team(part.staff, 1)
    largest = max(capacity(room, task.pack) for room in (*rooms, extra)) * turns
    return min(serves(part.staff, people), teams * largest)


def exams_of(task: Task, want: Want) -> list[Exam | None]:
    """The examinations for which somebody is wanted; None stands for the role alone."""
    if not want.occupation:
        return [None]
    return [group.exam for group in task.groups if group.exam.occupation == want.occupation]


def who_is_there(task: Task, slot: int) -> set[int]:
    """Everybody with any duty that they could take in a slot."""
    return {one for people in task.able[slot].values() for one in people}


def share_more(more: int, ways: int) -> Iterator[tuple[int, ...]]:
    """Every way to split a number into so many."""
    if ways == 1:
        yield (more,)
        return
    for first in range(more + 1):
        for rest in share_more(more - first, ways - 1):
            yield (first, *rest)


def make_room(task: Task, want: Want, number: int) -> Room:
    """A room as it is missing: as the pack has it, or as large as the largest there is, or as the least panel fills."""
    seats = max((room.seats for room in task.rooms if room.kind == want.kind), default=0)
    seats = task.pack.theory_room_seats if want.kind == "theory" else seats or least_panel(task, want)
    return Room(id=f"+{want.kind}{number}", site=task.site, kind=want.kind, seats=seats, accessible=seats)


def least_panel(task: Task, want: Want) -> int:
    """How many candidates the least panel may serve; one where there is no ratio."""
    parts = [part for group in task.groups for part in group.parts if part.kind == want.kind]
    served = (serves(part.staff, size_team(part.staff, 1)) for part in parts if part.staff.ratio)
    return max(served, default=1)


def make_person(task: Task, want: Want, number: int) -> StaffMember:
    """Somebody as they are missing: qualified, always there, near to nobody."""
    paper = Qualification(role=want.role or "invigilator", occupation=want.occupation)
    return StaffMember(id=f"+{want.kind}{want.role}{want.occupation}{number}", site=task.site, qualifications=(paper,))


def add_missing(task: Task, wants: Sequence[Want], numbers: Sequence[int]) -> Task:
    """The task with what is missing."""
    rooms = [make_room(task, w, n) for w, count in zip(wants, numbers, strict=True) if not w.role for n in range(count)]
    people = [make_person(task, w, n) for w, count in zip(wants, numbers, strict=True) if w.role for n in range(count)]
    return task.recast(Task, rooms, people)


def reduce(task: Task, wants: Sequence[Want], least: Sequence[int], solve: Solver) -> list[int]:
    """A set that does and of which nothing can be left out: doubled until it does, then cut from either end.

    The smaller of the two is taken; whether there is one smaller yet is not known.
    """
    step, numbers = 1, list(least)
    while solve(add_missing(task, wants, numbers)).roster is None:
        numbers = [one + step for one in least]
        step *= 2
    orders = (range(len(least)), range(len(least) - 1, -1, -1))
    return min((cut(task, wants, least, numbers, order, solve) for order in orders), key=sum)


def cut(
    task: Task, wants: Sequence[Want], least: Sequence[int], enough: Sequence[int], order: Sequence[int], solve: Solver
) -> list[int]:
    """As few as will do of one thing after another."""
    numbers = list(enough)
    for place in order:
        low, high = least[place], numbers[place]
        while low < high:
            numbers[place] = (low + high) // 2
            if solve(add_missing(task, wants, numbers)).roster is None:
                low = numbers[place] + 1
            else:
                high = numbers[place]
        numbers[place] = high
    return numbers


def describe(task: Task, wants: Sequence[Want], numbers: Sequence[int], roster: Roster | None) -> tuple[Missing, ...]:
    """What is missing with the slots in which a roster uses it."""
    filled = add_missing(task, wants, numbers)
    used: dict[str, set[int]] = {}
    for draft, team in zip(roster.drafts, roster.teams, strict=True) if roster else ():
        for name in (draft.room.id, *(filled.staff[one].id for one in team)):
            used.setdefault(name, set()).add(draft.slot)
    found = []
    for want, count in zip(wants, numbers, strict=True):
        if count:
            make = make_person if want.role else make_room
            names = [make(task, want, number).id for number in range(count)]
            slots = tuple(tuple(task.slots[slot].id for slot in sorted(used.get(name, ()))) for name in names)
            found.append(Missing(want, 0 if want.role else make_room(task, want, 0).seats, slots))
    return tuple(found)
