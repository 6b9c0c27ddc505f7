"""The sessions of the days of a batch.

In: days, a zone, a pack. Out: slots. Follows: practice: the hours of a day in which rooms are used.
"""

import datetime
from collections.abc import Sequence

from liangcai.scheduling.model import Slot
from liangcai.scheduling.pack import SchedulingPack


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
