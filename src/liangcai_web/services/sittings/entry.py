"""Who may begin and who may leave: the start of the room, entering late, leaving early, a refused identity.

In: a candidate, the moment. Out: why not, or None. Follows: the rule pack of the sitting; minutes count from the start
of the room; two people may let one candidate in late or out early.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import append_fact, newest_fact, read_payload
from liangcai_web.services.packs import sitting_pack
from liangcai_web.services.payloads.base import IdentityChecked, RuleWaived
from liangcai_web.services.sittings.journal import read_frame
from liangcai_web.services.sittings.rooms import RoomState, find_start, read_room

WAIVERS = {"entry": "entry_allowed", "leaving": "leaving_allowed"}


def check_entry(candidate: Candidate, now: datetime) -> Finding | None:
    """What keeps a candidate from beginning, or None."""
    room = read_room(candidate.batch, candidate.room)
    checked = find_identity_check(candidate)
    if checked is not None and not read_payload(checked, IdentityChecked).passed:
        return _refuse("identity", "身份核验未通过，不能开始。", "Your identity was not confirmed: you cannot start.")
    if room.waits:
        return _refuse("wait", "监考人员还没有宣布开考。", "The invigilator has not started the room yet.")
    if room.started is None and candidate.starts_at is not None and now < candidate.starts_at:
        return _refuse("early_start", "还没有到您这一场的开考时间。", "Your session has not begun yet.")
    if room.ended is not None:
        return _refuse("ended", "本考场考试已经结束。", "The examination in this room is over.")
    if read_frame(str(candidate.uuid)).paused is not None:
        return _refuse("paused", "考试已暂停，请等监考人员宣布继续。", "The examination is paused: please wait.")
    return check_late_entry(candidate, room, now)


def check_late_entry(candidate: Candidate, room: RoomState, now: datetime) -> Finding | None:
    """Whether the room started too long ago to begin now."""
    minutes = sitting_pack().late_entry_minutes
    if room.started is None or now - room.started.at <= timedelta(minutes=minutes) or is_waived(candidate, "entry"):
        return None
    return _refuse(
        "late", f"开考 {minutes} 分钟后不得入场。", f"Nobody may begin later than {minutes} minutes after the start."
    )


def check_leaving(candidate: Candidate, now: datetime) -> Finding | None:
    """What keeps a candidate from handing in now, or None."""
    started, minutes = find_start(candidate.batch, candidate.room), sitting_pack().leave_after_minutes
    if started is None or now - started.at >= timedelta(minutes=minutes) or is_waived(candidate, "leaving"):
        return None
    return _refuse(
        "early",
        f"开考 {minutes} 分钟后方可交卷离场。",
        f"Papers can be handed in from {minutes} minutes after the start of the room.",
    )


def find_identity_check(candidate: Candidate) -> Fact | None:
    """The newest identity check of a candidate, or None."""
    return newest_fact(candidate.uuid, "identity_checked")


def is_waived(candidate: Candidate, rule: str) -> bool:
    """Whether two people have waived a rule for a candidate."""
    return newest_fact(candidate.uuid, WAIVERS[rule]) is not None


def waive_rule(
    candidate: Candidate,
    rule: str,
    reason: str,
    *,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser | None,
    now: datetime,
) -> Result[Fact | None]:
    """Let a candidate in late or out early, by two people: the database refuses one alone."""
    batch = candidate.batch
    if approver is None:
        zh, en = "迟到入场、提前离场须由两人同意。", "Two people have to let somebody in late or out early."
        return Result(None, (Finding(rule="entry.two", severity=Severity.ERROR, message=Message(zh, en)),))
    with transaction.atomic():
        waived = RuleWaived(reason=reason, pack_id=sitting_pack().id)
        fact = append_fact(
            batch.organisation,
            WAIVERS[rule],
            waived,
            now=now,
            actor=actor,
            approver=approver,
            batch=batch.uuid,
            subject=candidate.uuid,
        )
    return Result(fact)


def _refuse(rule: str, zh: str, en: str) -> Finding:
    return Finding(
        rule=f"entry.{rule}",
        severity=Severity.ERROR,
        message=Message(zh, en),
        remedy=Message("请举手告诉监考人员。", "Raise your hand and tell an invigilator."),
        clause=sitting_pack().id,
    )
