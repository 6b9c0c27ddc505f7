"""What was noted of candidates, and the cases that came of it, folded from facts.

In: a batch. Out: ``Noted`` and ``Case`` in the order in which they happened; who is barred until when. Follows: the
present is a fold over facts; what was withdrawn or lifted stays readable and counts no more.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person
from liangcai_web.services.facts import read_facts, read_payload
from liangcai_web.services.payloads.base import IrregularityNoted
from liangcai_web.services.payloads.results import (
    IrregularityWithdrawn,
    MisconductDecided,
    MisconductHeard,
    MisconductLifted,
    MisconductOpened,
)

KINDS = ("misconduct_opened", "misconduct_heard", "misconduct_decided", "misconduct_lifted")


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What an invigilator noted; the fact that withdrew it, the case that it became part of."""

    candidate: Candidate
    fact: Fact
    said: IrregularityNoted
    withdrawn: Fact | None = None
    reason: str = ""
    case: str = ""

    @property
    def counts(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn is None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A charge of misconduct and what became of it."""

    candidate: Candidate
    opened: Fact
    said: MisconductOpened
    heard: tuple[Fact, ...] = ()
    decided: MisconductDecided | None = None
    decided_by: Fact | None = None
    lifted: MisconductLifted | None = None
    lifted_by: Fact | None = None


def list_noted(batch: Batch) -> tuple[Noted, ...]:
    """What was noted of the candidates of a batch."""
    people = by_uuid(batch)
    withdrawn = {
        read_payload(fact, IrregularityWithdrawn).noted: fact
        for fact in read_facts(batch.uuid, "irregularity_withdrawn").select_related("actor", "approver")
    }
    cases = {
        noted: said.case
        for fact in read_facts(batch.uuid, "misconduct_opened")
        for said in (read_payload(fact, MisconductOpened),)
        for noted in said.noted
    }
    return tuple(
        Noted(
            candidate=people[fact.subject],
            fact=fact,
            said=read_payload(fact, IrregularityNoted),
            withdrawn=withdrawn.get(fact.hash),
            reason=read_payload(withdrawn[fact.hash], IrregularityWithdrawn).reason if fact.hash in withdrawn else "",
            case=cases.get(fact.hash, ""),
        )
        for fact in read_facts(batch.uuid, "irregularity_noted").select_related("actor")
        if fact.subject in people
    )


def list_cases(batch: Batch) -> tuple[Case, ...]:
    """The cases of a batch, in the order in which they were opened."""
    return fold_cases(read_facts(batch.uuid, *KINDS).select_related("actor", "approver"), by_uuid(batch))


def own_cases(candidate: Candidate) -> tuple[Case, ...]:
    """The cases of one candidate."""
    facts = Fact.objects.filter(subject=candidate.uuid, kind__in=KINDS).select_related("actor", "approver")
    return fold_cases(facts.order_by("position"), {candidate.uuid: candidate})


def find_case(batch: Batch, case: str) -> Case | None:
    """A case of a batch, or None."""
    return next((one for one in list_cases(batch) if one.said.case == case), None)


def fold_cases(facts: Iterable[Fact], people: dict[object, Candidate]) -> tuple[Case, ...]:
    """Cases from their facts in order."""
    cases: dict[str, Case] = {}
    for fact in facts:
        if fact.kind == "misconduct_opened" and fact.subject in people:
            opened = read_payload(fact, MisconductOpened)
            cases[opened.case] = Case(candidate=people[fact.subject], opened=fact, said=opened)
            continue
        name = msgspec.json.decode(fact.payload)["case"]
        if name in cases:
            cases[name] = _follow(cases[name], fact)
    return tuple(cases.values())


def _follow(case: Case, fact: Fact) -> Case:
    match fact.kind:
        case "misconduct_heard":
            read_payload(fact, MisconductHeard)
            return msgspec.structs.replace(case, heard=(*case.heard, fact))
        case "misconduct_decided":
            return msgspec.structs.replace(case, decided=read_payload(fact, MisconductDecided), decided_by=fact)
        case _:
            return msgspec.structs.replace(case, lifted=read_payload(fact, MisconductLifted), lifted_by=fact)


def by_uuid(batch: Batch) -> dict[object, Candidate]:
    """The candidates of a batch by their uuid, each with the one batch."""
    rows = list(batch.candidates.select_related("person").order_by("serial"))
    for row in rows:
        row.batch = batch
    return {row.uuid: row for row in rows}


def barred_until(person: Person, today: date) -> date | None:
    """Until when a person may not apply, by a measure that nobody lifted; None where they may."""
    ends = [
        case.decided.barred_until
        for candidate in Candidate.objects.filter(person=person).select_related("person", "batch")
        for case in own_cases(candidate)
        if case.decided is not None and case.lifted is None and case.decided.barred_until is not None
    ]
    latest = max(ends, default=None)
    return latest if latest is not None and latest > today else None


def list_barred(organisation: Organisation, today: date) -> dict[int, date]:
    """Who may not apply to an organisation, by their row, and until when."""
    subjects = Fact.objects.filter(organisation=organisation, kind="misconduct_decided").values_list("subject")
    people = {one.person for one in Candidate.objects.filter(uuid__in=subjects).select_related("person")}
    return {person.pk: until for person in people if (until := barred_until(person, today)) is not None}
