"""Time granted to one, to a room, to a whole sitting: before, during or after, by one person or by two.

In: candidates, seconds, an id made by the page, who grants. Out: rows of ``TimeGrant``, a fact, events in the journals.
Follows: a deadline is start + base + grants + pauses; the same id is the same grant; beyond the limit of the rule pack,
and to bring back what the clock had closed, two different people, held by the database.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Sum

from liangcai.delivery.attempt import AttemptState
from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.journal.model import NewEvent
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.grants import TimeGrant
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import sitting_pack
from liangcai_web.services.payloads.base import TimeGranted
from liangcai_web.services.sittings.journal import append_frames, read_frame
from liangcai_web.services.sittings.rooms import room_key
from liangcai_web.services.turns import take_turn

LONGEST = timedelta(hours=12)
RECENT = timedelta(days=2)


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What is granted: ``grant_id`` is made where it is typed; ``scope`` is seat, room or sitting."""

    grant_id: str
    seconds: int
    reason: str
    scope: str
    room: str = ""


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """How many got time, and how many of them the clock had closed; ``again`` where all that was done before."""

    count: int
    reopened: int
    again: bool = False


def give_time(
    batch: Batch,
    candidates: Sequence[Candidate],
    grant: Grant,
    *,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser | None = None,
    now: datetime,
) -> Result[Granted | None]:
    """Grant time to everyone named whose attempt was neither handed in nor closed by staff."""
    with take_turn(batch.organisation):
        kept = list(TimeGrant.objects.filter(grant_id=grant.grant_id).select_related("candidate"))
        wrong = check_grant(grant, kept)
        if wrong is not None:
            return Result(None, (wrong,))
        rows = kept or plan_rows(candidates, grant, actor=actor, approver=approver, now=now)
        wrong = check_rows(rows)
        if wrong is not None:
            return Result(None, (wrong,))
        if not kept:
            TimeGrant.objects.bulk_create(rows, batch_size=500)
            state_grant(batch, grant, rows, actor=actor, approver=approver, now=now)
    write_grants(rows, now)
    reopened = sum(row.reopens for row in rows)
    return Result(Granted(count=len(rows), reopened=reopened, again=bool(kept)))


def needs_two(candidates: Sequence[Candidate], seconds: int) -> bool:
    """Whether one person alone may not grant so much to all of these."""
    alone = sitting_pack().alone_minutes * 60
    given = sum_grants(candidates)
    return any(given.get(one.pk, 0) + seconds > alone or was_closed_by_clock(one) for one in candidates)


def check_grant(grant: Grant, kept: Sequence[TimeGrant]) -> Finding | None:
    """What is wrong with a grant by itself, or None."""
    if not 0 < grant.seconds <= LONGEST.total_seconds():
        return refuse(
            "seconds", "延时须多于 0、不超过 12 小时。", "Time granted is more than nothing, at most 12 hours."
        )
    if not grant.reason.strip():
        return refuse("reason", "请写明延时原因。", "State why time is granted.")
    if kept and kept[0].seconds != grant.seconds:
        zh = f"同一编号的延时已按 {kept[0].seconds} 秒给过，不能改为 {grant.seconds} 秒。"
        en = f"Under this id {kept[0].seconds} seconds were granted already; it cannot become {grant.seconds}."
        return refuse("other_seconds", zh, en)
    return None


def check_rows(rows: Sequence[TimeGrant]) -> Finding | None:
    """What the database would refuse, said in words; nobody to grant to is a fault as well."""
    if not rows:
        zh = "没有可以延时的考生：都已交卷、被收卷或已阅卷。"
        return refuse("nobody", zh, "Nobody to grant time to: handed in, closed by staff, or marked already.")
    if any(row.approver_id == row.actor_id for row in rows):
        return refuse("same", "批准人须是另一个人。", "The second person must be another one.")
    alone = sitting_pack().alone_minutes
    if any(row.approver_id is None and (row.total > row.alone or row.reopens) for row in rows):
        zh = f"一人最多共给 {alone} 分钟；超过的，或时间到后再给的，须另一人批准。"
        en = f"One person grants {alone} minutes in all; more, or time after the end, needs a second person."
        return refuse("two", zh, en)
    return None


def plan_rows(
    candidates: Sequence[Candidate],
    grant: Grant,
    *,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser | None,
    now: datetime,
) -> list[TimeGrant]:
    """A row for everyone who can still be granted time, with the sum of what they have."""
    given = sum_grants(candidates)
    marked = set(
        Fact.objects.filter(kind="theory_marked", subject__in=[one.uuid for one in candidates]).values_list(
            "subject", flat=True
        )
    )
    return [
        TimeGrant(
            grant_id=grant.grant_id,
            candidate=one,
            seconds=grant.seconds,
            total=given.get(one.pk, 0) + grant.seconds,
            alone=sitting_pack().alone_minutes * 60,
            reopens=was_closed_by_clock(one),
            reason=grant.reason.strip()[:400],
            at=now,
            actor=actor,  # type: ignore[misc]
            approver=approver,
        )
        for one in candidates
        if one.uuid not in marked and may_get_time(read_frame(str(one.uuid)), was_closed_by_clock(one))
    ]


def may_get_time(state: AttemptState, closed_by_clock: bool) -> bool:
    """Whether more time can still do anything: nothing reopens what was handed in or closed by staff."""
    return not state.over or closed_by_clock


def was_closed_by_clock(candidate: Candidate) -> bool:
    """Whether it was the clock alone that ended the attempt."""
    state = read_frame(str(candidate.uuid))
    return state.handed_in is None and state.closed is not None and state.ends is not None and state.closed > state.ends


def sum_grants(candidates: Sequence[Candidate]) -> dict[int, int]:
    """All seconds granted to each candidate so far, by row."""
    rows = TimeGrant.objects.filter(candidate__in=[one.pk for one in candidates])
    return dict(rows.order_by().values_list("candidate").annotate(Sum("seconds")))


def state_grant(
    batch: Batch,
    grant: Grant,
    rows: Sequence[TimeGrant],
    *,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser | None,
    now: datetime,
) -> None:
    """One fact for the whole grant, about the candidate where there is one, else the room or the sitting."""
    keys = {"seat": rows[0].candidate.uuid, "room": room_key(batch, grant.room), "sitting": batch.uuid}
    said = TimeGranted(
        grant=grant.grant_id,
        scope=grant.scope,
        room=grant.room,
        seconds=grant.seconds,
        reason=rows[0].reason,
        attempts=tuple(str(row.candidate.uuid) for row in rows),
        reopened=tuple(str(row.candidate.uuid) for row in rows if row.reopens),
        pack_id=sitting_pack().id,
    )
    append_fact(
        batch.organisation,
        "time_granted",
        said,
        now=now,
        actor=actor,
        approver=approver,
        batch=batch.uuid,
        subject=keys[grant.scope],
    )


def write_grants(rows: Sequence[TimeGrant], now: datetime) -> None:
    """Into the journals; what stands there already is not written again."""
    append_frames(
        {
            str(row.candidate.uuid): (
                NewEvent(kind="granted", client_id=f"grant:{row.grant_id}", payload={"seconds": row.seconds}),
            )
            for row in rows
        },
        now,
    )


def mend_grants(now: datetime) -> int:
    """Write into the journals what was granted lately, in case a crash came between the two; how many grants."""
    rows = TimeGrant.objects.filter(at__gte=now - RECENT).select_related("candidate").order_by("grant_id")
    grants: dict[str, list[TimeGrant]] = {}
    for row in rows:
        grants.setdefault(row.grant_id, []).append(row)
    for group in grants.values():
        write_grants(group, now)
    return len(grants)


def refuse(rule: str, zh: str, en: str) -> Finding:
    """Why time is not granted."""
    return Finding(rule=f"grant.{rule}", severity=Severity.ERROR, message=Message(zh, en), clause=sitting_pack().id)
