"""The yearly plan of an office: its items, filed to the authority, approved or returned, held against what was done.

In: an office, a year, what was typed. Out: rows, facts, ``YearState``. Follows: the workflow, step 1; the state is
folded from facts; a plan that differs from what was approved is to be filed again; nobody approves a plan of their own.
"""

import uuid
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Q

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.plans import PlanItem
from liangcai_web.services.batches.state import check_place
from liangcai_web.services.facts import append_fact, read_payload
from liangcai_web.services.payloads.plans import BatchPlanned, PlannedExam, YearFiled, YearJudged
from liangcai_web.services.standards.opened import open_document
from liangcai_web.services.turns import take_turn

KINDS = ("year_filed", "year_approved", "year_returned")
FIRST, LAST, MOST = 2000, 2199, 200


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An item with what came of it: batches, people who applied, people who were admitted to a seat."""

    item: PlanItem
    batches: tuple[Batch, ...]
    applied: int
    seated: int

    @property
    def difference(self) -> int:
        """People seated beyond the plan; below zero, short of it."""
        return self.seated - self.item.people


class YearState(msgspec.Struct, frozen=True, kw_only=True):
    """Where the plan of a year stands; ``changed``: it is not any more what was filed last."""

    year: int
    standing: str
    rows: tuple[Row, ...]
    changed: bool
    words: str = ""
    at: datetime | None = None

    @property
    def planned(self) -> int:
        """People planned in all."""
        return sum(row.item.people for row in self.rows)

    @property
    def seated(self) -> int:
        """People seated in all."""
        return sum(row.seated for row in self.rows)


def year_key(organisation: Organisation, year: int) -> UUID:
    """The id under which facts name the plan of a year."""
    return uuid.uuid5(organisation.uuid, f"year-{year}")


def list_items(organisation: Organisation, year: int) -> tuple[PlanItem, ...]:
    """The items of a year, month by month."""
    rows = PlanItem.objects.filter(organisation=organisation, year=year, removed_at=None)
    return tuple(rows.select_related("standard"))


def read_year(organisation: Organisation, year: int) -> YearState:
    """The plan of a year with what was done."""
    items, last = list_items(organisation, year), last_word(organisation, year)
    filed = last_filed(organisation, year)
    now = YearFiled(year=year, items=tuple(describe_item(item) for item in items))
    changed = filed is not None and read_payload(filed, YearFiled) != now
    standing = last.kind.removeprefix("year_") if last else "draft"
    words = read_payload(last, YearJudged).words if last and last.kind != "year_filed" else ""
    return YearState(
        year=year,
        standing=standing,
        rows=tuple(read_row(item) for item in items),
        changed=changed,
        words=words,
        at=last.at if last else None,
    )


def read_row(item: PlanItem) -> Row:
    """An item with what came of it."""
    batches = tuple(item.batches.order_by("starts_at").annotate(seats=Count("candidates", distinct=True)))
    handed_in = ~Q(applications__state="draft")
    applied = item.batches.aggregate(n=Count("applications", filter=handed_in, distinct=True))["n"]
    return Row(item=item, batches=batches, applied=applied, seated=sum(batch.seats for batch in batches))


def describe_item(item: PlanItem) -> PlannedExam:
    """An item as it is filed."""
    return PlannedExam(
        uuid=str(item.uuid),
        month=item.month,
        standard=item.standard.sha256,
        level=item.level,
        direction=item.direction,
        people=item.people,
        site=item.site,
    )


def last_word(organisation: Organisation, year: int) -> Fact | None:
    """The newest fact about the plan of a year."""
    facts = Fact.objects.filter(organisation=organisation, subject=year_key(organisation, year), kind__in=KINDS)
    return facts.order_by("-position").first()


def last_filed(organisation: Organisation, year: int) -> Fact | None:
    """The plan of a year as it was filed last."""
    key = year_key(organisation, year)
    facts = Fact.objects.filter(organisation=organisation, subject=key, kind="year_filed")
    return facts.order_by("-position").first()


def add_item(
    organisation: Organisation,
    document: Document,
    *,
    year: int,
    month: int,
    level: str,
    direction: str | None,
    people: int,
    site: str,
    now: datetime,
) -> Result[PlanItem | None]:
    """Plan an examination; its level and direction must be the standard's."""
    with take_turn(organisation):
        refused = check_place(open_document(document).standard, level, direction) or check_open(organisation, year)
        if refused is None and len(list_items(organisation, year)) >= MOST:
            refused = _say("many", f"一年最多 {MOST} 项。", f"A year has {MOST} items at most.")
        if refused:
            return Result(None, (refused,))
        item = PlanItem.objects.create(
            organisation=organisation,
            year=year,
            month=month,
            standard=document,
            level=level,
            direction=direction or "",
            people=people,
            site=site.strip(),
            kept_at=now,
        )
    return Result(item)


def remove_item(item: PlanItem, now: datetime) -> Finding | None:
    """Take an item out of the plan; what keeps it there, or None."""
    with take_turn(item.organisation):
        refused = check_open(item.organisation, item.year)
        if refused is None and item.batches.exists():
            refused = _say("announced", "已据此公告批次，不能删除。", "A batch was announced from it: it stays.")
        if refused is None:
            item.removed_at = now
            item.save(update_fields=["removed_at"])
    return refused


def check_open(organisation: Organisation, year: int) -> Finding | None:
    """What keeps a plan from being changed: it lies with the authority."""
    if not FIRST <= year <= LAST:
        return _say("year", "年份不对。", "There is no such year.")
    last = last_word(organisation, year)
    if last is None or last.kind != "year_filed":
        return None
    return _say("filed", "计划已报，等主管部门答复后再改。", "The plan was filed: wait for the authority's word.")


def file_year(organisation: Organisation, year: int, *, actor: AbstractBaseUser, now: datetime) -> Result[Fact | None]:
    """Hand the plan of a year to the authority; refused while one waits, and where nothing is new."""
    with take_turn(organisation):
        refused = check_open(organisation, year)
        state = read_year(organisation, year)
        if refused is None and not state.rows:
            refused = _say("empty", "计划还没有内容。", "The plan has no items yet.")
        if refused is None and state.standing == "approved" and not state.changed:
            refused = _say("same", "已核准，没有改动。", "It is approved, and nothing was changed.")
        if refused:
            return Result(None, (refused,))
        items = tuple(describe_item(row.item) for row in state.rows)
        key = year_key(organisation, year)
        said = YearFiled(year=year, items=items)
        return Result(append_fact(organisation, "year_filed", said, now=now, actor=actor, subject=key))


def judge_year(
    organisation: Organisation, year: int, words: str, *, approve: bool, actor: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """The authority approves the plan that waits, or returns it with a reason."""
    with take_turn(organisation):
        last = last_word(organisation, year)
        if last is None or last.kind != "year_filed":
            return Result(None, (_say("none", "没有待核准的计划。", "No plan waits for a word."),))
        if not approve and not words.strip():
            return Result(None, (_say("reason", "退回须写明理由。", "A plan is returned with a reason."),))
        if last.actor_id == actor.pk:
            return Result(None, (_say("own", "不能核准自己报的计划。", "Nobody approves a plan of their own."),))
        said = YearJudged(year=year, filed=last.position, words=words.strip())
        kind, key = "year_approved" if approve else "year_returned", year_key(organisation, year)
        return Result(append_fact(organisation, kind, said, now=now, actor=actor, subject=key))


def list_waiting(organisation: Organisation) -> tuple[YearState, ...]:
    """The plans that wait for the authority's word."""
    years = PlanItem.objects.filter(organisation=organisation).values_list("year", flat=True).distinct()
    states = (read_year(organisation, year) for year in sorted(set(years)))
    return tuple(state for state in states if state.standing == "filed")


def find_item(organisation: Organisation, key: UUID) -> PlanItem | None:
    """An item of this office, or None."""
    rows = PlanItem.objects.filter(organisation=organisation, uuid=key, removed_at=None)
    return rows.select_related("standard", "organisation").first()


def is_approved(item: PlanItem) -> bool:
    """Whether the authority approved the item as it stands."""
    last = last_word(item.organisation, item.year)
    filed = last_filed(item.organisation, item.year)
    if last is None or filed is None or last.kind != "year_approved":
        return False
    return describe_item(item) in read_payload(filed, YearFiled).items


def check_item(item: PlanItem, level: str, direction: str | None) -> Finding | None:
    """What keeps a batch of a level and direction from being announced from an item, or None."""
    if (level, direction or "") != (item.level, item.direction):
        return _say("other", "等级或方向与计划的这一项不同。", "The level or direction is not that of the plan.")
    if is_approved(item):
        return None
    zh, en = "这一项还没有核准，不能据此公告批次。", "This item is not approved: no batch is announced from it yet."
    return _say("unapproved", zh, en)


def plan_batch(batch: Batch, item: PlanItem, *, actor: AbstractBaseUser | None, now: datetime) -> None:
    """Say that a batch is the one that was planned."""
    batch.plan_item = item
    batch.save(update_fields=["plan_item"])
    said = BatchPlanned(item=str(item.uuid), year=item.year, month=item.month, people=item.people)
    append_fact(batch.organisation, "batch_planned", said, now=now, actor=actor, batch=batch.uuid)


def _say(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"plan.{rule}", severity=Severity.ERROR, message=Message(zh, en))
