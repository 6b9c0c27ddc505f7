"""What one site has to do in a batch, with the people and rooms that it has in each slot.

In: candidates of one site, examinations, resources, a pack. Out: ``Task``: groups of candidates who need the same,
and who is able to take which duty when. Follows: clause 1.9.3; validity of qualifications and rotation are practice.
"""

import datetime
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

from liangcai.scheduling.exams import Exam, ExamPart
from liangcai.scheduling.model import Candidate, Period, Resources, Role, Room, Slot, StaffMember
from liangcai.scheduling.pack import SchedulingPack

Recast = TypeVar("Recast", bound="Task")


class Duty(NamedTuple):
    """What people are needed for: a role, and the examination that it has to be qualified for (blank for theory)."""

    role: Role
    exam: str


class Step(NamedTuple):
    """A group, by its place in the task, at one of its parts."""

    group: int
    part: int


class Group:
    """Candidates who sit the same parts of the same examination under the same conditions."""

    def __init__(self, exam: Exam, like: Candidate, members: tuple[int, ...]) -> None:
        self.exam = exam
        self.parts = tuple(part for part in exam.parts if not like.parts or part.kind in like.parts)
        self.accessible = like.accessible
        self.minutes = tuple(own_minutes(part, like) for part in self.parts)
        self.members = members


class Task:
    """One site: candidates by number, their groups, rooms, staff, slots in order of time."""

    def __init__(
        self,
        site: str,
        candidates: Sequence[Candidate],
        exams: Mapping[str, Exam],
        resources: Resources,
        pack: SchedulingPack,
    ) -> None:
        self.site = site
        self.candidates = tuple(candidates)
        self.exams = exams
        self.rooms = resources.rooms
        self.staff = tuple(one for one in resources.staff if not paused(one, pack))
        self.slots = tuple(sorted(resources.slots, key=lambda slot: slot.start))
        self.pack = pack

    def recast(self, kind: type[Recast], rooms: Sequence[Room] = (), staff: Sequence[StaffMember] = ()) -> Recast:
        """The same as a task of another kind, with these rooms and people besides."""
        more = Resources(rooms=(*self.rooms, *rooms), staff=(*self.staff, *staff), slots=self.slots)
        return kind(self.site, self.candidates, self.exams, more, self.pack)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The candidates in groups, in order of their first members."""
        found: dict[tuple[object, ...], list[int]] = {}
        for number, one in enumerate(self.candidates):
            found.setdefault(self.group_key(one), []).append(number)
        groups = (
            Group(self.exams[self.candidates[members[0]].exam], self.candidates[members[0]], tuple(members))
            for members in found.values()
        )
        return tuple(group for group in groups if group.parts)

    def group_key(self, one: Candidate) -> tuple[object, ...]:
        """What makes two candidates alike."""
        return (one.exam, one.parts, one.accessible, one.extra_time)

    @cached_property
    def schools(self) -> dict[str, str]:
        """The school or employer of each candidate."""
        return {one.id: one.organisation for one in self.candidates}

    @cached_property
    def rooms_open(self) -> tuple[tuple[Room, ...], ...]:
        """The rooms that can be used in each slot."""
        return tuple(tuple(room for room in self.rooms if is_free(room.closed, slot)) for slot in self.slots)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Every duty that the groups ask for."""
        asked = (duty_of(group.exam, part) for group in self.groups for part in group.parts)
        return tuple(dict.fromkeys(asked))

    @cached_property
    def able(self) -> tuple[dict[Duty, tuple[int, ...]], ...]:
        """Who, by number, may take each duty in each slot."""
        return tuple({duty: tuple(self.list_able(duty, slot)) for duty in self.duties} for slot in self.slots)

    def list_able(self, duty: Duty, slot: Slot) -> Iterator[int]:
        """Those who are qualified on the day and not away."""
        exam, day = self.exams.get(duty.exam), slot.start.date()
        for number, person in enumerate(self.staff):
            if is_free(person.away, slot) and may_serve(person, duty.role, exam, day):
                yield number

    def length(self, slot: int) -> int:
        """The minutes of a slot."""
        return int((self.slots[slot].end - self.slots[slot].start).total_seconds() // 60)

    def turns(self, slot: int, minutes: int) -> int:
        """How many turns of so many minutes a slot has room for."""
        return (self.length(slot) + self.pack.turn_minutes) // (minutes + self.pack.turn_minutes)


def may_serve(person: StaffMember, role: Role, exam: Exam | None, day: datetime.date) -> bool:
    """Whether somebody is qualified on a day: for the role alone, or for the role in an examination."""
    return any(
        one.valid_on(day) and (exam.admits(one, role) if exam else one.gives(role)) for one in person.qualifications
    )


def paused(person: StaffMember, pack: SchedulingPack) -> bool:
    """Whether rotation keeps somebody away from the site this time."""
    return pack.most_in_a_row is not None and person.batches_in_a_row >= pack.most_in_a_row


def is_free(periods: Sequence[Period], slot: Slot) -> bool:
    """Whether none of the periods meets the slot."""
    return not any(period.meets(slot) for period in periods)


def duty_of(exam: Exam, part: ExamPart) -> Duty:
    """The duty of a part; invigilators need no knowledge of the occupation."""
    return Duty(part.role, "" if part.kind == "theory" else exam.id)


def own_minutes(part: ExamPart, candidate: Candidate) -> int:
    """The minutes of a part for a candidate, extra time included."""
    return math.ceil(part.minutes * (100 + candidate.extra_time) / 100)
