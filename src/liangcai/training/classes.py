"""A class of training held against its standard: teachers, places, timetable.

In: a class, its standard, its programme, the rule pack. Out: findings. Follows: clause 1.8.1 (hours), 1.8.2 (teachers),
1.8.3 (places); a person and a place are in one session at a time.
"""

from collections.abc import Iterator
from itertools import combinations

from liangcai.findings import Finding, Message, Reason, Severity
from liangcai.standard.model import Standard
from liangcai.training.ledger import check_session, refuse
from liangcai.training.model import ClassTeacher, Session, TrainingClass
from liangcai.training.pack import TrainingPack
from liangcai.training.programme import Programme
from liangcai.training.proof import check_teacher
from liangcai.training.venue import check_venue


def check_class(of: TrainingClass, standard: Standard, programme: Programme, pack: TrainingPack) -> tuple[Finding, ...]:
    """Everything that keeps a class from being what the standard asks for."""
    return (
        *_check_teachers(of, standard),
        *_check_places(of, standard),
        *_check_timetable(of, programme, pack),
        *_check_hours(of, programme, pack),
    )


def judge_teacher(teacher: ClassTeacher, standard: Standard, level: str) -> Finding | None:
    """Why somebody may not teach a level, or None; where the standard is silent nothing keeps them from it."""
    reason = check_teacher(teacher.holds, standard, level)
    if reason is None or reason.met:
        return None
    return _say("training.teacher", reason, teacher.name)


def _check_teachers(of: TrainingClass, standard: Standard) -> Iterator[Finding]:
    for teacher in of.teachers:
        found = judge_teacher(teacher, standard, of.level)
        if found is not None:
            yield found


def _check_places(of: TrainingClass, standard: Standard) -> Iterator[Finding]:
    for reason in (*check_venue("theory", of.theory, standard), *check_venue("practice", of.practice, standard)):
        if not reason.met:
            yield _say("training.venue", reason, "")


def _check_timetable(of: TrainingClass, programme: Programme, pack: TrainingPack) -> Iterator[Finding]:
    """Sessions that are wrong in themselves, and those of one class that meet."""
    for session in of.sessions:
        yield from check_session(session, programme, of, pack)
    for first, second in combinations(sorted(of.sessions, key=lambda one: one.start), 2):
        if first.meets(second):
            yield _clash(first, second)


def _clash(first: Session, second: Session) -> Finding:
    zh = f"与第 {first.number} 次课时间重叠，同一个班不能同时上两次课"
    return refuse("training.clash", second, zh, f"it meets session {first.number}: one class has one session at a time")


def _check_hours(of: TrainingClass, programme: Programme, pack: TrainingPack) -> Iterator[Finding]:
    """Units for which the timetable has fewer hours than the programme."""
    for unit in programme.units:
        for kind, planned in (("theory", unit.theory_hours), ("practice", unit.practice_hours)):
            found = sum(one.hours for one in of.sessions if (one.unit, one.kind) == (unit.number, kind))
            if found < planned:
                name = "理论" if kind == "theory" else "实操"
                zh = f"职业功能 {unit.number} {unit.name}的{name}排了 {found} 学时，方案是 {planned} 学时。"
                en = f"The timetable has {found} hours of {kind} of function {unit.number}; the programme {planned}."
                yield Finding(
                    rule="training.planned",
                    severity=pack.severity,
                    message=Message(zh, en),
                    clause="1.8.1",
                    line=unit.line,
                )


def _say(rule: str, reason: Reason, name: str) -> Finding:
    said = Message(f"{name}：{reason.message.zh}", f"{name}: {reason.message.en}") if name else reason.message
    return Finding(rule=rule, severity=Severity.ERROR, message=said, clause=reason.clause, line=reason.line)
