"""The state of an attempt as a fold over its events, whatever the order in which they arrive.

In: events as stored, the minutes of the part. Out: an ``AttemptState``. Follows: store first, judge later: a late event
is kept and shown, and does not count; only the server's time counts; the highest sequence of an item is its answer.
"""

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

import msgspec

EventKind = Literal["opened", "answered", "granted", "handed_in", "closed"]


class AttemptEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One stored event. ``client_id`` is made by the sender and marks a resend; ``at`` is the server's time.

    ``item``, ``sequence`` (per item, rising at the client) and ``response`` belong to ``answered``, and ``counted``, by
    which two people let it count although it came late; ``seconds`` to ``granted``, the time given back.
    """

    kind: EventKind
    client_id: str
    at: datetime
    item: str = ""
    sequence: int = 0
    response: str = ""
    seconds: int = 0
    counted: bool = False


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer that counts for an item: as the candidate's screen lettered it; a blank one was taken back."""

    item: str
    response: str
    sequence: int
    at: datetime


class AttemptState(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an attempt; ``ends`` is None before it is opened or where no base time was given."""

    started: datetime | None
    handed_in: datetime | None
    closed: datetime | None
    granted_seconds: int
    ends: datetime | None
    answers: tuple[Answer, ...]
    late: tuple[AttemptEvent, ...]

    @property
    def over(self) -> bool:
        """Whether the attempt has been handed in or closed."""
        return self.handed_in is not None or self.closed is not None

    def answer(self, item: str) -> Answer | None:
        """The answer that counts for an item, or None."""
        return next((answer for answer in self.answers if answer.item == item), None)


def deadline(start: datetime, base_minutes: int, grants: Iterable[int] = ()) -> datetime:
    """The moment until which answers count: start + base + the sum of grants, in seconds."""
    return start + timedelta(minutes=base_minutes, seconds=sum(grants))


def fold_attempt(events: Iterable[AttemptEvent], base_minutes: int | None = None) -> AttemptState:
    """The present state; without ``base_minutes`` only handing in and closing end an attempt.

    An answer counts up to and including the moment of the end, whichever of deadline, handing in and closing is first;
    a later one only where two people said so.
    """
    known = _drop_resends(events)
    started, handed_in, closed = (_first(known, kind) for kind in ("opened", "handed_in", "closed"))
    grants = tuple(event.seconds for event in known if event.kind == "granted")
    ends = None if started is None or base_minutes is None else deadline(started, base_minutes, grants)
    last = min((moment for moment in (ends, handed_in, closed) if moment is not None), default=None)
    answered = tuple(event for event in known if event.kind == "answered")
    in_time = tuple(last is None or event.at <= last or event.counted for event in answered)
    return AttemptState(
        started=started,
        handed_in=handed_in,
        closed=closed,
        granted_seconds=sum(grants),
        ends=ends,
        answers=_latest(itertools.compress(answered, in_time)),
        late=tuple(event for event, counts in zip(answered, in_time, strict=True) if not counts),
    )


def _order(event: AttemptEvent) -> tuple[datetime, str, str, int, str, str, int]:
    """A total order, so that the fold does not depend on arrival."""
    return (event.at, event.kind, event.item, event.sequence, event.client_id, event.response, event.seconds)


def _drop_resends(events: Iterable[AttemptEvent]) -> tuple[AttemptEvent, ...]:
    """One event per client id, the earliest, in the order of the server's time."""
    kept: dict[str, AttemptEvent] = {}
    for event in sorted(events, key=_order):
        kept.setdefault(event.client_id, event)
    return tuple(kept.values())


def _first(events: tuple[AttemptEvent, ...], kind: EventKind) -> datetime | None:
    return next((event.at for event in events if event.kind == kind), None)


def _latest(events: Iterable[AttemptEvent]) -> tuple[Answer, ...]:
    """Per item the highest sequence; of two with the same one, the later stored. In the order of item ids."""
    latest: dict[str, AttemptEvent] = {}
    for event in sorted(events, key=lambda event: (event.sequence, _order(event))):
        latest[event.item] = event
    return tuple(
        Answer(item=item, response=event.response, sequence=event.sequence, at=event.at)
        for item, event in sorted(latest.items())
    )
