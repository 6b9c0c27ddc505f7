"""Batches as the exam office works on them: a standard made its own, pages of the list, what comes next.

In: an organisation, keys of standards. Out: documents, pages, duties. Follows: the examination workflow; nearest first.
"""

from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.batches.state import BatchState, Stage, read_state
from liangcai_web.services.certificates.office import count_waiting
from liangcai_web.services.paging import page_of
from liangcai_web.services.standards.opened import OpenedStandard, adopt_standard, open_standard

BATCHES = 20
DUTIES = 12


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A batch with its stages; ``next`` is the first one that has something left to do, None at the end."""

    batch: Batch
    stages: tuple[Stage, ...]
    candidates: int
    next: Stage | None


def read_standing(batch: Batch) -> Standing:
    """Where a batch stands: what lies before the decisions is over once they are taken."""
    state = read_state(batch)
    stages = settle(state, finished=is_certified(batch, state))
    upcoming = next((stage for stage in stages if not stage.done), None)
    return Standing(batch=batch, stages=stages, candidates=state.candidates, next=upcoming)


def settle(state: BatchState, *, finished: bool) -> tuple[Stage, ...]:
    """Stages in order; somebody absent has no mark, and yet theirs is not waited for when all are decided on."""
    order = [stage.key for stage in state.stages]
    decided = next(stage for stage in state.stages if stage.key == "decide").done
    settled = []
    for stage in state.stages:
        over = decided and order.index(stage.key) < order.index("decide")
        done = finished if stage.key == "certify" else stage.done or over
        settled.append(msgspec.structs.replace(stage, done=done))
    return tuple(settled)


def is_certified(batch: Batch, state: BatchState) -> bool:
    """Whether everybody who passed has a certificate."""
    decided = next(stage for stage in state.stages if stage.key == "decide").done
    return decided and count_waiting(batch) == 0


def page_batches(organisation: Organisation, number: str | None) -> "Page[Standing]":
    """The batches of an organisation with where they stand, newest first."""
    batches = Batch.objects.filter(organisation=organisation).select_related("standard", "organisation")
    page = page_of(batches, number, BATCHES)
    page.object_list = [read_standing(batch) for batch in page.object_list]
    return page


def list_duties(organisation: Organisation) -> tuple[Standing, ...]:
    """Batches with something left to do, the nearest examination first."""
    batches = Batch.objects.filter(organisation=organisation).select_related("standard", "organisation")
    found = []
    for batch in batches.order_by("starts_at", "pk").iterator():
        standing = read_standing(batch)
        if standing.next:
            found.append(standing)
        if len(found) == DUTIES:
            break
    return tuple(found)


def adopt_known(
    organisation: Organisation, key: str, *, now: datetime, actor: AbstractBaseUser | None
) -> Result[Document | None]:
    """The document of a standard that is at hand, kept for this organisation; what it has already is taken as it is."""
    opened = open_standard(key)
    if opened is None:
        return Result(None, (no_standard(),))
    kept = Document.objects.filter(
        organisation=organisation, kind=Document.Kind.STANDARD, sha256=opened.standard.source.sha256
    ).first()
    if kept:
        return Result(kept)
    content, name = read_bytes(opened)
    return adopt_standard(organisation, content, name, now=now, actor=actor)


def read_bytes(opened: OpenedStandard) -> tuple[bytes, str]:
    """The bytes of a standard at hand and their name."""
    if opened.bundled:
        return opened.text.encode(), f"{opened.key}.txt"
    document = Document.objects.filter(kind=Document.Kind.STANDARD, sha256=opened.key).first()
    return (bytes(document.content), document.name) if document else (opened.text.encode(), f"{opened.key}.txt")


def no_standard() -> Finding:
    """The key names no standard."""
    return Finding(
        rule="batch.standard",
        severity=Severity.ERROR,
        message=Message("没有这份标准，请重新选择或上传。", "There is no such standard: choose again or upload it."),
    )
