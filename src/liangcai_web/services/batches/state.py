"""Batches: opening one, finding it, and its state as a fold over the facts.

In: a standard's document, level, direction. Out: rows of ``Batch`` and ``BatchState``. Follows: the examination
workflow; the state is never stored, it is folded from what happened.
"""

from datetime import date, datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Count, Max

from liangcai.blueprint.derive import derive_blueprint
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.scheduling.staffing import parts_of
from liangcai.standard.model import Standard
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.batches.checkpoints import note_checkpoint
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import blueprint_pack
from liangcai_web.services.payloads.base import BatchOpened
from liangcai_web.services.standards.opened import open_document


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A stage of the work on a batch: whether it is done, and how many facts say so."""

    key: str
    name: Message
    done: bool
    count: int
    at: datetime | None = None


class BatchState(msgspec.Struct, frozen=True, kw_only=True):
    """Where a batch stands."""

    stages: tuple[Stage, ...]
    candidates: int

    @property
    def current(self) -> Stage | None:
        """The first stage that is not done, or None at the end."""
        return next((stage for stage in self.stages if not stage.done), None)


STAGES: tuple[tuple[str, str, Message], ...] = (
    ("open", "batch_opened", Message("批次公告", "Batch announced")),
    ("apply", "application_decided", Message("报名与资格审核", "Applications and eligibility")),
    ("papers", "forms_assembled", Message("组卷", "Papers assembled")),
    ("seats", "candidate_seated", Message("考场、人员与准考证", "Rooms, staff and tickets")),
    ("sitting", "sitting_opened", Message("启封开考", "Papers opened")),
    ("theory", "theory_marked", Message("理论知识考试与阅卷", "Theory sat and marked")),
    ("skill", "panel_decided", Message("技能考核评分", "Skill part scored")),
    ("review", "review_decided", Message("综合评审", "Review board")),
    ("decide", "award_decided", Message("成绩评定", "Decisions")),
    ("certify", "certificate_issued", Message("证书", "Certificates")),
)


# What stands for a mark of a part where it was passed before.
KEPT = {"theory_marked": "theory_kept", "panel_decided": "skill_kept", "review_decided": "review_kept"}


def open_batch(
    organisation: Organisation,
    document: Document,
    *,
    title: str,
    level: str,
    direction: str | None,
    seed: int,
    starts_at: datetime,
    now: datetime,
    actor: AbstractBaseUser | None = None,
    apply_until: date | None = None,
    cut_off: date | None = None,
) -> Result[Batch | None]:
    """Open a batch for a level and direction that the standard has; else say which it has.

    ``apply_until`` is the last day to apply, ``cut_off`` the day up to which the facts of applications count.
    """
    standard = open_document(document).standard
    found = standard.level(level)
    finding = check_place(standard, level, direction)
    if finding or found is None:
        return Result(None, (finding,) if finding else ())
    with transaction.atomic():
        batch = Batch.objects.create(
            organisation=organisation,
            standard=document,
            title=title,
            level=found.name,
            direction=direction or "",
            seed=seed,
            starts_at=starts_at,
            opened_at=now,
            apply_until=apply_until,
            cut_off=cut_off,
        )
        opened = describe_opening(batch, direction)
        append_fact(organisation, "batch_opened", opened, now=now, actor=actor, batch=batch.uuid)
        note_checkpoint(organisation, now=now, batch=batch)
    return Result(batch)


def describe_opening(batch: Batch, direction: str | None) -> BatchOpened:
    """What the log says of a batch that was opened."""
    return BatchOpened(
        title=batch.title,
        standard_sha256=batch.standard.sha256,
        level=batch.level,
        direction=direction,
        seed=batch.seed,
        apply_until=batch.apply_until,
        cut_off=batch.cut_off,
    )


def check_place(standard: Standard, level: str, direction: str | None) -> Finding | None:
    """What is wrong with a level and a direction, or None."""
    found = standard.level(level)
    if found is None:
        names = "、".join(known.name for known in standard.levels)
        return refuse(f"标准没有等级“{level}”，有：{names}。", f"The standard has no level “{level}”; it has {names}.")
    if found.directions and direction not in found.directions:
        names = "、".join(found.directions)
        return refuse(
            f"{found.name}须选职业方向：{names}。", f"Level {found.name} needs one of the directions {names}."
        )
    if direction and not found.directions:
        return refuse(f"{found.name}不分职业方向。", f"Level {found.name} has no directions.")
    return None


def refuse(zh: str, en: str) -> Finding:
    """A batch that the standard does not allow."""
    return Finding(rule="batch.place", severity=Severity.ERROR, message=Message(zh, en), clause="1.4")


def list_batches(organisation: Organisation) -> tuple[Batch, ...]:
    """The batches of an organisation, newest first."""
    return tuple(Batch.objects.filter(organisation=organisation).select_related("standard"))


def find_batch(organisation: Organisation, uuid: UUID) -> Batch | None:
    """A batch of this organisation, or None: another's is not seen."""
    return Batch.objects.filter(organisation=organisation, uuid=uuid).select_related("standard", "organisation").first()


def batch_standard(batch: Batch) -> Standard:
    """The standard that a batch examines by."""
    return open_document(batch.standard).standard


def read_state(batch: Batch) -> BatchState:
    """The state of a batch, folded from its facts."""
    kinds = Fact.objects.filter(batch=batch.uuid).order_by().values_list("kind")
    found = {kind: (count, at) for kind, count, at in kinds.annotate(Count("pk"), Max("at"))}
    candidates = batch.candidates.count()
    each = {"candidate_seated", "theory_marked", "panel_decided", "review_decided", "award_decided"}
    sat = {part.kind for part in parts_of(batch_standard(batch), batch.level)}
    stages = []
    for key, kind, name in STAGES:
        if key == "review" and key not in sat:
            continue
        count, at = found.get(kind, (0, None))
        if KEPT.get(kind) in found:
            count = (
                Fact.objects.filter(batch=batch.uuid, kind__in=(kind, KEPT[kind])).values("subject").distinct().count()
            )
        done = count >= candidates > 0 if kind in each else count > 0
        stages.append(Stage(key=key, name=name, done=done, count=count, at=at))
    return BatchState(stages=tuple(stages), candidates=candidates)


def batches_with_sealed_papers() -> tuple[Batch, ...]:
    """The batches of every office whose papers are made and not opened, the nearest first."""
    made = Fact.objects.filter(kind="forms_assembled").values("batch")
    opened = Fact.objects.filter(kind="sitting_opened").values("batch")
    rows = Batch.objects.filter(uuid__in=made).exclude(uuid__in=opened)
    return tuple(rows.order_by("starts_at", "pk"))


def list_parts(batch: Batch) -> frozenset[str]:
    """The parts of the examination, as the standard has them for the level."""
    derived = derive_blueprint(batch_standard(batch), batch.level, batch.direction or None, blueprint_pack())
    return frozenset(part.kind for part in derived.value.parts) if derived.value else frozenset(("theory", "skill"))
