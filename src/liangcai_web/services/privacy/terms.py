"""What an organisation holds of a person, by which rule and until when.

In: a person, the moment. Out: a ``Term`` a kind of data, by the rule pack; those who have something due. Follows: a
term runs from the last thing that happened; who waits for a decision, or has a certificate in force, has no
end in sight.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.paginator import Page
from django.db.models import Max, Q, QuerySet

from liangcai.retention.pack import Anchor, Data
from liangcai.retention.term import Term, add_months, list_terms
from liangcai_web.records.applications import Application, ApplicationVersion, EvidenceFile, GroupList
from liangcai_web.records.batches import Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person
from liangcai_web.records.petitions import Petition
from liangcai_web.records.privacy import AccessNote
from liangcai_web.records.staff import StaffMember
from liangcai_web.records.training import ClassTeacher, Trainee, TrainingProof
from liangcai_web.services.days import local_day
from liangcai_web.services.facts import read_payload
from liangcai_web.services.packs import retention_pack
from liangcai_web.services.paging import page_of
from liangcai_web.services.payloads.privacy import PersonErased

Days = dict[Anchor, date]
UNDECIDED = ("submitted", "disputed", "returned", "appealed")
OF_PEOPLE: tuple[Data, ...] = (
    "application",
    "evidence",
    "identity",
    "result",
    "petition",
    "training",
    "name",
    "certificate",
)
SHOWN = 50


def read_terms(person: Person, now: datetime) -> tuple[Term, ...]:
    """The terms of everything that is held of a person."""
    return list_terms(retention_pack(), list_held(person), local_day(now))


def list_held(person: Person) -> dict[Data, Days]:
    """Each kind of data that is there, with the day from which its term runs, if it runs."""
    seats = list(Candidate.objects.filter(person=person).select_related("batch"))
    examined = max((local_day(seat.batch.starts_at) for seat in seats), default=None)
    trained = Trainee.objects.filter(person=person).aggregate(day=Max("training__last_day"))["day"]
    taught = ClassTeacher.objects.filter(person=person).aggregate(day=Max("training__last_day"))["day"]
    ended = find_end(person, [day for day in (examined, trained, taught) if day])
    decided: Days = {"decided": ended} if ended else {}
    held: dict[Data, Days] = {}
    if ApplicationVersion.objects.filter(application__person=person).exclude(sealed="").exists():
        held["application"] = decided
    if EvidenceFile.objects.filter(application__person=person, size__gt=0).exists():
        held["evidence"] = decided
    if person.id_number_sealed:
        held["identity"] = decided
    if examined and ended and not was_erased(person, "result", examined):
        held["result"] = {"examined": examined}
    said = Petition.objects.filter(candidate__person=person).exclude(sealed="")
    if said.exists():
        held["petition"] = settled_days(said)
    if trained and TrainingProof.objects.filter(trainee__person=person).exclude(content=b"").exists():
        held["training"] = {"trained": trained}
    certificates = list(Credential.objects.filter(candidate__person=person).exclude(token=""))
    in_force = any(one.revoked_at is None for one in certificates)
    if person.name:
        held["name"] = {} if in_force else decided
    if certificates:
        revoked = [local_day(one.revoked_at) for one in certificates if one.revoked_at]
        held["certificate"] = {} if in_force else {"revoked": max(revoked)}
    held["facts"] = {}
    return held


def settled_days(said: "QuerySet[Petition]") -> Days:
    """The day on which the last of what was said was settled; none while one waits. A word on a charge asks nothing."""
    if said.exclude(kind=Petition.Kind.HEARING).filter(settled_at=None).exists():
        return {}
    return {"settled": max(local_day(one.settled_at or one.filed_at) for one in said)}


def find_end(person: Person, more: list[date]) -> date | None:
    """The day of the last thing that happened to a person; None while anything waits to be decided."""
    rows = Application.objects.filter(person=person)
    if rows.filter(state__in=UNDECIDED).exists():
        return None
    newest = Fact.objects.filter(organisation=person.organisation, subject=person.uuid).exclude(kind__in=ABOUT_DATA)
    last = newest.order_by("-position").first()
    days = [local_day(last.at)] if last else [local_day(row.kept_at) for row in rows]
    return max([*days, *more], default=None)


def was_erased(person: Person, data: Data, after: date) -> bool:
    """Whether a kind of data that leaves rows behind was erased since a day."""
    facts = Fact.objects.filter(organisation=person.organisation, kind="person_erased", subject=person.uuid)
    return any(data in read_payload(fact, PersonErased).erased for fact in facts if local_day(fact.at) > after)


ABOUT_DATA = ("person_erased", "person_exported")


def find_candidates(organisation: Organisation, now: datetime) -> "QuerySet[Person]":
    """People of whom something may be due: whose newest application is older than the shortest term."""
    shortest = min(rule.months for rule in retention_pack().rules if rule.data in OF_PEOPLE and rule.months)
    before = add_months(local_day(now), -shortest)
    fresh = Application.objects.filter(kept_at__date__gte=before).values("person")
    taught = ClassTeacher.objects.filter(training__organisation=organisation).values("person")
    known = Q(applications__isnull=False) | Q(trainings__isnull=False) | Q(pk__in=taught)
    people = Person.objects.filter(known, organisation=organisation).exclude(pk__in=fresh)
    return people.exclude(name="", id_number_sealed="").distinct().order_by("pk")


def page_due(organisation: Organisation, now: datetime, number: str | None) -> "Page[tuple[Person, tuple[Term, ...]]]":
    """People with the terms that have ended, longest ago first."""
    page = page_of(find_candidates(organisation, now), number, SHOWN)
    rows = [(person, tuple(term for term in read_terms(person, now) if term.due)) for person in page.object_list]
    page.object_list = [(person, terms) for person, terms in rows if terms]
    return page


def find_drafts(organisation: Organisation, now: datetime) -> "QuerySet[Application]":
    """Drafts that were never handed in and whose term is over."""
    before = add_months(local_day(now), -retention_pack().rule("draft").months)
    rows = Application.objects.filter(batch__organisation=organisation, state="draft", kept_at__date__lt=before)
    return rows.exclude(draft="", secret="")


def find_lists(organisation: Organisation, now: datetime) -> "QuerySet[GroupList]":
    """Lists that were never taken in and whose term is over."""
    before = add_months(local_day(now), -retention_pack().rule("list").months)
    return GroupList.objects.filter(organisation=organisation, kept_at__date__lt=before).exclude(content=b"")


def find_old_notes(organisation: Organisation, now: datetime) -> "QuerySet[AccessNote]":
    """Notes of access whose term is over."""
    before = add_months(local_day(now), -retention_pack().rule("access").months)
    return AccessNote.objects.filter(organisation=organisation, at__date__lt=before)


def find_words(organisation: Organisation, now: datetime) -> "QuerySet[Petition]":
    """Words of people who are no candidates, settled, and whose term is over."""
    before = add_months(local_day(now), -retention_pack().rule("petition").months)
    rows = Petition.objects.filter(batch__organisation=organisation, candidate=None, settled_at__date__lt=before)
    return rows.exclude(sealed="")


def find_staff(organisation: Organisation, now: datetime) -> "QuerySet[StaffMember]":
    """Staff called on no longer, and whose term is over."""
    before = add_months(local_day(now), -retention_pack().rule("staff").months)
    return StaffMember.objects.filter(organisation=organisation, retired_at__date__lt=before).exclude(name="")


def pick(terms: Iterable[Term], data: Data) -> Term | None:
    """The term of a kind of data, if it is held."""
    return next((term for term in terms if term.rule.data == data), None)


def search_people(organisation: Organisation, words: str) -> tuple[Person, ...]:
    """People whose name begins with these words, or whose application or ticket has this number."""
    if not words:
        return ()
    known = Person.objects.filter(organisation=organisation)
    rows = known.filter(Q(name__startswith=words) | Q(applications__number=words) | Q(candidate__ticket_number=words))
    return tuple(rows.distinct().order_by("name", "pk")[:SHOWN])
