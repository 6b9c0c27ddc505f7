"""What the pages of a class show: counts, days with their sessions, who was counted where.

In: a class. Out: frozen structs for pages and commands. Follows: clause 1.8.1; nothing here decides anything.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

import msgspec
from django.db.models import Sum

from liangcai_web.records.training import ClassSession, Trainee, TrainingClass, TrainingProof
from liangcai_web.services.days import local_day
from liangcai_web.services.training.attendance import read_attendance
from liangcai_web.services.training.classes import class_programme, list_sessions


class ClassCount(msgspec.Struct, frozen=True, kw_only=True):
    """A class in numbers; ``state`` is ahead, running or over, by its days."""

    row: TrainingClass
    state: str
    trainees: int
    hours: int
    planned: int
    proofs: int


class PlannedSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session of a timetable: the name of its function, how many were there, of how many; None before it is taken."""

    session: ClassSession
    unit: str
    begun: bool = False
    there: int | None = None
    of: int = 0


class PlannedDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day of a timetable."""

    day: date
    sessions: tuple[PlannedSession, ...]


def list_counts(rows: Iterable[TrainingClass], today: date) -> tuple[ClassCount, ...]:
    """Classes in numbers."""
    return tuple(count_class(row, today) for row in rows)


def count_class(row: TrainingClass, today: date) -> ClassCount:
    """A class in numbers."""
    sessions = row.sessions.filter(withdrawn_at__isnull=True).aggregate(hours=Sum("hours"))
    proofs = TrainingProof.objects.filter(trainee__training=row, withdrawn_at__isnull=True).count()
    return ClassCount(
        row=row,
        state="ahead" if today < row.first_day else "over" if today > row.last_day else "running",
        trainees=row.trainees.count(),
        hours=class_programme(row).hours,
        planned=sessions["hours"] or 0,
        proofs=proofs,
    )


def list_planned(row: TrainingClass) -> tuple[PlannedDay, ...]:
    """The timetable day by day."""
    names = {unit.number: unit.name for unit in class_programme(row).units}
    planned = [PlannedSession(session=one, unit=names.get(one.unit, "")) for one in list_sessions(row)]
    return _by_day(planned)


def list_taken(row: TrainingClass, now: datetime) -> tuple[PlannedDay, ...]:
    """The timetable day by day with how many were there."""
    names = {unit.number: unit.name for unit in class_programme(row).units}
    attendance, of = read_attendance((row,)), row.trainees.count()
    planned = []
    for one in list_sessions(row):
        said = attendance.get(str(one.uuid))
        planned.append(
            PlannedSession(
                session=one,
                unit=names.get(one.unit, ""),
                begun=one.starts_at <= now,
                there=None if said is None else sum(hours > 0 for hours in said.values()),
                of=of,
            )
        )
    return _by_day(planned)


def _by_day(planned: list[PlannedSession]) -> tuple[PlannedDay, ...]:
    days = groupby(planned, key=lambda one: local_day(one.session.starts_at))
    return tuple(PlannedDay(day=day, sessions=tuple(found)) for day, found in days)


def list_standing(row: TrainingClass) -> dict[int, TrainingProof]:
    """The standing proof of each trainee of a class, by row."""
    rows = TrainingProof.objects.filter(trainee__training=row, withdrawn_at__isnull=True)
    return {proof.trainee_id: proof for proof in rows.defer("content")}


def list_trainee_sessions(row: TrainingClass, trainee: Trainee) -> tuple[tuple[ClassSession, int | None], ...]:
    """Every session with the hours of one trainee, None where nothing is entered."""
    attendance = read_attendance((row,))
    return tuple((one, attendance.get(str(one.uuid), {}).get(str(trainee.uuid))) for one in list_sessions(row))
