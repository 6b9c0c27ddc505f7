"""The word of an invigilator that one candidate may sign in on another machine.

In: a candidate, who says so, the moment. Out: the facts ``takeover_allowed`` and ``takeover_used``. Follows: a second
machine takes an attempt over only with the invigilator's word; a word holds for five minutes and for one sign-in.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser

from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import append_fact, read_payload
from liangcai_web.services.payloads.base import TakeoverAllowed, TakeoverUsed
from liangcai_web.services.turns import take_candidate_turn

VALID = timedelta(minutes=5)


def allow_takeover(candidate: Candidate, actor: AbstractBaseUser, now: datetime, reason: str = "") -> Fact:
    """Let this candidate sign in on one other machine, until the returned fact's ``until``."""
    return append_fact(
        candidate.batch.organisation,
        "takeover_allowed",
        TakeoverAllowed(until=now + VALID, reason=reason),
        now=now,
        actor=actor,
        batch=candidate.batch.uuid,
        subject=candidate.uuid,
    )


def takeover_allowed(candidate: Candidate, now: datetime) -> bool:
    """Whether a word for this candidate holds and was not used yet; asking uses nothing up."""
    return find_word(candidate, now) is not None


def use_takeover(candidate: Candidate, now: datetime) -> bool:
    """Use the word up for the sign-in that happens now; False where there is none, so of two sign-ins one gets it."""
    with take_candidate_turn(candidate):
        word = find_word(candidate, now)
        if word is not None:
            append_fact(
                candidate.batch.organisation,
                "takeover_used",
                TakeoverUsed(word=word.position),
                now=now,
                batch=candidate.batch.uuid,
                subject=candidate.uuid,
            )
    return word is not None


def find_word(candidate: Candidate, now: datetime) -> Fact | None:
    """The newest word, while it holds."""
    words = Fact.objects.filter(subject=candidate.uuid, kind__in=("takeover_allowed", "takeover_used"))
    last = words.order_by("-position").first()
    if last is None or last.kind == "takeover_used":
        return None
    return last if last.at <= now <= read_payload(last, TakeoverAllowed).until else None
