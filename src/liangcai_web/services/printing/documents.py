"""The printed documents of a batch, made from what is kept.

In: a batch. Out: PDF bytes, or findings where something can't be printed. Follows: 1.9.3 and 1.9.4 by way of the plan;
the host sets what the sheets say.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

import msgspec

from liangcai.assembly.model import Form, FormSet
from liangcai.blueprint.model import Blueprint
from liangcai.credentials.compact import verification_url
from liangcai.credentials.document import AchievementCredential
from liangcai.findings import Message, Result
from liangcai.items.model import Item
from liangcai.items.tasks import TaskSheet
from liangcai.marking.sheet import AssessorSheet, ScoreSheet
from liangcai.scheduling.plan import Plan
from liangcai.standard.model import PartKind
from liangcai_host.typesetting.card_sheets import card_sheet
from liangcai_host.typesetting.conformity_sheets import conformity_sheet
from liangcai_host.typesetting.guide_sheets import guide_sheet
from liangcai_host.typesetting.key_sheets import key_sheet
from liangcai_host.typesetting.paper_sheets import paper_sheet
from liangcai_host.typesetting.practical_sheets import PIECES, Piece, practical_sheet
from liangcai_host.typesetting.result_sheets import certificate_sheet, scoring_sheet
from liangcai_host.typesetting.sheets import CertificateSheet, Exam
from liangcai_host.typesetting.sitting_sheets import Entrant, Names, duty_sheet, room_sheets, ticket_sheet
from liangcai_host.typesetting.typeset import (
    typeset_card,
    typeset_certificate,
    typeset_conformity,
    typeset_duties,
    typeset_guide,
    typeset_key,
    typeset_paper,
    typeset_practical,
    typeset_scoring,
    typeset_tickets,
)
from liangcai_web.records.applications import EvidenceFile
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.admission.evidence import read_file
from liangcai_web.services.admission.portraits import list_portraits
from liangcai_web.services.bank.pictures import load_shown
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.certificates.style import load_crest, style_at
from liangcai_web.services.days import local_day
from liangcai_web.services.issuing import issuing_key
from liangcai_web.services.names import overlay_of
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers.making import Outline, kept_hash
from liangcai_web.services.papers.practical import load_practical
from liangcai_web.services.planning.office import name_staff
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.registers.places import list_sites

Pdf = Result[bytes | None]
NO_PORTRAITS: dict[str, EvidenceFile] = {}


def describe_exam(batch: Batch) -> Exam:
    """The examination as every sheet names it."""
    standard = batch_standard(batch)
    overlay = overlay_of(standard)
    level = standard.level(batch.level)
    direction = Message(batch.direction, overlay.directions.get(batch.direction, "")) if batch.direction else None
    return Exam(
        organisation=batch.organisation.name,
        occupation=Message(standard.name, overlay.name),
        level=Message(level.printed_name if level else batch.level, overlay.levels.get(batch.level, "")),
        direction=direction,
        standard=f"{standard.code}@{standard.edition}",
        batch=f"{batch.starts_at:%Y}-{batch.pk:04d}",
    )


def list_items(form: Form) -> tuple[Item, ...]:
    """The questions of a form without their numbers."""
    return tuple(question.item for question in form.questions)


def print_paper(batch: Batch, form: Form, blueprint: Blueprint) -> Pdf:
    """The theory paper of a form."""
    sheet = paper_sheet(form, blueprint, describe_exam(batch), made=local_day(batch.opened_at))
    return typeset_paper(sheet, load_shown(batch.organisation, list_items(form)))


def print_key(batch: Batch, form: Form, blueprint: Blueprint) -> Pdf:
    """The key and marking guide of a form."""
    return typeset_key(key_sheet(form, blueprint, describe_exam(batch), made=local_day(batch.opened_at)))


def print_guide(batch: Batch, form: Form) -> Pdf:
    """What markers mark the written answers of a form by."""
    sheet = guide_sheet(form, describe_exam(batch), marking_pack(), made=local_day(batch.opened_at))
    return typeset_guide(sheet, load_shown(batch.organisation, list_items(form)))


def print_card(batch: Batch, outline: Outline, name: str) -> Pdf:
    """The answer card of a form, from the outline, under the version of the form itself."""
    form = next(form for form in outline.forms if form.id == name)
    version = next(account.form_sha256 for account in outline.report.forms if account.form_id == name)
    sheet = card_sheet(form, describe_exam(batch), made=local_day(batch.opened_at))
    return typeset_card(msgspec.structs.replace(sheet, version=version))


def print_task(batch: Batch, task: TaskSheet, blueprint: Blueprint, pieces: tuple[Piece, ...] = PIECES) -> Pdf:
    """The package of a performance task, or the pieces of it that are asked for."""
    standard, made = batch_standard(batch), local_day(batch.opened_at)
    functions = {(found.table, found.number): found.name for found in standard.functions(batch.level)}
    name = functions[task.table, task.function]
    exam = describe_exam(batch)
    return typeset_practical(practical_sheet(task, name, exam, made=made, blueprint=blueprint, pieces=pieces))


def print_conformity(batch: Batch, forms: FormSet, blueprint: Blueprint) -> Pdf:
    """The report that the papers meet the blueprint."""
    made = local_day(batch.opened_at)
    kept = load_practical(batch)
    sheet = conformity_sheet(
        forms.report,
        blueprint,
        describe_exam(batch),
        made=made,
        practical=kept.report if kept else None,
        issuer=issuing_key().did,
    )
    return typeset_conformity(sheet)


def name_people(batch: Batch, plan: Plan, portraits: Mapping[str, EvidenceFile] = NO_PORTRAITS) -> Names:
    """What the ids in the plan stand for."""
    return Names(
        entrants={
            str(candidate.person.uuid): Entrant(
                ticket=candidate.ticket_number,
                name=candidate.person.name,
                id_masked=candidate.person.masked_id_number,
                portrait=file.sha256 if (file := portraits.get(str(candidate.person.uuid))) else "",
            )
            for candidate in batch.candidates.select_related("person")
        },
        staff=name_staff(batch.organisation, [one.id for one in plan.resources.staff]),
        places={site.name: f"{site.name} {site.address}".strip() for site in list_sites(batch.organisation)},
        place=batch.organisation.name,
    )


def print_tickets(batch: Batch, only: Collection[str] | None = None) -> Pdf:
    """The admission tickets of everyone, or of some people by their ids."""
    plan = load_plan(batch)
    if plan is None:
        return Result(None)
    version, made = kept_hash(batch.uuid, "plan_made") or "", local_day(batch.opened_at)
    portraits = {person: file for person, file in list_portraits(batch).items() if only is None or person in only}
    names, exam = name_people(batch, plan, portraits), describe_exam(batch)
    sheet = ticket_sheet(plan, names, exam, version=version, made=made, only=only)
    return typeset_tickets(sheet, {file.sha256: read_file(file) for file in portraits.values()})


def print_duties(batch: Batch) -> Pdf:
    """What each of the staff is told."""
    plan = load_plan(batch)
    if plan is None:
        return Result(None)
    version, made = kept_hash(batch.uuid, "plan_made") or "", local_day(batch.opened_at)
    return typeset_duties(duty_sheet(plan, name_people(batch, plan), describe_exam(batch), version=version, made=made))


def print_rooms(batch: Batch, typeset: Callable[..., Pdf], kind: PartKind | None = None) -> Pdf:
    """Door lists, sign-in sheets or desk labels of every session, or of those of one kind of part."""
    plan = load_plan(batch)
    if plan is None:
        return Result(None)
    version, made = kept_hash(batch.uuid, "plan_made") or "", local_day(batch.opened_at)
    rooms = room_sheets(plan, name_people(batch, plan), describe_exam(batch), version=version, made=made, kind=kind)
    return typeset(*rooms) if rooms else Result(None)


def print_score_sheets(
    batch: Batch, template: ScoreSheet, minutes: int, sheets: tuple[tuple[Candidate, AssessorSheet], ...]
) -> Pdf:
    """Signed score sheets, one a page, with the candidate's ticket number and no name."""
    exam, made = describe_exam(batch), local_day(batch.opened_at)
    return typeset_scoring(
        *(
            scoring_sheet(
                template,
                exam,
                minutes=minutes,
                made=made,
                ticket=candidate.ticket_number,
                assessor=sheet.assessor,
                filled=sheet,
            )
            for candidate, sheet in sheets
        )
    )


def print_certificate(batch: Batch, credential: AchievementCredential, token: str, issued: datetime, page: str) -> Pdf:
    """A certificate; its QR code holds the address of the verification page with the token behind ``#``."""
    sheet = describe_certificate(batch, describe_exam(batch), credential, token, issued, page)
    return typeset_certificate(sheet, load_crest(batch.organisation, sheet.style))


def describe_certificate(
    batch: Batch, exam: Exam, credential: AchievementCredential, token: str, issued: datetime, page: str
) -> CertificateSheet:
    """What a certificate prints."""
    return certificate_sheet(
        credential,
        exam,
        verification_url(page, token),
        issued=local_day(issued),
        issuer_en=batch.organisation.name_en,
        style=style_at(batch.organisation, issued),
    )
