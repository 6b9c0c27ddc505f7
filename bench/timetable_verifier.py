"""A second look at timetables, written from the words of the rules and sharing nothing with the solver but the values.

In: examinations, candidates, resources, a pack, a timetable. Out: every fault, in words, and how many neighbours are of
one school. Follows: clauses 1.9.3 to 1.9.5 and the rule pack of scheduling.
"""

import datetime
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from liangcai.scheduling.exams import Exam, ExamPart
from liangcai.scheduling.model import Candidate, Resources, Room, Session, Slot, StaffMember, Timetable
from liangcai.scheduling.pack import SchedulingPack

MINUTE = datetime.timedelta(minutes=1)


class TimetableVerdict(NamedTuple):
    """What is wrong, how many seats and duties were looked at, pairs of neighbours of one school."""

    faults: list[str]
    seats: int
    duties: int
    pairs: int


class Book:
    """Everything by name."""

    def __init__(
        self,
        exams: tuple[Exam, ...],
        candidates: tuple[Candidate, ...],
        resources: Resources,
        pack: SchedulingPack,
    ) -> None:
        self.exams = {exam.id: exam for exam in exams}
        self.candidates = {one.id: one for one in candidates}
        self.rooms = {(room.site, room.id): room for room in resources.rooms}
        self.staff = {one.id: one for one in resources.staff}
        self.slots = {slot.id: slot for slot in resources.slots}
        self.pack = pack


def verify_timetable(
    exams: tuple[Exam, ...],
    candidates: tuple[Candidate, ...],
    resources: Resources,
    pack: SchedulingPack,
    timetable: Timetable,
) -> TimetableVerdict:
    """Look at every session, every candidate and every person on duty."""
    book = Book(exams, candidates, resources, pack)
    faults: list[str] = []
    pairs = 0
    for session in timetable.sessions:
        where = f"{session.site} {session.room} {session.slot}"
        faults += [f"{where}: {fault}" for fault in look_at_session(book, session)]
        pairs += count_neighbours(book, session)
    faults += look_at_rooms(timetable) + look_at_candidates(book, timetable) + look_at_people(timetable)
    return TimetableVerdict(
        faults,
        sum(len(session.seats) for session in timetable.sessions),
        sum(len(session.staff) for session in timetable.sessions),
        pairs,
    )


def look_at_session(book: Book, session: Session) -> list[str]:
    """A session by itself."""
    room, slot = book.rooms.get((session.site, session.room)), book.slots.get(session.slot)
    if room is None or slot is None:
        return ["no such room or slot"]
    faults = []
    if room.kind != session.kind:
        faults.append("a room of another kind")
    if any(shut.start < slot.end and slot.start < shut.end for shut in room.closed):
        faults.append("the room is closed")
    members = [book.candidates.get(seat.candidate) for seat in session.seats]
    if not members or None in members:
        return [*faults, "nobody, or somebody unknown"]
    people = [one for one in members if one is not None]
    parts = [part_of(book, one, session.kind) for one in people]
    if None in parts:
        return [*faults, "somebody who does not sit this part"]
    asked = [part for part in parts if part is not None]
    faults += look_at_team(book, session, people, asked, slot)
    faults += look_at_seats(book, session, room, people, asked, slot)
    if session.kind != "theory" and len({one.exam for one in people}) > 1:
        faults.append("a panel for two examinations")
    return faults


def part_of(book: Book, candidate: Candidate, kind: str) -> ExamPart | None:
    """The part of that kind, if the candidate sits it."""
    if candidate.parts and kind not in candidate.parts:
        return None
    for part in book.exams[candidate.exam].parts:
        if part.kind == kind:
            return part
    return None


def look_at_team(book: Book, session: Session, people: list[Candidate], parts: list[ExamPart], slot: Slot) -> list[str]:
    """Numbers, odd panels, qualifications, absences, recusal."""
    faults = []
    size = len(session.staff)
    for part in set(parts):
        if size < part.staff.at_least:
            faults.append(f"{size} people, fewer than {part.staff.at_least}")
        if part.staff.odd and size % 2 == 0:
            faults.append(f"an even panel of {size}")
        if part.staff.ratio is not None:
            one, many = part.staff.ratio.split(":")
            if size * int(many) < len(people) * int(one):
                faults.append(f"{size} people for {len(people)} at {part.staff.ratio}")
    if len(set(session.staff)) < size:
        faults.append("somebody twice in a team")
    for name in session.staff:
        person = book.staff.get(name)
        if person is None or person.site != session.site:
            faults.append(f"{name} is not of this site")
            continue
        if book.pack.most_in_a_row is not None and person.batches_in_a_row >= book.pack.most_in_a_row:
            faults.append(f"{name} should pause")
        if any(gone.start < slot.end and slot.start < gone.end for gone in person.away):
            faults.append(f"{name} is away")
        if not all(
            qualified(book, person, part, one, slot)
            for part, one in {(p, c.exam) for p, c in zip(parts, people, strict=True)}
        ):
            faults.append(f"{name} is not qualified")
        faults += [f"{name} has to stand aside for {one.id}" for one in people if too_near(person, one)]
    return faults


def qualified(book: Book, person: StaffMember, part: ExamPart, exam_id: str, slot: Slot) -> bool:
    """Whether any paper of a person is good for a part on the day."""
    exam, day = book.exams[exam_id], slot.start.date()
    for paper in person.qualifications:
        if paper.role != part.role and (part.role, paper.role) != ("assessor", "senior_assessor"):
            continue
        if (paper.valid_from and day < paper.valid_from) or (paper.valid_until and day > paper.valid_until):
            continue
        if part.kind == "theory":
            return True
        if paper.occupation and paper.occupation != exam.occupation:
            continue
        if not paper.level or paper.level in exam.judged_by or paper.level == exam.level:
            return True
    return False


def too_near(person: StaffMember, candidate: Candidate) -> bool:
    """Kin, pupils, colleagues, those whom they trained."""
    if person.organisation and person.organisation == candidate.organisation:
        return True
    if set(person.trained) & set(candidate.classes):
        return True
    return candidate.id in [tie.candidate for tie in person.ties]


def look_at_seats(
    book: Book, session: Session, room: Room, people: list[Candidate], parts: list[ExamPart], slot: Slot
) -> list[str]:
    """Places, stations, times, forms."""
    faults = []
    columns = room.columns or book.pack.columns
    at_once: Counter[datetime.datetime] = Counter()
    taken: dict[tuple[int, int], list[tuple[datetime.datetime, datetime.datetime]]] = defaultdict(list)
    room_limit = min(room.seats, book.pack.theory_room_seats) if room.kind == "theory" else room.seats
    stations = {one.kind: one.count for one in room.stations}
    for seat, person, part in zip(session.seats, people, parts, strict=True):
        minutes = -(-part.minutes * (100 + person.extra_time) // 100)
        if (seat.minutes or part.minutes) != minutes:
            faults.append(f"{person.id} has {seat.minutes or part.minutes} minutes, not {minutes}")
        end = seat.start + minutes * MINUTE
        if seat.start < slot.start or end > slot.end:
            faults.append(f"{person.id} is not within the slot")
        if session.kind == "theory" and seat.start != slot.start:
            faults.append(f"{person.id} begins later than the others")
        number = (seat.row - 1) * columns + seat.column
        limit = min(room_limit, stations.get(part.station, 0)) if part.station and stations else room_limit
        if seat.row < 1 or not 1 <= seat.column <= columns or number > limit:
            faults.append(f"no seat {seat.row}-{seat.column}")
        if person.accessible and number > room.accessible:
            faults.append(f"{person.id} can't reach {seat.row}-{seat.column}")
        at_once[seat.start] += 1
        taken[seat.row, seat.column].append((seat.start, end))
    pause = book.pack.turn_minutes * MINUTE
    faults += [
        f"two people at {place}"
        for place, times in taken.items()
        for (_, end), (start, _) in pairwise(sorted(times))
        if start < end + pause
    ]
    return faults + look_at_forms(book, session)


def look_at_forms(book: Book, session: Session) -> list[str]:
    """Neighbours must not have the same paper in the same form."""
    if session.kind != "theory" or len(book.pack.forms) < 2:
        return []
    at = {(seat.row, seat.column): seat for seat in session.seats}
    return [
        f"{seat.candidate} and {other.candidate} have form {seat.form}"
        for (row, column), seat in at.items()
        for other in (at.get((row + 1, column)), at.get((row, column + 1)))
        if other is not None
        and other.form == seat.form
        and book.candidates[seat.candidate].exam == book.candidates[other.candidate].exam
    ]


def count_neighbours(book: Book, session: Session) -> int:
    """Pairs side by side or one behind the other who come from one school or employer."""
    if session.kind != "theory":
        return 0
    at = {(seat.row, seat.column): book.candidates[seat.candidate].organisation for seat in session.seats}
    return sum(
        bool(school) and at.get(beside) == school
        for (row, column), school in at.items()
        for beside in ((row + 1, column), (row, column + 1))
    )


def look_at_rooms(timetable: Timetable) -> list[str]:
    """A room holds one session at a time."""
    used = Counter((session.site, session.room, session.slot) for session in timetable.sessions)
    return [f"{room} is used {count} times" for room, count in used.items() if count > 1]


def look_at_candidates(book: Book, timetable: Timetable) -> list[str]:
    """Everybody sits every part of theirs once, at their site, one part after another."""
    sat: dict[str, list[tuple[datetime.datetime, str]]] = defaultdict(list)
    faults = []
    for session in timetable.sessions:
        start = book.slots[session.slot].start
        for seat in session.seats:
            sat[seat.candidate].append((start, session.kind))
            if book.candidates[seat.candidate].site != session.site:
                faults.append(f"{seat.candidate} is sent to another site")
    for one in book.candidates.values():
        wanted = [part.kind for part in book.exams[one.exam].parts if not one.parts or part.kind in one.parts]
        times = sorted(sat.get(one.id, []))
        if [kind for _, kind in times] != wanted:
            faults.append(f"{one.id} sits {[kind for _, kind in times]}, not {wanted}")
        if len({start for start, _ in times}) < len(times):
            faults.append(f"{one.id} is in two places at a time")
    return faults


def look_at_people(timetable: Timetable) -> list[str]:
    """Nobody is on duty twice in a slot."""
    duties = Counter((name, session.slot) for session in timetable.sessions for name in session.staff)
    return [f"{name} has {count} duties in {slot}" for (name, slot), count in duties.items() if count > 1]


def count_moved(before: Timetable, after: Timetable) -> int:
    """How many of those in the first timetable have another room or another time, or none."""
    places: list[dict[str, frozenset[tuple[str, str]]]] = []
    for timetable in (before, after):
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for session in timetable.sessions:
            for name in [seat.candidate for seat in session.seats] + list(session.staff):
                found[name].add((f"{session.site}/{session.room}", session.slot))
        places.append({name: frozenset(where) for name, where in found.items()})
    old, new = places
    return sum(1 for name, where in old.items() if new.get(name, frozenset()) != where)
