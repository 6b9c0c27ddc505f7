"""The report that papers meet their blueprint, as it is printed.

In: the report of the stage assembly with its blueprint, and the examination it is for. Out: ``ConformitySheet``.
Follows: 4.1 and 4.2 (what papers weigh); the names and clauses are those of the blueprint.
"""

import datetime
from decimal import Decimal

import msgspec

from liangcai.assembly.model import ConformityReport, FormConformity, Scope
from liangcai.assembly.practical_model import PracticalReport
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Message
from liangcai.items.names import TYPE_NAMES
from liangcai_host.typesetting.sheets import Exam, Sheet

THEORY = Message(zh="理论知识考试", en="Theory")


class ConformityCount(msgspec.Struct, frozen=True, kw_only=True):
    """Something counted on the papers: what is wanted, and what each paper has, in the order of the papers."""

    name: str
    wanted: int
    got: tuple[int, ...]
    clause: str = ""


class ConformityTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task of a practical paper: the sheets that score it, its points as wanted and as they are."""

    form: str
    task: str
    name: str
    function: str
    sheets: tuple[str, ...]
    wanted: Decimal
    got: Decimal
    met: bool
    clause: str = ""


class ConformityForm(msgspec.Struct, frozen=True, kw_only=True):
    """One paper of the set."""

    id: str
    sha256: str
    points: Decimal
    points_wanted: Decimal
    difficulty: float
    information: float
    minutes: int
    requirements: int
    conforms: bool


class ConformitySheet(Sheet, frozen=True, kw_only=True):
    """The report that the papers meet their blueprint; ``title`` names the part."""

    title: Message
    forms: tuple[ConformityForm, ...]
    areas: tuple[ConformityCount, ...]
    types: tuple[ConformityCount, ...]
    leaves: tuple[ConformityCount, ...]
    overlap: int
    difficulty_gap: float
    tolerance: float
    information_gap: float
    information_tolerance: float
    seed: int
    conforms: bool
    blueprint_sha256: str
    bank_sha256: str
    standard_sha256: str
    tasks: tuple[ConformityTask, ...] = ()
    tasks_sha256: str = ""
    issuer: str = ""


def conformity_sheet(
    report: ConformityReport,
    blueprint: Blueprint,
    exam: Exam,
    *,
    made: datetime.date,
    practical: PracticalReport | None = None,
    issuer: str = "",
    title: Message = THEORY,
) -> ConformitySheet:
    """The report on a set of papers, with the names and clauses of the blueprint beside its counts; ``issuer`` is the
    key that the report is signed by."""
    return ConformitySheet(
        exam=exam,
        version=report.blueprint_sha256,
        made=made,
        title=title,
        forms=tuple(_describe(form) for form in report.forms),
        areas=tuple(_count(report, "area", area.area, area.area, area.clause) for area in blueprint.areas),
        types=tuple(_count(report, "type", quota.type, TYPE_NAMES[quota.type].zh, "") for quota in blueprint.types),
        leaves=tuple(
            _count(report, "leaf", line.leaf, f"{line.leaf} {line.name}", line.source_clause)
            for line in blueprint.lines
        ),
        overlap=report.overlap,
        difficulty_gap=report.difficulty_gap,
        tolerance=report.tolerance,
        information_gap=report.information_gap,
        information_tolerance=report.information_tolerance,
        seed=report.seed,
        conforms=report.conforms and (practical is None or practical.conforms),
        tasks=_list_tasks(practical, blueprint) if practical else (),
        tasks_sha256=practical.tasks_sha256 if practical else "",
        issuer=issuer,
        blueprint_sha256=report.blueprint_sha256,
        bank_sha256=report.bank_sha256,
        standard_sha256=blueprint.standard_sha256,
    )


def _describe(form: FormConformity) -> ConformityForm:
    return ConformityForm(
        id=form.form_id,
        sha256=form.form_sha256,
        points=form.points,
        points_wanted=form.points_wanted,
        difficulty=form.difficulty,
        information=form.information,
        minutes=-(-form.seconds // 60),
        requirements=form.requirements,
        conforms=form.conforms,
    )


def _list_tasks(report: PracticalReport, blueprint: Blueprint) -> tuple[ConformityTask, ...]:
    """The rows of the practical papers, with the names and clauses of the blueprint."""
    lines = {(line.area, line.task): line for line in blueprint.skill_lines}
    return tuple(
        ConformityTask(
            form=form.form_id,
            task=row.task,
            name=lines[row.area, row.task].name,
            function=row.area,
            sheets=row.sheets,
            wanted=row.wanted,
            got=row.got,
            met=row.met,
            clause=lines[row.area, row.task].clause,
        )
        for form in report.forms
        for row in form.rows
    )


def _count(report: ConformityReport, scope: Scope, key: str, name: str, clause: str) -> ConformityCount:
    rows = [row for form in report.forms for row in form.rows if (row.scope, row.key) == (scope, key)]
    return ConformityCount(
        name=name, wanted=max(row.wanted for row in rows), got=tuple(row.got for row in rows), clause=clause
    )
