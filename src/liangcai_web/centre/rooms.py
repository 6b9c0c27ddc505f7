"""A plan as the office looks at it: times, rooms, people, desks.

In: a plan and the candidates in it. Out: rows of desks with ticket numbers and names. Follows: clauses 1.9.3 to 1.9.5.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from liangcai.findings import Message
from liangcai.scheduling.model import PartPlan, Plan, RoomPlan, Seat
from liangcai.scheduling.shortage import ROLE_NAMES
from liangcai_web.records.batches import Candidate


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """A desk of the map; ``ticket`` is blank where nobody sits."""

    ticket: str = ""
    name: str = ""
    form: str = ""
    start: datetime | None = None


class RoomView(msgspec.Struct, frozen=True, kw_only=True):
    """A room: who is on duty, and the desks in rows or, for a panel, the candidates in order of time."""

    room: str
    role: Message
    staff: tuple[str, ...]
    count: int
    rows: tuple[tuple[Desk | None, ...], ...]
    turns: tuple[Desk, ...]


class PartView(msgspec.Struct, frozen=True, kw_only=True):
    """A part with its times and rooms."""

    plan: PartPlan
    rooms: tuple[RoomView, ...]


def view_plan(plan: Plan, candidates: Iterable[Candidate]) -> tuple[PartView, ...]:
    """The parts of a plan with the candidates by name."""
    people = {str(row.person.uuid): row for row in candidates}
    return tuple(
        PartView(plan=part, rooms=tuple(view_room(part, room, people) for room in part.rooms)) for part in plan.parts
    )


def view_room(part: PartPlan, room: RoomPlan, people: dict[str, Candidate]) -> RoomView:
    """A room of a part: a theory room has a map of desks, a panel has turns."""
    desks = [(seat, view_desk(seat, people)) for seat in room.seats]
    size = (room.columns, room.desks) if room.columns and room.desks else None
    turns = tuple(desk for _, desk in sorted(desks, key=lambda one: (one[0].start, one[0].row, one[0].column)))
    return RoomView(
        room=room.room,
        role=ROLE_NAMES[room.role],
        staff=room.staff,
        count=len(room.seats),
        rows=map_desks(desks, size) if part.kind == "theory" else (),
        turns=() if part.kind == "theory" else turns,
    )


def view_desk(seat: Seat, people: dict[str, Candidate]) -> Desk:
    """A desk with whom it is for."""
    row = people.get(seat.candidate)
    return Desk(
        ticket=row.ticket_number[-4:] if row else "",
        name=row.person.name if row else "",
        form=seat.form or "",
        start=seat.start,
    )


def map_desks(
    desks: list[tuple[Seat, Desk]], size: tuple[int, int] | None = None
) -> tuple[tuple[Desk | None, ...], ...]:
    """Desks in rows from the front, empty ones where nobody sits, None where the room has no desk.

    ``size`` is the desks in a row and in all; without it the seats in use say how large the room is.
    """
    placed = {(seat.row, seat.column): desk for seat, desk in desks}
    if not placed:
        return ()
    wide, deep = max(column for _, column in placed), max(row for row, _ in placed)
    columns, count = size or (wide, wide * deep)
    return tuple(
        tuple(
            placed.get((row, column), Desk()) if (row - 1) * columns + column <= count else None
            for column in range(1, columns + 1)
        )
        for row in range(1, -(-count // columns) + 1)
    )
