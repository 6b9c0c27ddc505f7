"""Applications as the exam office sees them: the newest verdict on each person, with the person's name.

In: a batch. Out: lists and pages, new applications. Follows: clause 1.9.1; facts hold random ids, names come from the
erasable table and only for the page that is shown.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page

from liangcai.eligibility.application import Application, lint_application
from liangcai.eligibility.identity_number import check_character
from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai_host.keys.fields import index_id_number, normalise_id_number
from liangcai_web.records.batches import Batch
from liangcai_web.records.people import Person
from liangcai_web.services.applications import Judged, batch_conditions, decide_applications
from liangcai_web.services.facts import read_facts, read_payload
from liangcai_web.services.paging import page_of
from liangcai_web.services.payloads import ApplicationDecided
from liangcai_web.services.people import field_keys, keep_people
from liangcai_web.services.turns import take_turn

STATUSES = ("admitted", "refused", "undecided")
ID_NUMBER = "application.id_number"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The newest verdict on a person in a batch."""

    person: UUID
    decided: ApplicationDecided
    at: datetime


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with the name that the office knows; blank where the person was erased."""

    verdict: Verdict
    name: str
    id_number: str


def list_verdicts(batch: Batch) -> tuple[Verdict, ...]:
    """The newest verdict on each person, in the order in which people first applied."""
    newest: dict[UUID, Verdict] = {}
    for fact in read_facts(batch.uuid, "application_decided"):
        if fact.subject:
            decided = read_payload(fact, ApplicationDecided)
            newest[fact.subject] = Verdict(person=fact.subject, decided=decided, at=fact.at)
    return tuple(newest.values())


def count_statuses(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many verdicts there are of each status."""
    counts = Counter(verdict.decided.status for verdict in verdicts)
    return {status: counts[status] for status in STATUSES}


def page_applicants(verdicts: Sequence[Verdict], status: str, number: str | None) -> "Page[Applicant]":
    """A page of verdicts, of one status where that was asked for, with names."""
    wanted = [verdict for verdict in verdicts if not status or verdict.decided.status == status]
    page = page_of(wanted, number)
    people = {person.uuid: person for person in Person.objects.filter(uuid__in=[one.person for one in page])}
    page.object_list = [name_applicant(verdict, people.get(verdict.person)) for verdict in page.object_list]
    return page


def name_applicant(verdict: Verdict, person: Person | None) -> Applicant:
    """A verdict with the person's name and masked number."""
    return Applicant(
        verdict=verdict, name=person.name if person else "", id_number=person.masked_id_number if person else ""
    )


def list_admitted(batch: Batch) -> tuple[Person, ...]:
    """The people who are admitted, in the order in which they were first known."""
    admitted = [one.person for one in list_verdicts(batch) if one.decided.status == "admitted"]
    return tuple(Person.objects.filter(uuid__in=admitted).order_by("pk"))


def judge_applicant(
    batch: Batch,
    name: str,
    id_number: str,
    application: Application,
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
) -> Result[Judged | None]:
    """Judge one person's application; the same person applying again gets a newer verdict."""
    findings = check_number(id_number) + lint_application(application)
    if has_errors(findings):
        return Result(None, findings)
    if batch_conditions(batch).value is None:
        return Result(None, findings + batch_conditions(batch).findings)
    with take_turn(batch.organisation):
        person = find_person(batch, id_number) or keep_people(batch.organisation, [(name, id_number)])[0]
        judged = decide_applications(batch, [(person, application)], on=now.date(), now=now, actor=actor)
    return Result(judged.value[0] if judged.value else None, findings)


def find_person(batch: Batch, id_number: str) -> Person | None:
    """The person of this organisation with that ID number, or None."""
    index = index_id_number(field_keys(), id_number)
    return Person.objects.filter(organisation=batch.organisation, id_number_index=index).first()


def check_number(id_number: str) -> tuple[Finding, ...]:
    """What is wrong with an ID number: a resident's has a check character, other documents have none."""
    number = normalise_id_number(id_number)
    if len(number) != 18 or not number[:17].isdigit() or check_character(number[:17]) == number[17]:
        return ()
    return (
        Finding(
            rule=ID_NUMBER,
            severity=Severity.ERROR,
            message=Message("身份证号码的校验位不符。", "The check digit of the ID number does not fit."),
            remedy=Message("请对照证件，可能有一位输错。", "Compare with the document: one character may be mistyped."),
        ),
    )
