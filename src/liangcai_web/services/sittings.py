"""The sitting of a candidate: opened, handed in, closed by the server's clock.

In: a candidate, the moment. Out: events in the journal, and the fact ``attempt_closed`` that quotes its position.
Follows: only the server's clock counts; a deadline is start + base + grants; minutes from the theory part (1.9.4).
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from liangcai.assembly.model import Form
from liangcai.delivery.attempt import AttemptState
from liangcai.delivery.present import Presentation, present_form
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.journal.model import NewEvent, Receipt
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import append_fact, last_fact
from liangcai_web.services.papers import load_blueprint, load_form
from liangcai_web.services.payloads import AttemptClosed
from liangcai_web.services.sittings_journal import (
    append_frame,
    fold_events,
    open_journal,
    read_attempt,
    read_frame,
    read_marks,
    read_struck,
)

ENDINGS = ("handed_in", "closed")


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What a candidate sits: the form, the minutes of the part, the full mark."""

    form: Form
    minutes: int


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate's attempt as it stands, with what they marked for a second look and the options they struck out."""

    attempt: str
    state: AttemptState
    marked: tuple[str, ...]
    struck: dict[str, str] = {}


def find_candidate(attempt: str) -> Candidate | None:
    """The candidate of an attempt, with batch, standard and person; None where nobody has that attempt."""
    try:
        uuid = UUID(attempt)
    except ValueError:
        return None
    rows = Candidate.objects.select_related("batch__organisation", "batch__standard", "person")
    return rows.filter(uuid=uuid).first()


def load_paper(candidate: Candidate) -> Paper | None:
    """The paper of a candidate, or None before it is assembled."""
    form, blueprint = load_form(candidate), load_blueprint(candidate.batch)
    part = blueprint.part("theory") if blueprint else None
    return Paper(form=form, minutes=part.minutes) if form and part else None


def present_paper(candidate: Candidate, form: Form) -> Presentation:
    """The paper in this candidate's own order, without keys; the same at every call."""
    return present_form(form, str(candidate.uuid))


def is_unsealed(candidate: Candidate) -> bool:
    """Whether the papers of the batch were opened by two people."""
    return last_fact(candidate.batch.uuid, "sitting_opened") is not None


def read_sitting(candidate: Candidate) -> Sitting:
    """The attempt as it stands, folded from the journal."""
    attempt = str(candidate.uuid)
    events = open_journal().read(attempt)
    marked = tuple(item for item, on in read_marks(events).items() if on)
    return Sitting(attempt=attempt, state=fold_events(events), marked=marked, struck=read_struck(events))


def read_answers(candidate: Candidate) -> dict[str, str] | None:
    """The answers that count, item to the letters shown; None while the attempt runs or where there was none."""
    state = read_attempt(str(candidate.uuid))
    return {answer.item: answer.response for answer in state.answers} if state.over else None


def record_answers(candidate: Candidate, responses: Mapping[str, str], now: datetime) -> Receipt:
    """Store answers given elsewhere than in a browser, item to the letters shown; a second call changes nothing."""
    events = tuple(
        NewEvent(kind="answered", client_id=f"recorded-{item}", item=item, sequence=1, payload={"response": response})
        for item, response in responses.items()
    )
    return open_journal().append(str(candidate.uuid), events, now).result()


def open_attempt(candidate: Candidate, paper: Paper | None, now: datetime) -> Result[AttemptState | None]:
    """Start the time of a candidate; a second call changes nothing, the first start counts."""
    if paper is None or not is_unsealed(candidate):
        return Result(None, (_not_open_yet(),))
    shown = present_paper(candidate, paper.form)
    opened = NewEvent(
        kind="opened",
        client_id="opened",
        payload={
            "minutes": paper.minutes,
            "form": paper.form.id,
            "form_sha256": shown.form_sha256,
            "seed": shown.candidate_seed,
        },
    )
    attempt = str(candidate.uuid)
    if read_frame(attempt).started is None:
        append_frame(attempt, opened, now)
    return Result(read_attempt(attempt))


def hand_in(candidate: Candidate, now: datetime) -> AttemptState:
    """End an attempt at its candidate's word; after the deadline it is the clock that ended it."""
    attempt = str(candidate.uuid)
    state = read_frame(attempt)
    if state.started is None or state.over:
        return read_attempt(attempt)
    if state.ends is not None and now > state.ends:
        return close_attempt(candidate, "clock", now)
    return _end(candidate, NewEvent(kind="handed_in", client_id="handed_in"), now)


def close_attempt(candidate: Candidate, by: str, now: datetime) -> AttemptState:
    """Close an attempt: by the clock or by staff."""
    if read_frame(str(candidate.uuid)).over:
        return read_attempt(str(candidate.uuid))
    return _end(candidate, NewEvent(kind="closed", client_id="closed", payload={"by": by}), now)


def close_if_due(candidate: Candidate, now: datetime) -> bool:
    """Close a candidate's attempt if its time is over; whether it was."""
    state = read_frame(str(candidate.uuid))
    due = not state.over and state.ends is not None and now > state.ends
    if due:
        close_attempt(candidate, "clock", now)
    return due


def close_due(now: datetime) -> int:
    """Close every attempt whose time is over; how many there were."""
    count = 0
    for attempt in open_journal().open_attempts():
        ends = read_frame(attempt).ends
        candidate = find_candidate(attempt) if ends is not None and now > ends else None
        if candidate is not None and close_if_due(candidate, now):
            count += 1
    return count


def mend_endings(now: datetime) -> int:
    """State in facts the endings that only the journal knows, as after a crash; how many there were."""
    ended = set(open_journal().ended_attempts())
    known = Fact.objects.filter(kind="attempt_closed").values_list("subject", flat=True)
    missing = [find_candidate(attempt) for attempt in sorted(ended - {str(subject) for subject in known})]
    for candidate in missing:
        if candidate is not None:
            _state_ending(candidate, now)
    return len([candidate for candidate in missing if candidate is not None])


def grant_time(candidate: Candidate, seconds: int, reason: str, grant_id: str, now: datetime) -> AttemptState:
    """Give time back to a candidate whose attempt runs; ``grant_id`` makes a second call harmless."""
    granted = NewEvent(kind="granted", client_id=grant_id, payload={"seconds": seconds, "reason": reason})
    append_frame(str(candidate.uuid), granted, now)
    return read_attempt(str(candidate.uuid))


def _end(candidate: Candidate, event: NewEvent, now: datetime) -> AttemptState:
    """Journal first, then the fact; where a crash came between the two, ``mend_endings`` states it later."""
    attempt = str(candidate.uuid)
    append_frame(attempt, event, now)
    _state_ending(candidate, now)
    return read_attempt(attempt)


def _state_ending(candidate: Candidate, now: datetime) -> None:
    batch, events = candidate.batch, open_journal().read(str(candidate.uuid))
    ending = next(event for event in events if event.kind in ENDINGS)
    closed = AttemptClosed(
        how=str(ending.payload.get("by", "candidate")),
        last_sequence=ending.position,
        answered=sum(bool(answer.response) for answer in fold_events(events).answers),
    )
    with transaction.atomic():
        Candidate.objects.select_for_update().get(pk=candidate.pk)  # the sweep and the candidate may come at once
        if not Fact.objects.filter(kind="attempt_closed", subject=candidate.uuid).exists():
            append_fact(batch.organisation, "attempt_closed", closed, now=now, batch=batch.uuid, subject=candidate.uuid)


def _not_open_yet() -> Finding:
    return Finding(
        rule="sitting.not_open",
        severity=Severity.ERROR,
        message=Message("试卷尚未启封，还不能开始。", "The papers have not been opened yet: you cannot start."),
        remedy=Message(
            "请在座位上等候监考人员宣布开考。", "Please wait at your seat until the invigilator opens the sitting."
        ),
    )
