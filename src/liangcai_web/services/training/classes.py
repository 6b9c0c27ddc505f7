"""Classes of training: opened, shown, their places stated; rows as the library's values.

In: an organisation that trains, a standard, what was typed. Out: rows of ``TrainingClass``, facts, findings. Follows:
clause 1.8; an organisation sees its own classes only.
"""

from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Standard
from liangcai.training.classes import check_class
from liangcai.training.model import ClassTeacher, Session, TrainingClass, Venue
from liangcai.training.programme import Programme, derive_programme
from liangcai.training.proof import Teacher
from liangcai.training.venue import VenueNeed, list_venue_needs
from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.training import ClassSession
from liangcai_web.records.training import TrainingClass as ClassRow
from liangcai_web.services.batches.state import check_place
from liangcai_web.services.days import local_time
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import training_pack
from liangcai_web.services.payloads.training import ClassOpened, VenueStated
from liangcai_web.services.standards.opened import open_document

LONGEST_DAYS = 730


class ClassOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A class as it is asked for."""

    title: str
    level: str
    direction: str | None
    first_day: date
    last_day: date


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """Where theory and practice are taught, and the words of clause 1.8.3 that the school ticked."""

    theory: Venue
    practice: Venue


def open_class(
    organisation: Organisation, document: Document, order: ClassOrder, *, now: datetime, actor: AbstractBaseUser | None
) -> Result[ClassRow | None]:
    """Open a class for a level and direction that the standard has and gives hours for."""
    standard = open_document(document).standard
    wrong = _check_order(standard, order)
    derived = derive_programme(standard, order.level, order.direction)
    if wrong or derived.value is None:
        return Result(None, wrong or derived.findings)
    with transaction.atomic():
        row = ClassRow.objects.create(
            organisation=organisation,
            standard=document,
            title=order.title.strip(),
            level=derived.value.level,
            direction=order.direction or "",
            first_day=order.first_day,
            last_day=order.last_day,
            opened_at=now,
        )
        said = ClassOpened(
            title=row.title,
            standard_sha256=document.sha256,
            level=row.level,
            direction=row.direction,
            first_day=row.first_day,
            last_day=row.last_day,
        )
        append_fact(organisation, "class_opened", said, now=now, actor=actor, batch=row.uuid)
    return Result(row)


def _check_order(standard: Standard, order: ClassOrder) -> tuple[Finding, ...]:
    misplaced = check_place(standard, order.level, order.direction)
    found = [misplaced] if misplaced else []
    if not order.title.strip():
        found.append(say("title", "请写班名。", "Give the class a name."))
    if order.last_day < order.first_day:
        found.append(say("last_day", "结束日期早于开始日期。", "The last day lies before the first."))
    elif (order.last_day - order.first_day).days > LONGEST_DAYS:
        found.append(
            say("last_day", "一个班不超过两年，请核对日期。", "A class takes two years at most: check the days.")
        )
    return tuple(found)


def state_places(row: ClassRow, places: Places, *, now: datetime, actor: AbstractBaseUser) -> ClassRow:
    """Keep where a class is taught and what is there."""
    known = {word for need in venue_needs(row) for word in need.words}
    theory, practice = (tuple(word for word in one.has if word in known) for one in (places.theory, places.practice))
    row.theory_place, row.theory_has = places.theory.place[:120], "\n".join(theory)
    row.practice_place, row.practice_has = places.practice.place[:120], "\n".join(practice)
    said = VenueStated(
        theory_place=row.theory_place, theory_has=theory, practice_place=row.practice_place, practice_has=practice
    )
    with transaction.atomic():
        row.save(update_fields=["theory_place", "theory_has", "practice_place", "practice_has"])
        append_fact(row.organisation, "venue_stated", said, now=now, actor=actor, batch=row.uuid)
    return row


def list_classes(organisation: Organisation) -> "QuerySet[ClassRow]":
    """The classes of an organisation, the newest first."""
    return ClassRow.objects.filter(organisation=organisation).select_related("standard", "organisation")


def find_class(organisation: Organisation, uuid: UUID) -> ClassRow | None:
    """A class of this organisation, or None: another's is not seen."""
    return list_classes(organisation).filter(uuid=uuid).first()


def class_standard(row: ClassRow) -> Standard:
    """The standard that a class teaches."""
    return open_document(row.standard).standard


def class_programme(row: ClassRow) -> Programme:
    """The programme of a class; raises RuntimeError where its standard gives none any more."""
    return _derive(row.standard.sha256, row.level, row.direction)


@lru_cache(maxsize=64)
def _derive(sha256: str, level: str, direction: str) -> Programme:
    document = Document.objects.filter(kind=Document.Kind.STANDARD, sha256=sha256)[0]
    derived = derive_programme(open_document(document).standard, level, direction or None)
    if derived.value is None:
        raise RuntimeError(f"no programme for {level} {direction}: {derived.findings}")
    return derived.value


def venue_needs(row: ClassRow) -> tuple[VenueNeed, ...]:
    """What clause 1.8.3 asks of the places."""
    return list_venue_needs(class_standard(row))


def build_class(row: ClassRow) -> TrainingClass:
    """A class as the library reads it, with its sessions in the zone of the organisation."""
    teachers = tuple(
        ClassTeacher(
            id=str(one.person.uuid),
            name=one.person.name,
            holds=Teacher(level=one.level or None, title_grade=one.title_grade or None),
        )
        for one in row.teachers.select_related("person")
    )
    return TrainingClass(
        id=str(row.uuid),
        level=row.level,
        direction=row.direction or None,
        first_day=row.first_day,
        last_day=row.last_day,
        teachers=teachers,
        sessions=tuple(build_session(one) for one in list_sessions(row)),
        theory=Venue(place=row.theory_place, has=tuple(row.theory_has.split("\n"))),
        practice=Venue(place=row.practice_place, has=tuple(row.practice_has.split("\n"))),
    )


def list_sessions(row: ClassRow) -> "QuerySet[ClassSession]":
    """The sessions that stand, in time."""
    return row.sessions.filter(withdrawn_at__isnull=True).select_related("teacher__person", "training")


def build_session(one: ClassSession) -> Session:
    """A session as the library reads it."""
    return Session(
        id=str(one.uuid),
        of=str(one.training.uuid),
        number=one.number,
        unit=one.unit,
        kind="theory" if one.kind == ClassSession.Kind.THEORY else "practice",
        start=local_time(one.starts_at),
        end=local_time(one.ends_at),
        hours=one.hours,
        teacher=str(one.teacher.person.uuid),
    )


def review_class(row: ClassRow) -> tuple[Finding, ...]:
    """What keeps a class from being what its standard asks for."""
    return check_class(build_class(row), class_standard(row), class_programme(row), training_pack())


def say(field: str, zh: str, en: str, clause: str = "", severity: Severity = Severity.ERROR) -> Finding:
    """What is wrong, under the name of the field where it was typed."""
    return Finding(rule=f"training.{field}", severity=severity, message=Message(zh, en), clause=clause)
