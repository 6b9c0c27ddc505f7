"""Years of work by the calendar.

In: periods of work. Out: the first day on which so many full years are complete. Follows: clause 1.9.1 ("累计…N 年",
"满N年"): periods that overlap count once and gaps don't count; and the Civil Code (art. 202): a year ends on the
corresponding day, or on the last day of the month where there is none.
"""

import calendar
import datetime
from collections.abc import Iterable

import msgspec


class Period(msgspec.Struct, frozen=True, order=True):
    """Days from ``start`` on, up to but without ``stop``; None goes on for ever."""

    start: datetime.date
    stop: datetime.date | None = None


def add_years(day: datetime.date, years: int) -> datetime.date:
    """The corresponding day ``years`` later; 29 February becomes 28 February in a common year."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def full_years_after(day: datetime.date | None, years: int) -> datetime.date | None:
    """The corresponding day ``years`` later; None for no day, or one that no calendar holds."""
    return add_years(day, years) if day and day.year + years <= datetime.MAXYEAR else None


def through(start: datetime.date, end: datetime.date | None) -> Period:
    """The period from the first to the last day, both included."""
    if end is None or end == datetime.date.max:
        return Period(start)
    return Period(start, end + datetime.timedelta(days=1))


def merge_periods(periods: Iterable[Period], since: datetime.date | None = None) -> tuple[Period, ...]:
    """The days that any of the periods covers, from ``since`` on, as periods apart from each other, in order."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda one: one.start):
        start = max(period.start, since) if since else period.start
        if period.stop is not None and period.stop <= start:
            continue
        last = merged[-1] if merged else None
        if last is None or (last.stop is not None and last.stop < start):
            merged.append(Period(start, period.stop))
        elif last.stop is not None:
            stop = None if period.stop is None else max(last.stop, period.stop)
            merged[-1] = Period(last.start, stop)
    return tuple(merged)


def complete_years(periods: Iterable[Period], years: int, since: datetime.date | None = None) -> datetime.date | None:
    """The first day on which ``years`` full years are complete; None if these periods never make them.

    Work with gaps counts as if it had gone on without them from its first day, so that one unbroken period is measured
    by the calendar exactly, and more work never makes it later.
    """
    merged = merge_periods(periods, since)
    if not merged or merged[0].start.year + years > datetime.MAXYEAR:
        return None
    first = merged[0].start
    left = (add_years(first, years) - first).days
    for period in merged:
        reached = period.start.toordinal() + left
        if period.stop is None or reached <= period.stop.toordinal():
            return datetime.date.fromordinal(reached) if reached <= datetime.date.max.toordinal() else None
        left -= (period.stop - period.start).days
    return None


def unbroken_years(periods: Iterable[Period], years: int, since: datetime.date | None = None) -> datetime.date | None:
    """The first day on which ``years`` full years without a gap are complete; None if there never are."""
    for period in merge_periods(periods, since):
        reached = full_years_after(period.start, years)
        if reached and (period.stop is None or reached <= period.stop):
            return reached
    return None


def count_days(periods: Iterable[Period], until: datetime.date, since: datetime.date | None = None) -> int:
    """The days worked before ``until``."""
    return sum(
        (min(period.stop or until, until) - period.start).days
        for period in merge_periods(periods, since)
        if period.start < until
    )
