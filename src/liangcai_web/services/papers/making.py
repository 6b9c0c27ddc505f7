"""From the standard of a batch to its papers.

In: a batch. Out: blueprint, theory and practical papers, kept under their hashes. Follows: chapter 4; a bank too
small is refused, naming each cell that lacks questions. Papers, bank and the report that names their seed are sealed
until they are opened; an outline without questions, keys or seed stays open.
"""

import secrets
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.hollow import hollow_form
from liangcai.assembly.lacking import Lack
from liangcai.assembly.model import ConformityReport, Form, FormSet
from liangcai.assembly.supply import find_lacks
from liangcai.blueprint.bands import list_edges
from liangcai.blueprint.derive import derive_blueprint
from liangcai.blueprint.model import Blueprint
from liangcai.blueprint.pack import BlueprintPack
from liangcai.credentials.conformity import PapersAccount
from liangcai.findings import Result, has_errors
from liangcai.items.coverage import BANDS
from liangcai.items.model import Bank, Item, build_bank
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.documents import Document
from liangcai_web.services.bank.items import Shelf, usable_bank
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.documents import keep_value, load_value
from liangcai_web.services.facts import append_fact, last_fact, read_payload
from liangcai_web.services.packs import assembly_rules, blueprint_pack
from liangcai_web.services.papers.conformity import sign_papers
from liangcai_web.services.papers.practical import PracticalPapers, draw_practical, keep_practical
from liangcai_web.services.papers.seals import Plain, check_holders, load_sealed, seal_documents
from liangcai_web.services.payloads.base import DocumentKept, PapersSealed

FORMS = 2  # of a set: neighbours sit different ones
MOST_SETS = 6
SEEDS = 2**62  # more than anyone can try: who has the bank and the seed has the papers


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """What was made for a batch."""

    blueprint: Blueprint
    forms: FormSet
    bank: Bank
    practical: PracticalPapers | None = None


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """What may be known of sealed papers: the report without its seed, and the papers without their questions."""

    report: ConformityReport
    forms: tuple[Form, ...]


def make_papers(
    batch: Batch, *, now: datetime, actor: AbstractBaseUser | None = None, seed: int | None = None, sets: int = 1
) -> Result[Papers | None]:
    """Assemble sets of parallel forms and seal them; only a rehearsal names the seed, which otherwise nobody knows."""
    lacking = check_holders(batch)
    if lacking is not None:
        return Result(None, (lacking,))
    made = assemble_papers(batch, secrets.randbelow(SEEDS) if seed is None else seed, sets=sets)
    if made.value is not None:
        keep_papers(batch, made.value, now=now, actor=actor)
    return made


def assemble_papers(
    batch: Batch, seed: int, pack: BlueprintPack | None = None, more: tuple[Item, ...] = (), sets: int = 1
) -> Result[Papers | None]:
    """Derive the blueprint and assemble parallel forms from what the organisation may use.

    A rehearsal may ask for other types of question by a ``pack`` of its own, and bring ``more`` questions.
    """
    standard = batch_standard(batch)
    planned = derive_blueprint(standard, batch.level, batch.direction or None, pack or blueprint_pack())
    bank = usable_bank(Shelf(organisation=batch.organisation, standard=standard, level=batch.level))
    if more:
        items = (*bank.value.items, *more)
        bank = Result(build_bank(standard.code, standard.edition, batch.level, items), bank.findings)
    findings = planned.findings + bank.findings
    if planned.value is None or not bank.value.items:
        return Result(None, findings)
    assembled = assemble_forms(planned.value, bank.value, seed, FORMS * sets, assembly_rules())
    findings += assembled.findings
    if assembled.value is None or has_errors(assembled.findings):
        return Result(None, findings)
    practical = draw_practical(batch, planned.value)
    papers = Papers(blueprint=planned.value, forms=assembled.value, bank=bank.value, practical=practical.value)
    return Result(papers, findings + practical.findings)


def plan_papers(batch: Batch, sets: int = 1) -> tuple[Blueprint | None, tuple[Lack, ...]]:
    """The blueprint of a batch that has no papers yet, and the fewest questions that its bank lacks, by cell."""
    standard = batch_standard(batch)
    planned = derive_blueprint(standard, batch.level, batch.direction or None, blueprint_pack()).value
    bank = usable_bank(Shelf(organisation=batch.organisation, standard=standard, level=batch.level)).value
    return planned, find_lacks(planned, bank, FORMS * sets, assembly_rules()) if planned and sets else ()


def keep_papers(batch: Batch, papers: Papers, *, now: datetime, actor: AbstractBaseUser | None) -> None:
    """Keep blueprint and outline, seal bank, forms and the signed report on them, and say so in facts."""
    with transaction.atomic():
        for fact, kind, value in (
            ("blueprint_derived", Document.Kind.BLUEPRINT, papers.blueprint),
            ("papers_outlined", Document.Kind.OUTLINE, outline_papers(papers)),
        ):
            document = keep_value(batch.organisation, kind, value, now=now, name=f"{batch.uuid}/{kind}.json")
            payload = DocumentKept(
                sha256=document.sha256, name=document.name, kind=kind, from_sha256=(batch.standard.sha256,)
            )
            append_fact(batch.organisation, fact, payload, now=now, actor=actor, batch=batch.uuid)
        seal_papers(batch, papers, now=now, actor=actor)
        if papers.practical is not None:
            keep_practical(batch, papers.practical, now=now, actor=actor)


def seal_papers(batch: Batch, papers: Papers, *, now: datetime, actor: AbstractBaseUser | None) -> None:
    """Seal what would give the papers away; the facts name the plain bytes."""
    report = papers.forms.report
    practical = papers.practical.report if papers.practical else None
    signed = sign_papers(batch, PapersAccount(rules=assembly_rules(), report=report, practical=practical), now)
    bank, forms = msgspec.json.encode(papers.bank), msgspec.json.encode(papers.forms)
    sources = (report.blueprint_sha256, report.bank_sha256)
    kept: tuple[tuple[str, Document.Kind, bytes, tuple[str, ...]], ...] = (
        ("bank_adopted", Document.Kind.BANK, bank, ()),
        ("forms_assembled", Document.Kind.FORMS, forms, (papers.bank.sha256,)),
        ("conformity_signed", Document.Kind.CONFORMITY, signed, sources),
    )
    plain = [Plain(kind=kind, content=content) for _, kind, content, _ in kept]
    seal = seal_documents(batch, plain)
    for document, (fact, kind, _, named) in zip(plain, kept, strict=True):
        payload = DocumentKept(sha256=document.sha256, name=f"{batch.uuid}/{kind}.json", kind=kind, from_sha256=named)
        append_fact(batch.organisation, fact, payload, now=now, actor=actor, batch=batch.uuid)
    held = PapersSealed(holders=tuple(seal.shares.values_list("holder_id", flat=True).order_by("number")))
    append_fact(batch.organisation, "papers_sealed", held, now=now, actor=actor, batch=batch.uuid)


def outline_papers(papers: Papers) -> Outline:
    """The outline of papers."""
    forms, edges = papers.forms, list_edges(papers.blueprint) or BANDS
    return Outline(
        report=msgspec.structs.replace(forms.report, seed=0),
        forms=tuple(hollow_form(form, edges) for form in forms.forms),
    )


def kept_hash(batch: UUID, kind: str) -> str | None:
    """The hash of the document that the newest fact of a kind names, or None."""
    fact = last_fact(batch, kind)
    return read_payload(fact, DocumentKept).sha256 if fact else None


def load_blueprint(batch: Batch) -> Blueprint | None:
    """The blueprint of a batch, or None before there is one."""
    sha256 = kept_hash(batch.uuid, "blueprint_derived")
    return load_value(batch.organisation, Document.Kind.BLUEPRINT, sha256, Blueprint) if sha256 else None


def load_forms(batch: Batch) -> FormSet | None:
    """The forms of a batch with their conformity report, or None before there are any and while they are sealed."""
    sha256 = kept_hash(batch.uuid, "forms_assembled")
    return load_sealed(batch, Document.Kind.FORMS, sha256, FormSet) if sha256 else None


def load_outline(batch: Batch) -> Outline | None:
    """What may be known of the papers at any time, or None before there are any."""
    sha256 = kept_hash(batch.uuid, "papers_outlined")
    return load_value(batch.organisation, Document.Kind.OUTLINE, sha256, Outline) if sha256 else None


def count_sets(batch: Batch) -> int:
    """How many sets of papers a batch has; one before there are any."""
    outline = load_outline(batch)
    return len(outline.forms) // FORMS if outline else 1


def load_form(candidate: Candidate) -> Form | None:
    """The form that a candidate sits, or None."""
    forms = load_forms(candidate.batch)
    return next((form for form in forms.forms if form.id == candidate.form), None) if forms else None
