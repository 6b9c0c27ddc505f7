"""A room of a sitting: who watches it, when it starts, when its clocks stand still.

In: a batch, the name of a room, an invigilator. Out: facts, and events in the journals of its seats. Follows: the
journal is the truth about time, so it is written first; facts say who did it and why.
"""

from datetime import datetime
from uuid import UUID, uuid4, uuid5

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.journal.model import NewEvent, StoredEvent
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.duties import RoomDuty
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import append_fact, last_fact, newest_fact, read_payload
from liangcai_web.services.payloads.base import ClockPaused, ClockResumed, RoomStarted, SittingOpened
from liangcai_web.services.sittings.journal import append_frames, fold_events, open_journal
from liangcai_web.services.turns import take_turn

PAUSES = ("paused", "resumed")
User = AbstractBaseUser


class RoomState(msgspec.Struct, frozen=True, kw_only=True):
    """What was done with a room: the facts that started and ended it, whether it waits for its start."""

    room: str
    key: UUID
    waits: bool
    started: Fact | None
    ended: Fact | None


def room_key(batch: Batch, room: str) -> UUID:
    """What facts about a room are about."""
    return uuid5(batch.uuid, room)


def read_room(batch: Batch, room: str) -> RoomState:
    """The room as the facts have it."""
    key = room_key(batch, room)
    started, ended = find_start(batch, room), newest_fact(key, "room_ended")
    waits = started is None and _is_to_be_started(batch, room)
    return RoomState(room=room, key=key, waits=waits, started=started, ended=ended)


def _is_to_be_started(batch: Batch, room: str) -> bool:
    """Whether the room is watched, and the papers were opened so that watched rooms wait for their start."""
    opening = last_fact(batch.uuid, "sitting_opened")
    if opening is None or not read_payload(opening, SittingOpened).rooms_start:
        return False
    return RoomDuty.objects.filter(batch=batch, room=room).exists()


def find_start(batch: Batch, room: str) -> Fact | None:
    """The fact that started the room, or None."""
    return newest_fact(room_key(batch, room), "room_started")


def list_rooms(batch: Batch) -> tuple[str, ...]:
    """The rooms in which candidates of a batch sit."""
    return tuple(batch.candidates.exclude(room="").values_list("room", flat=True).distinct().order_by("room"))


def list_seats(batch: Batch, room: str) -> tuple[Candidate, ...]:
    """The candidates of a room by seat."""
    rows = tuple(batch.candidates.filter(room=room).select_related("person").order_by("seat", "serial"))
    for row in rows:
        row.batch = batch  # one batch with one standard for all of them
    return rows


def start_room(batch: Batch, room: str, *, actor: User, now: datetime) -> Result[Fact | None]:
    """Let the candidates of a room begin; a second press changes nothing."""
    with take_turn(batch.organisation):
        if last_fact(batch.uuid, "sitting_opened") is None:
            zh, en = "试卷还没有由两人启封，不能开考。", "The papers are still sealed: two officers open them first."
            return Result(None, (refuse("room.sealed", zh, en),))
        state = read_room(batch, room)
        if state.started is not None:
            return Result(state.started)
        return Result(_state(batch, room, "room_started", RoomStarted(room=room), actor=actor, now=now))


def pause_room(batch: Batch, room: str, reason: str, *, actor: User, now: datetime) -> Result[int]:
    """Stop the clocks of everyone in the room who has not ended; how many there are."""
    return pause_seats(batch, room, list_seats(batch, room), "room", reason, actor=actor, now=now)


def pause_seat(candidate: Candidate, reason: str, *, actor: User, now: datetime) -> Result[int]:
    """Stop the clock of one candidate."""
    return pause_seats(candidate.batch, candidate.room, (candidate,), "seat", reason, actor=actor, now=now)


def pause_seats(
    batch: Batch, room: str, seats: tuple[Candidate, ...], scope: str, reason: str, *, actor: User, now: datetime
) -> Result[int]:
    """One pause of several clocks, at one moment; those that stand still for the same cause already are left."""
    stories = {seat: read_pauses(seat) for seat in seats}
    running = [seat for seat, story in stories.items() if not story.over and scope not in story.open.values()]
    if not running:
        zh, en = "没有可以暂停的考生：已暂停，或已经结束。", "Nobody to pause: paused already, or ended."
        return Result(0, (refuse("room.nothing_to_pause", zh, en),))
    name = str(uuid4())
    event = NewEvent(kind="paused", client_id=f"pause:{name}", payload={"pause": name, "scope": scope})
    append_frames({str(seat.uuid): (event,) for seat in running}, now)
    said = ClockPaused(pause=name, scope=scope, room=room, attempts=_name(running), reason=reason)
    subject = running[0].uuid if scope == "seat" else room_key(batch, room)
    append_fact(batch.organisation, "clock_paused", said, now=now, actor=actor, batch=batch.uuid, subject=subject)
    return Result(len(running))


def resume_room(batch: Batch, room: str, *, actor: User, now: datetime) -> Result[int]:
    """Let the clocks of a room run again; a seat that was paused by itself stays so."""
    return resume_seats(batch, room, list_seats(batch, room), "room", actor=actor, now=now)


def resume_seat(candidate: Candidate, *, actor: User, now: datetime) -> Result[int]:
    """Let the clock of one candidate run again, whatever stopped it."""
    return resume_seats(candidate.batch, candidate.room, (candidate,), "seat", actor=actor, now=now)


def resume_seats(
    batch: Batch, room: str, seats: tuple[Candidate, ...], scope: str, *, actor: User, now: datetime
) -> Result[int]:
    """End open pauses at one moment: those of the room, or for a seat all that it has."""
    ending = {}
    for seat in seats:
        names = [name for name, cause in read_pauses(seat).open.items() if scope in ("seat", cause)]
        if names:
            ending[seat] = tuple(
                NewEvent(kind="resumed", client_id=f"resume:{name}", payload={"pause": name}) for name in names
            )
    if not ending:
        return Result(0, (refuse("room.nothing_to_resume", "没有暂停中的考生。", "Nobody is paused."),))
    append_frames({str(seat.uuid): events for seat, events in ending.items()}, now)
    said = ClockResumed(scope=scope, room=room, attempts=_name(list(ending)))
    subject = next(iter(ending)).uuid if scope == "seat" else room_key(batch, room)
    append_fact(batch.organisation, "clock_resumed", said, now=now, actor=actor, batch=batch.uuid, subject=subject)
    return Result(len(ending))


class PauseStory(msgspec.Struct, frozen=True, kw_only=True):
    """The open pauses of an attempt by name, each with what it was for, and whether the attempt is over."""

    open: dict[str, str]
    over: bool


def read_pauses(candidate: Candidate) -> PauseStory:
    """The pauses that last, from the journal."""
    events = open_journal().read(str(candidate.uuid), (*PAUSES, "opened", "granted", "handed_in", "closed"))
    return PauseStory(open=find_open(events), over=fold_events(events).over)


def find_open(events: tuple[StoredEvent, ...]) -> dict[str, str]:
    """Pauses that were begun and not ended, each with its scope."""
    begun = {str(one.payload["pause"]): str(one.payload["scope"]) for one in events if one.kind == "paused"}
    ended = {str(one.payload["pause"]) for one in events if one.kind == "resumed"}
    return {name: scope for name, scope in begun.items() if name not in ended}


def refuse(rule: str, zh: str, en: str) -> Finding:
    """Why something is not done in a room."""
    return Finding(rule=rule, severity=Severity.ERROR, message=Message(zh, en))


def _name(seats: list[Candidate]) -> tuple[str, ...]:
    return tuple(str(seat.uuid) for seat in seats)


def _state(batch: Batch, room: str, kind: str, payload: msgspec.Struct, *, actor: User, now: datetime) -> Fact:
    key = room_key(batch, room)
    return append_fact(batch.organisation, kind, payload, now=now, actor=actor, batch=batch.uuid, subject=key)
