"""When each group is examined.

In: the start, minutes, numbers of turns, a pack. Out: starting times. Follows: clause 1.9.4 (minutes at least), and
practice: turns in a room follow one another within the hours of the day. Times are in the zone of the given start.
"""

import datetime
from collections.abc import Sequence

from liangcai.scheduling.model import Slot
from liangcai.scheduling.pack import SchedulingPack


def place_in_day(start: datetime.datetime, minutes: int, pack: SchedulingPack) -> datetime.datetime:
    """The start, or the next morning where the turn wouldn't end within the hours of the day."""
    end = start + datetime.timedelta(minutes=minutes)
    morning = start.replace(hour=pack.day_starts.hour, minute=pack.day_starts.minute, second=0, microsecond=0)
    if start <= morning:
        return max(start, morning) if start.date() == end.date() else start
    if end.date() == start.date() and end.time() <= pack.day_ends:
        return start
    return morning + datetime.timedelta(days=1)


def list_turns(
    start: datetime.datetime, minutes: int, turns: int, pack: SchedulingPack
) -> tuple[datetime.datetime, ...]:
    """The starting time of each turn in a room."""
    times: list[datetime.datetime] = []
    begin = start
    for _ in range(turns):
        begin = place_in_day(begin, minutes, pack)
        times.append(begin)
        begin += datetime.timedelta(minutes=minutes + pack.turn_minutes)
    return tuple(times)


def list_slots(days: Sequence[datetime.date], zone: datetime.tzinfo, pack: SchedulingPack) -> tuple[Slot, ...]:
    """The sessions of each day, named by day and number: 2026-03-07/1."""
    return tuple(
        Slot(
            id=f"{day.isoformat()}/{number}",
            start=datetime.datetime.combine(day, hours.start, zone),
            end=datetime.datetime.combine(day, hours.end, zone),
        )
        for day in days
        for number, hours in enumerate(pack.sessions, 1)
    )
