"""A plan of a sitting as tickets and room sheets.

In: a plan, the people in it by their ids, the examination. Out: ``TicketSheet`` and ``RoomSheet``s. Follows: 1.9.3
(staff), 1.9.4 (minutes), 1.9.5 (places) by way of the plan.
"""

import datetime
from collections.abc import Mapping

import msgspec

from liangcai.findings import Message
from liangcai.scheduling.model import PartPlan, Plan, RoomPlan, Seat
from liangcai_host.typesetting.sheets import Exam, RoomSheet, SeatEntry, Ticket, TicketSession, TicketSheet

RULES = (
    "凭本准考证和有效身份证件入场，两证须与本人相符。",
    "开考前 30 分钟开始入场，请按座位号就座，证件放在桌面左上角。",
    "通信工具和与考试无关的物品放到指定位置，不得带到座位。",
    "考试中服从监考人员的安排；有疑问请举手，不得与他人交谈。",
    "交卷后立即离开考场；准考证请保留到领取证书为止。",
)


class Entrant(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate as lists name them; ``id_masked`` never holds a whole ID number."""

    ticket: str
    name: str
    id_masked: str = ""


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What the ids of a plan stand for; an id without a name is printed as it is."""

    entrants: Mapping[str, Entrant]
    rooms: Mapping[str, str] = {}
    staff: Mapping[str, str] = {}
    parts: Mapping[str, Message] = {}
    place: str = ""


def ticket_sheet(
    plan: Plan, names: Names, exam: Exam, *, version: str, made: datetime.date, rules: tuple[str, ...] = RULES
) -> TicketSheet:
    """The tickets of everyone in the plan, in order of their numbers."""
    sessions: dict[str, list[TicketSession]] = {}
    for part in plan.parts:
        for room in part.rooms:
            for seat in room.seats:
                sessions.setdefault(seat.candidate, []).append(_session(part, room, seat, names))
    tickets = (_ticket(names.entrants[candidate], tuple(parts)) for candidate, parts in sessions.items())
    return TicketSheet(
        exam=exam,
        version=version,
        made=made,
        rules=rules,
        tickets=tuple(sorted(tickets, key=lambda ticket: ticket.number)),
    )


def room_sheets(plan: Plan, names: Names, exam: Exam, *, version: str, made: datetime.date) -> tuple[RoomSheet, ...]:
    """Every room of every part, for the door and for signing in."""
    return tuple(
        RoomSheet(
            exam=exam,
            version=version,
            made=made,
            part=_part_name(part, names),
            room=names.rooms.get(room.room, room.room),
            place=names.place,
            start=part.start,
            end=part.end,
            seats=tuple(_seat(seat, names) for seat in room.seats),
            staff=tuple(names.staff.get(member, member) for member in room.staff),
        )
        for part in plan.parts
        for room in part.rooms
    )


def seat_label(row: int, column: int) -> str:
    """How a seat is written on lists and tickets: row, hyphen, column."""
    return f"{row}-{column}"


def _ticket(entrant: Entrant, sessions: tuple[TicketSession, ...]) -> Ticket:
    return Ticket(number=entrant.ticket, name=entrant.name, id_masked=entrant.id_masked, sessions=sessions)


def _session(part: PartPlan, room: RoomPlan, seat: Seat, names: Names) -> TicketSession:
    return TicketSession(
        part=_part_name(part, names),
        start=seat.start,
        end=seat.start + datetime.timedelta(minutes=part.minutes),
        place=names.place,
        room=names.rooms.get(room.room, room.room),
        seat=seat_label(seat.row, seat.column),
    )


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


def _part_name(part: PartPlan, names: Names) -> Message:
    return names.parts.get(part.name, Message(zh=part.name, en=""))
