"""An application judged by the conditions of a level.

In: compiled conditions, an application, a day. Out: ``Verdict`` with reasons, what is missing, and from which day it
would do. Follows: clause 1.9.1: what heads the list must be met, and one of the numbered conditions beside it.
"""

import datetime
from typing import Literal

import msgspec

from liangcai.eligibility.application import Application
from liangcai.eligibility.describe import phrase
from liangcai.eligibility.evidence import Evidence, Outlook, latest
from liangcai.eligibility.missing import list_missing
from liangcai.eligibility.outlook import look_out
from liangcai.eligibility.rules import CompiledCondition, ConditionSet
from liangcai.findings import Message, Reason

Status = Literal["admitted", "refused", "undecided"]


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """What one condition still lacks; ``earliest`` is the day on which it alone would be met, None if never."""

    clause: str
    line: int
    messages: tuple[Message, ...]
    earliest: datetime.date | None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether somebody may apply, why, and what is missing.

    ``earliest`` is the first day on which the application would be admitted if work goes on as it does (it lies in the
    past for an application that could have come earlier), ``earliest_clause`` the condition that gives it. An
    undecided application could be admitted only by something that a person has to rule on.
    """

    status: Status
    level: str
    judged_on: datetime.date
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...] = ()
    earliest: datetime.date | None = None
    earliest_clause: str | None = None


class Way(msgspec.Struct, frozen=True):
    """A condition with its outlook."""

    condition: CompiledCondition
    outlook: Outlook


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """Every condition with its outlook, and what comes of them on the day."""

    evidence: Evidence
    head: Way | None
    ways: tuple[Way, ...]
    verdict: Verdict


def check_eligibility(conditions: ConditionSet, application: Application, on: datetime.date) -> Verdict:
    """Judge an application on a day, or on its own cut-off day where an announcement set one."""
    day = application.cut_off or on
    weighed = weigh(conditions, application, day)
    if isinstance(weighed, Verdict):
        return weighed
    every = (*((weighed.head,) if weighed.head else ()), *weighed.ways)
    return msgspec.structs.replace(
        weighed.verdict,
        reasons=tuple(give_reason(way, day) for way in every),
        missing=tuple(tell_missing(way, weighed.evidence, day) for way in every if not is_met(way, day)),
    )


def find_status(conditions: ConditionSet, application: Application, on: datetime.date) -> Verdict:
    """The verdict without its reasons and without what is missing, for whoever counts thousands."""
    weighed = weigh(conditions, application, application.cut_off or on)
    return weighed if isinstance(weighed, Verdict) else weighed.verdict


def weigh(conditions: ConditionSet, application: Application, day: datetime.date) -> Weighed | Verdict:
    """The conditions and the verdict on a day without reasons; a verdict where the application is for another place."""
    misplaced = check_place(conditions, application)
    if misplaced:
        return Verdict(status="refused", level=conditions.level, judged_on=day, reasons=misplaced)
    evidence = Evidence(conditions, application)
    ways = tuple(Way(one, look_out(one.rule, evidence)) for one in conditions.conditions)
    head = Way(conditions.requires, look_out(conditions.requires.rule, evidence)) if conditions.requires else None
    return Weighed(evidence=evidence, head=head, ways=ways, verdict=decide(evidence, ways, head, day))


def decide(evidence: Evidence, ways: tuple[Way, ...], head: Way | None, day: datetime.date) -> Verdict:
    """The verdict from the outlook of each condition, without reasons."""
    best = min(ways, key=lambda way: (way.outlook.sure or datetime.date.max, not way.outlook.sure))
    heads = (head.outlook,) if head else ()
    whole = [latest((*heads, way.outlook)) for way in ways]
    earliest = latest((*heads, best.outlook)).sure
    possible = any(one.possible and one.possible <= day for one in whole)
    admitted = earliest is not None and earliest <= day
    return Verdict(
        status="admitted" if admitted else "undecided" if possible else "refused",
        level=evidence.conditions.level,
        judged_on=day,
        reasons=(),
        earliest=earliest,
        earliest_clause=best.condition.clause if earliest else None,
    )


def is_met(way: Way, day: datetime.date) -> bool:
    """Whether a condition is met on the day for certain."""
    return way.outlook.sure is not None and way.outlook.sure <= day


def give_reason(way: Way, day: datetime.date) -> Reason:
    """Whether a condition is met, as a sentence that names its clause."""
    clause, said, met = way.condition.clause, phrase(way.condition.rule), is_met(way, day)
    if met:
        message = Message(
            f"符合 {clause}：自 {way.outlook.sure} 起已{said.zh}。",
            f"{clause} is met since {way.outlook.sure}: the applicant must {said.en}.",
        )
    elif way.outlook.possible and way.outlook.possible <= day:
        message = Message(
            f"{clause} 待人工审核：{said.zh}。", f"{clause} awaits a person's decision: the applicant must {said.en}."
        )
    else:
        message = Message(f"不符合 {clause}：须{said.zh}。", f"{clause} is not met: the applicant must {said.en}.")
    return Reason(clause=clause, met=met, message=message, line=way.condition.line)


def tell_missing(way: Way, evidence: Evidence, day: datetime.date) -> Missing:
    """What a condition lacks."""
    return Missing(
        clause=way.condition.clause,
        line=way.condition.line,
        messages=list_missing(way.condition.rule, evidence, day),
        earliest=way.outlook.sure,
    )


def check_place(conditions: ConditionSet, application: Application) -> tuple[Reason, ...]:
    """Why an application can't be held against these conditions: another level, or a direction that isn't there."""
    if application.level != conditions.level:
        message = Message(
            f"申报等级是{application.level}，而这里审核的是{conditions.level}（1.4）。",
            f"The application is for {application.level}; these are the conditions of {conditions.level} (1.4).",
        )
        return (Reason(clause="1.4", met=False, message=message),)
    allowed = conditions.directions or (None,)
    if application.direction in allowed:
        return ()
    names = "、".join(conditions.directions) or "无"
    message = Message(
        f"{conditions.level}的职业方向为：{names}；申报的是{application.direction or '未填'}（1.4）。",
        f"The directions of {conditions.level} are: {names}; the application says {application.direction} (1.4).",
    )
    return (Reason(clause="1.4", met=False, message=message),)
