"""What a sitting is made of: candidates, rooms, staff, and the plan that joins them.

In: nothing. Out: frozen structs. Follows: clause 1.9.3 (staff), 1.9.4 (minutes), 1.9.5 (places).
"""

import datetime
from typing import Literal

import msgspec

from liangcai.standard.model import PartKind

Role = Literal["invigilator", "assessor", "senior_assessor", "reviewer"]


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was admitted; staff of the same organisation stand aside."""

    id: str
    organisation: str = ""


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A room for one kind of part; ``seats`` people can be examined in it at once, in rows of ``columns`` desks."""

    id: str
    kind: PartKind
    seats: int
    columns: int | None = None


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """A person with duties; ``conflicts`` are ids of candidates whom they must not examine (kin, pupils)."""

    id: str
    roles: tuple[Role, ...]
    organisation: str = ""
    conflicts: tuple[str, ...] = ()

    def may_examine(self, candidate: Candidate) -> bool:
        """Whether nothing stands between the two."""
        colleagues = bool(self.organisation) and self.organisation == candidate.organisation
        return not colleagues and candidate.id not in self.conflicts


class Resources(msgspec.Struct, frozen=True, kw_only=True):
    """The rooms and the people at hand."""

    rooms: tuple[Room, ...] = ()
    staff: tuple[Staff, ...] = ()


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when a candidate sits; rows and columns count from 1, ``form`` is the parallel form of the paper."""

    candidate: str
    row: int
    column: int
    form: str | None
    start: datetime.datetime


class RoomPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A room in use: its seats, and its invigilators or its panel, whose leader comes first."""

    room: str
    role: Role
    staff: tuple[str, ...]
    seats: tuple[Seat, ...]


class PartPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the examination: when it starts and ends, how long each candidate has, and its rooms."""

    name: str
    kind: PartKind
    start: datetime.datetime
    end: datetime.datetime
    minutes: int
    rooms: tuple[RoomPlan, ...]
    clause: str = "1.9.3"
    line: int = 0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A sitting of one level: its parts one after another."""

    level: str
    parts: tuple[PartPlan, ...]
