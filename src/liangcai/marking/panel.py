"""Make one result of what the members of a panel scored independently.

In: the scoring sheet, one filled sheet per assessor, the rule pack, who sits on the panel. Out: a ``PanelMark``, or
what is wrong. Follows: 1.9.3 (odd number, least number), 1.9.2 (marks); the pack's rule for totals and for vetoes;
totals exact, rounded once at the end.
"""

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

import msgspec

from liangcai.findings import Message, Reason, Result
from liangcai.marking.pack import MarkingPack, round_total
from liangcai.marking.panel_faults import check_panel
from liangcai.marking.sheet import STAFF_CLAUSE, AssessorSheet, FixedRow, RowScore, ScoreSheet, SheetKind


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


class PanelVeto(msgspec.Struct, frozen=True, kw_only=True):
    """A veto item that somebody saw: by whom, and whether it stands."""

    key: str
    text: str
    area: str
    seen_by: tuple[str, ...]
    stands: bool


class PanelMark(msgspec.Struct, frozen=True, kw_only=True):
    """The panel's result for one candidate: ``points`` rounded by the pack; rows that a veto costs are scored 0 here,
    the sheets keep what was given. ``fixed`` is what a station gave, beside the rows that people scored.
    """

    kind: SheetKind
    candidate: str
    blueprint_sha256: str
    pack_id: str
    points: Decimal
    totals: tuple[AssessorTotal, ...]
    rows: tuple[PanelRow, ...]
    reasons: tuple[Reason, ...]
    vetoes: tuple[PanelVeto, ...] = ()
    fixed: tuple[FixedRow, ...] = ()


def decide_panel(
    score_sheet: ScoreSheet,
    sheets: tuple[AssessorSheet, ...],
    pack: MarkingPack,
    members: Collection[str] | None = None,
    barred: Collection[str] = (),
) -> Result[PanelMark | None]:
    """The result of a panel; sheets that are too few, even in number, incomplete or out of range give findings.

    ``members`` are those of the plan: the sheet of each is waited for, and nobody else's counts. ``barred`` are those
    who stand aside for the candidate.
    """
    findings = check_panel(score_sheet, sheets, members, barred)
    if findings:
        return Result(None, findings)
    given = tuple(sorted(sheets, key=lambda sheet: sheet.assessor))
    vetoes = judge_vetoes(score_sheet, given, pack)
    lost = list_lost(score_sheet, vetoes, pack)
    ordered = tuple(_without(sheet, lost) for sheet in given)
    totals = _total(ordered, pack)
    counted = [sheet for sheet, total in zip(ordered, totals, strict=True) if total.counted]
    fixed = tuple(msgspec.structs.replace(row, earned="0") if row.key in lost else row for row in score_sheet.fixed)
    mean = sum((Fraction(total.points) for total in totals if total.counted), Fraction(0)) / len(counted)
    points = round_total(mean + sum(row.points for row in fixed), pack)
    return Result(
        PanelMark(
            kind=score_sheet.kind,
            candidate=ordered[0].candidate,
            blueprint_sha256=score_sheet.blueprint_sha256,
            pack_id=pack.id,
            points=points,
            totals=totals,
            rows=_list_rows(score_sheet, counted),
            reasons=(
                *_explain(score_sheet, totals, points, pack, sum((row.points for row in fixed), Fraction(0))),
                *_explain_fixed(fixed),
                *(explain_veto(veto, len(given), pack, score_sheet.line) for veto in vetoes),
            ),
            vetoes=vetoes,
            fixed=fixed,
        )
    )


def judge_vetoes(
    score_sheet: ScoreSheet, sheets: tuple[AssessorSheet, ...], pack: MarkingPack
) -> tuple[PanelVeto, ...]:
    """The veto items that anybody saw, and whether so many saw each that it stands."""
    found = []
    for item in score_sheet.vetoes:
        seen = tuple(sheet.assessor for sheet in sheets if any(veto.key == item.key for veto in sheet.vetoes))
        needed = {"any": 1, "majority": len(sheets) // 2 + 1, "all": len(sheets)}[pack.veto.stands_by]
        if seen:
            stands = len(seen) >= needed
            found.append(PanelVeto(key=item.key, text=item.text, area=item.area, seen_by=seen, stands=stands))
    return tuple(found)


def list_lost(score_sheet: ScoreSheet, vetoes: tuple[PanelVeto, ...], pack: MarkingPack) -> frozenset[str]:
    """The rows that earn nothing because of a veto that stands: those of its function, or all, as the pack says."""
    standing = {veto.key for veto in vetoes if veto.stands}
    if standing and pack.veto.effect == "part":
        return frozenset(row.key for row in score_sheet.keyed)
    return frozenset(key for item in score_sheet.vetoes if item.key in standing for key in item.rows)


def _explain_fixed(fixed: tuple[FixedRow, ...]) -> tuple[Reason, ...]:
    """What a station gave, where there is one: it stands beside the mean, the same for all."""
    if not fixed:
        return ()
    earned, most = sum(row.points for row in fixed), sum(row.maximum for row in fixed)
    said = f"{float(earned):.2f}"
    message = Message(
        zh=f"工位按检查点得 {said} 分（满分 {most}），由全组签认，与各人平均分相加后再取整。",
        en=f"The station gave {said} of {most} by its checks; the panel signed it, and it is added before rounding.",
    )
    return (Reason(clause="4.2", met=True, message=message, line=fixed[0].line),)


def _without(sheet: AssessorSheet, lost: frozenset[str]) -> AssessorSheet:
    rows = tuple(RowScore(key=row.key, points=Decimal(0)) if row.key in lost else row for row in sheet.rows)
    return msgspec.structs.replace(sheet, rows=rows)


def explain_veto(veto: PanelVeto, size: int, pack: MarkingPack, line: int) -> Reason:
    """What a veto did, and by which rule."""
    count = len(veto.seen_by)
    lost = ("整个部分", "the whole part") if pack.veto.effect == "part" else (f"「{veto.area}」", veto.area)
    done = (
        (f"成立，{lost[0]}得 0 分", f"it stands, {lost[1]} earns 0") if veto.stands else ("不成立", "it does not stand")
    )
    return Reason(
        clause="4.2",
        met=not veto.stands,
        message=Message(
            zh=f"一票否决项「{veto.text}」：{size} 人中 {count} 人认定，{done[0]}（规则 {pack.veto.stands_by}）。",
            en=f"Veto “{veto.text}”: seen by {count} of {size}, {done[1]} (rule {pack.veto.stands_by}).",
        ),
        line=line,
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
    score_sheet: ScoreSheet, totals: tuple[AssessorTotal, ...], points: Decimal, pack: MarkingPack, station: Fraction
) -> tuple[Reason, ...]:
    uses = Counter(total.counted for total in totals)
    given = "、".join(str(total.points) for total in totals)
    dropped_zh = f"，去掉一个最高分和一个最低分后按 {uses[True]} 人" if uses[False] else ""
    dropped_en = f", without the highest and the lowest, of {uses[True]}" if uses[False] else ""
    plus_zh = f"，加工位 {float(station):.2f} 分" if score_sheet.fixed else ""
    plus_en = f" and the station's {float(station):.2f}" if score_sheet.fixed else ""
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
                zh=f"各人总分 {given}{dropped_zh}取平均{plus_zh}，"
                f"得 {points} 分（满分 {score_sheet.full_mark}），规则包 {pack.id}。",
                en=f"Totals {given.replace('、', ', ')}; the mean{dropped_en}{plus_en} is {points} of "
                f"{score_sheet.full_mark}, rule pack {pack.id}.",
            ),
            line=score_sheet.line,
        ),
    )
