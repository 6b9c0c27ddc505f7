"""Every condition of a level with applications that just pass and just fail, on both sides of a day.

In: the conditions of a level, a day. Out: ``BoundaryCase`` values with the verdict on each, and the condition it tests;
conditions that only a person decides are listed, too. Follows: clause 1.9.1; the applications are made up from the
conditions, so that a new standard brings its own cases.
"""

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec

from liangcai.eligibility.application import Application, Diploma
from liangcai.eligibility.check import Status, Verdict, check_eligibility
from liangcai.eligibility.describe import phrase
from liangcai.eligibility.example import gather, make_example, satisfy
from liangcai.eligibility.rules import CompiledCondition, ConditionSet, PerNationalRule
from liangcai.findings import Message

Side = Literal["met", "day before", "head missing", "cut-off before", "person"]
DAY = datetime.timedelta(days=1)
SAID: dict[Side, Message] = {
    "met": Message("当日恰好符合", "just met on the day"),
    "day before": Message("前一日恰好不符", "just missed the day before"),
    "head missing": Message("符合本条但缺总前提", "met, but what heads the list is missing"),
    "cut-off before": Message("截止日在前一日，当日审核仍不符", "judged on the day with the cut-off a day earlier"),
    "person": Message("由人工认定", "a person decides"),
}


class BoundaryCase(msgspec.Struct, frozen=True, kw_only=True):
    """An application at the edge of a condition: the clause, the side, the day, what is expected and what came out."""

    level: str
    clause: str
    line: int
    rule: Message
    side: Side
    day: datetime.date
    expected: Status
    found: Status
    earliest: datetime.date | None

    @property
    def holds(self) -> bool:
        """Whether the verdict is the one that the condition asks for."""
        return self.found == self.expected


def list_boundary_cases(conditions: ConditionSet, day: datetime.date) -> Iterator[BoundaryCase]:
    """The cases of every condition of a level in the order of the document."""
    for index, condition in enumerate(conditions.conditions):
        application = make_example(conditions, index, day)
        if application is None:
            yield from _list_open_cases(conditions, condition, day)
            continue
        yield _case(conditions, condition, "met", day, "admitted", application)
        yield _case(conditions, condition, "day before", day - DAY, "refused", application)
        early = msgspec.structs.replace(application, cut_off=day - DAY)
        yield _case(conditions, condition, "cut-off before", day, "refused", early)
        alone = satisfy(condition.rule, conditions, day)
        if conditions.requires is not None and alone is not None:
            yield _case(conditions, condition, "head missing", day, "refused", gather(conditions, alone))


def _list_open_cases(
    conditions: ConditionSet, condition: CompiledCondition, day: datetime.date
) -> Iterator[BoundaryCase]:
    """A condition that only a person decides: the machine never admits by it, and leaves it open from its day on."""
    head = satisfy(conditions.requires.rule, conditions, day) if conditions.requires else []
    if isinstance(condition.rule, PerNationalRule):
        diploma = Diploma(degree="secondary", school=condition.rule.schools[0], obtained=day)
        application = gather(conditions, [*(head or ()), diploma])
        yield _case(conditions, condition, "person", day, "undecided", application)
        yield _case(conditions, condition, "day before", day - DAY, "refused", application)
    else:
        yield _case(conditions, condition, "person", day, "undecided", gather(conditions, list(head or ())))


def _case(
    conditions: ConditionSet,
    condition: CompiledCondition,
    side: Side,
    day: datetime.date,
    expected: Status,
    application: Application,
) -> BoundaryCase:
    verdict: Verdict = check_eligibility(conditions, application, day)
    return BoundaryCase(
        level=conditions.level,
        clause=condition.clause,
        line=condition.line,
        rule=phrase(condition.rule),
        side=side,
        day=day,
        expected=expected,
        found=verdict.status,
        earliest=verdict.earliest,
    )
