"""The state of an attempt as a fold over its events, whatever the order in which they arrive.

In: events as stored, the minutes of the part. Out: an ``AttemptState``. Follows: store first, judge later: a late event
is kept and shown, and does not count; only the server's time counts; the highest sequence of an item is its answer.
"""

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from liangcai.delivery.pauses import Pause, Timing, stop_clock

EventKind = Literal["opened", "answered", "granted", "paused", "resumed", "handed_in", "closed"]
CLOCK = "clock"


class AttemptEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One stored event. ``client_id`` is made by the sender and marks a resend; ``at`` is the server's time.

    ``item``, ``sequence`` (per item, rising at the client) and ``response`` belong to ``answered``, and ``counted``, by
    which two people let it count although it came late; ``seconds`` to ``granted``, the time given back; ``pause``
    names the pause that ``paused`` begins and ``resumed`` ends; ``by`` says who closed: the clock or staff.
    """

    kind: EventKind
    client_id: str
    at: datetime
    item: str = ""
    sequence: int = 0
    response: str = ""
    seconds: int = 0
    counted: bool = False
    pause: str = ""
    by: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer that counts for an item: as the candidate's screen lettered it; a blank one was taken back."""

    item: str
    response: str
    sequence: int
    at: datetime


class AttemptState(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an attempt; ``ends`` is None before it is opened, while it is paused, or without a base time.

    ``paused`` is since when the clock stands still, ``left`` what is to go then, ``lost`` what ended pauses gave back.
    """

    started: datetime | None
    handed_in: datetime | None
    closed: datetime | None
    granted_seconds: int
    ends: datetime | None
    answers: tuple[Answer, ...]
    late: tuple[AttemptEvent, ...]
    paused: datetime | None = None
    left: timedelta | None = None
    lost: timedelta = timedelta(0)

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
    a later one only where two people said so. A closing by the clock holds only as long as the deadline lies before it:
    time granted later takes it back.
    """
    known = _drop_resends(events)
    started, handed_in = (_first(known, kind) for kind in ("opened", "handed_in"))
    grants = tuple(event.seconds for event in known if event.kind == "granted")
    planned = None if started is None or base_minutes is None else deadline(started, base_minutes, grants)
    timing = stop_clock(started, planned, _list_pauses(known))
    closed = _find_closing(known, timing, timed=planned is not None)
    over = handed_in is not None or closed is not None
    last = min((moment for moment in (timing.ends, handed_in, closed) if moment is not None), default=None)
    answered = tuple(event for event in known if event.kind == "answered")
    in_time = tuple(last is None or event.at <= last or event.counted for event in answered)
    return AttemptState(
        started=started,
        handed_in=handed_in,
        closed=closed,
        granted_seconds=sum(grants),
        ends=timing.ends,
        answers=_latest(itertools.compress(answered, in_time)),
        late=tuple(event for event, counts in zip(answered, in_time, strict=True) if not counts),
        paused=None if over else timing.paused,
        left=None if over else timing.left,
        lost=timing.lost,
    )


def _list_pauses(known: tuple[AttemptEvent, ...]) -> tuple[Pause, ...]:
    """Every pause by its name: from the first that begins it to the first that ends it."""
    begun: dict[str, datetime] = {}
    ended: dict[str, datetime] = {}
    for event in known:
        if event.kind == "paused":
            begun.setdefault(event.pause, event.at)
        elif event.kind == "resumed" and event.pause in begun:
            ended.setdefault(event.pause, event.at)
    return tuple(Pause(start=start, end=ended.get(name)) for name, start in begun.items())


def _find_closing(known: tuple[AttemptEvent, ...], timing: Timing, *, timed: bool) -> datetime | None:
    """The first closing that holds; one by the clock holds only behind the deadline."""
    for event in known:
        due = timing.ends is not None and event.at > timing.ends
        if event.kind == "closed" and (event.by != CLOCK or due or not timed):
            return event.at
    return None


def _order(event: AttemptEvent) -> tuple[datetime, str, str, int, str, str, int, str, str]:
    """A total order, so that the fold does not depend on arrival."""
    what = (event.item, event.sequence, event.client_id, event.response, event.seconds)
    return (event.at, event.kind, *what, event.pause, event.by)


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
    for event in events:
        known = latest.get(event.item)
        if known is None or (known.sequence, _order(known)) <= (event.sequence, _order(event)):
            latest[event.item] = event
    return tuple(
        Answer(item=item, response=event.response, sequence=event.sequence, at=event.at)
        for item, event in sorted(latest.items())
    )
