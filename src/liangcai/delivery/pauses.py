"""What pauses do to a deadline: time that stood still is given back to the microsecond.

In: the start of an attempt, its deadline without pauses, the pauses. Out: a ``Timing``. Follows: a deadline is a pure
function of events; pauses that overlap, of a seat and of its room, count once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which the clock of an attempt stands still; ``end`` is None while it lasts."""

    start: datetime
    end: datetime | None


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """Until when answers count; ``ends`` is None while the clock stands still, since ``paused``, with ``left`` to go.

    ``lost`` is the time that ended pauses gave back.
    """

    ends: datetime | None
    paused: datetime | None = None
    left: timedelta | None = None
    lost: timedelta = timedelta(0)


def stop_clock(started: datetime | None, ends: datetime | None, pauses: Iterable[Pause]) -> Timing:
    """The deadline with all pauses given back; a pause after the end of the time gives nothing back."""
    merged = merge_pauses(pauses)
    if started is None or ends is None:
        return Timing(ends=None, paused=next((pause.start for pause in merged if pause.end is None), None))
    lost = timedelta(0)
    for pause in merged:
        start = max(pause.start, started)
        if start > ends:
            break
        if pause.end is None:
            return Timing(ends=None, paused=start, left=ends - start, lost=lost)
        if pause.end > start:
            ends, lost = ends + (pause.end - start), lost + (pause.end - start)
    return Timing(ends=ends, lost=lost)


def merge_pauses(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The pauses in order of time, those that touch or overlap as one."""
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.start):
        last = merged[-1] if merged else None
        if last is None or (last.end is not None and pause.start > last.end):
            merged.append(pause)
        elif last.end is not None and (pause.end is None or pause.end > last.end):
            merged[-1] = Pause(start=last.start, end=pause.end)
    return tuple(merged)
