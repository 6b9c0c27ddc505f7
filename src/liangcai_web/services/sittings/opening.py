"""Opening the papers at a time that two had set, and dealing shares anew.

In: two people with their pass phrases, or one at that time. Out: facts. Follows: reliability rule 9: until two have
set a time this installation holds no share; from then on it helps one officer at that time, and never before.
"""

from datetime import datetime

import msgspec

from liangcai.findings import Finding, Result
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.records.seals import Seal
from liangcai_web.services.accounts.officer_keys import Hand, say
from liangcai_web.services.facts import append_fact, last_fact
from liangcai_web.services.papers.making import kept_hash
from liangcai_web.services.papers.seals import deal_shares, find_seal, recover_at_time, recover_key, release_key
from liangcai_web.services.payloads.base import OpeningTimeSet, PapersSealed, SittingOpened
from liangcai_web.services.sittings.disk import reserve_room
from liangcai_web.services.sittings.office import check_opening, read_opening
from liangcai_web.services.turns import take_turn


def set_opening_time(
    batch: Batch, hands: tuple[Hand, Hand], opens_at: datetime | None, *, now: datetime
) -> Result[Fact | None]:
    """Let this installation help one officer from a time on, by two people; None takes it back."""
    if opens_at is not None and opens_at <= now:
        return Result(None, (say("seal.opens_at", "启封时间须在将来。", "The time has to lie ahead."),))
    return _by_two(batch, hands, "opening_time_set", OpeningTimeSet(opens_at=opens_at), now)


def deal_anew(batch: Batch, hands: tuple[Hand, Hand], *, now: datetime) -> Result[Fact | None]:
    """Give every officer with a key a share, by two who hold one: for new colleagues and renewed keys."""
    return _by_two(batch, hands, "shares_dealt", None, now)


def _by_two(
    batch: Batch, hands: tuple[Hand, Hand], kind: str, said: OpeningTimeSet | None, now: datetime
) -> Result[Fact | None]:
    with take_turn(batch.organisation):
        seal = find_seal(batch)
        finding = check_sealed(batch, seal)
        if finding or seal is None:
            return Result(None, (finding,) if finding else ())
        key = recover_key(seal, hands)
        if key.value is None:
            return Result(None, key.findings)
        if said is not None:
            seal.opens_at = said.opens_at
            seal.save(update_fields=["opens_at"])
        rows = deal_shares(seal, key.value)
        payload: msgspec.Struct = said or PapersSealed(holders=tuple(row.holder_id for row in rows))
        actor, approver = (hand.user for hand in hands)
        return Result(
            append_fact(batch.organisation, kind, payload, now=now, actor=actor, approver=approver, batch=batch.uuid)
        )


def check_sealed(batch: Batch, seal: Seal | None) -> Finding | None:
    """Why there is no seal to work on, or None."""
    if seal is None:
        return say("seal", "还没有试卷，请先组卷。", "There are no papers yet: assemble them first.")
    if read_opening(batch) is not None:
        return say("seal", "试卷已经启封。", "The papers have been opened already.")
    return None


def open_at_time(batch: Batch, hand: Hand, *, now: datetime) -> Result[Fact | None]:
    """Unseal the papers by one officer at the time that two had set; the other of the two stands as approver."""
    with take_turn(batch.organisation):
        finding, seal = check_opening(batch, now), find_seal(batch)
        set_by = last_fact(batch.uuid, "opening_time_set")
        if finding or seal is None or set_by is None:
            return Result(None, (finding,) if finding else _no_time(hand))
        key = recover_at_time(seal, hand, now)
        if key.value is None:
            return Result(None, key.findings)
        release_key(seal, key.value)
        opened = SittingOpened(
            forms_sha256=kept_hash(batch.uuid, "forms_assembled") or "", rooms_start=True, how="time"
        )
        approver = set_by.approver if set_by.approver_id != hand.user.pk else set_by.actor
        fact = append_fact(
            batch.organisation,
            "sitting_opened",
            opened,
            now=now,
            actor=hand.user,
            approver=approver,
            batch=batch.uuid,
        )
    reserve_room(batch, now)
    return Result(fact)


def _no_time(hand: Hand) -> tuple[Finding, ...]:
    return (say(hand.field, "没有设定启封时间。", "No time has been set for opening."),)
