"""Attendance: taken session by session on a page, or for a whole class from a spreadsheet.

In: hours by trainee. Out: facts; the newest word on a trainee and a session. Follows: facts are appended, never edited;
a sheet is taken in whole or not at all; what a signed proof rests on does not change under it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai.training.sheet import SheetSession, SheetTrainee, list_pairs, write_sheet
from liangcai_host.sandbox.message import AttendanceRequest
from liangcai_host.sandbox.read import read_attendance_in_child
from liangcai_web.records.facts import Fact
from liangcai_web.records.training import ClassSession, Trainee, TrainingProof
from liangcai_web.records.training import TrainingClass as ClassRow
from liangcai_web.services.days import local_time
from liangcai_web.services.facts import NewFact, append_facts, read_payload
from liangcai_web.services.payloads.training import AttendanceTaken
from liangcai_web.services.training.classes import list_sessions, say
from liangcai_web.services.turns import take_turn

SHEET_BYTES = 4 << 20
Hours = dict[str, dict[str, int]]


class Taking(msgspec.Struct, frozen=True, kw_only=True):
    """Hours of one session by trainee, by their rows."""

    session: ClassSession
    hours: Mapping[int, int]


def read_attendance(classes: Iterable[ClassRow]) -> Hours:
    """Hours by session and trainee, by uuid, as they stand."""
    found: Hours = {}
    uuids = [row.uuid for row in classes]
    for fact in Fact.objects.filter(batch__in=uuids, kind="attendance_taken").order_by("position"):
        said = read_payload(fact, AttendanceTaken)
        found.setdefault(said.session, {}).update(said.hours)
    return found


def take_attendance(
    row: ClassRow, takings: Sequence[Taking], *, now: datetime, actor: AbstractBaseUser, sha256: str = ""
) -> Result[int]:
    """Enter hours, all of them or none; how many entries changed anything."""
    trainees = {one.pk: one for one in row.trainees.select_related("person")}
    with take_turn(row.organisation):
        findings = [one for taking in takings for one in _check(taking, trainees, now)]
        known = read_attendance((row,))
        proved = set(
            TrainingProof.objects.filter(trainee__training=row, withdrawn_at=None).values_list("trainee", flat=True)
        )
        facts, changed = [], 0
        for taking in takings:
            before = known.get(str(taking.session.uuid), {})
            named = {pk: hours for pk, hours in taking.hours.items() if pk in trainees}
            fresh = {pk: hours for pk, hours in named.items() if before.get(str(trainees[pk].uuid)) != hours}
            findings += [_refuse_proved(trainees[pk], taking.session) for pk in fresh if pk in proved]
            if fresh:
                said = {str(trainees[pk].uuid): hours for pk, hours in fresh.items()}
                payload = AttendanceTaken(session=str(taking.session.uuid), hours=said, sha256=sha256)
                facts.append(NewFact(kind="attendance_taken", payload=payload, subject=taking.session.uuid))
                changed += len(fresh)
        if has_errors(tuple(findings)):
            return Result(0, tuple(findings))
        append_facts(row.organisation, facts, now=now, actor=actor, batch=row.uuid)
    return Result(changed, tuple(findings))


def _check(taking: Taking, trainees: Mapping[int, Trainee], now: datetime) -> list[Finding]:
    session, findings = taking.session, []
    if session.starts_at > now:
        zh = f"第 {session.number} 次课还没有开始，不能先记考勤。"
        findings.append(_on(session, zh, f"Session {session.number} has not begun: nobody has attended it."))
    for pk, hours in taking.hours.items():
        trainee = trainees.get(pk)
        if trainee is None:
            findings.append(_on(session, "有人不在本班。", "Somebody is not in the class."))
        elif not 0 <= hours <= session.hours:
            zh = f"第 {session.number} 次课：{trainee.person.name}须记 0 到 {session.hours} 学时。"
            en = f"Session {session.number}: {trainee.person.name} has 0 to {session.hours} hours."
            findings.append(_on(session, zh, en))
    return findings


def _refuse_proved(trainee: Trainee, session: ClassSession) -> Finding:
    zh = f"第 {session.number} 次课：{trainee.person.name}已有学时证明，改考勤须先撤回证明。"
    en = f"Session {session.number}: {trainee.person.name} has a proof of hours; withdraw it before the hours change."
    return _on(session, zh, en)


def _on(session: ClassSession, zh: str, en: str) -> Finding:
    return Finding(
        rule="training.attendance",
        severity=Severity.ERROR,
        message=Message(zh, en),
        clause="1.8.1",
        place=str(session.number),
    )


def write_attendance(row: ClassRow, now: datetime) -> bytes:
    """The sheet of a class with the sessions that have begun, filled in as far as hours are entered."""
    sessions = [one for one in list_sessions(row) if one.starts_at <= now]
    trainees = list(row.trainees.select_related("person"))
    attendance = read_attendance((row,))
    known = {
        (trainee.number, session.number): attendance[str(session.uuid)][str(trainee.uuid)]
        for session in sessions
        for trainee in trainees
        if str(trainee.uuid) in attendance.get(str(session.uuid), {})
    }
    return write_sheet(_sheet_trainees(trainees), _sheet_sessions(sessions), known)


def take_sheet(row: ClassRow, data: bytes, name: str, *, now: datetime, actor: AbstractBaseUser) -> Result[int | None]:
    """Take a filled sheet in, all of it or nothing; how many entries changed anything."""
    if len(data) > SHEET_BYTES:
        zh = f"文件超过 {SHEET_BYTES >> 20} MB。"
        return Result(None, (say("file", zh, f"The file has more than {SHEET_BYTES >> 20} MB."),))
    sessions = {one.number: one for one in list_sessions(row)}
    trainees = {one.number: one for one in row.trainees.select_related("person")}
    request = AttendanceRequest(
        name=name[:120],
        data=data,
        trainees=_sheet_trainees(trainees.values()),
        sessions=_sheet_sessions(sessions.values()),
    )
    read = read_attendance_in_child(request)
    if read.value is None or not read.ok:
        return Result(None, read.findings)
    takings = [
        Taking(session=sessions[number], hours={trainees[one].pk: hours for one, hours in found.items()})
        for number, found in list_pairs(read.value)
    ]
    if not takings:
        return Result(None, (say("file", "表里没有填任何学时。", "No hours stand in the sheet."),))
    taken = take_attendance(row, takings, now=now, actor=actor, sha256=hashlib.sha256(data).hexdigest())
    return Result(taken.value if taken.ok else None, taken.findings)


def _sheet_trainees(trainees: Iterable[Trainee]) -> tuple[SheetTrainee, ...]:
    return tuple(
        SheetTrainee(number=one.number, name=one.person.name, tail=one.person.id_number_tail) for one in trainees
    )


def _sheet_sessions(sessions: Iterable[ClassSession]) -> tuple[SheetSession, ...]:
    return tuple(
        SheetSession(
            number=one.number,
            words=f"{local_time(one.starts_at):%m-%d %H:%M} {one.unit} {one.get_kind_display()}",
            hours=one.hours,
        )
        for one in sessions
    )
