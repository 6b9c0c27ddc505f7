"""The record of a room (考场记录): who sat, what happened, by whom, and the two signatures under it.

In: a batch, a room. Out: a ``RoomRecord`` with the hash of its content; facts that sign it. Follows: nothing in it is
typed for it: it is folded from facts and journals; a signature names the hash of what was signed.
"""

import hashlib
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Max

from liangcai.audit.checkpoint import Checkpoint
from liangcai.delivery.attempt import AttemptState
from liangcai.findings import Message, Result
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.checkpoints import find_checkpoint, note_checkpoint
from liangcai_web.services.facts import append_fact, read_payload
from liangcai_web.services.payloads.base import AttemptClosed, IdentityChecked, RoomEnded, RoomRecordSigned
from liangcai_web.services.sittings.duties import list_watches, watches
from liangcai_web.services.sittings.journal import read_frame
from liangcai_web.services.sittings.record_words import describe_fact
from liangcai_web.services.sittings.rooms import list_seats, read_room, refuse, room_key
from liangcai_web.services.turns import take_turn

KINDS = (
    "room_started",
    "clock_paused",
    "clock_resumed",
    "time_granted",
    "seat_moved",
    "takeover_allowed",
    "takeover_used",
    "irregularity_noted",
    "entry_allowed",
    "leaving_allowed",
    "duty_given",
    "duty_ended",
    "room_ended",
)
SIGNATURES = 2


class RecordLine(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate: when they began and ended and how, and the seconds granted and given back after pauses."""

    seat: int
    ticket: str
    name: str
    identity: bool | None
    started: datetime | None
    ended: datetime | None
    how: str
    granted: int
    lost: int
    irregularities: int


class RecordEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done: when, what, for which seat, by whom, with whose approval."""

    at: datetime
    what: Message
    seat: str
    who: str


class RoomRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The record; ``position`` and ``hash`` are the last event of the journal when the room ended."""

    batch: str
    room: str
    staff: tuple[str, ...]
    started: datetime | None
    ended: datetime | None
    lines: tuple[RecordLine, ...]
    events: tuple[RecordEvent, ...]
    position: int
    hash: str

    @property
    def sha256(self) -> str:
        """The hash of everything in it: what a signature names."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()

    @property
    def absent(self) -> tuple[RecordLine, ...]:
        """Those who never began."""
        return tuple(line for line in self.lines if line.started is None)

    @property
    def irregular(self) -> tuple[RecordLine, ...]:
        """Those of whom an irregularity was noted."""
        return tuple(line for line in self.lines if line.irregularities)


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed when; ``holds`` while the record is the one that was signed."""

    name: str
    at: datetime
    holds: bool


def build_record(batch: Batch, room: str) -> RoomRecord:
    """Fold the record of a room from facts and journals."""
    seats, state = list_seats(batch, room), read_room(batch, room)
    subjects = {seat.uuid: seat for seat in seats}
    found = Fact.objects.filter(subject__in=[*subjects, room_key(batch, room), batch.uuid]).exclude(
        kind="room_record_signed"
    )
    facts = list(found.select_related("actor", "approver").order_by("position"))
    ended = read_payload(state.ended, RoomEnded) if state.ended else None
    watching = next((one.names for one in list_watches(batch) if one.room == room), ())
    return RoomRecord(
        batch=str(batch.uuid),
        room=room,
        staff=watching,
        started=state.started.at if state.started else None,
        ended=state.ended.at if state.ended else None,
        lines=tuple(_write_line(seat, [fact for fact in facts if fact.subject == seat.uuid]) for seat in seats),
        events=tuple(
            _write_event(fact, subjects.get(fact.subject) if fact.subject else None) for fact in facts if _is_told(fact)
        ),
        position=ended.position if ended else 0,
        hash=ended.hash if ended else "",
    )


def list_signatures(batch: Batch, room: str, sha256: str) -> tuple[Signature, ...]:
    """Who has signed the record of a room, this version of it or an earlier one."""
    facts = Fact.objects.filter(subject=room_key(batch, room), kind="room_record_signed").select_related("actor")
    return tuple(
        Signature(
            name=fact.actor.get_username() if fact.actor else "",
            at=fact.at,
            holds=read_payload(fact, RoomRecordSigned).sha256 == sha256,
        )
        for fact in facts.order_by("position")
    )


def sign_record(batch: Batch, room: str, sha256: str, *, actor: AbstractBaseUser, now: datetime) -> Result[Fact | None]:
    """Sign the record as it stands, by an invigilator of the room, each once; ``sha256`` is what the signer saw."""
    with take_turn(batch.organisation):
        record = build_record(batch, room)
        if record.ended is None:
            return Result(None, (refuse("record.open", "考场还没有结束。", "The room has not ended yet."),))
        if record.sha256 != sha256:
            zh, en = "记录在您打开后有变动，请再看一遍。", "The record has changed since you opened it: look again."
            return Result(None, (refuse("record.changed", zh, en),))
        if not watches(actor, batch, room):
            zh, en = "只有本考场的监考人员可以签字。", "Only the invigilators of this room sign."
            return Result(None, (refuse("record.duty", zh, en),))
        if any(one.holds and one.name == actor.get_username() for one in list_signatures(batch, room, sha256)):
            return Result(None, (refuse("record.again", "您已经签过字。", "You have signed already."),))
        said, key = RoomRecordSigned(room=room, sha256=sha256), room_key(batch, room)
        fact = append_fact(
            batch.organisation, "room_record_signed", said, now=now, actor=actor, batch=batch.uuid, subject=key
        )
        note_checkpoint(batch.organisation, now=now, batch=batch)
    return Result(fact)


def find_record_checkpoint(batch: Batch, room: str) -> Checkpoint | None:
    """The checkpoint of the log that covers the end of the room and its signatures so far; None before the end."""
    signed = Fact.objects.filter(subject=room_key(batch, room), kind__in=("room_ended", "room_record_signed"))
    last = signed.aggregate(Max("position"))["position__max"]
    return find_checkpoint(batch.organisation, after=last) if last else None


def _is_told(fact: Fact) -> bool:
    refused = fact.kind == "identity_checked" and not read_payload(fact, IdentityChecked).passed
    return fact.kind in KINDS or refused


def _write_line(candidate: Candidate, facts: list[Fact]) -> RecordLine:
    state = read_frame(str(candidate.uuid))
    checks = [read_payload(fact, IdentityChecked).passed for fact in facts if fact.kind == "identity_checked"]
    closings = [read_payload(fact, AttemptClosed) for fact in facts if fact.kind == "attempt_closed"]
    return RecordLine(
        seat=candidate.seat or 0,
        ticket=candidate.ticket_number,
        name=candidate.person.name,
        identity=checks[-1] if checks else None,
        started=state.started,
        ended=_find_end(state),
        how=closings[-1].how if closings and state.over else "",
        granted=state.granted_seconds,
        lost=int(state.lost.total_seconds()),
        irregularities=sum(fact.kind == "irregularity_noted" for fact in facts),
    )


def _find_end(state: AttemptState) -> datetime | None:
    return min((moment for moment in (state.handed_in, state.closed) if moment is not None), default=None)


def _write_event(fact: Fact, candidate: Candidate | None) -> RecordEvent:
    people = [user.get_username() for user in (fact.actor, fact.approver) if user is not None]
    return RecordEvent(
        at=fact.at,
        what=describe_fact(fact),
        seat=str(candidate.seat) if candidate else "",
        who=" + ".join(people),
    )
