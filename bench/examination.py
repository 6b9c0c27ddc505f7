"""Examinations to try things on, made with the product's own services.

In: an occupation, how many candidates. Out: rows. Follows: the steps of the journey; people are made up.
"""

from collections.abc import Sequence
from uuid import UUID, uuid4

import msgspec

import liangcai_reference
from liangcai.findings import Message
from liangcai_host import clock
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.documents import Document
from liangcai_web.services.accounts.officer_keys import Hand
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.batches.state import open_batch
from liangcai_web.services.documents import keep_document
from liangcai_web.services.papers.making import Papers, make_papers
from liangcai_web.services.people import keep_people
from liangcai_web.services.registers.teams import gather_team
from liangcai_web.services.rehearsal.demonstration import lowest_level, order_for
from liangcai_web.services.rehearsal.journey import Outcome, admit_people, open_examination, prepare, seated
from liangcai_web.services.sittings.office import open_sitting as unseal
from liangcai_web.services.standards.opened import adopt_standard

PHRASE = "made-up pass phrase"


class Examination(msgspec.Struct, frozen=True, kw_only=True):
    """A batch whose papers are open, with its candidates in their seats."""

    batch: Batch
    papers: Papers
    candidates: tuple[Candidate, ...]


def say_nothing(_stage: Message, _number: int, _total: int) -> None:
    """Progress that nobody watches."""


def open_sitting(occupation: str, candidates: int, seed: int) -> Examination:
    """From the bundled standard to papers unsealed by two people."""
    now, team = clock.now(), gather_team()
    order = order_for(*lowest_level(occupation), candidates, seed)
    outcome = Outcome(document=order.name)
    batch = open_examination(order, team, now, outcome)
    people = admit_people(batch, order, team, now, outcome) if batch else {}
    if batch is None or not prepare(batch, people, team, now, outcome) or outcome.papers is None:
        raise RuntimeError(f"the examination could not be prepared: {outcome.findings}")
    return Examination(batch=batch, papers=outcome.papers, candidates=tuple(seated(batch)))


def occupations() -> tuple[str, ...]:
    """The bundled occupations."""
    return liangcai_reference.list_occupations()


def seat_strangers(attempts: Sequence[UUID]) -> tuple[Candidate, ...]:
    """Candidates in a batch without papers, one person behind all of them: for what looks at attempts only."""
    now = clock.now()
    organisation = found_organisation(name="验证机构", name_en="Proofs", code="0003", province="00", site="000003")
    content = f"{uuid4()}".encode()
    standard = keep_document(organisation, Document.Kind.STANDARD, content, now=now, name="none.txt")
    batch = Batch.objects.create(
        organisation=organisation, standard=standard, title="验证", level="初级", seed=1, starts_at=now, opened_at=now
    )
    person = keep_people(organisation, [("考生01", "000000200001010108")])[0]
    rows = [
        Candidate(uuid=attempt, batch=batch, person=person, serial=serial, ticket_number=f"P{batch.pk}-{serial}")
        for serial, attempt in enumerate(attempts, 1)
    ]
    Candidate.objects.bulk_create(rows, batch_size=500)
    return tuple(rows)


def open_to_all(occupation: str, count: int) -> list[dict[str, str]]:
    """A batch whose papers are open, with made-up people in their seats; what each types to sign in."""
    now = clock.now()
    organisation = found_organisation(name="负载机构", name_en="Load", code="0004", province="00", site="000004")
    document = adopt_standard(
        organisation, liangcai_reference.read_standard_text(occupation).encode(), "standard.txt", now=now
    ).value
    order = order_for(*lowest_level(occupation), 1, 1)
    batch = (
        document
        and open_batch(
            organisation, document, title="负载", level=order.level, direction=None, seed=1, starts_at=now, now=now
        ).value
    )
    first, second = (open_account(organisation, name, PHRASE, "officer") for name in ("load-1", "load-2"))
    if batch is None or make_papers(batch, now=now).value is None:
        raise RuntimeError("the examination could not be prepared")
    numbers = [f"00000020000101{serial:04}" for serial in range(1, count + 1)]
    people = keep_people(organisation, [(f"考生{serial:04}", number) for serial, number in enumerate(numbers, 1)])
    rows = [
        Candidate(
            batch=batch, person=person, serial=serial, ticket_number=f"L{serial:05}", room="1", seat=serial, form="A"
        )
        for serial, person in enumerate(people, 1)
    ]
    Candidate.objects.bulk_create(rows, batch_size=500)
    hands = (Hand(user=first, phrase=PHRASE), Hand(user=second, phrase=PHRASE))
    opened = unseal(batch, hands=hands, now=now, rooms_start=False)
    if opened.value is None:
        raise RuntimeError(f"the papers were not opened: {opened.findings}")
    return [
        {"ticket_number": row.ticket_number, "id_number": number} for row, number in zip(rows, numbers, strict=True)
    ]
