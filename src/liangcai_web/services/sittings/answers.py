"""What a candidate's page sends: known sender, own attempt, then stored whatever else may be doubted.

In: a token, the events as sent, the moment of their arrival. Out: what to append, with its doubts as flags, or a
refusal. Follows: store first, judge later; a request for another's attempt is refused and logged.
"""

import logging
from datetime import datetime
from typing import Annotated, Literal, NamedTuple

import msgspec

from liangcai.delivery.attempt import AttemptState
from liangcai_host.journal.model import NewEvent, Receipt
from liangcai_host.journal.replies import Told
from liangcai_host.journal.sessions import Session
from liangcai_web.services.sittings.heard import note_heard
from liangcai_web.services.sittings.journal import (
    AFTER_TAKEOVER,
    BEFORE_OPENING,
    ENDED_SESSION,
    keep_frame,
    open_journal,
    read_frame,
    recall_frame,
)
from liangcai_web.services.sittings.sign_in import SUPERSEDED

log = logging.getLogger(__name__)
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Text = Annotated[str, msgspec.Meta(max_length=12_000)]
Item = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f]{1,120}$")]
Sequence = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
SessionState = Literal["running", "superseded", "ended"]


class SentEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An answer (``response`` in the letters shown), a mark for a second look, or options struck out (``response``)."""

    id: Id
    item: Item
    sequence: Sequence
    kind: Literal["answered", "marked", "struck"] = "answered"
    response: Text = ""
    marked: bool = False


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """One request of a page: the attempt that it believes to sit, and events not acknowledged yet."""

    attempt: str
    events: Annotated[tuple[SentEvent, ...], msgspec.Meta(max_length=500)]


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing was stored: the sender is unknown, or the attempt is not theirs."""

    why: Literal["unknown", "another's"]


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be stored, and how the attempt stood when it came."""

    attempt: str
    events: tuple[NewEvent, ...]
    at: datetime
    state: AttemptState
    session: SessionState
    closed: bool


class Sender(NamedTuple):
    """Whose session a token is, and how their attempt stands, without its answers."""

    session: Session
    state: AttemptState


def recall_sender(token: str) -> Sender | None:
    """The sender, if still remembered; never touches the disk."""
    session = open_journal().recall_session(token) if token else None
    state = recall_frame(session.attempt) if session else None
    return Sender(session, state) if session and state else None


def find_sender(token: str) -> Sender | None:
    """The sender as the journal knows it, or None; remembered for the next answers."""
    session = open_journal().find_session(token) if token else None
    if session is None:
        return None
    state = read_frame(session.attempt)
    keep_frame(session.attempt, state)
    return Sender(session, state)


def judge_arrival(sender: Sender | None, sent: Sent, at: datetime) -> Arrival | Refused:
    """Lateness and doubts of the session become flags, which never refuse; a stranger is refused."""
    if sender is None:
        return Refused(why="unknown")
    session, state = sender
    if session.attempt != sent.attempt:
        log.warning("refused: the session of attempt %s sent answers for %.64r", session.attempt, sent.attempt)
        return Refused(why="another's")
    standing: SessionState = "running"
    if session.ended_by:
        standing = "superseded" if session.ended_by == SUPERSEDED else "ended"
    if standing == "running":
        note_heard(session.attempt, at)
    closed = is_closed(state, at)
    flags = flag_doubts(state, standing, closed)
    taken = session.ended_at.timestamp() * 1000 if session.ended_at and standing == "superseded" else None
    events = tuple(build_event(event, _flag_given(event, flags, taken)) for event in sent.events)
    return Arrival(attempt=session.attempt, events=events, at=at, state=state, session=standing, closed=closed)


def keep_answers(arrival: Arrival, told: Told[Receipt]) -> None:
    """Hand the arrival to the journal, which alone says that it is saved."""
    open_journal().hand_over(arrival.attempt, arrival.events, arrival.at, told)


def is_closed(state: AttemptState, at: datetime) -> bool:
    """Whether answers that arrive at this moment no longer count."""
    return state.over or (state.ends is not None and at > state.ends)


def flag_doubts(state: AttemptState, standing: SessionState, closed: bool) -> tuple[str, ...]:
    """The doubts about everything that arrives together; nearly always there are none."""
    if standing == "running" and not closed and state.started is not None and state.paused is None:
        return ()
    doubts = (
        (BEFORE_OPENING, state.started is None),
        ("late", closed),
        ("paused", state.paused is not None),
        ("superseded", standing == "superseded"),
        (ENDED_SESSION, standing == "ended"),
    )
    return tuple(name for name, holds in doubts if holds)


def _flag_given(event: SentEvent, flags: tuple[str, ...], taken: float | None) -> tuple[str, ...]:
    """What was given on a machine after another had taken over is no answer of the candidate; sequences tell when."""
    return flags if taken is None or event.sequence <= taken else (*flags, AFTER_TAKEOVER)


def build_event(event: SentEvent, flags: tuple[str, ...]) -> NewEvent:
    """An event as the journal stores it."""
    payload = {"marked": event.marked} if event.kind == "marked" else {"response": event.response}
    return NewEvent(
        kind=event.kind, client_id=event.id, item=event.item, sequence=event.sequence, payload=payload, flags=flags
    )
