"""From the standard of a batch to its papers.

In: a batch. Out: blueprint, theory and practical papers, kept as documents under their hashes. Follows: chapter 4; a
bank that is too small is refused, naming each cell that lacks questions.
"""

from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.lacking import Lack
from liangcai.assembly.model import Form, FormSet
from liangcai.assembly.supply import find_lacks
from liangcai.blueprint.derive import derive_blueprint
from liangcai.blueprint.model import Blueprint
from liangcai.credentials.conformity import PapersAccount
from liangcai.findings import Result, has_errors
from liangcai.items.model import Bank
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.documents import Document
from liangcai_web.services.batches import batch_standard
from liangcai_web.services.conformity import keep_conformity
from liangcai_web.services.documents import keep_value, load_value
from liangcai_web.services.facts import append_fact, last_fact, read_payload
from liangcai_web.services.item_bank import Shelf, usable_bank
from liangcai_web.services.packs import assembly_rules, blueprint_pack
from liangcai_web.services.payloads import DocumentKept
from liangcai_web.services.practical import PracticalPapers, draw_practical, keep_practical

FORMS = 2


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """What was made for a batch."""

    blueprint: Blueprint
    forms: FormSet
    bank: Bank
    practical: PracticalPapers | None = None


def make_papers(batch: Batch, *, now: datetime, actor: AbstractBaseUser | None = None) -> Result[Papers | None]:
    """Derive the blueprint and assemble parallel forms from what the organisation may use."""
    standard = batch_standard(batch)
    planned = derive_blueprint(standard, batch.level, batch.direction or None, blueprint_pack())
    bank = usable_bank(Shelf(organisation=batch.organisation, standard=standard, level=batch.level))
    findings = planned.findings + bank.findings
    if planned.value is None or not bank.value.items:
        return Result(None, findings)
    assembled = assemble_forms(planned.value, bank.value, batch.seed, FORMS, assembly_rules())
    findings += assembled.findings
    if assembled.value is None or has_errors(assembled.findings):
        return Result(None, findings)
    practical = draw_practical(batch, planned.value)
    papers = Papers(blueprint=planned.value, forms=assembled.value, bank=bank.value, practical=practical.value)
    keep_papers(batch, papers, now=now, actor=actor)
    return Result(papers, findings + practical.findings)


def plan_papers(batch: Batch) -> tuple[Blueprint | None, tuple[Lack, ...]]:
    """The blueprint of a batch that has no papers yet, and the fewest questions that its bank lacks, by cell."""
    standard = batch_standard(batch)
    planned = derive_blueprint(standard, batch.level, batch.direction or None, blueprint_pack()).value
    bank = usable_bank(Shelf(organisation=batch.organisation, standard=standard, level=batch.level)).value
    return planned, find_lacks(planned, bank, FORMS, assembly_rules()) if planned else ()


def keep_papers(batch: Batch, papers: Papers, *, now: datetime, actor: AbstractBaseUser | None) -> None:
    """Keep blueprint, bank, forms and the signed report on them, and say so in facts."""
    kept = (
        ("blueprint_derived", Document.Kind.BLUEPRINT, papers.blueprint, (batch.standard.sha256,)),
        ("bank_adopted", Document.Kind.BANK, papers.bank, ()),
        ("forms_assembled", Document.Kind.FORMS, papers.forms, (papers.bank.sha256,)),
    )
    with transaction.atomic():
        for fact, kind, value, sources in kept:
            document = keep_value(batch.organisation, kind, value, now=now, name=f"{batch.uuid}/{kind}.json")
            payload = DocumentKept(sha256=document.sha256, name=document.name, kind=kind, from_sha256=sources)
            append_fact(batch.organisation, fact, payload, now=now, actor=actor, batch=batch.uuid)
        if papers.practical is not None:
            keep_practical(batch, papers.practical, now=now, actor=actor)
        practical = papers.practical.report if papers.practical else None
        account = PapersAccount(rules=assembly_rules(), report=papers.forms.report, practical=practical)
        keep_conformity(batch, account, now=now, actor=actor)


def kept_hash(batch: UUID, kind: str) -> str | None:
    """The hash of the document that the newest fact of a kind names, or None."""
    fact = last_fact(batch, kind)
    return read_payload(fact, DocumentKept).sha256 if fact else None


def load_blueprint(batch: Batch) -> Blueprint | None:
    """The blueprint of a batch, or None before there is one."""
    sha256 = kept_hash(batch.uuid, "blueprint_derived")
    return load_value(batch.organisation, Document.Kind.BLUEPRINT, sha256, Blueprint) if sha256 else None


def load_forms(batch: Batch) -> FormSet | None:
    """The forms of a batch with their conformity report, or None before there are any."""
    sha256 = kept_hash(batch.uuid, "forms_assembled")
    return load_value(batch.organisation, Document.Kind.FORMS, sha256, FormSet) if sha256 else None


def load_form(candidate: Candidate) -> Form | None:
    """The form that a candidate sits, or None."""
    forms = load_forms(candidate.batch)
    return next((form for form in forms.forms if form.id == candidate.form), None) if forms else None
