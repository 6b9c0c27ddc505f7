"""A shortage in words.

In: a ``Task`` and its ``Shortage``. Out: findings. Follows: clauses 1.9.3 to 1.9.5; a batch that can't be held lawfully
is refused with the smallest set of missing rooms and people, and their hours.
"""

from liangcai.findings import Finding, Message, Severity
from liangcai.scheduling.exams import ExamPart
from liangcai.scheduling.lacks import Missing, Shortage
from liangcai.scheduling.shortage import ROLE_NAMES
from liangcai.scheduling.task import Task


def report_shortage(task: Task, shortage: Shortage) -> tuple[Finding, ...]:
    """What a site lacks: one finding for each kind of room and each role, with sessions and hours."""
    if shortage.late is not None:
        return (report_late(task, shortage.late),)
    return tuple(report_missing(task, one, proven=shortage.proven) for one in shortage.missing)


def report_late(task: Task, part: ExamPart) -> Finding:
    """That there is no slot for a part, or none after the part before it."""
    return Finding(
        rule="sitting-slots",
        severity=Severity.ERROR,
        message=Message(
            f"{part.name}没有排得下的场次：须有 {part.minutes} 分钟（含延时另计），且在前一部分之后（1.9.4）。",
            f"{part.name}: no session is left for it; it takes {part.minutes} minutes, more with extra time, "
            "after the part before (1.9.4).",
        ),
        line=part.line,
        place=task.site,
        clause="1.9.4",
    )


def report_missing(task: Task, missing: Missing, *, proven: bool) -> Finding:
    """So many rooms or people of a kind, the sessions in which they are needed, and the hours."""
    want, count = missing.want, len(missing.slots)
    part = next(
        part
        for exam in task.exams.values()
        for part in exam.parts
        if part.kind == want.kind and want.role in (None, part.role) and want.occupation in ("", exam.occupation)
    )
    used = [slot for slots in missing.slots for slot in slots]
    hours = sum(task.length(number) for one in used for number, slot in enumerate(task.slots) if slot.id == one) / 60
    which = "、".join(sorted(set(used)))
    if want.role is None:
        zh, en = f"{count} 个考场（各 {missing.seats} 座）", f"{count} more rooms of {missing.seats} seats"
    else:
        name = ROLE_NAMES[want.role]
        of = f"（{want.occupation}）" if want.occupation else ""
        zh, en = f"{count} 名{name.zh}{of}", f"{count} more {name.en} {want.occupation}".rstrip()
    clause = "1.9.5" if want.role is None else "1.9.3"
    place = f"{task.site} " if task.site else ""
    sure = Message("，再少不可", ", no fewer will do") if proven else Message("", "")
    return Finding(
        rule=f"sitting-{want.role or 'rooms'}",
        severity=Severity.ERROR,
        message=Message(
            f"{place}{part.name}还缺 {zh}：{which}，共 {round(hours, 1):g} 小时{sure.zh}（{clause}）。",
            f"{place}{part.name}: {en} are needed: {which}, {round(hours, 1):g} hours in all{sure.en} ({clause}).",
        ),
        line=part.line,
        place=task.site,
        clause=clause,
    )
