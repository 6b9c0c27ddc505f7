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
from liangcai_web.services.demonstration import lowest_level, order_for
from liangcai_web.services.documents import keep_document
from liangcai_web.services.journey import Outcome, admit_people, open_examination, prepare, seated
from liangcai_web.services.offices import found_organisation
from liangcai_web.services.papers import Papers
from liangcai_web.services.people import keep_people
from liangcai_web.services.teams import gather_team


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
