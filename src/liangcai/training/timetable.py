"""A timetable laid out from the programme: unit after unit, theory before practice, in the hours of the week.

In: what is still to be taught, the days and hours of the week, the sessions that stand. Out: lessons in order; what
found no room. Follows: clause 1.8.1; the programme says how many hours of what.
"""

import datetime
from collections.abc import Iterator, Sequence

import msgspec

from liangcai.training.model import Kind, Session, TrainingClass
from liangcai.training.pack import TrainingPack
from liangcai.training.programme import Programme


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """A session that is proposed: what, when, for how many standard hours."""

    unit: str
    kind: Kind
    start: datetime.datetime
    end: datetime.datetime
    hours: int


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """When a class meets: days of the week (0 is Monday), and from when to when on each of them."""

    days: tuple[int, ...]
    spans: tuple[tuple[datetime.time, datetime.time], ...]


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The lessons, and how many hours found no room within the class's days."""

    lessons: tuple[Lesson, ...]
    left: int


def lay_timetable(
    programme: Programme, of: TrainingClass, week: Week, pack: TrainingPack, zone: datetime.tzinfo
) -> Layout:
    """Lessons for what the sessions do not cover yet; a span takes one lesson, a day no more than the pack says."""
    wanted = list(_list_wanted(programme, of))
    lessons: list[Lesson] = []
    for start, most in _list_spans(of, week, pack, zone):
        if not wanted:
            break
        unit, kind, hours = wanted[0]
        given = min(most, hours)
        end = start + datetime.timedelta(minutes=given * pack.hour_minutes)
        lessons.append(Lesson(unit=unit, kind=kind, start=start, end=end, hours=given))
        wanted[:1] = [(unit, kind, hours - given)] if hours > given else []
    return Layout(lessons=tuple(lessons), left=sum(hours for _, _, hours in wanted))


def _list_wanted(programme: Programme, of: TrainingClass) -> Iterator[tuple[str, Kind, int]]:
    for unit in programme.units:
        planned: tuple[tuple[Kind, int], ...] = (("theory", unit.theory_hours), ("practice", unit.practice_hours))
        for kind, hours in planned:
            there = sum(one.hours for one in of.sessions if (one.unit, one.kind) == (unit.number, kind))
            if hours > there:
                yield unit.number, kind, hours - there


def _list_spans(
    of: TrainingClass, week: Week, pack: TrainingPack, zone: datetime.tzinfo
) -> Iterator[tuple[datetime.datetime, int]]:
    """The free spans of the class's days in order, each with the hours that it can take."""
    day = of.first_day
    while day <= of.last_day:
        used = sum(one.hours for one in of.sessions if one.start.date() == day)
        for first, last in sorted(week.spans) if day.weekday() in week.days else ():
            start, end = (datetime.datetime.combine(day, hour, zone) for hour in (first, last))
            fits = (end - start) // datetime.timedelta(minutes=pack.hour_minutes)
            most = min(fits, pack.most_hours_a_day - used)
            if most > 0 and not _is_taken(of.sessions, start, end):
                used += most
                yield start, most
        day += datetime.timedelta(days=1)


def _is_taken(sessions: Sequence[Session], start: datetime.datetime, end: datetime.datetime) -> bool:
    return any(one.start < end and start < one.end for one in sessions)
