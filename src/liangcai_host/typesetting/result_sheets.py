"""Scoring sheets and certificates of the library as sheets.

In: what the stages marking and credentials made, with the examination it is for. Out: ``ScoringSheet``,
``CertificateSheet``. Follows: 4.2 (points of tasks), 1.9.3 (panel), 1.9.2 (pass mark).
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from liangcai.credentials.document import AchievementCredential, ResultDescription
from liangcai.findings import Message
from liangcai.marking.sheet import AssessorSheet, FixedRow, ScoreSheet
from liangcai_host.typesetting.certificate_style import CertificateStyle
from liangcai_host.typesetting.sheets import CertificatePart, CertificateSheet, Exam, ScoringRow, ScoringSheet

PLAIN = CertificateStyle()


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
    return ScoringSheet(
        exam=exam,
        version=score_sheet.blueprint_sha256,
        made=made,
        part=Message(zh=score_sheet.name, en=""),
        minutes=minutes,
        full_mark=score_sheet.full_mark,
        rows=(
            *_list_rows(score_sheet, filled),
            *_list_fixed(filled.fixed if filled and filled.fixed else score_sheet.fixed),
        ),
        ticket=ticket,
        candidate=candidate,
        assessor=assessor,
        station=station,
        clauses=tuple(dict.fromkeys(row.clause for row in score_sheet.rows)),
        vetoes=tuple(_list_vetoes(score_sheet, filled)) if filled else (),
    )


def _list_rows(score_sheet: ScoreSheet, filled: AssessorSheet | None) -> Iterator[ScoringRow]:
    given = {row.key: row.points for row in filled.rows} if filled else {}
    for row in score_sheet.rows:
        yield ScoringRow(
            task="" if row.key == score_sheet.kind else row.number,
            name=row.name,
            function=row.area,
            maximum=row.maximum,
            points=given.get(row.key),
        )


def _list_vetoes(score_sheet: ScoreSheet, filled: AssessorSheet) -> Iterator[str]:
    return (
        f"{item.area}：{item.text}（{seen.note}）"
        for seen in filled.vetoes
        for item in score_sheet.vetoes
        if item.key == seen.key
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


def _show_part(part: ResultDescription, points: str) -> CertificatePart:
    return CertificatePart(
        name=_part_languages(part.name), points=points, full_mark=part.value_max, pass_mark=part.required_value or ""
    )


def _part_languages(text: str) -> Message:
    """The credential writes ``中文 / English``; where there is one language, the English is empty."""
    chinese, _, english = text.partition(" / ")
    return Message(zh=chinese, en=english)
