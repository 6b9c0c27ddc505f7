"""Supervisors appointed to a batch: planned, withdrawn, found; never somebody who serves in it.

In: a batch, an account, a day. Out: rows of ``Visit``, facts. Follows: practice of the field: a supervisor, from
inside or outside, is no assessor and no invigilator of the same batch, and sees the batches of their visits only.
"""

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Batch
from liangcai_web.records.duties import RoomDuty
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Membership
from liangcai_web.records.supervision import Visit
from liangcai_web.services.batches.changed import is_cancelled
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.supervision import VisitPlanned, VisitWithdrawn
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.turns import take_turn

Kind, Role = Visit.Kind, Membership.Role
# What somebody from outside may still be in the organisation of the batch.
OUTSIDE = (Role.AUTHORITY,)


def plan_visit(
    batch: Batch, kind: str, username: str, day: date, *, now: datetime, actor: AbstractBaseUser
) -> Result[Visit | None]:
    """Appoint a supervisor; refused where the person serves in the batch or is not from where the kind says."""
    with take_turn(batch.organisation):
        user = get_user_model().objects.filter(username=username.strip(), is_active=True).first()
        findings = _check(batch, kind, user, day)
        if findings or user is None:
            return Result(None, findings)
        visit = Visit.objects.create(batch=batch, supervisor_id=user.pk, kind=kind, day=day, planned_at=now)
        said = VisitPlanned(kind=kind, account=user.pk, day=day)
        append_fact(
            batch.organisation, "visit_planned", said, now=now, actor=actor, batch=batch.uuid, subject=visit.uuid
        )
    return Result(visit)


def _check(batch: Batch, kind: str, user: AbstractBaseUser | None, day: date) -> tuple[Finding, ...]:
    findings = []
    if is_cancelled(batch):
        findings.append(refuse("batch", "批次已取消。", "The batch was called off."))
    if user is None or not _is_supervisor(batch, kind, user):
        where = ("本机构", "here") if kind == Kind.INTERNAL else ("其他机构", "in another organisation")
        zh, en = f"{where[0]}没有这个督导账户。", f"There is no such supervisor {where[1]}."
        findings.append(refuse("supervisor", zh, en))
    elif kind == Kind.EXTERNAL and _works_in(batch, user):
        zh = "外督不能是本机构的工作人员。"
        findings.append(refuse("supervisor", zh, "A supervisor from outside does not work for this office."))
    elif serves_in(batch, user):
        findings.append(_refuse_serving())
    elif Visit.objects.filter(batch=batch, supervisor_id=user.pk, withdrawn_at=None).exists():
        findings.append(refuse("supervisor", "这位督导人员已选派到本批次。", "This supervisor is appointed already."))
    if not local_day(batch.opened_at) <= day <= date(local_day(batch.starts_at).year + 1, 12, 31):
        findings.append(refuse("day", "日期须在批次公告之后。", "The day lies before the announcement of the batch."))
    return tuple(findings)


def _is_supervisor(batch: Batch, kind: str, user: AbstractBaseUser) -> bool:
    held = Membership.objects.filter(user_id=user.pk, role=Role.SUPERVISOR)
    return held.filter(organisation=batch.organisation).exists() if kind == Kind.INTERNAL else held.exists()


def _works_in(batch: Batch, user: AbstractBaseUser) -> bool:
    roles = Membership.objects.filter(user_id=user.pk, organisation=batch.organisation)
    return roles.exclude(role__in=OUTSIDE).exists()


def serves_in(batch: Batch, user: AbstractBaseUser) -> bool:
    """Whether somebody watches a room of a batch, stands in its plan, or has signed a score sheet in it."""
    plan = load_plan(batch)
    sessions = plan.timetable.sessions if plan else ()
    return (
        RoomDuty.objects.filter(batch=batch, user_id=user.pk).exists()
        or any(user.get_username() in session.staff for session in sessions)
        or Fact.objects.filter(batch=batch.uuid, kind="sheet_signed", actor_id=user.pk).exists()
    )


def withdraw_visit(visit: Visit, reason: str, *, now: datetime, actor: AbstractBaseUser) -> Finding | None:
    """Take an appointment back, with a reason; one whose form is signed stays."""
    if not reason.strip():
        return refuse("reason", "请写明理由。", "Say why.")
    with take_turn(visit.batch.organisation):
        if Fact.objects.filter(subject=visit.uuid, kind="visit_signed").exists():
            return refuse("reason", "督导表已签字，不能撤回选派。", "The form is signed: the appointment stays.")
        visit.withdrawn_at = now
        visit.save(update_fields=["withdrawn_at"])
        said = VisitWithdrawn(reason=reason.strip()[:400])
        batch = visit.batch
        append_fact(
            batch.organisation, "visit_withdrawn", said, now=now, actor=actor, batch=batch.uuid, subject=visit.uuid
        )
    return None


def list_visits(batch: Batch) -> "QuerySet[Visit]":
    """The visits of a batch that stand."""
    return Visit.objects.filter(batch=batch, withdrawn_at=None).select_related("supervisor", "batch__organisation")


def list_own(user: AbstractBaseUser) -> "QuerySet[Visit]":
    """The visits of a supervisor, the latest day first, whichever organisation the batch belongs to."""
    rows = Visit.objects.filter(supervisor_id=user.pk, withdrawn_at=None)
    return rows.select_related("batch__organisation", "batch__standard", "supervisor").order_by("-day", "-pk")


def find_own(user: AbstractBaseUser, uuid: UUID) -> Visit | None:
    """A visit of this supervisor, or None: another's is not seen."""
    return list_own(user).filter(uuid=uuid).first()


def find_visit(batch: Batch, uuid: UUID) -> Visit | None:
    """A visit of this batch that stands, or None."""
    return list_visits(batch).filter(uuid=uuid).first()


def list_supervisors(batch: Batch, kind: str) -> tuple[str, ...]:
    """The accounts that could be appointed, by user name."""
    held = Membership.objects.filter(role=Role.SUPERVISOR, user__is_active=True)
    if kind == Kind.INTERNAL:
        held = held.filter(organisation=batch.organisation)
    else:
        working = Membership.objects.filter(organisation=batch.organisation).exclude(role__in=OUTSIDE)
        held = held.exclude(Q(user__in=working.values("user")))
    return tuple(sorted(set(held.values_list("user__username", flat=True))))


def _refuse_serving() -> Finding:
    zh = "这位是本批次的监考或考评人员，不能督导本批次。"
    return refuse("supervisor", zh, "This person invigilates or assesses in the batch and cannot supervise it.")


def refuse(rule: str, zh: str, en: str) -> Finding:
    """What cannot be done, under the name of the field."""
    return Finding(rule=f"supervision.{rule}", severity=Severity.ERROR, message=Message(zh, en))
