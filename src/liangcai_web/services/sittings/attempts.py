"""The sitting of a candidate: opened, handed in, closed by the server's clock.

In: a candidate, the moment. Out: events in the journal, and the fact ``attempt_closed`` that quotes its position.
Follows: only the server's clock counts; a deadline is start + base + grants; minutes from the theory part (1.9.4).
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.assembly.model import Form, hash_form
from liangcai.blueprint.model import Blueprint
from liangcai.delivery.attempt import AttemptState
from liangcai.delivery.present import Presentation, order_form, present_form
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.journal.model import NewEvent, Receipt
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.grants import TimeGrant
from liangcai_web.services.facts import append_fact, last_fact, newest_fact, read_payload
from liangcai_web.services.papers.making import load_blueprint, load_form
from liangcai_web.services.payloads.base import AttemptClosed
from liangcai_web.services.sittings.entry import check_entry
from liangcai_web.services.sittings.journal import (
    append_frame,
    fold_events,
    look_at_frame,
    open_journal,
    read_attempt,
    read_frame,
    read_marks,
    read_struck,
)
from liangcai_web.services.sittings.seated import find_candidate
from liangcai_web.services.turns import take_candidate_turn

ENDINGS = ("handed_in", "closed")


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What a candidate sits: the form, its hash, the minutes of the part, the blueprint that it follows."""

    form: Form
    form_sha256: str
    minutes: int
    blueprint: Blueprint


# Papers of batches whose papers were opened: from then on they are what they are, and so is each candidate's order.
_OPENED: dict[tuple[UUID, str], Paper] = {}
_ORDERS: dict[tuple[str, str], tuple[str, ...]] = {}
_OPENED_LIMIT, _ORDERS_LIMIT = 256, 10_000


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate's attempt as it stands, with what they marked for a second look and the options they struck out."""

    attempt: str
    state: AttemptState
    marked: tuple[str, ...]
    struck: dict[str, str] = {}


def load_paper(candidate: Candidate) -> Paper | None:
    """The paper of a candidate, or None before it is assembled."""
    key = (candidate.batch.uuid, candidate.form)
    return _OPENED.get(key) or _load_paper(candidate, key)


def _load_paper(candidate: Candidate, key: tuple[UUID, str]) -> Paper | None:
    form, blueprint = load_form(candidate), load_blueprint(candidate.batch)
    part = blueprint.part("theory") if blueprint else None
    if form is None or blueprint is None or part is None:
        return None
    paper = Paper(form=form, form_sha256=hash_form(form), minutes=part.minutes, blueprint=blueprint)
    if last_fact(candidate.batch.uuid, "sitting_opened") is not None:
        if len(_OPENED) >= _OPENED_LIMIT:
            _OPENED.clear()
        _OPENED[key] = paper
    return paper


def present_paper(candidate: Candidate, paper: Paper) -> Presentation:
    """The paper in this candidate's own order, without keys; the same at every call."""
    presentation = present_form(paper.form, str(candidate.uuid), paper.form_sha256)
    _keep_order(presentation)
    return presentation


def list_items(candidate: Candidate, paper: Paper) -> tuple[str, ...]:
    """The ids of its items in the same order."""
    known = _ORDERS.get((str(candidate.uuid), paper.form_sha256))
    return known or _keep_order(order_form(paper.form, paper.form_sha256, str(candidate.uuid)))


def _keep_order(shown: Presentation) -> tuple[str, ...]:
    if len(_ORDERS) >= _ORDERS_LIMIT:
        _ORDERS.clear()
    _ORDERS[shown.candidate_seed, shown.form_sha256] = items = tuple([one.item_id for one in shown.questions])
    return items


def is_unsealed(candidate: Candidate) -> bool:
    """Whether the papers of the batch were opened by two people."""
    known = (candidate.batch.uuid, candidate.form) in _OPENED
    return known or last_fact(candidate.batch.uuid, "sitting_opened") is not None


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
    if not candidate.room:
        return Result(None, (_kept_part(),))
    if paper is None or not is_unsealed(candidate):
        return Result(None, (_not_open_yet(),))
    attempt = str(candidate.uuid)
    if read_frame(attempt).started is not None:
        return Result(read_attempt(attempt))
    refused = check_entry(candidate, now)
    if refused is not None:
        return Result(None, (refused,))
    opened = NewEvent(
        kind="opened",
        client_id="opened",
        payload={
            "minutes": candidate.minutes or paper.minutes,
            "form": paper.form.id,
            "form_sha256": paper.form_sha256,
            "seed": attempt,
        },
    )
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


def close_attempt(
    candidate: Candidate, by: str, now: datetime, actor: AbstractBaseUser | None = None, reason: str = ""
) -> AttemptState:
    """Close an attempt: by the clock or by staff."""
    state = read_frame(str(candidate.uuid))
    if state.over:
        return read_attempt(str(candidate.uuid))
    # Time granted after a closing by the clock takes it back: the next one is another closing, under an id of its own.
    deadline = f"{state.ends:%Y%m%dT%H%M%S.%f}" if state.ends else ""
    closed = NewEvent(kind="closed", client_id=f"closed:{by}:{deadline}", payload={"by": by})
    return _end(candidate, closed, now, actor, reason)


def read_current(candidate: Candidate, now: datetime) -> Sitting:
    """The attempt as it stands, closed first if its time is over."""
    sitting = read_sitting(candidate)
    if is_due(sitting.state, now):
        close_attempt(candidate, "clock", now)
        return read_sitting(candidate)
    return sitting


def close_if_due(candidate: Candidate, now: datetime) -> bool:
    """Close a candidate's attempt if its time is over; whether it was."""
    due = is_due(read_frame(str(candidate.uuid)), now)
    if due:
        close_attempt(candidate, "clock", now)
    return due


def is_due(state: AttemptState, now: datetime) -> bool:
    """Whether the time of an attempt is over that nobody closed yet."""
    return not state.over and state.ends is not None and now > state.ends


def close_due(now: datetime) -> int:
    """Close every attempt whose time is over; how many there were."""
    count = 0
    for attempt in {*open_journal().open_attempts(), *list_reopened()}:
        candidate = find_candidate(attempt) if is_due(look_at_frame(attempt), now) else None  # read anew before closing
        if candidate is not None and close_if_due(candidate, now):
            count += 1
    return count


def mend_endings(now: datetime) -> int:
    """State in facts the endings that only the journal knows, as after a crash; how many there were."""
    ended = set(open_journal().ended_attempts())
    known = {str(subject) for subject in Fact.objects.filter(kind="attempt_closed").values_list("subject", flat=True)}
    suspects = (find_candidate(attempt) for attempt in sorted((ended - known) | (ended & set(list_reopened()))))
    before = Fact.objects.filter(kind="attempt_closed").count()
    for candidate in suspects:
        if candidate is not None:
            _state_ending(candidate, now)
    return Fact.objects.filter(kind="attempt_closed").count() - before


def list_reopened() -> tuple[str, ...]:
    """The attempts that the clock had closed when they were granted time."""
    rows = TimeGrant.objects.filter(reopens=True).values_list("candidate__uuid", flat=True).distinct()
    return tuple(str(uuid) for uuid in rows)


def grant_time(candidate: Candidate, seconds: int, reason: str, grant_id: str, now: datetime) -> AttemptState:
    """Give time; ``grant_id`` makes a second call harmless: what came first under it stands, whatever comes later."""
    granted = NewEvent(kind="granted", client_id=grant_id, payload={"seconds": seconds, "reason": reason})
    append_frame(str(candidate.uuid), granted, now)
    return read_attempt(str(candidate.uuid))


def _end(
    candidate: Candidate, event: NewEvent, now: datetime, actor: AbstractBaseUser | None = None, reason: str = ""
) -> AttemptState:
    """Journal first, then the fact; where a crash came between the two, ``mend_endings`` states it later."""
    attempt = str(candidate.uuid)
    append_frame(attempt, event, now)
    return _state_ending(candidate, now, actor, reason)


def _state_ending(
    candidate: Candidate, now: datetime, actor: AbstractBaseUser | None = None, reason: str = ""
) -> AttemptState:
    """State in a fact how an attempt ended, unless that is stated, or the attempt is not over."""
    batch, events = candidate.batch, open_journal().read(str(candidate.uuid))
    state = fold_events(events)
    moments = (state.handed_in, state.closed)
    ending = next((one for one in events if one.kind in ENDINGS and one.at in moments), None)
    if ending is None:
        return state
    closed = AttemptClosed(
        how=str(ending.payload.get("by", "candidate")),
        last_sequence=ending.position,
        answered=sum(bool(answer.response) for answer in state.answers),
        reason=reason,
    )
    with take_candidate_turn(candidate):  # the sweep and the candidate may come at once
        stated = newest_fact(candidate.uuid, "attempt_closed")
        if stated and read_payload(stated, AttemptClosed).last_sequence >= ending.position:
            return state
        append_fact(
            batch.organisation,
            "attempt_closed",
            closed,
            now=now,
            actor=actor,
            batch=batch.uuid,
            subject=candidate.uuid,
        )
    return state


def _kept_part() -> Finding:
    return Finding(
        rule="sitting.kept",
        severity=Severity.ERROR,
        message=Message("理论知识部分的成绩已保留，这次不考。", "The theory part is kept: you do not sit it."),
        remedy=Message("请按准考证参加其余部分。", "Come to the other parts as your ticket says."),
    )


def _not_open_yet() -> Finding:
    return Finding(
        rule="sitting.not_open",
        severity=Severity.ERROR,
        message=Message("试卷尚未启封，还不能开始。", "The papers have not been opened yet: you cannot start."),
        remedy=Message(
            "请在座位上等候监考人员宣布开考。", "Please wait at your seat until the invigilator opens the sitting."
        ),
    )
