"""What sittings are made of: candidates, sites, rooms, staff, hours, and the timetable that joins them.

In: nothing. Out: frozen structs, as an organisation would record them. Follows: clause 1.9.3 (staff), 1.9.4 (minutes),
1.9.5 (places). A ``Timetable`` is a whole batch: one site or many, days, occupations and levels.
"""

import datetime
from typing import Literal

import msgspec

from liangcai.standard.model import PartKind

Role = Literal["invigilator", "assessor", "senior_assessor", "reviewer"]
TieKind = Literal["kin", "pupil", "colleague", "trained"]


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """From a moment up to another; two periods that only touch do not meet."""

    start: datetime.datetime
    end: datetime.datetime

    def meets(self, other: "Period") -> bool:
        """Whether the two have any time in common."""
        return self.start < other.end and other.start < self.end


class Slot(Period, frozen=True, kw_only=True):
    """A session of a day (场次) in which rooms can be used; slots of a batch do not meet."""

    id: str


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was admitted, and what they need.

    ``organisation`` is the school or employer, ``classes`` the training classes they attended. ``exam`` and ``site``
    say what they sit and where; ``parts`` is empty for all parts (a passed part is kept). ``extra_time`` is in
    percent, ``accessible`` asks for a seat that can be reached without steps.
    """

    id: str
    organisation: str = ""
    classes: tuple[str, ...] = ()
    exam: str = ""
    site: str = ""
    parts: tuple[PartKind, ...] = ()
    accessible: bool = False
    extra_time: int = 0


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A place of examination (考点)."""

    id: str
    name: str = ""


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """So many stations (工位) of a kind in a room."""

    kind: str
    count: int


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A room for one kind of part; ``seats`` people can be examined in it at once, in rows of ``columns`` desks.

    The first ``accessible`` seats, counted from the front, can be reached without steps. A room that lists ``stations``
    has no others. ``closed`` says when it can't be used.
    """

    id: str
    kind: PartKind
    seats: int
    columns: int | None = None
    site: str = ""
    accessible: int = 0
    stations: tuple[Station, ...] = ()
    closed: tuple[Period, ...] = ()

    def places(self, station: str | None) -> int:
        """How many people can work at once at stations of a kind, or at desks where no kind is named."""
        if station is None or not self.stations:
            return self.seats
        return min(self.seats, sum(one.count for one in self.stations if one.kind == station))


class Qualification(msgspec.Struct, frozen=True, kw_only=True):
    """A role that somebody may take, for an occupation (a code; blank for any) up to a level (blank for any), until."""

    role: Role
    occupation: str = ""
    level: str = ""
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None

    def gives(self, role: Role) -> bool:
        """Whether the role is this one; a senior assessor is an assessor, too."""
        return self.role == role or (role == "assessor" and self.role == "senior_assessor")

    def valid_on(self, day: datetime.date) -> bool:
        """Whether the day is within its validity, both ends included."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What makes somebody stand aside for a candidate (回避)."""

    kind: TieKind
    candidate: str


class StaffMember(msgspec.Struct, frozen=True, kw_only=True):
    """A person with duties: what they may do, for whom they stand aside, when they are away.

    ``trained`` are the training classes they taught; ``batches_in_a_row`` is how often they served at this site just
    before, without a pause.
    """

    id: str
    qualifications: tuple[Qualification, ...]
    organisation: str = ""
    site: str = ""
    ties: tuple[Tie, ...] = ()
    trained: tuple[str, ...] = ()
    away: tuple[Period, ...] = ()
    batches_in_a_row: int = 0

    def may_take(self, role: Role) -> bool:
        """Whether any qualification gives a role."""
        return any(one.gives(role) for one in self.qualifications)

    def may_examine(self, candidate: Candidate) -> bool:
        """Whether nothing stands between the two: kin, pupils, colleagues, those whom they trained."""
        colleagues = bool(self.organisation) and self.organisation == candidate.organisation
        return not (
            colleagues
            or any(tie.candidate == candidate.id for tie in self.ties)
            or any(taught in candidate.classes for taught in self.trained)
        )


class Resources(msgspec.Struct, frozen=True, kw_only=True):
    """The places, the people and the hours at hand."""

    rooms: tuple[Room, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    sites: tuple[Site, ...] = ()
    slots: tuple[Slot, ...] = ()


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when a candidate sits; rows and columns count from 1, ``form`` is the parallel form of the paper.

    ``minutes`` is the candidate's own time where it differs from that of the others.
    """

    candidate: str
    row: int
    column: int
    form: str | None
    start: datetime.datetime
    minutes: int | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A room of a site in a slot, in use for a part of one examination, or for the theory parts of several.

    ``name`` is what people call it, alone in its batch, ``number`` counts the sessions of a kind; both stay as they are
    when a timetable is mended.
    """

    site: str
    room: str
    slot: str
    kind: PartKind
    exams: tuple[str, ...]
    role: Role
    staff: tuple[str, ...]
    seats: tuple[Seat, ...]
    name: str = ""
    number: int = 0


class Timetable(msgspec.Struct, frozen=True, kw_only=True):
    """A batch laid out: all its sessions, by site, slot and room."""

    sessions: tuple[Session, ...]


def qualify(*roles: Role) -> tuple[Qualification, ...]:
    """Qualifications for roles, in every occupation and level."""
    return tuple(Qualification(role=role) for role in roles)
