"""What a sitting lacks, as findings that say how many.

In: a part of the examination and a number. Out: a finding. Follows: clauses 1.9.3 to 1.9.5; a sitting that can't be
held lawfully is refused with the smallest set of missing things.
"""

from liangcai.findings import Finding, Message, Severity
from liangcai.scheduling.model import Role
from liangcai.standard.model import Part

ROLE_NAMES: dict[Role, Message] = {
    "invigilator": Message("监考人员", "invigilators"),
    "assessor": Message("考评员", "assessors"),
    "senior_assessor": Message("高级考评员", "senior assessors"),
    "reviewer": Message("综合评审委员", "reviewers"),
}


def lacking(rule: str, part: Part, clause: str, zh: str, en: str) -> Finding:
    """An error for a part of the examination."""
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=Message(f"{part.name}{zh}（{clause}）。", f"{part.name}: {en} ({clause})."),
        line=part.line,
        clause=clause,
    )


def unstated(part: Part) -> Finding:
    """That the standard doesn't say who or how long."""
    zh, en = "在标准中没有人员配比或时间", "the standard gives no staff or no minutes"
    return lacking("sitting-unstated", part, "1.9.3" if part.staff is None else "1.9.4", zh, en)


def nobody(zh: str, en: str) -> Finding:
    """That there is nothing to schedule."""
    return Finding(rule="sitting-candidates", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.1")
