"""The timetable of a small site as an integer programme for HiGHS, which knows nothing of the solver under test.

Every candidate, person, room and slot has variables of its own; the least number of missing rooms and people is the
objective. The rules are those of clauses 1.9.3 to 1.9.5 in the words of the rule pack.
"""

import math
from itertools import pairwise, product

import highspy

from liangcai.scheduling.exams import Exam
from liangcai.scheduling.model import Candidate, Qualification, Resources, Room, StaffMember, Timetable
from liangcai.scheduling.pack import SchedulingPack


class Programme:
    """One site; ``spare`` missing rooms of each kind and people of each duty may be bought at one each."""

    def __init__(
        self, exams: tuple[Exam, ...], candidates: tuple[Candidate, ...], resources: Resources, pack: SchedulingPack
    ) -> None:
        self.exams = {exam.id: exam for exam in exams}
        self.candidates, self.pack = candidates, pack
        self.slots = sorted(resources.slots, key=lambda slot: slot.start)
        self.rooms, self.staff = list(resources.rooms), list(resources.staff)
        self.model = highspy.Highs()
        self.model.setOptionValue("output_flag", False)  # noqa: FBT003
        self.bought: list[highspy.highs.highs_var] = []
        self.owned: dict[str, highspy.highs.highs_var] = {}

    def buy(self, spare: int) -> None:
        """Offer rooms and people that are missing."""
        kinds = {part.kind for exam in self.exams.values() for part in exam.parts}
        for kind, number in product(sorted(kinds), range(spare)):
            seats = max([room.seats for room in self.rooms if room.kind == kind], default=0)
            seats = seats or {"skill": 2, "review": 1}.get(kind, 0)
            seats = self.pack.theory_room_seats if kind == "theory" else seats
            self.rooms.append(Room(id=f"buy {kind} {number}", kind=kind, seats=seats, accessible=seats))
        papers = {
            (part.role, "" if part.kind == "theory" else exam.occupation)
            for exam in self.exams.values()
            for part in exam.parts
        }
        for (role, occupation), number in product(sorted(papers), range(spare)):
            paper = Qualification(role=role, occupation=occupation)
            self.staff.append(StaffMember(id=f"buy {role} {occupation} {number}", qualifications=(paper,)))
        for one in [*self.rooms, *self.staff]:
            if one.id.startswith("buy"):
                self.owned[one.id] = self.model.addBinary()
                self.bought.append(self.owned[one.id])

    def least(self, spare: int) -> int | None:
        """The least number of things missing; None where even the spare ones don't do."""
        self.buy(spare)
        self.build()
        return self.minimize(self.bought)

    def least_moved(self, before: Timetable) -> int | None:
        """The least number of people whose room or time changes; None where there is no timetable."""
        self.build()
        old: dict[str, set[tuple[str, str]]] = {}
        for session in before.sessions:
            for name in (*session.staff, *(seat.candidate for seat in session.seats)):
                old.setdefault(name, set()).add((session.room, session.slot))
        moved = {name: self.model.addBinary() for name in old}
        for (name, room, slot), var in self.on.items():
            self.note_move(moved, old, name, (room, self.slots[slot].id), var)
        for (name, _, room, slot), var in self.sits.items():
            self.note_move(moved, old, name, (room, self.slots[slot].id), var)
        rooms = {room.id for room in self.rooms}
        here = {one.id for one in (*self.staff, *self.candidates)}
        for name, places in old.items():
            if name in here and any(room not in rooms for room, _ in places):
                self.model.addConstr(moved[name] >= 1)
        least = self.minimize([var for name, var in moved.items() if name in here])
        return None if least is None else least + sum(name not in here for name in old)

    def note_move(self, moved: dict, old: dict, name: str, place: tuple[str, str], var: object) -> None:
        """Somebody has moved if they are where they were not, or not where they were."""
        if name in moved:
            self.model.addConstr(moved[name] >= (1 - var if place in old[name] else var))

    def minimize(self, counted: list) -> int | None:
        """Solve for the least sum."""
        self.model.minimize(sum(counted) if counted else self.model.addVariable(0, 0))
        if self.model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return round(self.model.getObjectiveValue())

    def build(self) -> None:
        """Every variable and every rule."""
        self.on = {
            (person.id, room.id, slot): self.model.addBinary()
            for person in self.staff
            for room in self.rooms
            for slot in range(len(self.slots))
        }
        self.sits = {
            (one.id, part.kind, room.id, slot): self.model.addBinary()
            for one in self.candidates
            for part in self.parts(one)
            for room in self.rooms
            if room.kind == part.kind
            for slot in range(len(self.slots))
        }
        self.place_everybody(self.sits)
        self.place_people(self.on)
        for room, slot in product(self.rooms, range(len(self.slots))):
            self.hold_session(room, slot, self.on, self.sits)

    def parts(self, one: Candidate) -> list:
        """What a candidate sits."""
        return [part for part in self.exams[one.exam].parts if not one.parts or part.kind in one.parts]

    def place_everybody(self, sits: dict) -> None:
        """Every part once, each later than the one before."""
        for one in self.candidates:
            times = []
            for part in self.parts(one):
                mine = [(slot, var) for (who, kind, _, slot), var in sits.items() if (who, kind) == (one.id, part.kind)]
                self.model.addConstr(sum(var for _, var in mine) == 1)
                times.append(sum(slot * var for slot, var in mine))
            for first, second in pairwise(times):
                self.model.addConstr(second - first >= 1)

    def place_people(self, on: dict) -> None:
        """One place at a time, and not at all while away."""
        for person, slot in product(self.staff, range(len(self.slots))):
            places = [on[person.id, room.id, slot] for room in self.rooms]
            gone = any(period.meets(self.slots[slot]) for period in person.away)
            self.model.addConstr(sum(places) <= (0 if gone else self.owned.get(person.id, 1)))

    def hold_session(self, room: Room, slot: int, on: dict, sits: dict) -> None:
        """At most one kind of session in a room: its people, its places, who stands aside."""
        options: dict = {}
        for exam in self.exams.values():
            for part in exam.parts:
                if part.kind == room.kind:
                    family = (part.minutes, part.staff) if room.kind == "theory" else exam.id
                    options.setdefault(family, []).append((exam, part))
        keys = {one.id: (one.id, room.kind, room.id, slot) for one in self.candidates}
        here = {name: sits[key] for name, key in keys.items() if key in sits}
        opened = [var for pairs in options.values() for var in self.hold_family(room, slot, pairs, on, here)]
        closed = any(period.meets(self.slots[slot]) for period in room.closed)
        allowed = 0 if closed else self.owned.get(room.id, 1)
        self.model.addConstr(sum(opened) <= allowed if opened else 0 * self.model.addBinary() <= 0)
        for person in self.staff:
            self.model.addConstr(on[person.id, room.id, slot] <= (sum(opened) if opened else 0))
        for person, one in product(self.staff, self.candidates):
            if one.id in here and not person.may_examine(one):
                self.model.addConstr(on[person.id, room.id, slot] + here[one.id] <= 1)

    def hold_family(self, room: Room, slot: int, pairs: list, on: dict, here: dict) -> list:
        """A session for examinations that may share a room, with turns of one length or another; whether it is open."""
        part, theory = pairs[0][1], room.kind == "theory"
        extras = {0} if theory else {one.extra_time for one in self.candidates}
        opened = {extra: self.model.addBinary() for extra in extras}
        self.call_team(room, slot, pairs, on, sum(opened.values()))
        names = [exam.id for exam, _ in pairs]
        members = [one for one in self.candidates if one.id in here and one.exam in names]
        length = (self.slots[slot].end - self.slots[slot].start).total_seconds() / 60
        for one in members:
            long = math.ceil(part.minutes * (100 + one.extra_time) / 100) > length
            fitting = [] if long else [var for extra, var in opened.items() if theory or one.extra_time <= extra]
            self.model.addConstr(here[one.id] <= (sum(fitting) if fitting else 0))
        if not members:
            self.model.addConstr(sum(opened.values()) <= 0)
            return list(opened.values())
        count = sum(here[one.id] for one in members)
        self.model.addConstr(sum(opened.values()) <= count)
        if part.staff.ratio:
            one_to, many = map(int, part.staff.ratio.split(":"))
            team = sum(on[person.id, room.id, slot] for person in self.staff)
            self.model.addConstr(many * team + 1000 * (1 - sum(opened.values())) >= one_to * count)
        seats = min(room.seats, self.pack.theory_room_seats) if theory else room.places(part.station)
        turns = {extra: 1 if theory else self.turns(part.minutes, extra, length) for extra in extras}
        self.model.addConstr(count <= sum(seats * turns[extra] * var for extra, var in opened.items()))
        lame = [here[one.id] for one in members if one.accessible]
        if lame:
            reach = min(room.accessible, seats)
            self.model.addConstr(sum(lame) <= sum(reach * turns[extra] * var for extra, var in opened.items()))
        return list(opened.values())

    def call_team(self, room: Room, slot: int, pairs: list, on: dict, is_open: object) -> None:
        """Only people who are qualified, at least so many, an odd number where that is asked."""
        part = pairs[0][1]
        team = [on[person.id, room.id, slot] for person in self.staff]
        for person in self.staff:
            if not any(self.good(person, exam, part, slot) for exam, _ in pairs):
                self.model.addConstr(on[person.id, room.id, slot] + is_open <= 1)
        count = sum(team) if team else 0 * self.model.addBinary()
        self.model.addConstr(count >= part.staff.at_least * is_open)
        if part.staff.odd:
            big, half = len(self.staff) + 1, self.model.addIntegral(lb=0)
            self.model.addConstr(count - 2 * half - 1 <= big * (1 - is_open))
            self.model.addConstr(count - 2 * half - 1 >= -big * (1 - is_open))

    def turns(self, minutes: int, extra: int, length: float) -> int:
        """How many turns of so many minutes and so much more time a slot has room for."""
        long, pause = math.ceil(minutes * (100 + extra) / 100), self.pack.turn_minutes
        return max(0, int((length + pause) // (long + pause)))

    def good(self, person: StaffMember, exam: Exam, part: object, slot: int) -> bool:
        """Whether somebody may take a duty."""
        day = self.slots[slot].start.date()
        return any(
            (paper.role == part.role or (paper.role, part.role) == ("senior_assessor", "assessor"))
            and (part.kind == "theory" or paper.occupation in ("", exam.occupation))
            and (part.kind == "theory" or not paper.level or paper.level in exam.judged_by)
            and (paper.valid_until is None or day <= paper.valid_until)
            for paper in person.qualifications
        )
