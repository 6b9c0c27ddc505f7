"""The rule pack of the workflow: steps, who takes them, what each waits for, when it is due, the holidays.

In: the text of ``rulepacks/workflow.toml``. Out: a ``WorkflowPack``. Follows: the house rule that practice is data.
"""

import datetime
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.workflow.workdays import Calendar

Anchor = Literal["announced", "start", "posted", "certified"]
Taker = Literal["office", "authority", "applicant", "invigilator", "assessor", "supervisor"]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """So many working days after a day of the batch; below zero, before it."""

    anchor: Anchor
    workdays: int


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the workflow.

    ``needs``: keys of the steps before it. ``facts``: the kinds that show that it was taken, any of them; ``each``: one
    for each candidate, or for each who passed. ``noted``: a person notes it. ``over``: the step with which this one is
    over for those who were absent too. ``part``: only where the examination has such a part.
    """

    key: str
    zh: str
    en: str
    taker: Taker
    needs: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    each: Literal["", "candidate", "passed"] = ""
    noted: bool = False
    over: str = ""
    part: str = ""
    due: Due | None = None

    @property
    def name(self) -> Message:
        """The step in both languages."""
        return Message(self.zh, self.en)


class WorkflowPack(msgspec.Struct, frozen=True, kw_only=True):
    """The steps in their order, and the calendar that deadlines are counted by."""

    id: str
    source: str
    date: datetime.date
    severity: Severity
    steps: tuple[Step, ...]
    calendar: Calendar

    def step(self, key: str) -> Step | None:
        """The step of a key, or None."""
        return next((step for step in self.steps if step.key == key), None)


class _File(msgspec.Struct, frozen=True):
    workflow: WorkflowPack


def read_pack(text: str, name: str = "workflow.toml") -> Result[WorkflowPack | None]:
    """Decode the pack; a step waits for steps above it only, so that none waits for itself."""
    try:
        pack = msgspec.toml.decode(text, type=_File).workflow
    except (msgspec.DecodeError, ValueError) as error:
        return Result(None, (_refuse(name, str(error)),))
    above: set[str] = set()
    for step in pack.steps:
        unknown = [key for key in step.needs if key not in above]
        if step.key in above or unknown:
            return Result(None, (_refuse(name, f"{step.key}: {', '.join(unknown) or 'twice'}"),))
        if not step.facts and not step.noted:
            return Result(None, (_refuse(name, f"{step.key}: neither facts nor noted"),))
        above.add(step.key)
    lost = [step.key for step in pack.steps if step.over and step.over not in above]
    return Result(None, (_refuse(name, f"over: {', '.join(lost)}"),)) if lost else Result(pack)


def _refuse(name: str, why: str) -> Finding:
    return Finding(
        rule="workflow.pack",
        severity=Severity.ERROR,
        message=Message(
            zh=f"考务流程规则包读不懂：{why}。", en=f"The rule pack of the workflow cannot be read: {why}."
        ),
        document=name,
    )
