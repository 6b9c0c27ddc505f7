"""Scoring sheets, conformity reports and certificates of the library as sheets.

In: what the stages marking, assembly and credentials made, with the examination it is for. Out: ``ScoringSheet``,
``ConformitySheet``, ``CertificateSheet``. Follows: 4.2 (points of tasks), 1.9.3 (panel), 1.9.2 (pass mark).
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from liangcai.assembly.model import ConformityReport, FormConformity, Scope
from liangcai.assembly.practical_model import PracticalReport
from liangcai.blueprint.model import Blueprint
from liangcai.credentials.document import AchievementCredential, ResultDescription
from liangcai.findings import Message
from liangcai.items.names import TYPE_NAMES
from liangcai.marking.sheet import AssessorSheet, FixedRow, ScoreSheet
from liangcai_host.typesetting.certificate_style import CertificateStyle
from liangcai_host.typesetting.sheets import (
    CertificatePart,
    CertificateSheet,
    ConformityCount,
    ConformityForm,
    ConformitySheet,
    ConformityTask,
    Exam,
    ScoringRow,
    ScoringSheet,
)

PLAIN = CertificateStyle()
THEORY = Message(zh="理论知识考试", en="Theory")


def scoring_sheet(
    score_sheet: ScoreSheet,
    exam: Exam,
    *,
    minutes: int,
    made: datetime.date,
    candidate: str = "",
    ticket: str = "",
    assessor: str = "",
    station: str = "",
    filled: AssessorSheet | None = None,
) -> ScoringSheet:
    """One assessor's sheet for one candidate, empty or with the points of ``filled``; names may be left blank."""
    given = {row.key: row.points for row in filled.rows} if filled else {}
    return ScoringSheet(
        exam=exam,
        version=score_sheet.blueprint_sha256,
        made=made,
        part=Message(zh=score_sheet.name, en=""),
        minutes=minutes,
        full_mark=score_sheet.full_mark,
        rows=tuple(
            ScoringRow(
                task="" if row.key == score_sheet.kind else row.number,
                name=row.name,
                function=row.area,
                maximum=row.maximum,
                points=given.get(row.key),
            )
            for row in score_sheet.rows
        )
        + tuple(_list_fixed(filled.fixed if filled and filled.fixed else score_sheet.fixed)),
        ticket=ticket,
        candidate=candidate,
        assessor=assessor,
        station=station,
        clauses=tuple(dict.fromkeys(row.clause for row in score_sheet.rows)),
        vetoes=tuple(
            f"{item.area}：{item.text}（{seen.note}）"
            for seen in (filled.vetoes if filled else ())
            for item in score_sheet.vetoes
            if item.key == seen.key
        ),
    )


def _list_fixed(rows: tuple[FixedRow, ...]) -> Iterator[ScoringRow]:
    """What a station gave, to two places; the exact points stand in the signed sheet."""
    for row in rows:
        yield ScoringRow(
            task=row.number,
            name=row.name,
            function="实训工位",
            maximum=row.maximum,
            points=Decimal(f"{float(row.points):.2f}") if row.earned is not None else None,
            remark="工位评分，固定",
        )


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


def certificate_sheet(
    credential: AchievementCredential,
    exam: Exam,
    address: str,
    *,
    issued: datetime.date,
    issuer_en: str = "",
    style: CertificateStyle = PLAIN,
) -> CertificateSheet:
    """The certificate of a credential; ``issued`` is its day in the issuer's zone, ``address`` goes into the QR."""
    subject = credential.credential_subject
    achievement = subject.achievement
    identities = {one.identity_type: one.identity_hash for one in subject.identifier}
    described = {one.id: one for one in achievement.result_description}
    return CertificateSheet(
        exam=exam,
        version=achievement.human_code,
        made=issued,
        title=_part_languages(credential.name),
        issuer=Message(zh=credential.issuer.name, en=issuer_en),
        number=subject.license_number,
        name=identities.get("name", ""),
        id_masked=identities.get("ext:maskedIdentityNumber", ""),
        issued=issued,
        parts=tuple(_show_part(described[one.result_description], one.value) for one in subject.result),
        functions=tuple(_part_languages(one.target_name) for one in achievement.alignment),
        ground=Message(
            zh=f"依据：《{achievement.field_of_study}》标准（{exam.standard}）1.9.2，各部分成绩均须达到合格线。",
            en=f"Under clause 1.9.2 of {exam.standard}: every part must reach its pass mark.",
        ),
        address=address,
        style=style,
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


def _show_part(part: ResultDescription, points: str) -> CertificatePart:
    return CertificatePart(
        name=_part_languages(part.name), points=points, full_mark=part.value_max, pass_mark=part.required_value or ""
    )


def _part_languages(text: str) -> Message:
    """The credential writes ``中文 / English``; where there is one language, the English is empty."""
    chinese, _, english = text.partition(" / ")
    return Message(zh=chinese, en=english)
