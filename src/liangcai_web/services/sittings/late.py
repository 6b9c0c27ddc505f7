"""Answers that are stored and do not count, and the two people who let them count.

In: a batch, a candidate, two officers, a reason. Out: the fact ``late_counted`` and the journal's event that rests on
it. Follows: reliability rules 4 and 9: what arrives after the end is stored and shown, and counts only by a two-person
fact.
"""

from datetime import UTC, datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.journal.model import ANSWERED, NewEvent, StoredEvent
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import append_fact, read_payload
from liangcai_web.services.payloads.base import LateCounted
from liangcai_web.services.sittings.journal import counts_by_itself, fold_events, open_journal
from liangcai_web.services.turns import take_candidate_turn

COUNTED = "counted"
# Milliseconds: between them a sequence is a moment, and elsewhere just a number. Anybody may send any number.
NO_PAGE, NO_CLOCK = 10**12, 10**14


class LatePaper(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate's answers that do not count, and how many of them were given before the end by the page's clock."""

    candidate: Candidate
    events: tuple[StoredEvent, ...]
    ends: datetime | None

    @property
    def given_in_time(self) -> tuple[StoredEvent, ...]:
        """Those that the page numbered before the end; all, where this server knows of no end."""
        return tuple(event for event in self.events if self.ends is None or given_at(event) <= self.ends)

    @property
    def flags(self) -> tuple[str, ...]:
        """Every doubt that stands at them."""
        return tuple(sorted({flag for event in self.events for flag in event.flags}))

    @property
    def first_given(self) -> datetime:
        """When the first was given, by the page's clock."""
        return min(given_at(event) for event in self.events)

    @property
    def last_given(self) -> datetime:
        """When the last was given, by the page's clock."""
        return max(given_at(event) for event in self.events)


def given_at(event: StoredEvent) -> datetime:
    """When an answer was given: pages number answers by the server's clock as they know it."""
    told = NO_PAGE < event.sequence < NO_CLOCK
    return datetime.fromtimestamp(event.sequence / 1000, UTC) if told else event.at


def list_late(batch: Batch) -> list[LatePaper]:
    """The candidates of a batch who have such answers, by room and seat."""
    rows = batch.candidates.select_related("person", "batch__organisation").order_by("room", "seat", "serial")
    papers = (read_late(candidate) for candidate in rows)
    return [paper for paper in papers if paper.events]


def read_late(candidate: Candidate) -> LatePaper:
    """One candidate's answers that do not count."""
    stored = open_journal().read(str(candidate.uuid))
    state = fold_events(stored)
    ends = min((moment for moment in (state.ends, state.handed_in, state.closed) if moment), default=None)
    counted = {place for event in stored if event.kind == COUNTED for place in event.payload["positions"]}
    events = tuple(
        event
        for event in stored
        if event.kind == ANSWERED
        and event.position not in counted
        and (not counts_by_itself(event) or (ends is not None and event.at > ends))
    )
    return LatePaper(candidate=candidate, events=events, ends=ends)


def count_late(
    candidate: Candidate, reason: str, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """Let what was given in time and came late count; refused once the theory paper is marked."""
    with take_candidate_turn(candidate):
        if Fact.objects.filter(kind="theory_marked", subject=candidate.uuid).exists():
            return Result(None, (_refuse("理论试卷已经阅卷。", "The theory paper has been marked already."),))
        positions = tuple(event.position for event in read_late(candidate).given_in_time)
        if not positions:
            zh, en = "没有在截止前作答而迟到的答案。", "There is no late answer that was given before the end."
            return Result(None, (_refuse(zh, en),))
        fact = append_fact(
            candidate.batch.organisation,
            "late_counted",
            LateCounted(positions=positions, reason=reason),
            now=now,
            actor=actor,
            approver=approver,
            batch=candidate.batch.uuid,
            subject=candidate.uuid,
        )
    _append(str(candidate.uuid), fact, now)
    return Result(fact)


def mend_counted(now: datetime) -> int:
    """Enter in the journal what only a fact says, as after a crash between the two; how many there were."""
    count = 0
    for fact in Fact.objects.filter(kind="late_counted"):
        known = {event.client_id for event in open_journal().read(str(fact.subject), (COUNTED,))}
        if _name(fact) not in known:
            _append(str(fact.subject), fact, now)
            count += 1
    return count


def _append(attempt: str, fact: Fact, now: datetime) -> None:
    positions = list(read_payload(fact, LateCounted).positions)
    payload = {"positions": positions, "fact": fact.position}
    open_journal().append(attempt, (NewEvent(kind=COUNTED, client_id=_name(fact), payload=payload),), now).result()


def _name(fact: Fact) -> str:
    return f"counted-{fact.hash[:32]}"


def _refuse(zh: str, en: str) -> Finding:
    return Finding(rule="sitting.late", severity=Severity.ERROR, message=Message(zh, en))
