"""The decisions that stand: the first on each candidate, or the newest that came after it.

In: a batch, a candidate. Out: decisions and the facts that hold them. Follows: a decision is never edited; a later one
stands for the one before.
"""

from collections.abc import Collection
from uuid import UUID

from liangcai.award.decide import Decision
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import newest_of_two, read_facts, read_payload
from liangcai_web.services.payloads.base import AwardDecided
from liangcai_web.services.payloads.results import AwardChanged

AWARDS = ("award_decided", "award_changed")


def read_decisions(batch: Batch, only: Collection[UUID] | None = None) -> dict[UUID, Decision]:
    """The decision on each candidate that stands, or on some."""
    return {subject: read_decision(fact) for subject, fact in read_awards(batch, only).items()}


def read_awards(batch: Batch, only: Collection[UUID] | None = None) -> dict[UUID, Fact]:
    """The fact of the decision on each candidate that stands, or on some."""
    facts = read_facts(batch.uuid, *AWARDS)
    facts = facts if only is None else facts.filter(subject__in=only)
    return {fact.subject: fact for fact in facts if fact.subject}


def read_decision(fact: Fact) -> Decision:
    """The decision that a fact gives, the first or a later one."""
    if fact.kind == "award_changed":
        return read_payload(fact, AwardChanged).decision
    return read_payload(fact, AwardDecided).decision


def newest_award(subject: UUID) -> Fact | None:
    """The decision on a candidate that stands, as a fact, or None."""
    return newest_of_two(subject, AWARDS)
