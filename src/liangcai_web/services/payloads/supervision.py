"""What the facts about supervision say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: a finding keeps every word said on it.
"""

from datetime import date

from liangcai.supervision.form import Form
from liangcai_web.services.payloads.base import Payload


class VisitPlanned(Payload, frozen=True, kw_only=True):
    """``visit_planned``: an account, by its row, supervises a batch on a day."""

    kind: str
    account: int
    day: date


class VisitWithdrawn(Payload, frozen=True, kw_only=True):
    """``visit_withdrawn``: the visit does not take place; why."""

    reason: str


class VisitSigned(Payload, frozen=True, kw_only=True):
    """``visit_signed``: the supervisor's form, signed by the actor, under which rule pack."""

    form: Form
    pack_id: str


class FindingSaid(Payload, frozen=True, kw_only=True):
    """``finding_answered``, ``finding_closed``, ``finding_returned``: a word on a finding of a visit, by its number."""

    number: int
    words: str
