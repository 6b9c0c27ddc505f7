"""A plan as the office looks at it: sessions with times, people, desks.

In: a plan and the candidates in it. Out: rows of desks with ticket numbers and names. Follows: clauses 1.9.3 to 1.9.5.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from liangcai.findings import Message
from liangcai.scheduling.model import Seat
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.plan import Plan, Use, list_uses
from liangcai.scheduling.seating import capacity
from liangcai.scheduling.shortage import ROLE_NAMES
from liangcai_web.records.batches import Candidate


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """A desk of the map; ``ticket`` is blank where nobody sits, ``minutes`` are the candidate's own."""

    ticket: str = ""
    name: str = ""
    form: str = ""
    start: datetime | None = None
    minutes: int | None = None


class SessionView(msgspec.Struct, frozen=True, kw_only=True):
    """A session: who is on duty, and the desks in rows or, for a panel, the candidates in order of time."""

    use: Use
    role: Message
    staff: tuple[str, ...]
    count: int
    rows: tuple[tuple[Desk | None, ...], ...]
    turns: tuple[Desk, ...]


class PartView(msgspec.Struct, frozen=True, kw_only=True):
    """A part with its minutes, its first and last moment, and how many sessions and candidates it has."""

    name: str
    line: int
    minutes: int
    start: datetime
    end: datetime
    sessions: int
    candidates: int


def view_parts(plan: Plan) -> tuple[PartView, ...]:
    """The parts of a plan in the order of the examination."""
    found = []
    for part in dict.fromkeys(part.kind for exam in plan.exams for part in exam.parts):
        uses = list_uses(plan, part)
        if uses:
            found.append(
                PartView(
                    name=uses[0].part.name,
                    line=uses[0].part.line,
                    minutes=uses[0].part.minutes,
                    start=min(use.start for use in uses),
                    end=max(use.end for use in uses),
                    sessions=len(uses),
                    candidates=sum(len(use.session.seats) for use in uses),
                )
            )
    return tuple(found)


def view_sessions(
    uses: Iterable[Use], candidates: Iterable[Candidate], names: Mapping[str, str], pack: SchedulingPack
) -> tuple[SessionView, ...]:
    """Sessions with the candidates and the staff by name."""
    people = {str(row.person.uuid): row for row in candidates}
    return tuple(view_session(use, people, names, pack) for use in uses)


def view_session(
    use: Use, people: Mapping[str, Candidate], names: Mapping[str, str], pack: SchedulingPack
) -> SessionView:
    """A session: a theory room has a map of desks, a panel has turns."""
    desks = [(seat, view_desk(seat, people)) for seat in use.session.seats]
    turns = tuple(desk for _, desk in sorted(desks, key=lambda one: (one[0].start, one[0].row, one[0].column)))
    theory = use.session.kind == "theory"
    return SessionView(
        use=use,
        role=ROLE_NAMES[use.session.role],
        staff=tuple(names.get(one, one) for one in use.session.staff),
        count=len(use.session.seats),
        rows=map_desks(desks, (use.room.columns or pack.columns, capacity(use.room, pack))) if theory else (),
        turns=() if theory else turns,
    )


def view_desk(seat: Seat, people: Mapping[str, Candidate]) -> Desk:
    """A desk with whom it is for."""
    row = people.get(seat.candidate)
    return Desk(
        ticket=row.ticket_number[-4:] if row else "",
        name=row.person.name if row else "",
        form=(row.form if row else seat.form) or "",
        start=seat.start,
        minutes=seat.minutes,
    )


def map_desks(desks: list[tuple[Seat, Desk]], size: tuple[int, int]) -> tuple[tuple[Desk | None, ...], ...]:
    """Desks in rows from the front, empty ones where nobody sits, None where the room has no desk.

    ``size`` is the desks in a row and in all.
    """
    placed = {(seat.row, seat.column): desk for seat, desk in desks}
    if not placed:
        return ()
    columns, count = size
    return tuple(
        tuple(
            placed.get((row, column), Desk()) if (row - 1) * columns + column <= count else None
            for column in range(1, columns + 1)
        )
        for row in range(1, -(-count // columns) + 1)
    )
