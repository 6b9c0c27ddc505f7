"""Applications as the exam office and its reviewers see them: lists, one application, those who are admitted.

In: a batch. Out: lists and pages with names. Follows: clause 1.9.1; facts hold random ids, names come from the erasable
table and only for the page that is shown.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page
from django.db.models import Count, QuerySet

from liangcai.eligibility.application import Application, lint_application
from liangcai.eligibility.check import Verdict
from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai_host.keys.fields import index_id_number
from liangcai_web.records.applications import Application as ApplicationRow
from liangcai_web.records.applications import ApplicationVersion, Review
from liangcai_web.records.batches import Batch
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person
from liangcai_web.services.admission.applications import Entry, State, Taken, hand_in, judge_version
from liangcai_web.services.admission.dossiers import Dossier
from liangcai_web.services.facts import read_facts, read_payload
from liangcai_web.services.paging import page_of
from liangcai_web.services.payloads.applications import ApplicationDecided
from liangcai_web.services.people import ID_NUMBER, check_number, field_keys

KINDS = ("application_decided", "appeal_decided")
KNOWN = tuple(state for state in State if state != State.DRAFT)


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """An application in a list: whose it is, what the machine finds, what people decided, how many have signed."""

    row: ApplicationRow
    name: str
    id_number: str
    verdict: Verdict | None
    decided: ApplicationDecided | None
    reviews: int


def list_decisions(batch: Batch) -> dict[UUID, ApplicationDecided]:
    """The newest decision on each person of a batch."""
    facts = read_facts(batch.uuid, *KINDS)
    return {fact.subject: read_payload(fact, ApplicationDecided) for fact in facts if fact.subject}


def count_states(batch: Batch) -> dict[str, int]:
    """How many applications there are in each state; drafts are the applicants' own."""
    rows = ApplicationRow.objects.filter(batch=batch).order_by().values_list("state")
    found = dict(rows.annotate(Count("pk")))
    return {str(state): found.get(state, 0) for state in KNOWN}


def find_applications(batch: Batch, state: str = "", words: str = "") -> "QuerySet[ApplicationRow]":
    """The applications of a batch that were handed in, of a state, by name or number.

    Not by ID number: what is searched for stands in the address of the page.
    """
    rows = ApplicationRow.objects.filter(batch=batch).exclude(state=State.DRAFT).select_related("person")
    if state:
        rows = rows.filter(state=state)
    if words.strip():
        plain = words.strip()
        rows = rows.filter(person__name__contains=plain) | rows.filter(number=plain.upper())
    return rows.order_by("pk")


def page_applicants(batch: Batch, state: str, number: str | None, words: str = "") -> "Page[Applicant]":
    """A page of applications with names, verdicts and decisions."""
    page = page_of(find_applications(batch, state, words), number)
    page.object_list = list_applicants(batch, list(page.object_list))
    return page


def list_applicants(batch: Batch, rows: Iterable[ApplicationRow]) -> list[Applicant]:
    """Applications with what is known of each."""
    rows = list(rows)
    people = [row.person.uuid for row in rows if row.person]
    facts = read_facts(batch.uuid, *KINDS).filter(subject__in=people)
    decided = {fact.subject: read_payload(fact, ApplicationDecided) for fact in facts}
    newest = _newest_versions(rows)
    found = Review.objects.filter(version__in=[version.pk for version in newest.values()]).values_list("version")
    signed = dict(found.annotate(Count("pk")).order_by())
    return [_describe(row, newest.get(row.pk), decided, signed) for row in rows]


def _newest_versions(rows: list[ApplicationRow]) -> dict[int, ApplicationVersion]:
    by_pk = {row.pk: row for row in rows}
    newest: dict[int, ApplicationVersion] = {}
    for version in ApplicationVersion.objects.filter(application__in=list(by_pk)).order_by("number"):
        version.application = by_pk[version.application_id]
        newest[version.application_id] = version
    return newest


def _describe(
    row: ApplicationRow,
    version: ApplicationVersion | None,
    decided: dict[UUID | None, ApplicationDecided],
    signed: dict[int, int],
) -> Applicant:
    person = row.person
    stands = person is not None and row.state in (State.ADMITTED, State.REFUSED, State.APPEALED)
    return Applicant(
        row=row,
        name=person.name if person else "",
        id_number=person.masked_id_number if person else "",
        verdict=judge_version(version) if version else None,
        decided=decided.get(person.uuid) if stands and person else None,
        reviews=signed.get(version.pk, 0) if version else 0,
    )


def find_application(organisation: Organisation, number: str) -> ApplicationRow | None:
    """An application of this organisation that was handed in, by its number; a draft is its applicant's alone."""
    rows = ApplicationRow.objects.filter(batch__organisation=organisation, number=number).exclude(state=State.DRAFT)
    return rows.select_related("batch__organisation", "batch__standard", "person").first()


def describe_application(row: ApplicationRow) -> Applicant:
    """One application as a list shows it."""
    return list_applicants(row.batch, [row])[0]


def list_admitted(batch: Batch) -> tuple[Person, ...]:
    """The people who are admitted, in the order in which they were first known."""
    admitted = [person for person, one in list_decisions(batch).items() if one.status == "admitted"]
    return tuple(Person.objects.filter(uuid__in=admitted).order_by("pk"))


def enter_application(
    batch: Batch,
    name: str,
    id_number: str,
    application: Application,
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
    typed: dict[str, str] | None = None,
) -> Result[Taken | None]:
    """Keep what an officer typed for a person who came to the counter; the same person again gets a newer version."""
    findings = check_number(id_number) + lint_application(application)
    if has_errors(findings):
        return Result(None, findings)
    row = find_own(batch, id_number)
    if row is not None and row.state not in (State.RETURNED, State.REFUSED):
        return Result(None, (*findings, _waits()))
    entry = Entry(name=name, id_number=id_number, dossier=Dossier(application=application, typed=typed or {}), row=row)
    taken = hand_in(batch, [entry], source=ApplicationVersion.Source.OFFICE, now=now, by=actor)
    return Result(taken.value[0] if taken.value else None, findings + taken.findings)


def find_own(batch: Batch, id_number: str) -> ApplicationRow | None:
    """The application of the person with that ID number in a batch, or None."""
    index = index_id_number(field_keys(), id_number)
    row = ApplicationRow.objects.filter(batch=batch, person__id_number_index=index).first()
    if row is not None:
        row.batch = batch
    return row


def _waits() -> Finding:
    return Finding(
        rule=ID_NUMBER,
        severity=Severity.ERROR,
        message=Message(
            "这个人在本批次已有一份待审核或已通过的报名。",
            "This person has an application in this batch that waits for review or is admitted.",
        ),
        remedy=Message("请打开那一份；要更正先退回。", "Open that one; to correct it, return it first."),
    )
