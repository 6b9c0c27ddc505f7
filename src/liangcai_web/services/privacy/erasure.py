"""A person erased, as far as no term and no certificate still needs them; by two people.

In: a person, two officers. Out: blank rows, a fact that names what went and what stays until when. Follows: the rule
pack of retention; the house on privacy: facts hold random ids and still verify. What stands in the journal under the
random id of an attempt belongs to nobody any more once name and number are gone.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.retention.pack import Data
from liangcai.retention.term import Term
from liangcai_web.records.applications import Application, EvidenceFile
from liangcai_web.records.batches import Candidate
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.records.credentials import Credential
from liangcai_web.records.drafts import Draft
from liangcai_web.records.facts import Fact
from liangcai_web.records.grants import TimeGrant
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person
from liangcai_web.records.petitions import Petition
from liangcai_web.records.staff import Qualification, StaffMember, StaffTie
from liangcai_web.records.training import TrainingProof
from liangcai_web.services.admission.erasure import erase_application, erase_files
from liangcai_web.services.facts import append_fact
from liangcai_web.services.packs import retention_pack
from liangcai_web.services.payloads.privacy import Kept, LeftoversErased, PersonErased
from liangcai_web.services.privacy.log import note_access
from liangcai_web.services.privacy.terms import (
    find_drafts,
    find_lists,
    find_old_notes,
    find_staff,
    find_words,
    read_terms,
)
from liangcai_web.services.turns import take_turn


class Leftovers(msgspec.Struct, frozen=True, kw_only=True):
    """How many drafts, lists, notes, words of people who are no candidates and staff were erased, or are due."""

    drafts: int
    lists: int
    notes: int
    words: int
    staff: int

    @property
    def any(self) -> bool:
        """Whether there are some."""
        return any(msgspec.structs.astuple(self))


def erase_person(
    person: Person, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime, asked: bool = False
) -> Result[Fact | None]:
    """Erase what is due of a person; refused where nothing is. ``asked`` says that the person asked for it."""
    with take_turn(person.organisation):
        terms = read_terms(person, now)
        due = [term for term in terms if term.due]
        if not due:
            return Result(None, (_nothing_due(terms),))
        for term in due:
            ERASERS[term.rule.data](person)
        kept = tuple(Kept(data=term.rule.data, until=term.until) for term in terms if not term.due)
        erased = tuple(term.rule.data for term in due)
        said = PersonErased(pack=retention_pack().id, asked=asked, erased=erased, kept=kept)
        note_access(person.organisation, "erasure", now=now, user=actor, person=person.uuid)
        fact = append_fact(
            person.organisation,
            "person_erased",
            said,
            now=now,
            actor=actor,
            approver=approver,
            subject=person.uuid,
        )
    return Result(fact)


def _erase_applications(person: Person) -> None:
    for row in Application.objects.filter(person=person):
        erase_application(row)


def _erase_evidence(person: Person) -> None:
    for row in Application.objects.filter(person=person):
        erase_files(row)


def _erase_identity(person: Person) -> None:
    person.id_number_sealed = person.id_number_index = ""
    person.save(update_fields=["id_number_sealed", "id_number_index"])


def _erase_name(person: Person) -> None:
    person.name = person.id_number_tail = ""
    person.save(update_fields=["name", "id_number_tail"])


def _erase_results(person: Person) -> None:
    """Words about a person beside their marks; marks and answers stay under the random id of the attempt."""
    seats = Candidate.objects.filter(person=person)
    TimeGrant.objects.filter(candidate__in=seats).update(reason="")
    Draft.objects.filter(subject__in=seats.values("uuid")).delete()
    BenchAttempt.objects.filter(candidate__in=seats).update(notes="", late="")


def _erase_petitions(person: Person) -> None:
    Petition.objects.filter(candidate__person=person).update(sealed="")


def _erase_certificates(person: Person) -> None:
    Credential.objects.filter(candidate__person=person).exclude(revoked_at=None).update(file=b"", token="", jwt="")


def _erase_training(person: Person) -> None:
    TrainingProof.objects.filter(trainee__person=person).update(content=b"")
    BenchAttempt.objects.filter(trainee__person=person).update(notes="", late="")


ERASERS: dict[Data, Callable[[Person], None]] = {
    "application": _erase_applications,
    "evidence": _erase_evidence,
    "identity": _erase_identity,
    "result": _erase_results,
    "petition": _erase_petitions,
    "training": _erase_training,
    "name": _erase_name,
    "certificate": _erase_certificates,
}


def count_leftovers(organisation: Organisation, now: datetime) -> Leftovers:
    """What belongs to nobody in particular and is due."""
    return Leftovers(
        drafts=find_drafts(organisation, now).count(),
        lists=find_lists(organisation, now).count(),
        notes=find_old_notes(organisation, now).count(),
        words=find_words(organisation, now).count(),
        staff=find_staff(organisation, now).count(),
    )


def erase_leftovers(
    organisation: Organisation, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Leftovers | None]:
    """Erase drafts, lists never taken in, notes of access, words of the public and staff, past their terms."""
    with take_turn(organisation):
        due = count_leftovers(organisation, now)
        if not due.any:
            return Result(
                None, (_say("没有到期的草稿、名单、查阅记录、公众异议或停用人员。", "Nothing of that kind is due."),)
            )
        drafts = find_drafts(organisation, now)
        EvidenceFile.objects.filter(application__in=drafts).delete()
        drafts.update(draft="", secret="")
        find_lists(organisation, now).update(content=b"", name="")
        find_old_notes(organisation, now).delete()
        find_words(organisation, now).update(sealed="")
        _erase_staff(find_staff(organisation, now))
        said = LeftoversErased(pack=retention_pack().id, **msgspec.structs.asdict(due))
        append_fact(organisation, "leftovers_erased", said, now=now, actor=actor, approver=approver)
    return Result(due)


def _erase_staff(rows: "QuerySet[StaffMember]") -> None:
    """What is personal of staff; their accounts stay, since facts name them."""
    StaffTie.objects.filter(member__in=rows).delete()
    Qualification.objects.filter(member__in=rows).delete()
    for row in rows:  # a number is unique in its organisation: the blank ones too
        row.number, row.name, row.employer, row.away = f"-{row.pk}", "", "", "[]"
        row.save(update_fields=["number", "name", "employer", "away"])


def _nothing_due(terms: tuple[Term, ...]) -> Finding:
    ends = [term.until for term in terms if term.until]
    first = f"最早在 {min(ends)} 之后" if ends else "目前没有到期日"
    english = f"the first after {min(ends)}" if ends else "none has an end in sight"
    return _say(
        f"这个人的资料都还在保存期内（{first}），逐项见本页。", f"Every term still runs ({english}); see the list."
    )


def _say(zh: str, en: str) -> Finding:
    return Finding(rule="privacy.due", severity=Severity.ERROR, message=Message(zh, en))
