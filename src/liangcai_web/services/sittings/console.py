"""A room as its invigilators watch it: every seat with its standing, the time left, what was noted.

In: a batch, a room, the moment. Out: a ``RoomWatch``. Follows: cheap enough to be asked every few seconds: one look at
the facts of the room, one at the frame of each attempt, and what this process last heard.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

from liangcai.delivery.attempt import AttemptState
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import read_payload
from liangcai_web.services.packs import sitting_pack
from liangcai_web.services.payloads.base import IdentityChecked
from liangcai_web.services.sittings.access import Signs, find_access
from liangcai_web.services.sittings.heard import is_stale, last_heard
from liangcai_web.services.sittings.journal import keep_frame, read_frame, recall_frame
from liangcai_web.services.sittings.rooms import RoomState, list_seats, read_room
from liangcai_web.services.sittings.visits import read_signs

Standing = Literal["absent", "refused", "checked", "instructions", "working", "stale", "paused", "handed_in", "closed"]
STANDINGS: tuple[Standing, ...] = (
    "absent",
    "checked",
    "instructions",
    "working",
    "stale",
    "paused",
    "handed_in",
    "closed",
    "refused",
)
KINDS = ("identity_checked", "irregularity_noted", "irregularity_withdrawn", "takeover_allowed", "takeover_used")


class SeatWatch(msgspec.Struct, frozen=True, kw_only=True):
    """One seat: ``left`` in seconds at the moment of looking, ``granted`` and ``lost`` in seconds of the clock.

    ``identity``: None while nobody has compared person and document, else whether they fit. ``signs``: what the browser
    showed of itself, where the batch has rules of entry; a sign for the invigilator, never a ground to refuse.
    """

    candidate: Candidate
    standing: Standing
    identity: bool | None
    irregularities: int
    heard: datetime | None
    ends: datetime | None
    left: int | None
    granted: int
    lost: int
    word: bool
    signs: Signs | None


class RoomWatch(msgspec.Struct, frozen=True, kw_only=True):
    """The room at a moment."""

    state: RoomState
    now: datetime
    seats: tuple[SeatWatch, ...]

    @property
    def counts(self) -> dict[Standing, int]:
        """How many seats stand where, in the order of a sitting."""
        standings = [seat.standing for seat in self.seats]
        return {name: standings.count(name) for name in STANDINGS}

    @property
    def irregular(self) -> int:
        """How many seats have an irregularity noted."""
        return sum(bool(seat.irregularities) for seat in self.seats)


def watch_room(batch: Batch, room: str, now: datetime) -> RoomWatch:
    """Look at every seat of a room."""
    seats, watched = list_seats(batch, room), find_access(batch) is not None
    facts: dict[object, list[Fact]] = {}
    for fact in Fact.objects.filter(subject__in=[seat.uuid for seat in seats], kind__in=KINDS).order_by("position"):
        facts.setdefault(fact.subject, []).append(fact)
    return RoomWatch(
        state=read_room(batch, room),
        now=now,
        seats=tuple(watch_seat(seat, facts.get(seat.uuid, ()), now, watched=watched) for seat in seats),
    )


def watch_seat(candidate: Candidate, facts: Iterable[Fact], now: datetime, *, watched: bool = False) -> SeatWatch:
    """One seat from its facts and the frame of its attempt."""
    attempt = str(candidate.uuid)
    state = recall_frame(attempt) or look_up(attempt)
    identity = read_identity(facts)
    left = state.left if state.paused is not None else state.ends - now if state.ends else None
    return SeatWatch(
        candidate=candidate,
        standing=find_standing(state, attempt, identity, now),
        identity=identity,
        irregularities=count_irregular(facts),
        heard=last_heard(attempt),
        ends=state.ends,
        left=None if left is None or state.over else max(0, int(left.total_seconds())),
        granted=state.granted_seconds,
        lost=int(state.lost.total_seconds()),
        signs=read_signs(attempt) if watched else None,
        word=any(fact.kind == "takeover_allowed" for fact in list(facts)[-1:]),
    )


def count_irregular(facts: Iterable[Fact]) -> int:
    """How many irregularities were noted and not withdrawn."""
    kinds = [fact.kind for fact in facts]
    return kinds.count("irregularity_noted") - kinds.count("irregularity_withdrawn")


def look_up(attempt: str) -> AttemptState:
    """The frame from the journal, remembered for the next look."""
    state = read_frame(attempt)
    keep_frame(attempt, state)
    return state


def read_identity(facts: Iterable[Fact]) -> bool | None:
    """What the newest identity check says."""
    checks = [fact for fact in facts if fact.kind == "identity_checked"]
    return read_payload(checks[-1], IdentityChecked).passed if checks else None


def find_standing(state: AttemptState, attempt: str, identity: bool | None, now: datetime) -> Standing:
    """Where a seat stands; the end goes before everything, a refused identity before all that comes before the end."""
    if state.over:
        return "handed_in" if state.handed_in is not None else "closed"
    if identity is False:
        return "refused"
    if state.started is None:
        if last_heard(attempt) is not None:
            return "instructions"
        return "checked" if identity else "absent"
    if state.paused is not None:
        return "paused"
    return "stale" if is_stale(attempt, now, sitting_pack().stale_seconds) else "working"
