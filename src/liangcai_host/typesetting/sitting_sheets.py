"""A plan of a sitting as tickets and room sheets.

In: a plan, the people in it by their ids, the examination. Out: ``TicketSheet`` and ``RoomSheet``s. Follows: 1.9.3
(staff), 1.9.4 (minutes), 1.9.5 (places) by way of the plan.
"""

import datetime
from collections.abc import Collection, Mapping

import msgspec

from liangcai.findings import Message
from liangcai.scheduling.exams import ExamPart
from liangcai.scheduling.model import Seat
from liangcai.scheduling.plan import Plan, Use, list_uses
from liangcai.scheduling.registry.staff import ROLE_TITLES
from liangcai.standard.model import PartKind
from liangcai_host.typesetting.sheets import (
    Duty,
    DutyNotice,
    DutySheet,
    Exam,
    RoomSheet,
    SeatEntry,
    Ticket,
    TicketSession,
    TicketSheet,
)

RULES = (
    Message(
        "凭本准考证和有效身份证件入场，两证须与本人相符。",
        "Bring this ticket and a valid identity document; both must be yours.",
    ),
    Message(
        "开考前 30 分钟开始入场，请按座位号就座，证件放在桌面左上角。",
        "Doors open 30 minutes before; sit at your number, papers on the desk.",
    ),
    Message(
        "通信工具和与考试无关的物品放到指定位置，不得带到座位。",
        "Telephones and whatever is not needed stay at the place for them.",
    ),
    Message(
        "考试中服从监考人员的安排；有疑问请举手，不得与他人交谈。",
        "Follow the invigilators; raise a hand to ask, and talk to nobody else.",
    ),
    Message(
        "交卷后立即离开考场；准考证请保留到领取证书为止。",
        "Leave when you have handed in; keep the ticket until you have the certificate.",
    ),
)


class Entrant(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate as lists name them; ``id_masked`` never holds a whole ID number."""

    ticket: str
    name: str
    id_masked: str = ""
    portrait: str = ""


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What the ids of a plan stand for; an id without a name is printed as it is.

    ``places`` has what is printed for a site, such as its address; ``place`` stands where the plan names no site.
    """

    entrants: Mapping[str, Entrant]
    places: Mapping[str, str] = {}
    staff: Mapping[str, str] = {}
    parts: Mapping[str, Message] = {}
    place: str = ""


def ticket_sheet(
    plan: Plan,
    names: Names,
    exam: Exam,
    *,
    version: str,
    made: datetime.date,
    rules: tuple[Message, ...] = RULES,
    only: Collection[str] | None = None,
) -> TicketSheet:
    """The tickets of everyone in the plan, or of some, in order of their numbers."""
    sessions: dict[str, list[TicketSession]] = {}
    for use in sorted(list_uses(plan), key=lambda use: use.slot.start):
        for seat in use.session.seats:
            if only is None or seat.candidate in only:
                sessions.setdefault(seat.candidate, []).append(_session(use, seat, names))
    tickets = (_ticket(names.entrants[candidate], tuple(parts)) for candidate, parts in sessions.items())
    return TicketSheet(
        exam=exam,
        version=version,
        made=made,
        rules=rules,
        tickets=tuple(sorted(tickets, key=lambda ticket: ticket.number)),
    )


def room_sheets(
    plan: Plan, names: Names, exam: Exam, *, version: str, made: datetime.date, kind: PartKind | None = None
) -> tuple[RoomSheet, ...]:
    """Every session, or those of one kind of part, for the door, for signing in, for the desks."""
    return tuple(
        RoomSheet(
            exam=exam,
            version=version,
            made=made,
            part=_part_name(use.part, names),
            room=use.session.room,
            place=_place(use, names),
            start=use.start,
            end=use.end,
            seats=tuple(_seat(seat, names) for seat in use.session.seats),
            staff=tuple(names.staff.get(member, member) for member in use.session.staff),
        )
        for use in list_uses(plan, kind)
    )


def duty_sheet(plan: Plan, names: Names, exam: Exam, *, version: str, made: datetime.date) -> DutySheet:
    """A notice for everybody who serves, by name; the first of a panel leads it."""
    duties: dict[str, list[Duty]] = {}
    for use in sorted(list_uses(plan), key=lambda use: (use.start, use.name)):
        for member in use.session.staff:
            others = tuple(names.staff.get(one, one) for one in use.session.staff if one != member)
            duties.setdefault(member, []).append(_duty(use, names, others))
    notices = (DutyNotice(name=names.staff.get(who, who), duties=tuple(found)) for who, found in duties.items())
    ordered = tuple(sorted(notices, key=lambda notice: notice.name))
    return DutySheet(exam=exam, version=version, made=made, notices=ordered)


def _duty(use: Use, names: Names, others: tuple[str, ...]) -> Duty:
    return Duty(
        part=_part_name(use.part, names),
        role=ROLE_TITLES[use.session.role],
        start=use.start,
        end=use.end,
        place=_place(use, names),
        room=use.session.room,
        candidates=len(use.session.seats),
        others=others,
    )


def seat_label(row: int, column: int) -> str:
    """How a seat is written on lists and tickets: row, hyphen, column."""
    return f"{row}-{column}"


def _ticket(entrant: Entrant, sessions: tuple[TicketSession, ...]) -> Ticket:
    return Ticket(
        number=entrant.ticket,
        name=entrant.name,
        id_masked=entrant.id_masked,
        sessions=sessions,
        portrait=entrant.portrait,
    )


def _session(use: Use, seat: Seat, names: Names) -> TicketSession:
    return TicketSession(
        part=_part_name(use.part, names),
        start=seat.start,
        end=seat.start + datetime.timedelta(minutes=seat.minutes or use.part.minutes),
        place=_place(use, names),
        room=use.session.room,
        seat=seat_label(seat.row, seat.column),
    )


def _place(use: Use, names: Names) -> str:
    return names.places.get(use.session.site, use.session.site or names.place)


def _seat(seat: Seat, names: Names) -> SeatEntry:
    entrant = names.entrants[seat.candidate]
    return SeatEntry(
        seat=seat_label(seat.row, seat.column),
        row=seat.row,
        column=seat.column,
        ticket=entrant.ticket,
        name=entrant.name,
        id_masked=entrant.id_masked,
        form=seat.form or "",
        start=seat.start,
    )


def _part_name(part: ExamPart, names: Names) -> Message:
    return names.parts.get(part.name, Message(zh=part.name, en=""))
