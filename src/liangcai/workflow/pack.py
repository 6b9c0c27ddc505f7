"""The rule pack of the workflow: steps, who takes them, what each waits for, when it is due, the holidays.

In: the text of ``rulepacks/workflow.toml``. Out: a ``WorkflowPack``. Follows: the house rule that practice is data.
"""

from typing import Literal

import msgspec

from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack
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
    over for those who were absent too. ``part``: only where the examination has such a part. ``lasts``: the working
    days for which it stands before it is done. ``after``: the step that must be over before this one is taken at all.
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
    lasts: int = 0
    after: str = ""
    due: Due | None = None

    @property
    def name(self) -> Message:
        """The step in both languages."""
        return Message(self.zh, self.en)


class WorkflowPack(RulePack, frozen=True, kw_only=True):
    """The steps in their order, and the calendar that deadlines are counted by."""

    steps: tuple[Step, ...]
    calendar: Calendar

    def step(self, key: str) -> Step | None:
        """The step of a key, or None."""
        return next((step for step in self.steps if step.key == key), None)


def read_pack(text: str, name: str = "workflow.toml") -> Result[WorkflowPack | None]:
    """The pack of a TOML text; a step waits for steps above it only, so that none waits for itself."""
    return read_rule_pack(text, "workflow", WorkflowPack, Message("考务流程", "the workflow"), name, _fault)


def _fault(pack: WorkflowPack) -> str:
    above: set[str] = set()
    for step in pack.steps:
        unknown = [key for key in step.needs if key not in above]
        if step.key in above or unknown:
            return f"{step.key}: {', '.join(unknown) or 'twice'}"
        if not step.facts and not step.noted:
            return f"{step.key}: neither facts nor noted"
        if step.after and step.after not in above:
            return f"{step.key}: after {step.after}"
        above.add(step.key)
    lost = [step.key for step in pack.steps if step.over and step.over not in above]
    return f"over: {', '.join(lost)}" if lost else ""
