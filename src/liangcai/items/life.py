"""The life of a question in a bank: draft, reviewed by another person, on trial, live, resting, retired.

In: the record of a question, a step, who takes it. Out: the new record, or a finding. Follows: nobody reviews their
own question; a changed question is a draft again, and what was answered keeps the version it saw.
"""

from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.record import ItemRecord, State

Step = Literal["revise", "review", "try", "release", "rest", "wake", "retire"]
STEPS: dict[Step, tuple[tuple[State, ...], State]] = {
    "revise": (("draft", "reviewed", "trial", "live", "resting"), "draft"),
    "review": (("draft",), "reviewed"),
    "try": (("reviewed",), "trial"),
    "release": (("trial",), "live"),
    "rest": (("live",), "resting"),
    "wake": (("resting",), "live"),
    "retire": (("draft", "reviewed", "trial", "live", "resting"), "retired"),
}
STATE_NAMES: dict[State, Message] = {
    "draft": Message("草稿", "draft"),
    "reviewed": Message("已审", "reviewed"),
    "trial": Message("试用", "on trial"),
    "live": Message("在用", "live"),
    "resting": Message("停用", "resting"),
    "retired": Message("报废", "retired"),
}
STEP_NAMES: dict[Step, Message] = {
    "revise": Message("修改", "revise"),
    "review": Message("审定", "review"),
    "try": Message("转试用", "put on trial"),
    "release": Message("转在用", "release"),
    "rest": Message("停用", "rest"),
    "wake": Message("恢复", "wake"),
    "retire": Message("报废", "retire"),
}


def move_item(record: ItemRecord, step: Step, actor: str, sha256: str = "") -> Result[ItemRecord | None]:
    """Take a step; ``sha256`` is the new version for ``revise``, whose actor becomes the author."""
    starts, end = STEPS[step]
    if record.state not in starts:
        return Result(None, (_refuse_state(record, step),))
    if step == "review" and actor == record.author:
        return Result(None, (_refuse_own(record),))
    if step != "revise":
        return Result(msgspec.structs.replace(record, state=end))
    changed = {"state": end, "author": actor, "sha256": sha256, "exposures": 0, "observed": None}
    return Result(msgspec.structs.replace(record, **changed))


def list_steps(record: ItemRecord, actor: str) -> tuple[Step, ...]:
    """The steps that this person may take now."""
    return tuple(step for step in STEPS if move_item(record, step, actor).value is not None)


def _refuse_state(record: ItemRecord, step: Step) -> Finding:
    now, wanted = STATE_NAMES[record.state], STEP_NAMES[step]
    zh = f"试题 {record.item_id} 现为「{now.zh}」，不能「{wanted.zh}」。"
    en = f"Question {record.item_id} is {now.en}; the step “{wanted.en}” does not start there."
    return _refuse("life", zh, en)


def _refuse_own(record: ItemRecord) -> Finding:
    zh = f"试题 {record.item_id} 由本人编写，须由另一人审定。"
    en = f"Question {record.item_id} was written by the same person; somebody else has to review it."
    return _refuse("own-review", zh, en)


def _refuse(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"items.{rule}", severity=Severity.ERROR, message=Message(zh, en))
