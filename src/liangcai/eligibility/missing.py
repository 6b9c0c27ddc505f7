"""What an application still lacks for a rule, and what a person has to rule on.

In: a rule, the evidence, a day. Out: sentences in both languages. Follows: clause 1.9.1; a refusal says what lacks.
"""

import datetime

import msgspec

from liangcai.eligibility.describe import phrase
from liangcai.eligibility.evidence import Evidence
from liangcai.eligibility.outlook import look_out, work_periods
from liangcai.eligibility.rules import All, Any, Expression, Worked
from liangcai.eligibility.years import count_days
from liangcai.findings import Message


def list_missing(rule: Expression, evidence: Evidence, on: datetime.date) -> tuple[Message, ...]:
    """One sentence for each thing that the rule still lacks on that day; none if it is met."""
    outlook = look_out(rule, evidence)
    if outlook.sure and outlook.sure <= on:
        return ()
    if isinstance(rule, All):
        return tuple(message for one in rule.of for message in list_missing(one, evidence, on))
    if isinstance(rule, Any):
        parts = tuple(list_missing(one, evidence, on) for one in rule.of)
        return (
            Message(
                "以下任缺其一，补齐一项即可：" + "或者".join("".join(one.zh for one in part) for part in parts),
                "Any one of these would do: " + " Or: ".join(" ".join(one.en for one in part) for part in parts),
            ),
        )
    if isinstance(rule, Worked):
        return lacking_work(rule, evidence, on)
    if outlook.possible and outlook.possible <= on:
        return (needs_ruling(rule),)
    return (lacking(rule, outlook.sure),)


def lacking(rule: Expression, sure: datetime.date | None) -> Message:
    """That something isn't there, or isn't yet."""
    said = phrase(rule)
    if sure:
        return Message(f"{sure}起才{said.zh}。", f"Only from {sure} does the applicant {said.en}.")
    return Message(f"缺少：{said.zh}。", f"Missing: the applicant must {said.en}.")


def needs_ruling(rule: Expression) -> Message:
    """That a person has to say whether what was handed in counts."""
    said = phrase(rule)
    return Message(f"须由人工认定是否{said.zh}。", f"A person has to decide whether the applicant does {said.en}.")


def lacking_work(rule: Worked, evidence: Evidence, on: datetime.date) -> tuple[Message, ...]:
    """What comes before the years, then the years: how many days there are and when they will be complete."""
    outlook = look_out(rule, evidence)
    before = list_missing(rule.after, evidence, on) if rule.after else ()
    if outlook.possible and outlook.possible <= on:
        return before or (needs_ruling(rule),)
    since = look_out(rule.after, evidence).sure if rule.after else None
    if rule.after and since is None:
        said = phrase(msgspec.structs.replace(rule, after=None))
        return (*before, Message(f"此后还须{said.zh}。", f"From then on the applicant must {said.en}."))
    days = count_days(work_periods(rule, evidence, maybe=False), on, since)
    said = phrase(msgspec.structs.replace(rule, after=None))
    when = (
        Message(f"照现状到 {outlook.sure} 满足", f"as things stand this is met on {outlook.sure}")
        if outlook.sure
        else Message("照现有记录不会自行满足", "the work on record never makes it up")
    )
    return (
        *before,
        Message(
            f"还须{said.zh}：截至 {on} 计 {days} 天，{when.zh}。",
            f"The applicant must {said.en}: {days} days count up to {on}; {when.en}.",
        ),
    )
