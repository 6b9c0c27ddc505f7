"""The hours of one trainee: what counts for which unit of the programme, and what is still missing.

In: a programme, a class, what a person attended there and elsewhere, the rule pack. Out: ``Ledger`` and findings.
Follows: clause 1.8.1 (hours of the level); the split over units is the programme's (1.8, 4.2, chapter 3). Hours that
cannot be true count for nothing until somebody mends the entry.
"""

import datetime
from collections.abc import Iterator, Sequence

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.training.model import KIND_NAMES, Attended, Kind, Session, TrainingClass
from liangcai.training.pack import TrainingPack
from liangcai.training.programme import Programme

KINDS: tuple[Kind, ...] = ("theory", "practice")


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Theory or practice of a unit: planned by the programme, and counted."""

    unit: str
    name: str
    kind: Kind
    planned: int
    counted: int = 0

    @property
    def missing(self) -> int:
        """Hours still to come."""
        return max(0, self.planned - self.counted)

    @property
    def over(self) -> int:
        """Hours beyond the programme."""
        return max(0, self.counted - self.planned)


class UnitShort(msgspec.Struct, frozen=True, kw_only=True):
    """A unit of which less was done than the rule pack asks for."""

    unit: str
    name: str
    counted: int
    wanted: int


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The hours of one trainee; ``refused`` are hours of entries that count for nothing."""

    hours: int
    counted: int
    refused: int
    parts: tuple[Part, ...]
    short: tuple[UnitShort, ...] = ()

    @property
    def missing(self) -> int:
        """Hours of the level still to come (1.8.1)."""
        return max(0, self.hours - self.counted)

    @property
    def complete(self) -> bool:
        """Whether the hours of the level are reached, and enough of every unit."""
        return not self.missing and not self.short


def keep_ledger(
    programme: Programme,
    of: TrainingClass,
    attended: Sequence[Attended],
    pack: TrainingPack,
    elsewhere: Sequence[Attended] = (),
) -> Result[Ledger]:
    """The ledger of somebody in a class; ``elsewhere`` is what the same person attended in other classes."""
    findings: list[Finding] = []
    sound: list[Attended] = []
    present = [one for one in attended if one.hours]
    others = [*present, *elsewhere]
    for one in sorted(present, key=lambda one: one.session.start):
        wrong = tuple(_check(one, programme, of, pack, others))
        findings += wrong
        if not wrong:
            sound.append(one)
    counted, crowded = _cap_days(sound, elsewhere, pack)
    findings += crowded
    parts = tuple(_count(programme, counted))
    findings += [_tell_over(part, pack) for part in parts if part.over]
    total = sum(part.counted for part in parts)
    ledger = Ledger(
        hours=programme.hours,
        counted=total,
        refused=sum(one.hours for one in present) - total,
        parts=parts,
        short=tuple(_find_short(programme, parts, pack)),
    )
    return Result(ledger, tuple(findings))


def _check(
    one: Attended, programme: Programme, of: TrainingClass, pack: TrainingPack, others: Sequence[Attended]
) -> Iterator[Finding]:
    """Why an entry counts for nothing."""
    session = one.session
    yield from check_session(session, programme, of, pack)
    if one.hours < 0 or one.hours > session.hours:
        yield refuse(
            "training.hours",
            session,
            f"记了 {one.hours} 学时，这次课只有 {session.hours} 学时",
            f"{one.hours} hours are entered, the session has {session.hours}",
        )
    for other in others:
        if other.hours > 0 < one.hours and other.session.id != session.id and other.session.meets(session):
            same = other.session.of == session.of
            zh = f"与{'本班' if same else '另一个班'}第 {other.session.number} 次课时间重叠，一个人不能同时在两处"
            en = f"it meets session {other.session.number} of {'this' if same else 'another'} class: nobody is in two"
            yield refuse("training.twice", session, zh, f"{en} places at once")


def check_session(session: Session, programme: Programme, of: TrainingClass, pack: TrainingPack) -> Iterator[Finding]:
    """What is wrong with a session itself: its unit, its days, its length."""
    if session.unit not in {unit.number for unit in programme.units}:
        yield refuse(
            "training.unit",
            session,
            f"培训方案没有职业功能 {session.unit}",
            f"the programme has no function {session.unit}",
        )
    if session.start.date() < of.first_day or session.end.date() > of.last_day:
        zh = f"不在开班日期 {of.first_day} 至 {of.last_day} 之内"
        yield refuse("training.term", session, zh, f"it lies outside the class's days {of.first_day} to {of.last_day}")
    if session.start.date() != session.end.date():
        yield refuse("training.day", session, "须在同一天内开始和结束", "it has to begin and end on one day")
    minutes = (session.end - session.start) // datetime.timedelta(minutes=1)
    most = max(0, minutes) // pack.hour_minutes
    if session.hours < 1 or session.hours > most:
        yield refuse(
            "training.length",
            session,
            f"时长 {minutes} 分钟，最多 {most} 标准学时（每学时 {pack.hour_minutes} 分钟），填的是 {session.hours}",
            f"it takes {minutes} minutes, {most} standard hours of {pack.hour_minutes} at most, not {session.hours}",
        )


def _cap_days(
    sound: Sequence[Attended], elsewhere: Sequence[Attended], pack: TrainingPack
) -> tuple[list[Attended], list[Finding]]:
    """What of each day counts: no more hours than the pack's, the earlier sessions of the day first."""
    used: dict[datetime.date, int] = {}
    for one in elsewhere:
        day = one.session.start.date()
        used[day] = used.get(day, 0) + max(0, min(one.hours, one.session.hours))
    counted, findings = [], []
    for one in sound:
        day = one.session.start.date()
        left = max(0, pack.most_hours_a_day - used.get(day, 0))
        counted.append(msgspec.structs.replace(one, hours=min(one.hours, left)))
        used[day] = used.get(day, 0) + one.hours
        if one.hours > left:
            zh = f"{day} 一人一天最多计 {pack.most_hours_a_day} 学时，多出的 {one.hours - left} 学时不计"
            en = f"on {day} no more than {pack.most_hours_a_day} hours of a person count; {one.hours - left} do not"
            findings.append(refuse("training.day", one.session, zh, en, pack.severity))
    return counted, findings


def _count(programme: Programme, counted: Sequence[Attended]) -> Iterator[Part]:
    for unit in programme.units:
        planned = {"theory": unit.theory_hours, "practice": unit.practice_hours}
        for kind in KINDS:
            found = [one.hours for one in counted if (one.session.unit, one.session.kind) == (unit.number, kind)]
            yield Part(unit=unit.number, name=unit.name, kind=kind, planned=planned[kind], counted=sum(found))


def _find_short(programme: Programme, parts: Sequence[Part], pack: TrainingPack) -> Iterator[UnitShort]:
    for unit in programme.units:
        counted = sum(part.counted for part in parts if part.unit == unit.number)
        wanted = -(-unit.hours * pack.least_unit_percent // 100)
        if counted < wanted:
            yield UnitShort(unit=unit.number, name=unit.name, counted=counted, wanted=wanted)


def _tell_over(part: Part, pack: TrainingPack) -> Finding:
    zh = f"职业功能 {part.unit} 的{KIND_NAMES[part.kind]}超出方案 {part.over} 学时。"
    en = f"{part.kind.capitalize()} of function {part.unit} goes {part.over} hours beyond the programme."
    return Finding(rule="training.over", severity=pack.severity, message=Message(zh, en), clause="4.2")


def refuse(rule: str, session: Session, zh: str, en: str, severity: Severity = Severity.ERROR) -> Finding:
    """A finding on a session, by its number."""
    return Finding(
        rule=rule,
        severity=severity,
        message=Message(f"第 {session.number} 次课：{zh}。", f"Session {session.number}: {en}."),
        clause="1.8.1",
        place=str(session.number),
    )
