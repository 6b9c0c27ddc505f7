"""What an invigilator does at one seat: identity, another seat, an irregularity, the end.

In: a candidate, who acts, the moment. Out: facts. Follows: an irregularity is noted under a rule of the rule pack; what
becomes of it is decided later.
"""

from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.delivery.attempt import AttemptState
from liangcai.findings import Finding, Result
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.checkpoints import note_checkpoint
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import sitting_pack
from liangcai_web.services.payloads.base import IdentityChecked, IrregularityNoted, RoomEnded, SeatMoved
from liangcai_web.services.sittings.attempts import close_attempt
from liangcai_web.services.sittings.journal import open_journal, read_frame
from liangcai_web.services.sittings.rooms import list_rooms, list_seats, read_room, refuse, room_key
from liangcai_web.services.turns import take_turn

User = AbstractBaseUser
LAST_SEAT = 999


def check_identity(
    candidate: Candidate, *, passed: bool, reason: str = "", actor: User, now: datetime
) -> Result[Fact | None]:
    """Record that person and document were compared; a refusal needs its reason. The newest check holds."""
    if not passed and not reason.strip():
        return Result(None, (refuse("seat.reason", "不予通过须写明原因。", "State why identity is not confirmed."),))
    said = IdentityChecked(passed=passed, reason="" if passed else reason.strip()[:400])
    return Result(_state(candidate, "identity_checked", said, actor=actor, now=now))


def move_seat(
    candidate: Candidate, room: str, seat: int, reason: str, *, actor: User, now: datetime
) -> Result[Fact | None]:
    """Put a candidate on a free seat, in this room or another of the batch."""
    batch = candidate.batch
    with take_turn(batch.organisation):
        wrong = check_move(candidate, room, seat, reason)
        if wrong is not None:
            return Result(None, (wrong,))
        said = SeatMoved(
            from_room=candidate.room, from_seat=candidate.seat or 0, room=room, seat=seat, reason=reason.strip()[:400]
        )
        Candidate.objects.filter(pk=candidate.pk).update(room=room, seat=seat)
        return Result(_state(candidate, "seat_moved", said, actor=actor, now=now))


def check_move(candidate: Candidate, room: str, seat: int, reason: str) -> Finding | None:
    """What keeps a candidate from a seat, or None."""
    if not reason.strip():
        return refuse("seat.reason", "换座须写明原因。", "State why the seat is changed.")
    if room not in list_rooms(candidate.batch):
        return refuse("seat.room", "这个批次没有这个考场。", "This batch has no such room.")
    if not 1 <= seat <= LAST_SEAT:
        return refuse("seat.number", "座位号须在 1 至 999 之间。", "A seat has a number from 1 to 999.")
    if candidate.batch.candidates.filter(room=room, seat=seat).exists():
        return refuse("seat.taken", f"{room} 的 {seat} 号座位有人。", f"Seat {seat} of {room} is taken.")
    return None


def note_irregularity(
    candidate: Candidate, code: str, text: str, evidence: str, *, actor: User, now: datetime
) -> Result[Fact | None]:
    """Note what was seen, under the code of its rule; facts and evidence in the invigilator's words."""
    pack = sitting_pack()
    if pack.irregularity(code) is None:
        return Result(None, (refuse("seat.code", "规则包中没有这一条。", "The rule pack has no such rule."),))
    if len(text.strip()) < 4:
        zh, en = "请写明看到的事实（至少 4 个字）。", "State what was seen, in four characters at least."
        return Result(None, (refuse("seat.text", zh, en),))
    said = IrregularityNoted(code=code, text=text.strip()[:1000], evidence=evidence.strip()[:400], pack_id=pack.id)
    return Result(_state(candidate, "irregularity_noted", said, actor=actor, now=now))


def end_seat(candidate: Candidate, reason: str, *, actor: User, now: datetime) -> Result[AttemptState | None]:
    """Close the attempt of one candidate at the word of an invigilator, with its reason."""
    if not reason.strip():
        return Result(None, (refuse("seat.reason", "收卷须写明原因。", "State why the paper is closed."),))
    state = read_frame(str(candidate.uuid))
    if state.started is None or state.over:
        zh, en = "没有正在进行的作答。", "There is no attempt that runs."
        return Result(None, (refuse("seat.not_running", zh, en),))
    return Result(close_attempt(candidate, "staff", now, actor, reason.strip()[:400]))


def end_room(batch: Batch, room: str, reason: str, *, actor: User, now: datetime) -> Result[Fact | None]:
    """Close everyone who still works and state the end of the room, with the last event of the journal."""
    state = read_room(batch, room)
    if state.ended is not None:
        return Result(state.ended)
    running = [seat for seat in list_seats(batch, room) if is_running(seat)]
    if running and not reason.strip():
        zh = f"还有 {len(running)} 人在答题，结束考场须写明原因。"
        return Result(None, (refuse("room.reason", zh, f"{len(running)} still work: state why the room ends."),))
    for seat in running:
        close_attempt(seat, "staff", now, actor, reason.strip()[:400])
    head = open_journal().head()
    said = RoomEnded(
        room=room,
        reason=reason.strip()[:400],
        closed=len(running),
        position=head.position if head else 0,
        hash=head.hash if head else "",
    )
    key = room_key(batch, room)
    ended = append_fact(batch.organisation, "room_ended", said, now=now, actor=actor, batch=batch.uuid, subject=key)
    note_checkpoint(batch.organisation, now=now, batch=batch)
    return Result(ended)


def is_running(candidate: Candidate) -> bool:
    """Whether an attempt was started and is not over."""
    state = read_frame(str(candidate.uuid))
    return state.started is not None and not state.over


def _state(candidate: Candidate, kind: str, payload: msgspec.Struct, *, actor: User, now: datetime) -> Fact:
    batch = candidate.batch
    return append_fact(
        batch.organisation, kind, payload, now=now, actor=actor, batch=batch.uuid, subject=candidate.uuid
    )
