"""A batch that is changed or called off after its announcement.

In: a batch, what is new, why. Out: facts, and the row as it is from now on. Follows: what was announced is never
silently another; calling off takes two people, by a database constraint.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import append_fact, last_fact
from liangcai_web.services.payloads.workflow import BatchCancelled, BatchChanged
from liangcai_web.services.turns import take_turn


def is_cancelled(batch: Batch) -> bool:
    """Whether the batch was called off."""
    return Fact.objects.filter(batch=batch.uuid, kind="batch_cancelled").exists()


def change_batch(
    batch: Batch, title: str, starts_at: datetime, reason: str, *, actor: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """Give a batch another name or start; never once its papers are open. A plan that was filed is to be filed anew."""
    with take_turn(batch.organisation):
        refused = check_change(batch, reason)
        if refused is None and (title, starts_at) == (batch.title, batch.starts_at):
            refused = _refuse("same", "没有改动。", "Nothing was changed.")
        if refused is None and starts_at != batch.starts_at and starts_at <= now:
            refused = _refuse("past", "开考时间须在将来。", "The start must lie ahead.")
        if refused:
            return Result(None, (refused,))
        said = BatchChanged(
            title=title,
            starts_at=starts_at,
            title_before=batch.title,
            starts_before=batch.starts_at,
            reason=reason.strip(),
        )
        batch.title, batch.starts_at = title, starts_at
        batch.save(update_fields=["title", "starts_at"])
        return Result(append_fact(batch.organisation, "batch_changed", said, now=now, actor=actor, batch=batch.uuid))


def cancel_batch(
    batch: Batch, reason: str, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """Call a batch off, by two people; nothing of it is deleted."""
    with take_turn(batch.organisation):
        refused = check_change(batch, reason)
        if refused:
            return Result(None, (refused,))
        said = BatchCancelled(reason=reason.strip())
        return Result(
            append_fact(
                batch.organisation,
                "batch_cancelled",
                said,
                now=now,
                actor=actor,
                approver=approver,
                batch=batch.uuid,
            )
        )


def check_change(batch: Batch, reason: str) -> Finding | None:
    """What keeps a batch as it is, or None."""
    if is_cancelled(batch):
        return _refuse("cancelled", "批次已取消。", "The batch was called off.")
    if last_fact(batch.uuid, "sitting_opened") is not None:
        return _refuse("open", "试卷已启封，不能再变更或取消。", "The papers are open: it can no longer be changed.")
    if not reason.strip():
        return _refuse("reason", "请写明理由。", "Say why.")
    return None


def _refuse(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"batch.{rule}", severity=Severity.ERROR, message=Message(zh, en))
