"""An assessor's own work: which candidates are theirs, what they have typed, what they have signed.

In: an account. Out: tasks by batch, drafts, the signed sheet. Follows: clause 1.9.3; assessors score alone and blind:
they see the end of a ticket number, never a name nor another's sheet.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.sheet import AssessorSheet, RowScore
from liangcai.scheduling.plan import Plan, Use, list_uses
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.drafts import Draft
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.facts import read_payload
from liangcai_web.services.payloads import SheetSigned
from liangcai_web.services.scoring import sign_sheet
from liangcai_web.services.seating import load_plan


class Assigned(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate whom this assessor scores: the end of the ticket, when and where, and how far the sheet is."""

    uuid: UUID
    ticket: str
    start: datetime
    signed: bool
    draft: bool


class PanelDuty(msgspec.Struct, frozen=True, kw_only=True):
    """What one batch asks of an assessor: the part, the room, the panel's size, the candidates in order of time."""

    batch: Batch
    part: str
    minutes: int
    room: str
    panel: int
    candidates: tuple[Assigned, ...]

    @property
    def open(self) -> int:
        """How many sheets are still to be signed."""
        return sum(not one.signed for one in self.candidates)


def list_panel_duties(organisation: Organisation, user: AbstractUser) -> tuple[PanelDuty, ...]:
    """The panels that list this account, the nearest examination first."""
    planned = Fact.objects.filter(organisation=organisation, kind="plan_made").values_list("batch", flat=True)
    batches = Batch.objects.filter(organisation=organisation, uuid__in=planned).order_by("starts_at", "pk")
    rows = batches.select_related("standard", "organisation")
    return tuple(duty for batch in rows for duty in describe_duties(batch, user))


def describe_duties(batch: Batch, user: AbstractUser) -> Iterator[PanelDuty]:
    """What a batch asks of this assessor, a duty for each session."""
    for use in find_panels(load_plan(batch), user.get_username()):
        yield describe_duty(batch, user, use)


def describe_duty(batch: Batch, user: AbstractUser, use: Use) -> PanelDuty:
    """One session with the candidates in order of time."""
    names = [seat.candidate for seat in use.session.seats]
    rows = batch.candidates.filter(person__uuid__in=names).select_related("person")
    people = {str(row.person.uuid): row for row in rows}
    seats = [(seat, people[seat.candidate]) for seat in use.session.seats if seat.candidate in people]
    subjects = [row.uuid for _, row in seats]
    signed = {fact.subject for fact in signed_facts(user).filter(subject__in=subjects)}
    drafts = set(Draft.objects.filter(user_id=user.pk, subject__in=subjects).values_list("subject", flat=True))
    candidates = [
        Assigned(
            uuid=row.uuid,
            ticket=row.ticket_number[-4:],
            start=seat.start,
            signed=row.uuid in signed,
            draft=row.uuid in drafts,
        )
        for seat, row in seats
    ]
    candidates.sort(key=lambda one: (one.start, one.ticket))
    return PanelDuty(
        batch=batch,
        part=use.part.name,
        minutes=use.part.minutes,
        room=use.name,
        panel=len(use.session.staff),
        candidates=tuple(candidates),
    )


def find_panels(plan: Plan | None, username: str) -> tuple[Use, ...]:
    """The sessions of the skill part where this account sits on the panel."""
    return tuple(use for use in list_uses(plan, "skill") if username in use.session.staff) if plan else ()


def find_assigned(organisation: Organisation, user: AbstractUser, uuid: UUID) -> Candidate | None:
    """A candidate whom this assessor scores; anybody else's is not seen."""
    rows = Candidate.objects.select_related("batch__organisation", "batch__standard", "person")
    candidate = rows.filter(uuid=uuid, batch__organisation=organisation).first()
    if candidate is None:
        return None
    judged = {
        seat.candidate
        for use in find_panels(load_plan(candidate.batch), user.get_username())
        for seat in use.session.seats
    }
    return candidate if str(candidate.person.uuid) in judged else None


def signed_facts(user: AbstractUser) -> "QuerySet[Fact]":
    """The sheets that this account signed."""
    return Fact.objects.filter(kind="sheet_signed", actor_id=user.pk)


def read_signed(candidate: Candidate, user: AbstractUser) -> tuple[SheetSigned, datetime] | None:
    """The sheet that this assessor signed for a candidate, and when; nobody else's."""
    fact = signed_facts(user).filter(subject=candidate.uuid).first()
    return (read_payload(fact, SheetSigned), fact.at) if fact else None


def read_draft(candidate: Candidate, user: AbstractUser) -> tuple[dict[str, str], datetime | None]:
    """What this assessor has typed for a candidate, as typed, and when it was kept."""
    draft = Draft.objects.filter(user_id=user.pk, subject=candidate.uuid).first()
    return (msgspec.json.decode(draft.content, type=dict[str, str]), draft.kept_at) if draft else ({}, None)


def keep_draft(candidate: Candidate, user: AbstractUser, typed: dict[str, str], now: datetime) -> None:
    """Keep what was typed, right or wrong."""
    content = msgspec.json.encode(typed).decode()
    defaults = {"content": content, "kept_at": now}
    Draft.objects.update_or_create(user_id=user.pk, subject=candidate.uuid, defaults=defaults)


def sign_own_sheet(
    candidate: Candidate, user: AbstractUser, rows: tuple[RowScore, ...], *, now: datetime
) -> Result[AssessorSheet | None]:
    """Sign, and let go of the draft; the skill part is scored after the papers were opened, not before."""
    if not Fact.objects.filter(batch=candidate.batch.uuid, kind="sitting_opened").exists():
        message = Message(
            "本批次尚未启封开考，不能签署。", "This batch has not been opened: nothing can be signed yet."
        )
        return Result(None, (Finding(rule="scoring.early", severity=Severity.ERROR, message=message, clause="1.9.3"),))
    with transaction.atomic():
        signed = sign_sheet(candidate, user, rows, now=now)
        if signed.value is not None:
            Draft.objects.filter(user_id=user.pk, subject=candidate.uuid).delete()
    return signed
