"""What a batch needs in rooms and people, and planning it from the registers of the office.

In: a batch, a ``Choice``. Out: the plan, or the smallest set that lacks. Follows: clauses 1.9.3 to 1.9.5.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Result
from liangcai.scheduling.plan import Plan
from liangcai.scheduling.staffing import StaffNeed, needed_staff, parts_of
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.staff import StaffMember
from liangcai_web.services.admission.office import list_admitted
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.packs import scheduling_pack
from liangcai_web.services.payloads.register import Choice
from liangcai_web.services.planning.choosing import gather_resources, read_exam, refuse
from liangcai_web.services.planning.seating import load_plan, plan_seats, planned_already
from liangcai_web.services.turns import take_turn


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """What a part asks for: its name and line in the standard, its staff."""

    part: str
    line: int
    staff: StaffNeed


def list_needs(batch: Batch, candidates: int) -> tuple[Need, ...]:
    """The staff of each part that the level sits, for so many candidates."""
    standard = batch_standard(batch)
    needs = {need.kind: need for need in needed_staff(standard, batch.level, candidates, scheduling_pack())}
    parts = parts_of(standard, batch.level)
    return tuple(Need(part=part.name, line=part.line, staff=needs[part.kind]) for part in parts if part.kind in needs)


def make_plan(batch: Batch, choice: Choice, *, now: datetime, actor: AbstractBaseUser | None) -> Result[Plan | None]:
    """Plan once, from the registers as they are now."""
    with take_turn(batch.organisation):
        if load_plan(batch) is not None:
            return Result(None, (planned_already(),))
        people = list_admitted(batch)
        described = read_exam(batch, choice)
        wrong = (*described.findings, *check_choice(choice))
        if described.value is None or wrong:
            return Result(None, wrong)
        resources = gather_resources(batch, choice, people, described.value)
        return plan_seats(batch, people, resources, now=now, actor=actor, choice=choice)


def check_choice(choice: Choice) -> Iterator[Finding]:
    """What a choice lacks before anything can be planned."""
    if not choice.sites:
        yield refuse("sites", "还没有选考点。", "No site is chosen.")
    if not choice.slots:
        yield refuse("slots", "还没有场次。", "There are no sessions.")


def name_staff(organisation: Organisation, ids: Iterable[str]) -> dict[str, str]:
    """The names of those who serve, by the ids of a plan; an account that stands for nobody keeps its user name."""
    wanted = set(ids)
    rows = StaffMember.objects.filter(organisation=organisation).select_related("account")
    by_account = rows.filter(account__username__in=wanted)
    by_uuid = rows.filter(account__isnull=True, uuid__in=[one for one in wanted if len(one) == 36])
    found = {row.account.get_username(): row.name for row in by_account if row.account}
    return {one: one for one in wanted} | found | {str(row.uuid): row.name for row in by_uuid}


def list_seated(batch: Batch) -> tuple[Candidate, ...]:
    """The candidates of a batch with their names, by ticket number."""
    return tuple(batch.candidates.select_related("person").order_by("serial"))
