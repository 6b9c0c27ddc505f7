"""Periods and stations as people type them.

In: words. Out: the library's values, or the words that can't be read. Follows: no guessing; times are those of the
zone that is handed in.
"""

import datetime
import re
from collections.abc import Sequence

from liangcai.scheduling.model import Period, Station

_DATE, _HOUR = r"\d{4}-\d{1,2}-\d{1,2}", r"\d{1,2}:\d{2}"
_PERIOD = re.compile(rf"({_DATE})(?: ({_HOUR}))? ?(?:[~～至—–]|--?) ?(?:({_DATE}) ?)?({_HOUR})?")
_DAY = re.compile(_DATE)
_STATION = re.compile(r"(.+?) ?[=×xX*＝：:] ?(\d{1,3})")
_BREAKS = re.compile(r"[;；\n]")
MOST = 60
NIGHT = datetime.timedelta(days=1)


class UnreadableError(ValueError):
    """Words that are no period or no station; its text is the words."""


def split_words(text: str) -> list[str]:
    """The pieces of a cell or a field, one for each line or semicolon."""
    pieces = [" ".join(piece.split()) for piece in _BREAKS.split(text)]
    found = [piece for piece in pieces if piece]
    if len(found) > MOST:
        raise UnreadableError(found[MOST])
    return found


def read_periods(text: str, zone: datetime.tzinfo) -> tuple[Period, ...]:
    """Periods such as ``2026-12-12 08:30-11:30`` or ``2026-12-12 至 2026-12-15``; a day alone is the whole day."""
    return tuple(read_period(piece, zone) for piece in split_words(text))


def read_period(text: str, zone: datetime.tzinfo) -> Period:
    """One period; raises UnreadableError."""
    if _DAY.fullmatch(text):
        start = read_moment(text, text, None, zone)
        return Period(start=start, end=start + NIGHT)
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise UnreadableError(text)
    day, hour, last, until = found.groups()
    if not last and not (hour and until):
        raise UnreadableError(text)
    start = read_moment(text, day, hour, zone)
    end = read_moment(text, last or day, until, zone)
    end = end if until else end + NIGHT
    if end <= start:
        raise UnreadableError(text)
    return Period(start=start, end=end)


def read_moment(text: str, day: str, hour: str | None, zone: datetime.tzinfo) -> datetime.datetime:
    """A moment of a day; raises UnreadableError where there is none such."""
    try:
        year, month, date = (int(part) for part in day.split("-"))
        hours, minutes = (int(part) for part in (hour or "0:00").split(":"))
        moment = datetime.datetime(year, month, date, hours, minutes, tzinfo=zone)
    except ValueError:
        raise UnreadableError(text) from None
    if not 2000 <= moment.year <= 2100:
        raise UnreadableError(text)
    return moment


def write_periods(periods: Sequence[Period], zone: datetime.tzinfo, between: str = "\n") -> str:
    """Periods as they are typed."""
    return between.join(write_period(one, zone) for one in periods)


def write_period(period: Period, zone: datetime.tzinfo) -> str:
    """One period as it is typed."""
    start, end = period.start.astimezone(zone), period.end.astimezone(zone)
    if start.date() == end.date():
        return f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}"
    if start.time() == end.time() == datetime.time():
        last = (end - NIGHT).date()
        return f"{start:%Y-%m-%d}" if last == start.date() else f"{start:%Y-%m-%d} 至 {last}"
    return f"{start:%Y-%m-%d %H:%M} 至 {end:%Y-%m-%d %H:%M}"


def read_stations(text: str) -> tuple[Station, ...]:
    """Stations such as ``心电图机=4``; a kind that stands twice is unreadable."""
    found: dict[str, int] = {}
    for piece in split_words(text):
        match = _STATION.fullmatch(piece)
        if match is None or not int(match[2]) or match[1] in found or len(match[1]) > 40:
            raise UnreadableError(piece)
        found[match[1]] = int(match[2])
    return tuple(Station(kind=kind, count=count) for kind, count in found.items())


def write_stations(stations: Sequence[Station], between: str = "\n") -> str:
    """Stations as they are typed."""
    return between.join(f"{one.kind}={one.count}" for one in stations)
