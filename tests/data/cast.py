"""A fixed cast for sittings: an organisation, a batch with papers from a small bank, candidates with tickets."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import liangcai_reference
from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.model import FormSet
from liangcai.blueprint.model import Blueprint
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.accounts.officer_keys import Hand
from liangcai_web.services.accounts.offices import found_organisation, open_account
from liangcai_web.services.documents import keep_document
from liangcai_web.services.papers.making import Papers, keep_papers
from liangcai_web.services.people import keep_people
from liangcai_web.services.sittings.office import open_sitting
from tests.data.paper import build_blueprint, stock_bank

OPENED = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
KEY = "2-02-10-13-2021"
PHRASE = "made-up pass phrase"


@dataclass(frozen=True)
class Cast:
    """Who and what a sitting test plays with; ``id_numbers`` by ticket number."""

    organisation: Organisation
    batch: Batch
    forms: FormSet
    candidates: tuple[Candidate, ...]
    id_numbers: dict[str, str]


@cache
def small_papers() -> tuple[Blueprint, FormSet]:
    """A blueprint with two parallel forms."""
    blueprint = build_blueprint()
    forms = assemble_forms(blueprint, stock_bank(blueprint), 1).value
    assert forms is not None
    return blueprint, forms


def gather_cast(candidates: int = 2, *, unsealed: bool = True, forms: FormSet | None = None) -> Cast:
    """Put a batch with papers (the small ones unless told) and candidates into the database."""
    organisation = found_organisation(
        name="测试评价机构", name_en="Test body", code="0001", province="00", site="000001"
    )
    forms = forms or small_papers()[1]
    batch = open_test_batch(organisation, forms)
    numbers = [f"0000002000010100{serial:02}" for serial in range(1, candidates + 1)]
    people = keep_people(organisation, [(f"考生{serial:02}", number) for serial, number in enumerate(numbers, 1)])
    rows = tuple(
        Candidate.objects.create(
            batch=batch,
            person=person,
            serial=serial,
            ticket_number=f"2603{batch.pk:04}{serial:04}",
            room="第1考场",
            seat=serial,
            form="AB"[serial % 2],
        )
        for serial, person in enumerate(people, 1)
    )
    if unsealed:
        assert open_sitting(batch, hands=officers(organisation), now=OPENED, rooms_start=False).value is not None
    tickets = [row.ticket_number for row in rows]
    return Cast(organisation, batch, forms, rows, dict(zip(tickets, numbers, strict=True)))


def open_test_batch(organisation: Organisation, forms: FormSet) -> Batch:
    """A batch of 初级 by the bundled standard, with its blueprint kept and its forms sealed."""
    content = liangcai_reference.read_standard_text(KEY).encode()
    standard = keep_document(
        organisation, Document.Kind.STANDARD, content, now=OPENED, name="standard.txt", title="测试职业"
    )
    batch = Batch.objects.create(
        organisation=organisation,
        standard=standard,
        title="测试批次",
        level="初级",
        seed=1,
        starts_at=OPENED,
        opened_at=OPENED,
    )
    officers(organisation)
    blueprint, _ = small_papers()
    keep_papers(batch, Papers(blueprint=blueprint, forms=forms, bank=stock_bank(blueprint)), now=OPENED, actor=None)
    return batch


def officers(organisation: Organisation) -> tuple[Hand, Hand]:
    """Two officers who can open papers."""
    first, second = (open_account(organisation, name, PHRASE, "officer") for name in ("office-1", "office-2"))
    return Hand(user=first, phrase=PHRASE), Hand(user=second, phrase=PHRASE)
