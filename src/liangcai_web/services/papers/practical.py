"""The practical papers of a batch: a task sheet a function, drawn by the seed of the batch.

In: a batch, its blueprint. Out: papers with their report, kept as a document; or findings, one a function without a
sheet. Follows: 4.2; a level without sheets is examined by the score sheet alone, and that is said.
"""

from datetime import datetime

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.assembly.practical import assemble_practical
from liangcai.assembly.practical_model import PracticalReport, PracticalSet
from liangcai.assembly.practical_report import report_practical
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.tasks import TaskBank, TaskSheet
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.services.bank.tasks import load_tasks
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.documents import keep_value, load_value
from liangcai_web.services.facts import append_fact, last_fact, read_payload
from liangcai_web.services.payloads.base import DocumentKept

# One practical paper a batch: everybody of a batch does the same tasks, at stations that were prepared for them.
FORMS, USES = 1, 1


class PracticalPapers(msgspec.Struct, frozen=True, kw_only=True):
    """Practical papers, the report on them, and the sheets that they were drawn from."""

    papers: PracticalSet
    report: PracticalReport
    bank: TaskBank


def draw_practical(batch: Batch, blueprint: Blueprint) -> Result[PracticalPapers | None]:
    """The practical papers; what lacks is a warning, since the theory part does not wait for it."""
    if not blueprint.skill_lines:
        return Result(None)
    standard = batch_standard(batch)
    loaded = load_tasks(standard, batch.level)
    bank = TaskBank(occupation=standard.code, edition=standard.edition, level=batch.level, sheets=loaded.value)
    if not bank.sheets:
        return Result(None, (no_sheets(batch),))
    made = assemble_practical(blueprint, bank, batch.seed, FORMS, USES)
    if made.value is None:
        return Result(None, tuple(msgspec.structs.replace(one, severity=Severity.WARNING) for one in made.findings))
    report = report_practical(made.value, blueprint, bank, USES)
    return Result(PracticalPapers(papers=made.value, report=report, bank=bank))


def no_sheets(batch: Batch) -> Finding:
    """A level that nobody has written task sheets for."""
    place = f"{batch.level}{batch.direction}"
    return Finding(
        rule="practical.no-sheets",
        severity=Severity.WARNING,
        message=Message(
            f"「{place}」还没有实操试题，没有组实操试卷；技能考核按评分表评分。",
            f"There are no task sheets for {place} yet, so no practical paper; the skill part goes by the score sheet.",
        ),
        remedy=Message("请为每个职业功能编写实操试题。", "Write a task sheet for each function."),
        clause="4.2",
    )


def keep_practical(batch: Batch, made: PracticalPapers, *, now: datetime, actor: AbstractBaseUser | None) -> None:
    """Keep the practical papers, and say so in a fact."""
    kind, name = Document.Kind.PRACTICAL, f"{batch.uuid}/practical.json"
    document = keep_value(batch.organisation, kind, made, now=now, name=name)
    sources = (made.report.blueprint_sha256, made.report.tasks_sha256)
    payload = DocumentKept(sha256=document.sha256, name=name, kind=kind, from_sha256=sources)
    append_fact(batch.organisation, "practical_assembled", payload, now=now, actor=actor, batch=batch.uuid)


def load_practical(batch: Batch) -> PracticalPapers | None:
    """The practical papers of a batch, or None where none were drawn."""
    fact = last_fact(batch.uuid, "practical_assembled")
    if fact is None:
        return None
    sha256 = read_payload(fact, DocumentKept).sha256
    return load_value(batch.organisation, Document.Kind.PRACTICAL, sha256, PracticalPapers)


def batch_tasks(batch: Batch) -> tuple[TaskSheet, ...]:
    """The sheets that were drawn for a batch; before that, and where none could be drawn, all of its level."""
    kept = load_practical(batch)
    if kept is not None:
        return tuple(task.sheet for form in kept.papers.forms for task in form.tasks)
    return load_tasks(batch_standard(batch), batch.level).value
