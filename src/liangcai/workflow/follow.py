"""Where a batch stands on each step: done, to be taken now, or waiting for others.

In: the pack, what happened, the days of the batch, today. Out: a state a step, in the order of the pack. Follows: the
state is a fold over what happened and is stored nowhere.
"""

import datetime
from collections.abc import Mapping
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Severity
from liangcai.workflow.pack import Anchor, Step, WorkflowPack

Standing = Literal["done", "open", "waits", "none"]


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """What shows that a step was taken: how many times of how many, when last, by whom, in whose words.

    ``back``: it was taken back, as a plan that the authority returned or that was changed since.
    """

    count: int
    of: int = 1
    at: datetime.datetime | None = None
    by: str = ""
    note: str = ""
    back: bool = False

    @property
    def done(self) -> bool:
        """Whether that is all of it."""
        return not self.back and self.count >= self.of > 0


class StepState(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a batch; ``waits_for``: the steps that are not done and come before it."""

    step: Step
    standing: Standing
    waits_for: tuple[Step, ...] = ()
    due: datetime.date | None = None
    late: bool = False
    happened: Happened | None = None


def follow_workflow(
    pack: WorkflowPack,
    happened: Mapping[str, Happened],
    days: Mapping[Anchor, datetime.date],
    parts: frozenset[str],
    today: datetime.date,
) -> tuple[StepState, ...]:
    """The state of every step; ``parts`` are those that the examination has."""
    absent = frozenset(step.key for step in pack.steps if step.part and step.part not in parts)
    done = {step.key for step in pack.steps if _is_over(pack, step, happened.get(step.key), today)}
    done |= {step.key for step in pack.steps if step.over in done}
    return tuple(_stand(pack, step, happened.get(step.key), done | absent, absent, days, today) for step in pack.steps)


def _is_over(pack: WorkflowPack, step: Step, happened: Happened | None, today: datetime.date) -> bool:
    """Whether a step is done, and has stood for as long as it has to."""
    if happened is None or not happened.done:
        return False
    if not step.lasts or happened.at is None:
        return True
    return today > pack.calendar.shift(happened.at.date(), step.lasts)


def _stand(
    pack: WorkflowPack,
    step: Step,
    happened: Happened | None,
    settled: set[str] | frozenset[str],
    absent: frozenset[str],
    days: Mapping[Anchor, datetime.date],
    today: datetime.date,
) -> StepState:
    if step.key in absent:
        return StepState(step=step, standing="none")
    anchor = days.get(step.due.anchor) if step.due else None
    due = pack.calendar.shift(anchor, step.due.workdays) if step.due and anchor else None
    if step.key in settled:
        taken = happened.at.date() if happened and happened.at else None
        late = bool(due and taken and taken > due)
        return StepState(step=step, standing="done", due=due, late=late, happened=happened)
    waits_for = tuple(one for one in pack.steps if one.key in step.needs and one.key not in settled)
    standing: Standing = "waits" if waits_for else "open"
    late = bool(due and today > due)
    return StepState(step=step, standing=standing, waits_for=waits_for, due=due, late=late, happened=happened)


def refuse_step(states: tuple[StepState, ...], key: str) -> Finding | None:
    """Why a step cannot be noted by hand now, or None; what is done may be noted again."""
    state = next((one for one in states if one.step.key == key), None)
    if state is None or not state.step.noted or state.standing == "none":
        return _say("workflow.step", "这一步不由人工登记。", "This step is not noted by hand.")
    if state.standing != "waits":
        return None
    names = "、".join(step.zh for step in state.waits_for)
    english = ", ".join(step.en for step in state.waits_for)
    return _say("workflow.waits", f"「{state.step.zh}」须等：{names}。", f"{state.step.en} waits for: {english}.")


def _say(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=Message(zh, en))
