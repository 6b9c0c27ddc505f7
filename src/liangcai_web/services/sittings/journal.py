"""The journal of this installation, and an attempt as the library folds it.

In: the installation's home; the uuid of an attempt. Out: the journal; ``AttemptState``. Follows: answers, grants and
closings are events, the present is a fold over them.
"""

import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings

from liangcai.delivery.attempt import AttemptEvent, AttemptState, fold_attempt
from liangcai_host import clock
from liangcai_host.journal.model import REUSED_ID, NewEvent, Receipt, StoredEvent
from liangcai_host.journal.store import Journal
from liangcai_web.services.operations import relief

FRAME = ("opened", "granted", "paused", "resumed", "handed_in", "closed")
NAMED = frozenset(("granted", "paused", "resumed"))
BEFORE_OPENING, ENDED_SESSION, AFTER_TAKEOVER = "before-opening", "ended-session", "after-takeover"
IMPORTED = "imported"
FRAME_SECONDS, FRAME_LIMIT = 60.0, 20_000
_FRAMES: dict[str, tuple[float, AttemptState]] = {}
DOUBTED = frozenset((BEFORE_OPENING, ENDED_SESSION, AFTER_TAKEOVER))


@cache
def open_journal() -> Journal:
    """The journal of this installation; one a process."""
    return Journal(settings.JOURNAL, clock.now, relieve=relief())


def read_attempt(attempt: str) -> AttemptState:
    """The present state of an attempt, all events folded."""
    return fold_events(open_journal().read(attempt))


def read_frame(attempt: str) -> AttemptState:
    """Start, grants, end of an attempt without its answers: cheap, for every arrival."""
    return fold_events(open_journal().read(attempt, FRAME))


def recall_frame(attempt: str) -> AttemptState | None:
    """The frame of an attempt that runs, if it was read within the last minute; never touches the disk."""
    kept = _FRAMES.get(attempt)
    return kept[1] if kept is not None and time.monotonic() - kept[0] < FRAME_SECONDS else None


def keep_frame(attempt: str, state: AttemptState) -> None:
    """Remember a frame for a minute; one that is not opened yet may be at any moment, and is not remembered."""
    if state.started is None:
        return
    if len(_FRAMES) >= FRAME_LIMIT:
        _FRAMES.clear()
    _FRAMES[attempt] = (time.monotonic(), state)


def look_at_frame(attempt: str) -> AttemptState:
    """The frame as remembered, or as read now and remembered: for looks that come again every few seconds."""
    state = recall_frame(attempt)
    if state is None:
        state = read_frame(attempt)
        keep_frame(attempt, state)
    return state


def notice_changes() -> None:
    """Forget the frames and sessions that another process changed, or this one while they were being read."""
    for attempt in open_journal().notice_changes():
        _FRAMES.pop(attempt, None)


def append_frame(attempt: str, event: NewEvent, at: datetime) -> Receipt:
    """Store an event of the frame, and forget what was remembered of it."""
    return append_frames({attempt: (event,)}, at)[0]


def append_frames(events: Mapping[str, tuple[NewEvent, ...]], at: datetime) -> tuple[Receipt, ...]:
    """The same for many attempts at one moment, in as few commits as there are waiting."""
    futures = [open_journal().append(attempt, new, at) for attempt, new in events.items()]
    receipts = tuple(future.result() for future in futures)
    for attempt in events:
        _FRAMES.pop(attempt, None)
    return receipts


def fold_events(stored: Iterable[StoredEvent]) -> AttemptState:
    """The state of stored events; the minutes of the part stand in the event that opened the attempt.

    What came late or in doubt counts where an event ``counted``, which rests on a fact of two people, names it.
    """
    events = tuple(stored)
    minutes = next((event.payload["minutes"] for event in events if event.kind == "opened"), None)
    counted = {place for event in events if event.kind == "counted" for place in event.payload["positions"]}
    known = (event for event in events if counts_by_itself(event) or event.position in counted)
    return fold_attempt((_translate(event, event.position in counted) for event in known), minutes)


def read_marks(stored: Iterable[StoredEvent]) -> dict[str, bool]:
    """The items that the candidate marked for a second look, by the highest sequence of each."""
    return {item: bool(payload.get("marked")) for item, payload in _last_of(stored, "marked").items()}


def read_struck(stored: Iterable[StoredEvent]) -> dict[str, str]:
    """The options that the candidate struck out, as the page wrote them, by item; scratch marks, no answers."""
    last = _last_of(stored, "struck").items()
    return {item: str(payload["response"]) for item, payload in last if payload.get("response")}


def _last_of(stored: Iterable[StoredEvent], kind: str) -> dict[str, dict[str, Any]]:
    """What the events of a kind say, by item, the highest sequence of each."""
    events = sorted((event for event in stored if event.kind == kind), key=lambda event: event.sequence)
    return {event.item: event.payload for event in events}


def counts_by_itself(event: StoredEvent) -> bool:
    """Whether an event belongs to the fold and no doubt about its sender keeps it out; the fold looks at lateness."""
    if event.kind in NAMED and REUSED_ID in event.flags:
        return False  # a grant is what came first under its id
    known = event.kind in FRAME or event.kind == "answered"
    return known and not DOUBTED.intersection(event.flags)


def _translate(event: StoredEvent, counted: bool) -> AttemptEvent:
    return AttemptEvent(
        kind=event.kind,  # type: ignore[arg-type] # one of the kinds that _counts let through
        client_id=event.client_id,
        at=event.at,
        item=event.item,
        sequence=event.sequence,
        response=str(event.payload.get("response", "")),
        seconds=int(event.payload.get("seconds", 0)),
        counted=counted,
        pause=str(event.payload.get("pause", "")),
        by=str(event.payload.get("by", "")),
    )
