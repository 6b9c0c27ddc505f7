"""An assessor's own work: which candidates are theirs, what they have typed, what they have signed.

In: an account. Out: tasks by batch, drafts, the signed sheet. Follows: clause 1.9.3; assessors score alone and blind:
they see the end of a ticket number, never a name nor another's sheet.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.sheet import AssessorSheet, RowScore, SheetKind, VetoSeen
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.drafts import Draft
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.facts import read_facts, read_payload
from liangcai_web.services.marking.panels import SIGNED, Panel, find_panel, list_panels
from liangcai_web.services.marking.scoring import sign_sheet
from liangcai_web.services.payloads.base import SheetSigned
from liangcai_web.services.planning.seating import load_plan


class Assigned(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate whom this assessor scores: the end of the ticket, when and where, and how far the sheet is."""

    uuid: UUID
    ticket: str
    start: datetime
    signed: bool
    draft: bool


class PanelDuty(msgspec.Struct, frozen=True, kw_only=True):
    """What one session asks of a member: the part, the room, the panel's size, the candidates in order of time."""

    batch: Batch
    kind: SheetKind
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
    """The panels and boards that list this account, the nearest examination first."""
    planned = Fact.objects.filter(organisation=organisation, kind="plan_made").values_list("batch", flat=True)
    batches = Batch.objects.filter(organisation=organisation, uuid__in=planned).order_by("starts_at", "pk")
    rows = batches.select_related("standard", "organisation")
    return tuple(duty for batch in rows for duty in describe_duties(batch, user))


def describe_duties(batch: Batch, user: AbstractUser) -> Iterator[PanelDuty]:
    """What a batch asks of this member, a duty for each session."""
    plan, name = load_plan(batch), user.get_username()
    for kind in SIGNED:
        sessions: dict[int, list[tuple[UUID, Panel]]] = {}
        for uuid, panel in list_panels(batch, kind, plan).items() if plan else ():
            if name in panel.members:
                sessions.setdefault(panel.number, []).append((uuid, panel))
        for number in sorted(sessions):
            yield describe_duty(batch, user, kind, sessions[number])


def describe_duty(batch: Batch, user: AbstractUser, kind: SheetKind, own: list[tuple[UUID, Panel]]) -> PanelDuty:
    """One session with the candidates in order of time; those whom one stands aside for are left out."""
    people = {row.uuid: row for row in batch.candidates.filter(uuid__in=[uuid for uuid, _ in own])}
    signed = set(signed_facts(user, kind).filter(subject__in=list(people)).values_list("subject", flat=True))
    subjects = {uuid: draft_subject(uuid, kind) for uuid in people}
    drafts = set(
        Draft.objects.filter(user_id=user.pk, subject__in=list(subjects.values())).values_list("subject", flat=True)
    )
    aside = read_declared(batch, user)
    candidates = [
        Assigned(
            uuid=uuid,
            ticket=people[uuid].ticket_number[-4:],
            start=panel.start,
            signed=uuid in signed,
            draft=subjects[uuid] in drafts,
        )
        for uuid, panel in own
        if uuid in people and uuid not in aside
    ]
    candidates.sort(key=lambda one: (one.start, one.ticket))
    use = own[0][1].use
    return PanelDuty(
        batch=batch,
        kind=kind,
        part=use.part.name,
        minutes=use.part.minutes,
        room=use.name,
        panel=len(own[0][1].members),
        candidates=tuple(candidates),
    )


def read_declared(batch: Batch, user: AbstractUser) -> set[UUID]:
    """The candidates for whom this account has declared to stand aside."""
    facts = read_facts(batch.uuid, "recusal_declared").filter(actor_id=user.pk)
    return {subject for subject in facts.values_list("subject", flat=True) if subject}


def find_assigned(
    organisation: Organisation, user: AbstractUser, uuid: UUID, kind: SheetKind = "skill"
) -> Candidate | None:
    """A candidate whom this member scores; anybody else's is not seen."""
    rows = Candidate.objects.select_related("batch__organisation", "batch__standard", "person")
    candidate = rows.filter(uuid=uuid, batch__organisation=organisation).first()
    panel = find_panel(candidate, kind) if candidate else None
    return candidate if panel and user.get_username() in panel.members else None


def draft_subject(uuid: UUID, kind: SheetKind) -> UUID:
    """Under what a draft is kept: the candidate, or a name of its own for the review of the same candidate."""
    return uuid if kind == "skill" else uuid5(uuid, kind)


def signed_facts(user: AbstractUser, kind: SheetKind = "skill") -> "QuerySet[Fact]":
    """The sheets that this account signed."""
    return Fact.objects.filter(kind=SIGNED[kind], actor_id=user.pk)


def read_signed(
    candidate: Candidate, user: AbstractUser, kind: SheetKind = "skill"
) -> tuple[SheetSigned, datetime] | None:
    """The sheet that this assessor signed for a candidate, and when; nobody else's."""
    fact = signed_facts(user, kind).filter(subject=candidate.uuid).first()
    return (read_payload(fact, SheetSigned), fact.at) if fact else None


def read_draft(
    candidate: Candidate, user: AbstractUser, kind: SheetKind = "skill"
) -> tuple[dict[str, str], datetime | None]:
    """What this assessor has typed for a candidate, as typed, and when it was kept."""
    draft = Draft.objects.filter(user_id=user.pk, subject=draft_subject(candidate.uuid, kind)).first()
    return (msgspec.json.decode(draft.content, type=dict[str, str]), draft.kept_at) if draft else ({}, None)


def keep_draft(
    candidate: Candidate, user: AbstractUser, typed: dict[str, str], now: datetime, kind: SheetKind = "skill"
) -> None:
    """Keep what was typed, right or wrong."""
    content = msgspec.json.encode(typed).decode()
    defaults = {"content": content, "kept_at": now}
    subject = draft_subject(candidate.uuid, kind)
    Draft.objects.update_or_create(user_id=user.pk, subject=subject, defaults=defaults)


def sign_own_sheet(
    candidate: Candidate,
    user: AbstractUser,
    rows: tuple[RowScore, ...],
    *,
    now: datetime,
    kind: SheetKind = "skill",
    vetoes: tuple[VetoSeen, ...] = (),
) -> Result[AssessorSheet | None]:
    """Sign, and let go of the draft; nobody is scored before the papers were opened."""
    if not Fact.objects.filter(batch=candidate.batch.uuid, kind="sitting_opened").exists():
        message = Message(
            "本批次尚未启封开考，不能签署。", "This batch has not been opened: nothing can be signed yet."
        )
        return Result(None, (Finding(rule="scoring.early", severity=Severity.ERROR, message=message, clause="1.9.3"),))
    with transaction.atomic():
        signed = sign_sheet(candidate, user, rows, now=now, kind=kind, vetoes=vetoes)
        if signed.value is not None:
            Draft.objects.filter(user_id=user.pk, subject=draft_subject(candidate.uuid, kind)).delete()
    return signed
