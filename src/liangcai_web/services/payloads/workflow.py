"""What the facts of a batch's workflow say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: the newest word on a step counts, the older stay.
"""

from datetime import date, datetime

from liangcai_web.services.payloads.base import Payload


class BatchChanged(Payload, frozen=True, kw_only=True):
    """``batch_changed``: name and start of a batch as they are from now on, and as they were; why."""

    title: str
    starts_at: datetime
    title_before: str
    starts_before: datetime
    reason: str


class BatchCancelled(Payload, frozen=True, kw_only=True):
    """``batch_cancelled``: two people called it off; why."""

    reason: str


class StepNoted(Payload, frozen=True, kw_only=True):
    """``step_noted``: a step of the workflow was taken on a day; the newest word on a step counts."""

    step: str
    day: date
    note: str


class PlanFiled(Payload, frozen=True, kw_only=True):
    """``plan_filed``: what the authority is asked to approve."""

    title: str
    starts_at: datetime
    candidates: int
    rooms: int


class PlanJudged(Payload, frozen=True, kw_only=True):
    """``plan_approved``, ``plan_returned``: the authority's word on the plan filed at that position of the log."""

    filed: int
    words: str
