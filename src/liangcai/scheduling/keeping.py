"""A timetable taken apart, so that what can stay stays.

In: the sessions of one site, its ``Task`` as it is now. Out: ``Keeping``: which sessions still stand, who still sits
and serves there, who needs a place. Follows: clauses 1.9.3 to 1.9.5.
"""

import datetime
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from liangcai.scheduling.deal import has_needs
from liangcai.scheduling.desks import neighbours
from liangcai.scheduling.exams import Exam, ExamPart
from liangcai.scheduling.layout import room_places, serves
from liangcai.scheduling.model import Candidate, Room, Seat, Session
from liangcai.scheduling.staffing import size_team
from liangcai.scheduling.task import Duty, Task, duty_of, own_minutes
from liangcai.standard.model import PartKind


class Kept:
    """A session that stands or is opened anew: seats by candidate, team by number."""

    def __init__(self, task: Task, room: Room, slot: int, exam: Exam, part: ExamPart, minutes: int) -> None:
        self.task, self.room, self.slot, self.part, self.minutes = task, room, slot, part, minutes
        self.duty: Duty = duty_of(exam, part)
        self.family = family_of_part(exam, part)
        self.seats: dict[str, Seat] = {}
        self.team: list[int] = []
        self.columns = room.columns or task.pack.columns

    def wanted(self, more: int = 0) -> int:
        """How many people the team lacks if so many candidates join."""
        count = len(self.seats) + more
        return size_team(self.part.staff, count) - len(self.team) if count else 0

    def surplus(self) -> int:
        """How many candidates are too many for the team."""
        return max(0, len(self.seats) - serves(self.part.staff, len(self.team)))

    @property
    def places(self) -> int:
        """The seats of all turns."""
        turns = 1 if self.part.kind == "theory" else self.task.turns(self.slot, self.minutes)
        return turns * room_places(self.task, self.room, self.part.station)

    def spots(self) -> Iterator[tuple[int, datetime.datetime]]:
        """Free desks with their times, those of the first turn first."""
        start = self.task.slots[self.slot].start
        pause = datetime.timedelta(minutes=self.minutes + self.task.pack.turn_minutes)
        turns = 1 if self.part.kind == "theory" else self.task.turns(self.slot, self.minutes)
        taken = {((seat.row - 1) * self.columns + seat.column - 1, seat.start) for seat in self.seats.values()}
        for turn in range(turns):
            for desk in range(room_places(self.task, self.room, self.part.station)):
                if (desk, start + turn * pause) not in taken:
                    yield desk, start + turn * pause

    def find_seat(self, one: Candidate) -> Seat | None:
        """A free seat for somebody, if there is one, beside nobody of the same school if that can be."""
        minutes = own_minutes(self.part, one)
        length = self.task.length(self.slot) if self.part.kind == "theory" else self.minutes
        if minutes > length:
            return None
        spots = [spot for spot in self.spots() if not one.accessible or spot[0] < self.room.accessible]
        if not spots:
            return None
        desk, start = min(spots, key=lambda spot: (self.near(spot[0], one), spot[1], spot[0]))
        row, column = divmod(desk, self.columns)
        forms = self.task.pack.forms
        form = forms[(row + column) % len(forms)] if self.part.kind == "theory" else None
        own = minutes if has_needs(one) and one.extra_time else None
        return Seat(candidate=one.id, row=row + 1, column=column + 1, form=form, start=start, minutes=own)

    def near(self, desk: int, one: Candidate) -> int:
        """How many neighbours of a desk are of somebody's school."""
        if self.part.kind != "theory" or not one.organisation:
            return 0
        beside = {divmod(other, self.columns) for other in neighbours(desk, self.columns)}
        schools = self.task.schools
        return sum(
            schools.get(seat.candidate) == one.organisation
            for seat in self.seats.values()
            if (seat.row - 1, seat.column - 1) in beside
        )


Memory = tuple[list[tuple[Kept, dict[str, Seat], list[int]]], set[int]]


class Keeping:
    """The sessions of a site that stand, and where everybody is."""

    def __init__(self, task: Task, sessions: Sequence[Session]) -> None:
        self.task = task
        self.people = {one.id: one for one in task.candidates}
        self.numbers = {one.id: number for number, one in enumerate(task.staff)}
        self.slots = {slot.id: number for number, slot in enumerate(task.slots)}
        self.kept: list[Kept] = []
        self.planned = {self.numbers[n] for session in sessions for n in session.staff if n in self.numbers}
        self.uprooted: set[int] = set()
        self.waiting: Counter[Hashable] = Counter()
        for session in sessions:
            self.keep(session)
        self.where: dict[str, dict[PartKind, Kept]] = {one.id: {} for one in task.candidates}
        self.note_places()

    def keep(self, session: Session) -> None:
        """Take over a session with everybody who may still be there."""
        slot = self.slots.get(session.slot)
        rooms = self.task.rooms_open[slot] if slot is not None else ()
        room = next((one for one in rooms if one.id == session.room and one.kind == session.kind), None)
        members = [seat for seat in session.seats if self.sits(seat, session)]
        if slot is None or room is None or not members:
            self.uprooted |= {self.numbers[name] for name in session.staff if name in self.numbers}
            return
        exam = self.task.exams[self.people[members[0].candidate].exam]
        part = part_of(exam, session.kind)
        minutes = max(seat.minutes or part.minutes for seat in session.seats)
        kept = Kept(self.task, room, slot, exam, part, minutes)
        kept.seats = {seat.candidate: seat for seat in members if fits_room(kept, seat)}
        kept.team = [self.numbers[name] for name in session.staff if self.serves(name, kept)]
        if part.staff.odd and len(kept.team) % 2 == 0 and kept.wanted() < 0:
            self.uprooted.add(kept.team.pop())
        self.kept.append(kept)

    def sits(self, seat: Seat, session: Session) -> bool:
        """Whether somebody is still to sit this part, as before."""
        one = self.people.get(seat.candidate)
        if one is None or one.exam not in session.exams or (one.parts and session.kind not in one.parts):
            return False
        part = part_of(self.task.exams[one.exam], session.kind)
        return (seat.minutes or part.minutes) == own_minutes(part, one)

    def serves(self, name: str, kept: Kept) -> bool:
        """Whether somebody of a team can still serve there."""
        number = self.numbers.get(name)
        return number is not None and number in self.task.able[kept.slot][kept.duty] and self.may_join(number, kept)

    def may_join(self, number: int, kept: Kept) -> bool:
        """Whether somebody need not stand aside for anyone in a session."""
        person = self.task.staff[number]
        return all(person.may_examine(self.people[name]) for name in kept.seats)

    def idle(self, kept: Kept) -> list[int]:
        """Who could join a team at once: those who lost their duty first, then those who have none."""
        busy = {one for other in self.kept if other.slot == kept.slot for one in other.team}
        able = [one for one in self.task.able[kept.slot][kept.duty] if one not in busy and self.may_join(one, kept)]
        return sorted(able, key=self.moves)

    def moves(self, number: int) -> int:
        """Whether calling somebody changes what they were told before: 1 for yes, 0 for no."""
        return int(number in self.planned and number not in self.uprooted)

    def remember(self) -> Memory:
        """Everything as it stands, to come back to."""
        return [(kept, dict(kept.seats), list(kept.team)) for kept in self.kept], set(self.uprooted)

    def come_back(self, memory: Memory) -> None:
        """Let everything be as it was."""
        sessions, self.uprooted = memory
        self.kept = []
        for kept, seats, team in sessions:
            kept.seats, kept.team = dict(seats), list(team)
            self.kept.append(kept)
        self.where = {name: {} for name in self.people}
        self.note_places()

    def note_places(self) -> None:
        """Write down where everybody sits."""
        for kept in self.kept:
            for name in kept.seats:
                self.where[name][kept.part.kind] = kept

    def put(self, one: Candidate, kept: Kept, seat: Seat) -> None:
        """Seat somebody."""
        kept.seats[one.id] = seat
        self.where[one.id][kept.part.kind] = kept

    def lift(self, name: str, kind: PartKind) -> None:
        """Let somebody leave a session."""
        del self.where[name].pop(kind).seats[name]


def part_of(exam: Exam, kind: PartKind) -> ExamPart:
    """The part of that kind."""
    return next(part for part in exam.parts if part.kind == kind)


def family_of_part(exam: Exam, part: ExamPart) -> Hashable:
    """What must be alike for two candidates to share a room."""
    return (part.kind, part.minutes, part.staff) if part.kind == "theory" else (part.kind, exam.id)


def fits_room(kept: Kept, seat: Seat) -> bool:
    """Whether the room still has the seat."""
    desk = (seat.row - 1) * kept.columns + seat.column - 1
    return desk < room_places(kept.task, kept.room, kept.part.station)
