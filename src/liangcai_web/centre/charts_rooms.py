"""Rooms and staff as pictures: when each room is in use, how long each person is on duty.

In: a plan. Out: coordinates in drawings of fixed width, and the hours for a table; templates only print them. Follows:
clauses 1.9.3 and 1.9.4; pictures are made on the server, with a table beside them.
"""

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from liangcai.findings import Message
from liangcai.scheduling.plan import Use as PlannedUse
from liangcai.scheduling.shortage import ROLE_NAMES
from liangcai.standard.model import PartKind

WIDTH, SIDE, HEAD, ROW, BAR = 720, 96, 34, 26, 16
NAMES, LONGEST = 130, 280
HOUR = datetime.timedelta(hours=1)
TONES: dict[PartKind, int] = {"theory": 1, "skill": 0, "review": 2}


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A room in use without a pause: for which part, for how many candidates, from when to when."""

    part: str
    room: str
    tone: int
    count: int
    start: datetime.datetime
    end: datetime.datetime
    x: float = 0
    y: float = 0
    width: float = 0


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """A line with an hour, or with the day where one begins."""

    x: float
    label: str
    day: str = ""


class Timetable(msgspec.Struct, frozen=True, kw_only=True):
    """Rooms from top to bottom, hours from left to right; nights are left out."""

    width: int
    height: int
    side: int
    rows: tuple[tuple[str, float], ...]
    ticks: tuple[Tick, ...]
    uses: tuple[Use, ...]
    parts: tuple[tuple[str, int], ...]


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """How long somebody is on duty."""

    name: str
    role: Message
    rooms: tuple[str, ...]
    hours: float
    y: float = 0
    width: float = 0
    label_x: float = 0


class Loads(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody on duty, the longest first."""

    width: int
    height: int
    side: int
    rows: tuple[Load, ...]


def draw_timetable(planned: Sequence[PlannedUse]) -> Timetable:
    """Rooms by day and hour, those of one site."""
    uses = [use for one in planned for use in list_turns(one)]
    rooms = list(dict.fromkeys(use.room for use in uses))
    days = list_days(uses)
    scale = (WIDTH - SIDE - 8) / max(1.0, sum((end - start) / HOUR for start, end in days))
    placed = tuple(
        msgspec.structs.replace(
            use,
            x=round(SIDE + scale * place_hour(use.start, days), 1),
            y=HEAD + ROW * rooms.index(use.room) + (ROW - BAR) // 2,
            width=round(scale * ((use.end - use.start) / HOUR), 1),
        )
        for use in uses
    )
    return Timetable(
        width=WIDTH,
        height=HEAD + ROW * len(rooms) + 4,
        side=SIDE,
        rows=tuple((room, HEAD + ROW * number + ROW // 2 + 4) for number, room in enumerate(rooms)),
        ticks=tuple(draw_ticks(days, scale)),
        uses=placed,
        parts=tuple(dict.fromkeys((one.part.name, TONES[one.part.kind]) for one in planned)),
    )


def list_turns(planned: PlannedUse) -> list[Use]:
    """The turns of a room, those of one day as one use."""
    turns: dict[datetime.date, list[tuple[datetime.datetime, int]]] = {}
    for seat in planned.session.seats:
        minutes = seat.minutes or planned.part.minutes
        turns.setdefault(seat.start.date(), []).append((seat.start, minutes))
    return [
        Use(
            part=planned.part.name,
            room=planned.session.room,
            tone=TONES[planned.part.kind],
            count=len(starts),
            start=min(start for start, _ in starts),
            end=max(start + datetime.timedelta(minutes=minutes) for start, minutes in starts),
        )
        for starts in turns.values()
    ]


def list_days(uses: Sequence[Use]) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """From the first full hour to the last of each day on which anything happens."""
    days: dict[datetime.date, tuple[datetime.datetime, datetime.datetime]] = {}
    for use in uses:
        first, last = days.get(use.start.date(), (use.start, use.end))
        days[use.start.date()] = (min(first, use.start), max(last, use.end))
    whole = ((start.replace(minute=0), end + (-minutes_of(end)) % HOUR) for start, end in days.values())
    return sorted(whole)


def minutes_of(moment: datetime.datetime) -> datetime.timedelta:
    """The minutes past the hour."""
    return datetime.timedelta(minutes=moment.minute)


def place_hour(moment: datetime.datetime, days: Sequence[tuple[datetime.datetime, datetime.datetime]]) -> float:
    """The hours of the drawing before a moment."""
    return sum((min(end, max(start, moment)) - start) / HOUR for start, end in days)


def draw_ticks(days: Sequence[tuple[datetime.datetime, datetime.datetime]], scale: float) -> list[Tick]:
    """Every hour, or every few where they would stand too close."""
    step = next(hours for hours in (1, 2, 3, 6, 12) if hours * scale >= 34 or hours == 12)
    ticks: list[Tick] = []
    for start, end in days:
        left = place_hour(start, days)
        for number in range(0, int((end - start) / HOUR), step):
            hour = start + number * HOUR
            day = f"{start:%m-%d}" if not number else ""
            ticks.append(Tick(x=round(SIDE + scale * (left + number), 1), label=f"{hour:%H:%M}", day=day))
    return ticks


def draw_loads(planned: Sequence[PlannedUse], names: Mapping[str, str]) -> Loads:
    """How long each person is on duty, from the first to the last candidate of each room and day."""
    found: dict[str, list[tuple[float, PlannedUse]]] = {}
    for one in planned:
        hours = sum((use.end - use.start) / HOUR for use in list_turns(one))
        for name in one.session.staff:
            found.setdefault(name, []).append((hours, one))
    loads = [
        Load(
            name=names.get(name, name),
            role=ROLE_NAMES[held[0][1].session.role],
            rooms=tuple(dict.fromkeys(one.name for _, one in held)),
            hours=round(sum(hours for hours, _ in held), 2),
        )
        for name, held in found.items()
    ]
    loads.sort(key=lambda one: (-one.hours, one.name))
    most = max((one.hours for one in loads), default=1)
    rows = tuple(
        msgspec.structs.replace(
            one,
            y=4 + ROW * number,
            width=round(LONGEST * one.hours / most, 1),
            label_x=round(NAMES + LONGEST * one.hours / most + 6, 1),
        )
        for number, one in enumerate(loads)
    )
    return Loads(width=NAMES + LONGEST + 40, height=8 + ROW * len(rows), side=NAMES, rows=rows)
