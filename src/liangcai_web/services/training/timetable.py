"""The timetable of a class: sessions planned one by one or laid out from the programme, withdrawn where they fall out.

In: a class, what was typed. Out: rows of ``ClassSession``, facts, findings. Follows: clause 1.8.1; a class and a
teacher are in one session at a time, whichever school the other class belongs to.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max

from liangcai.findings import Finding, Result
from liangcai.training.ledger import check_session
from liangcai.training.model import Kind
from liangcai.training.timetable import Lesson, Week, lay_timetable
from liangcai_web.records.facts import Fact
from liangcai_web.records.training import ClassSession, ClassTeacher
from liangcai_web.records.training import TrainingClass as ClassRow
from liangcai_web.services.facts import NewFact, append_fact, append_facts
from liangcai_web.services.packs import training_pack
from liangcai_web.services.payloads.training import SessionPlanned, SessionWithdrawn
from liangcai_web.services.training.classes import build_class, build_session, class_programme, list_sessions, say
from liangcai_web.services.turns import take_turn


class NewSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session as typed; ``teacher`` is the row of one of the class."""

    unit: str
    kind: Kind
    starts_at: datetime
    ends_at: datetime
    hours: int
    teacher: int


def plan_session(
    row: ClassRow, new: NewSession, *, now: datetime, actor: AbstractBaseUser
) -> Result[ClassSession | None]:
    """Plan a meeting; refused where it cannot be, or where class or teacher are elsewhere."""
    with take_turn(row.organisation):
        made, findings = _prepare(row, [new])
        if findings:
            return Result(None, findings)
        return Result(_keep(row, made, now=now, actor=actor)[0])


def lay_out(
    row: ClassRow, week: Week, teacher: int, *, now: datetime, actor: AbstractBaseUser
) -> Result[tuple[ClassSession, ...]]:
    """Plan all that the programme still lacks, in the hours of the week; all of it or nothing."""
    zone = ZoneInfo(settings.TIME_ZONE)
    with take_turn(row.organisation):
        layout = lay_timetable(class_programme(row), build_class(row), week, training_pack(), zone)
        if layout.left:
            zh = f"开班日期内还差 {layout.left} 学时排不下，请加长班期或每周的课时；没有排任何课。"
            en = f"{layout.left} hours find no room within the class's days: lengthen it or the week. None was planned."
            return Result((), (say("week", zh, en, "1.8.1"),))
        if not layout.lessons:
            return Result((), (say("week", "方案的学时都已排好。", "All hours of the programme are planned."),))
        made, findings = _prepare(row, [_as_new(lesson, teacher) for lesson in layout.lessons])
        return Result((), findings) if findings else Result(_keep(row, made, now=now, actor=actor))


def _as_new(lesson: Lesson, teacher: int) -> NewSession:
    return NewSession(
        unit=lesson.unit,
        kind=lesson.kind,
        starts_at=lesson.start,
        ends_at=lesson.end,
        hours=lesson.hours,
        teacher=teacher,
    )


def _prepare(row: ClassRow, new: Sequence[NewSession]) -> tuple[list[ClassSession], tuple[Finding, ...]]:
    """Rows that are not kept yet, and what is wrong with them."""
    of, programme, pack = build_class(row), class_programme(row), training_pack()
    number = row.sessions.aggregate(last=Max("number"))["last"] or 0
    teachers = {one.pk: one for one in row.teachers.select_related("person")}
    made: list[ClassSession] = []
    findings: list[Finding] = []
    for one in new:
        teacher = teachers.get(one.teacher)
        if teacher is None:
            return [], (say("teacher", "请选择本班教师。", "Choose a teacher of the class."),)
        number += 1
        session = ClassSession(
            training=row,
            number=number,
            unit=one.unit,
            kind=one.kind,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            hours=one.hours,
            teacher=teacher,
        )
        built = build_session(session)
        findings += check_session(built, programme, of, pack)
        for other in of.sessions:
            if built.meets(other):
                zh = f"与第 {other.number} 次课时间重叠。"
                findings.append(say("starts_at", zh, f"It meets session {other.number}.", "1.8.1"))
        findings += _check_teacher(row, teacher, session)
        made.append(session)
    return made, tuple(findings)


def _check_teacher(row: ClassRow, teacher: ClassTeacher, session: ClassSession) -> list[Finding]:
    """Whether the teacher stands before another class then, in this school or another."""
    index = teacher.person.id_number_index
    busy = ClassSession.objects.filter(
        withdrawn_at__isnull=True,
        teacher__person__id_number_index=index,
        starts_at__lt=session.ends_at,
        ends_at__gt=session.starts_at,
    ).exclude(training=row)
    if not busy.exists():
        return []
    zh = "这位教师这段时间在另一个班上课。"
    return [say("teacher", zh, "The teacher is with another class at that time.", "1.8.2")]


def _keep(
    row: ClassRow, made: Sequence[ClassSession], *, now: datetime, actor: AbstractBaseUser
) -> tuple[ClassSession, ...]:
    ClassSession.objects.bulk_create(made)
    facts = [
        NewFact(
            kind="session_planned",
            payload=SessionPlanned(
                number=one.number,
                unit=one.unit,
                kind=one.kind,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                hours=one.hours,
                teacher=str(one.teacher.person.uuid),
            ),
            subject=one.uuid,
        )
        for one in made
    ]
    append_facts(row.organisation, facts, now=now, actor=actor, batch=row.uuid)
    return tuple(made)


def find_session(row: ClassRow, number: int) -> ClassSession | None:
    """A session that stands, by its number."""
    return list_sessions(row).filter(number=number).first()


def withdraw_session(row: ClassRow, session: ClassSession, *, now: datetime, actor: AbstractBaseUser) -> Finding | None:
    """Take a session off the timetable; refused once attendance was taken, which would take hours from people."""
    with take_turn(row.organisation), transaction.atomic():
        if Fact.objects.filter(batch=row.uuid, kind="attendance_taken", subject=session.uuid).exists():
            zh = "这次课已有考勤，不能撤销；考勤有误请更正考勤。"
            return say("session", zh, "Attendance was taken: mend that; the session stays.")
        session.withdrawn_at = now
        session.save(update_fields=["withdrawn_at"])
        said = SessionWithdrawn(number=session.number)
        append_fact(
            row.organisation, "session_withdrawn", said, now=now, actor=actor, batch=row.uuid, subject=session.uuid
        )
    return None
