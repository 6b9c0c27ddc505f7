"""A batch laid out, with what it was laid out from: the value that is kept, printed and mended.

In: examinations, resources, a timetable. Out: ``Plan``, and its sessions with all that sheets and pages say of them.
Follows: clauses 1.9.3 to 1.9.5. A session has a name of its own in its batch, which stays when the plan is mended.
"""

import datetime
from collections import Counter
from collections.abc import Iterator

import msgspec

from liangcai.scheduling.exams import Exam, ExamPart
from liangcai.scheduling.keeping import part_of
from liangcai.scheduling.model import Resources, Room, Session, Slot, Timetable
from liangcai.standard.model import PartKind

BETWEEN = "·"
Spot = tuple[str, str, str]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A timetable with the examinations, rooms, staff and slots that it was made of."""

    exams: tuple[Exam, ...]
    resources: Resources
    timetable: Timetable


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A session with its part, its room, its slot, and when it really begins and ends."""

    session: Session
    part: ExamPart
    room: Room
    slot: Slot
    start: datetime.datetime
    end: datetime.datetime

    @property
    def name(self) -> str:
        """What the session is called in its batch."""
        return self.session.name or self.session.room


def list_uses(plan: Plan, kind: PartKind | None = None) -> tuple[Use, ...]:
    """The sessions of a plan, of one kind or all, as the timetable has them."""
    exams = {exam.id: exam for exam in plan.exams}
    rooms = {(room.site, room.id): room for room in plan.resources.rooms}
    slots = {slot.id: slot for slot in plan.resources.slots}
    return tuple(
        read_use(session, exams, rooms[session.site, session.room], slots[session.slot])
        for session in plan.timetable.sessions
        if kind in (None, session.kind)
    )


def read_use(session: Session, exams: dict[str, Exam], room: Room, slot: Slot) -> Use:
    """One session with what belongs to it."""
    part = part_of(exams[session.exams[0]], session.kind)
    ends = (seat.start + datetime.timedelta(minutes=seat.minutes or part.minutes) for seat in session.seats)
    start = min((seat.start for seat in session.seats), default=slot.start)
    return Use(session=session, part=part, room=room, slot=slot, start=start, end=max(ends, default=slot.end))


def name_sessions(timetable: Timetable, resources: Resources, before: Timetable | None = None) -> Timetable:
    """The sessions with names and numbers; what was named before keeps both."""
    known = {spot_of(one): one for one in (before.sessions if before else ())}
    taken = {one.name for one in known.values()}
    counts = Counter({one.kind: one.number for one in sorted(known.values(), key=lambda one: one.number)})
    starts = {slot.id: slot.start for slot in resources.slots}
    order = sorted(timetable.sessions, key=lambda one: (one.site, starts[one.slot], one.room))
    named: dict[Spot, Session] = {}
    for session in order:
        old = known.get(spot_of(session))
        if old is None:
            name = next(name for name in list_names(session, timetable, resources) if name not in taken)
            taken.add(name)
            counts[session.kind] += 1
        else:
            name = old.name
        number = old.number if old else counts[session.kind]
        named[spot_of(session)] = msgspec.structs.replace(session, name=name, number=number)
    return Timetable(sessions=tuple(named[spot_of(session)] for session in order))


def list_names(session: Session, timetable: Timetable, resources: Resources) -> Iterator[str]:
    """Names for a session, the shortest that can be told from all others first."""
    slot = next(slot for slot in resources.slots if slot.id == session.slot)
    moment = f"{slot.start:%m%d-%H%M}"
    elsewhere = any(room.id == session.room and room.site != session.site for room in resources.rooms)
    again = any(
        (one.site, one.room) == (session.site, session.room) and one.slot != session.slot for one in timetable.sessions
    )
    place = f"{session.site}{BETWEEN}{session.room}" if elsewhere else session.room
    if not again:
        yield place
    yield f"{place}{BETWEEN}{moment}"
    yield f"{session.site}{BETWEEN}{session.room}{BETWEEN}{moment}"
    yield from (f"{session.site}{BETWEEN}{session.room}{BETWEEN}{moment}-{number}" for number in range(2, 1000))


def spot_of(session: Session) -> Spot:
    """Where and when a session is."""
    return (session.site, session.room, session.slot)
