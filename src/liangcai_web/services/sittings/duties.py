"""Who watches which room: by the plan, or by a later word of the office.

In: a plan, accounts. Out: rows of ``RoomDuty``, and a fact for every change after the plan. Follows: nothing is allowed
that a role does not need: an invigilator sees the rooms of their duty and no other.
"""

from datetime import datetime

import msgspec
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.findings import Finding, Result
from liangcai.scheduling.plan import Plan, list_uses
from liangcai_web.records.batches import Batch
from liangcai_web.records.duties import RoomDuty
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.services.facts import NewFact, append_fact, append_facts
from liangcai_web.services.payloads.base import RoomDutyChanged
from liangcai_web.services.registers.supervision_ties import list_supervising
from liangcai_web.services.sittings.rooms import list_rooms, refuse, room_key


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """A room and the user names of those who watch it."""

    room: str
    names: tuple[str, ...]


def give_planned_duties(batch: Batch, plan: Plan) -> None:
    """The duties that a plan names; the plan itself is the document that says so."""
    RoomDuty.objects.bulk_create(list_planned(batch, plan), ignore_conflicts=True)


def list_planned(batch: Batch, plan: Plan) -> list[RoomDuty]:
    """The duties of a plan as rows, not yet kept; who has no account stands on the lists only."""
    uses = list_uses(plan, "theory")
    wanted = {name for use in uses for name in use.session.staff}
    accounts = {user.get_username(): user for user in get_user_model().objects.filter(username__in=wanted)}
    return [
        RoomDuty(batch=batch, room=use.name, user=accounts[name])
        for use in uses
        for name in dict.fromkeys(use.session.staff)
        if name in accounts
    ]


def change_planned_duties(
    batch: Batch, old: Plan | None, plan: Plan, *, now: datetime, actor: AbstractBaseUser
) -> None:
    """The duties of a plan that was mended, a fact for each that is new or ended; those given by hand stay."""
    planned = {(row.room, row.user_id): row for row in list_planned(batch, plan)}
    before = {(row.room, row.user_id) for row in (list_planned(batch, old) if old else ())}
    held = {(row.room, row.user_id): row for row in RoomDuty.objects.filter(batch=batch)}
    ended = [row for key, row in held.items() if key in before and key not in planned]
    given = [row for key, row in planned.items() if key not in held]
    facts = [
        NewFact(
            kind=kind,
            payload=RoomDutyChanged(room=row.room, account=row.user_id),
            subject=room_key(batch, row.room),
        )
        for kind, rows in (("duty_ended", ended), ("duty_given", given))
        for row in rows
    ]
    RoomDuty.objects.filter(pk__in=[row.pk for row in ended]).delete()
    RoomDuty.objects.bulk_create(given)
    append_facts(batch.organisation, facts, now=now, actor=actor, batch=batch.uuid)


def list_watches(batch: Batch) -> tuple[Watch, ...]:
    """Every room of a batch with those who watch it."""
    names: dict[str, list[str]] = {room: [] for room in list_rooms(batch)}
    for row in RoomDuty.objects.filter(batch=batch).select_related("user").order_by("pk"):
        names.setdefault(row.room, []).append(row.user.get_username())
    return tuple(Watch(room=room, names=tuple(found)) for room, found in names.items())


def first_duties(batch: Batch) -> tuple[RoomDuty, ...]:
    """The first invigilator of each room."""
    rows = RoomDuty.objects.filter(batch=batch).select_related("user").order_by("-pk")
    return tuple({row.room: row for row in rows}.values())


def list_duties(user: AbstractBaseUser, organisation: Organisation) -> tuple[RoomDuty, ...]:
    """The rooms that an account watches, the latest examination first."""
    rows = RoomDuty.objects.filter(user_id=user.pk, batch__organisation=organisation).select_related("batch")
    return tuple(rows.order_by("-batch__starts_at", "room"))


def watches(user: AbstractBaseUser, batch: Batch, room: str) -> bool:
    """Whether an account watches this room."""
    return RoomDuty.objects.filter(user_id=user.pk, batch=batch, room=room).exists()


def change_duty(
    batch: Batch, room: str, username: str, *, on: bool, actor: AbstractBaseUser, now: datetime
) -> Result[int]:
    """Bind an invigilator of the office to a room, or let them go; 1 where that changed anything."""
    wrong = check_duty(batch, room, username) or (check_apart(batch, username) if on else None)
    if wrong is not None:
        return Result(0, (wrong,))
    user = get_user_model().objects.get(username=username)
    with transaction.atomic():
        if on:
            _, changed = RoomDuty.objects.get_or_create(batch=batch, room=room, user=user)
        else:
            changed = bool(RoomDuty.objects.filter(batch=batch, room=room, user=user).delete()[0])
        if changed:
            append_fact(
                batch.organisation,
                "duty_given" if on else "duty_ended",
                RoomDutyChanged(room=room, account=user.pk),
                now=now,
                actor=actor,
                batch=batch.uuid,
                subject=room_key(batch, room),
            )
    return Result(int(changed))


def list_invigilators(organisation: Organisation) -> tuple[str, ...]:
    """The user names of the invigilators of an office."""
    rows = Membership.objects.filter(
        organisation=organisation, role=Membership.Role.INVIGILATOR, user__is_active=True
    ).select_related("user")
    return tuple(row.user.get_username() for row in rows.order_by("user__username"))


def check_duty(batch: Batch, room: str, username: str) -> Finding | None:
    """What keeps somebody from a room, or None."""
    if room not in list_rooms(batch):
        return refuse("duty.room", "这个批次没有这个考场。", "This batch has no such room.")
    if username not in list_invigilators(batch.organisation):
        return refuse("duty.name", "本机构没有这位监考人员。", "This office has no such invigilator.")
    return None


def check_apart(batch: Batch, username: str) -> Finding | None:
    """Why a supervisor of the batch watches none of its rooms, or None."""
    if username not in list_supervising(batch):
        return None
    zh = "这位是本批次的督导人员，不能监考本批次。"
    return refuse("duty.name", zh, "This person supervises the batch and cannot invigilate in it.")
