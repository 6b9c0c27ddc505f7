"""Whether a posting is over, and until when something may be asked for.

In: the pack, the day of the posting, today. Out: days; a finding where a step must wait. Follows: practice of public
posting: so many working days, the day itself not counted; the rule pack says how many, and which step waits.
"""

import datetime

from liangcai.findings import Finding, Message, Severity
from liangcai.workflow.pack import Step, WorkflowPack

POSTING = "posting"


def last_day(pack: WorkflowPack, posted: datetime.date) -> datetime.date:
    """The last day of a posting."""
    step = pack.step(POSTING)
    return pack.calendar.shift(posted, step.lasts) if step else posted


def check_after(pack: WorkflowPack, key: str, until: datetime.date | None, today: datetime.date) -> tuple[Finding, ...]:
    """What keeps a step from being taken: the posting that it comes after is not made, or not over."""
    step, posting = pack.step(key), pack.step(POSTING)
    if step is None or posting is None or step.after != POSTING:
        return ()
    if until is None:
        zh, en = f"「{step.zh}」须在「{posting.zh}」期满之后。", f"{step.en} comes after the {posting.en.lower()}."
        return (_say(step, zh, en, "先由两人公示成绩。", "Post the results first, by two people."),)
    if today <= until:
        zh, en = (
            f"公示到 {until} 止，期满后才能{step.zh}。",
            f"The posting runs until {until}; {step.en.lower()} come after.",
        )
        return (_say(step, zh, en, f"请在 {until} 之后再办。", f"Come back after {until}."),)
    return ()


def _say(step: Step, zh: str, en: str, how_zh: str, how_en: str) -> Finding:
    return Finding(
        rule=f"posting.{step.key}",
        severity=Severity.ERROR,
        message=Message(zh, en),
        remedy=Message(how_zh, how_en),
    )
