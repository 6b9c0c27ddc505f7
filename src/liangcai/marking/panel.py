"""Make one result of what the members of a panel scored independently.

In: the scoring sheet, one filled sheet per assessor, the rule pack. Out: a ``PanelMark``, or what is wrong.
Follows: 1.9.3 (odd number, least number), 1.9.2 (marks); the pack's rule; totals exact, rounded once at the end.
"""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import msgspec

from liangcai.findings import Message, Reason, Result
from liangcai.marking.pack import MarkingPack, round_total
from liangcai.marking.panel_faults import check_panel
from liangcai.marking.sheet import STAFF_CLAUSE, AssessorSheet, ScoreSheet, SheetKind


class AssessorTotal(msgspec.Struct, frozen=True, kw_only=True):
    """The exact total of one sheet, and whether the rule counts it."""

    assessor: str
    points: Decimal
    counted: bool


class PanelRow(msgspec.Struct, frozen=True, kw_only=True):
    """The scores of one row by the assessors that count, in their order, and the most that each could give."""

    key: str
    name: str
    function: str
    area: str
    scores: tuple[Decimal, ...]
    maximum: Decimal


class PanelMark(msgspec.Struct, frozen=True, kw_only=True):
    """The panel's result for one candidate: ``points`` rounded by the pack, the rest as scored."""

    kind: SheetKind
    candidate: str
    blueprint_sha256: str
    pack_id: str
    points: Decimal
    totals: tuple[AssessorTotal, ...]
    rows: tuple[PanelRow, ...]
    reasons: tuple[Reason, ...]


def decide_panel(
    score_sheet: ScoreSheet, sheets: tuple[AssessorSheet, ...], pack: MarkingPack
) -> Result[PanelMark | None]:
    """The result of a panel; sheets that are too few, even in number, incomplete or out of range give findings."""
    findings = check_panel(score_sheet, sheets)
    if findings:
        return Result(None, findings)
    ordered = tuple(sorted(sheets, key=lambda sheet: sheet.assessor))
    totals = _total(ordered, pack)
    counted = [sheet for sheet, total in zip(ordered, totals, strict=True) if total.counted]
    mean = sum((Fraction(total.points) for total in totals if total.counted), Fraction(0)) / len(counted)
    points = round_total(mean, pack)
    return Result(
        PanelMark(
            kind=score_sheet.kind,
            candidate=ordered[0].candidate,
            blueprint_sha256=score_sheet.blueprint_sha256,
            pack_id=pack.id,
            points=points,
            totals=totals,
            rows=_list_rows(score_sheet, counted),
            reasons=_explain(score_sheet, totals, points, pack),
        )
    )


def _total(sheets: tuple[AssessorSheet, ...], pack: MarkingPack) -> tuple[AssessorTotal, ...]:
    points = [sum((row.points for row in sheet.rows), Decimal(0)) for sheet in sheets]
    dropped: set[int] = set()
    if pack.panel == "trimmed_mean" and len(sheets) >= pack.trim_from:
        ranked = sorted(range(len(points)), key=lambda index: (points[index], index))
        dropped = {ranked[0], ranked[-1]}
    return tuple(
        AssessorTotal(assessor=sheet.assessor, points=points[index], counted=index not in dropped)
        for index, sheet in enumerate(sheets)
    )


def _list_rows(score_sheet: ScoreSheet, sheets: list[AssessorSheet]) -> tuple[PanelRow, ...]:
    scores = {(sheet.assessor, row.key): row.points for sheet in sheets for row in sheet.rows}
    return tuple(
        PanelRow(
            key=row.key,
            name=row.name,
            function=row.function,
            area=row.area,
            scores=tuple(scores[sheet.assessor, row.key] for sheet in sheets),
            maximum=row.maximum,
        )
        for row in score_sheet.rows
    )


def _explain(
    score_sheet: ScoreSheet, totals: tuple[AssessorTotal, ...], points: Decimal, pack: MarkingPack
) -> tuple[Reason, ...]:
    uses = Counter(total.counted for total in totals)
    given = "、".join(str(total.points) for total in totals)
    dropped_zh = f"，去掉一个最高分和一个最低分后按 {uses[True]} 人" if uses[False] else ""
    dropped_en = f", without the highest and the lowest, of {uses[True]}" if uses[False] else ""
    least = score_sheet.staff.at_least if score_sheet.staff else 1
    return (
        Reason(
            clause=STAFF_CLAUSE,
            met=True,
            message=Message(
                zh=f"考评组 {len(totals)} 人各自独立评分，不少于 {least} 人且符合单数要求。",
                en=f"A panel of {len(totals)} scored independently; at least {least} and the odd number are kept.",
            ),
            line=score_sheet.line,
        ),
        Reason(
            clause="1.9.2",
            met=True,
            message=Message(
                zh=f"各人总分 {given}{dropped_zh}取平均，"
                f"得 {points} 分（满分 {score_sheet.full_mark}），规则包 {pack.id}。",
                en=f"Totals {given.replace('、', ', ')}; the mean{dropped_en} is {points} of {score_sheet.full_mark}, "
                f"rule pack {pack.id}.",
            ),
            line=score_sheet.line,
        ),
    )
