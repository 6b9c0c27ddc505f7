"""The result as the candidate's page shows it: each part against the pass mark, each area as a bar.

In: what the services know of the result. Out: charts and rows. Follows: clause 1.9.2; pictures stand beside tables.
"""

from collections.abc import Sequence

import msgspec

from liangcai.award.advice import Need
from liangcai.award.decide import Decision, PartOutcome
from liangcai.findings import Message
from liangcai_web.pages.charts import BarChart, Value, draw_bars
from liangcai_web.services.batches.names import ExamNames
from liangcai_web.services.results.result import AreaResult, CandidateResult

FULL = 100


class AreaRow(msgspec.Struct, frozen=True, kw_only=True):
    """An area with its name in both languages."""

    name: Message
    result: AreaResult


class PartRow(msgspec.Struct, frozen=True, kw_only=True):
    """A part: its outcome, and its areas drawn and in rows."""

    name: Message
    outcome: PartOutcome
    areas: tuple[AreaRow, ...]
    chart: BarChart


class NeedRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something to train, with its area in both languages."""

    area: Message
    need: Need


class ResultPage(msgspec.Struct, frozen=True, kw_only=True):
    """A decided result as drawings and tables."""

    decision: Decision
    chart: BarChart
    parts: tuple[PartRow, ...]
    verify_url: str
    certificate_number: str
    needs: tuple[NeedRow, ...]
    needs_chart: BarChart


def build_result(result: CandidateResult, exam: ExamNames, needs: Sequence[Need] = ()) -> ResultPage | None:
    """The page of a decided result; None while there is no decision."""
    decision = result.decision
    if decision is None:
        return None
    parts = tuple(_build_part(outcome, result.areas, exam) for outcome in decision.outcomes)
    return ResultPage(
        decision=decision,
        chart=_draw_parts(parts),
        parts=parts,
        verify_url=f"/verify#{result.certificate_token}" if result.certificate_token else "",
        certificate_number=result.certificate_number,
        needs=tuple(NeedRow(area=exam.area(need.area), need=need) for need in needs),
        needs_chart=_draw_needs(needs),
    )


def _draw_needs(needs: Sequence[Need]) -> BarChart:
    """What was earned of each, in percent."""
    values = [
        Value(
            label=Message(need.name, need.name),
            value=float(100 * need.points / need.full),
            said=f"{need.points.normalize():f} / {need.full.normalize():f}",
        )
        for need in needs
    ]
    return draw_bars(values, full=FULL, title=Message("各项得分率", "Share earned of each"))


def _build_part(outcome: PartOutcome, areas: Sequence[AreaResult], exam: ExamNames) -> PartRow:
    name = exam.part(outcome.name, outcome.kind)
    own = () if outcome.void else [area for area in areas if area.part == outcome.kind]
    rows = tuple(AreaRow(name=exam.area(area.area), result=area) for area in own)
    values = [
        Value(label=row.name, value=float(row.result.percent), said=f"{row.result.points} / {row.result.full}")
        for row in rows
    ]
    title = Message(f"{name.zh}各项得分率", f"{name.en}: share earned by area")
    return PartRow(name=name, outcome=outcome, areas=rows, chart=draw_bars(values, full=FULL, title=title))


def _draw_parts(parts: Sequence[PartRow]) -> BarChart:
    limit = next((part.outcome.pass_mark for part in parts if part.outcome.pass_mark is not None), None)
    values = [
        Value(
            label=part.name,
            value=float(part.outcome.points or 0),
            said="—" if part.outcome.points is None else str(part.outcome.points),
        )
        for part in parts
    ]
    return draw_bars(
        values,
        full=FULL,
        limit=limit,
        title=Message("各部分成绩与合格线", "Each part against the pass mark"),
        caption=Message(f"虚线为合格线 {limit} 分。", f"The dashed line is the pass mark, {limit}.") if limit else None,
    )
