"""Everything that is held about a person, as one file: for machines (JSON), for reading (HTML), and the files.

In: a person, or one application. Out: the bytes of a zip. Follows: the house on privacy: an applicant gets their own,
the ID number with it; an office gets it masked, or in plain by two people. Who looked at it is part of it.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.fields import decrypt_id_number
from liangcai_web.records.applications import Application, ApplicationVersion
from liangcai_web.records.arrangements import Arrangement
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.people import Person
from liangcai_web.records.privacy import AccessNote
from liangcai_web.services.admission.appeal import read_appeal
from liangcai_web.services.admission.dossiers import open_dossier, open_draft
from liangcai_web.services.admission.evidence import read_file
from liangcai_web.services.admission.review import read_opinion
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.privacy import PersonExported
from liangcai_web.services.people import field_keys
from liangcai_web.services.privacy.log import WHAT, find_notes, note_access
from liangcai_web.services.privacy.page import write_page
from liangcai_web.services.privacy.petitions import describe_petition
from liangcai_web.services.privacy.terms import read_terms
from liangcai_web.services.turns import take_turn

MADE = (1980, 1, 1, 0, 0, 0)  # the oldest date that a zip can hold
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
# Nobody learns by an export what their own page does not tell yet: single sheets never, marks with the decision.
HIDDEN = frozenset(
    {"sheet_signed", "review_signed", "script_dealt", "text_marked", "recusal_declared", "member_replaced"}
)
MARKS = frozenset(
    {"theory_marked", "panel_decided", "review_decided", "mark_changed", "bench_graded", "bench_judged_again"}
)
TOLD = frozenset({"award_decided", "application_decided"})
DECIDED = ("admitted", "refused")
Item = dict[str, Any]


class PersonFile(msgspec.Struct, frozen=True, kw_only=True):
    """What is held: names of the fields are those of ``data.json``."""

    made_at: datetime
    organisation: str
    name: str
    id_number: str
    applications: tuple[Item, ...]
    sittings: tuple[Item, ...]
    petitions: tuple[Item, ...]
    trainings: tuple[Item, ...]
    happened: tuple[Item, ...]
    opened_by: tuple[Item, ...]
    kept_until: tuple[Item, ...]


def export_own(row: Application, now: datetime) -> bytes:
    """What is held about an application, for its applicant: of this batch alone, since the code opens this alone."""
    batch = row.batch
    note_access(
        batch.organisation,
        "export",
        now=now,
        user=None,
        person=row.person.uuid if row.person else None,
        batch=batch.uuid,
    )
    return write_zip(gather(row.person, (row,), now, plain=True), (row,), row.person)


def export_for_office(person: Person, why: str, *, user: AbstractBaseUser, now: datetime) -> Result[bytes | None]:
    """Everything about a person with the ID number masked; one officer, who says why."""
    if not why.strip():
        return Result(None, (_no_reason(),))
    note_access(person.organisation, "export", now=now, user=user, person=person.uuid, why=why)
    rows = list_rows(person)
    held = gather(person, rows, now, plain=False, trainings=describe_trainings(person))
    return Result(write_zip(held, rows, person))


def export_in_plain(
    person: Person, why: str, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[bytes | None]:
    """The same with the ID number in full: two officers, by a database constraint."""
    if not why.strip():
        return Result(None, (_no_reason(),))
    organisation = person.organisation
    with take_turn(organisation):
        note_access(organisation, "plain export", now=now, user=actor, person=person.uuid, why=why)
        rows = list_rows(person)
        held = gather(person, rows, now, plain=True, trainings=describe_trainings(person))
        data = write_zip(held, rows, person)
        said = PersonExported(sha256=hashlib.sha256(data).hexdigest())
        append_fact(organisation, "person_exported", said, now=now, actor=actor, approver=approver, subject=person.uuid)
    return Result(data)


def list_rows(person: Person) -> tuple[Application, ...]:
    """The applications of a person, oldest first."""
    return tuple(person.applications.select_related("batch__organisation", "batch__standard").order_by("pk"))


def gather(
    person: Person | None,
    rows: Sequence[Application],
    now: datetime,
    *,
    plain: bool,
    trainings: tuple[Item, ...] = (),
) -> PersonFile:
    """What is held of a person in these applications, and in these classes."""
    batches = {row.batch.uuid for row in rows}
    seats = Candidate.objects.filter(person=person, batch__uuid__in=batches) if person else Candidate.objects.none()
    notes = find_notes(person) if person else AccessNote.objects.none()
    return PersonFile(
        made_at=now,
        organisation=rows[0].batch.organisation.name if rows else (person.organisation.name if person else ""),
        name=person.name if person else "",
        id_number=read_number(person, plain=plain),
        applications=tuple(describe_application(row) for row in rows),
        sittings=tuple(describe_seat(seat) for seat in seats.select_related("batch")),
        petitions=tuple(describe_petition(one) for seat in seats for one in seat.petitions.select_related("batch")),
        trainings=trainings,
        happened=tuple(list_facts(person, seats, rows)),
        opened_by=tuple(describe_note(note) for note in notes),
        kept_until=tuple(describe_term(person, now)) if person else (),
    )


def read_number(person: Person | None, *, plain: bool) -> str:
    """The ID number in full or masked; nothing where it was erased."""
    if person is None or not person.id_number_sealed:
        return ""
    if not plain:
        return person.masked_id_number
    return decrypt_id_number(field_keys(), person.id_number_sealed, str(person.uuid))


def describe_application(row: Application) -> Item:
    """An application: the draft, each version, what was found, asked, and answered."""
    versions = [describe_version(one) for one in row.versions.select_related("application").order_by("number")]
    files = [
        {"section": one.section, "name": one.name, "file": name_file(one), "sha256": one.sha256}
        for one in row.files.defer("content")
    ]
    return {
        "number": row.number,
        "batch": row.batch.title,
        "state": row.get_state_display(),
        "draft": open_draft(row).typed,
        "versions": versions,
        "files": files,
        "arranged": describe_arrangement(row),
    }


def describe_arrangement(row: Application) -> Item:
    """What the office arranged for the examination, empty where nothing was asked."""
    found = Arrangement.objects.filter(batch=row.batch, person=row.person).select_related("site").first()
    if row.person is None or found is None:
        return {}
    return {
        "employer": found.employer,
        "site": found.site.name if found.site else "",
        "accessible": found.accessible,
        "extra_time": found.extra_time,
    }


def describe_version(version: ApplicationVersion) -> Item:
    """What was handed in, and the words of those who judged it; who they were is not said."""
    dossier, appeal = open_dossier(version), read_appeal(version)
    told = version.application.state in DECIDED
    reviews = [msgspec.to_builtins(read_opinion(one)) for one in version.reviews.order_by("place")] if told else []
    return {
        "number": version.number,
        "at": version.at,
        "source": version.get_source_display(),
        "typed": dossier.typed if dossier else None,
        "application": msgspec.to_builtins(dossier.application) if dossier else None,
        "statement": dossier.statement if dossier else "",
        "reviews": reviews,
        "asked": [one.text for one in version.requests.order_by("pk")],
        "appeal": appeal[1] if appeal else "",
    }


def describe_trainings(person: Person) -> tuple[Item, ...]:
    """The classes in which a person was enrolled, with the numbers of the proofs."""
    return tuple(
        {
            "class": one.training.title,
            "level": one.training.level,
            "first_day": one.training.first_day,
            "last_day": one.training.last_day,
            "proofs": [proof.number for proof in one.proofs.defer("content")],
        }
        for one in person.trainings.select_related("training").order_by("pk")
    )


def describe_seat(seat: Candidate) -> Item:
    """Where somebody sat, and the certificate that came of it."""
    return {
        "batch": seat.batch.title,
        "ticket": seat.ticket_number,
        "room": seat.room,
        "seat": seat.seat,
        "grants": [{"seconds": one.seconds, "why": one.reason, "at": one.at} for one in seat.grants.all()],
        "certificates": [str(one) for one in seat.credentials.order_by("pk")],
    }


def list_facts(person: Person | None, seats: Any, rows: Sequence[Application]) -> Iterator[Item]:
    """What the log says of a person; who did it stays with the office."""
    subjects = [row.uuid for row in rows] + [seat.uuid for seat in seats] + ([person.uuid] if person else [])
    facts = Fact.objects.filter(subject__in=subjects, batch__in=[row.batch.uuid for row in rows]).order_by("position")
    decided = {fact.kind for fact in facts} & TOLD
    hidden = HIDDEN | (frozenset() if "award_decided" in decided else MARKS)
    hidden |= frozenset() if "application_decided" in decided else {"application_reviewed"}
    for fact in facts.exclude(kind__in=hidden):
        yield {"at": fact.at, "what": fact.kind, "said": msgspec.json.decode(fact.payload)}


def describe_note(note: AccessNote) -> Item:
    """Who opened it, when, why."""
    what = WHAT[note.what]
    who = note.user.get_username() if note.user else "本人 the person"
    return {"at": note.at, "who": who, "what": f"{what.zh} {what.en}", "why": note.why}


def describe_term(person: Person, now: datetime) -> Iterator[Item]:
    """What is kept until when, by which rule."""
    for term in read_terms(person, now):
        until: date | None = term.until
        yield {"what": term.rule.zh, "what_en": term.rule.en, "until": until, "why": term.rule.why_zh}


def name_file(file: Any) -> str:
    """The name of a proof in the zip."""
    return f"files/{file.uuid}.{ENDINGS.get(file.media_type, 'bin')}"


def write_zip(said: PersonFile, rows: Sequence[Application], person: Person | None) -> bytes:
    """The listing in both forms, the proofs, the certificates."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        data = msgspec.json.format(msgspec.json.encode(said), indent=2)
        for name, content in (("data.json", data), ("read.html", write_page(msgspec.to_builtins(said)))):
            put(package, name, content)
        for row in rows:
            for file in row.files.all():
                if file.size:
                    put(package, name_file(file), read_file(file))
        batches = [row.batch for row in rows]
        for seat in Candidate.objects.filter(person=person, batch__in=batches) if person else ():
            for credential in seat.credentials.exclude(token=""):
                put(package, f"certificates/{credential}.json", bytes(credential.file))
    return stream.getvalue()


def put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    """A file of the zip, of no date."""
    entry = zipfile.ZipInfo(name, MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, content)


def _no_reason() -> Finding:
    message = Message("请写明为什么导出。", "Say why it is exported.")
    return Finding(rule="export.why", severity=Severity.ERROR, message=message)
