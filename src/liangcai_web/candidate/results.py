"""The result as the candidate's page shows it: each part against the pass mark, each area as a bar.

In: what the services know of the result. Out: charts and rows. Follows: clause 1.9.2; pictures stand beside tables.
"""

from collections.abc import Sequence

import msgspec

from liangcai.award.decide import Decision, PartOutcome
from liangcai.findings import Message
from liangcai_web.pages.charts import BarChart, Value, draw_bars
from liangcai_web.services.results import AreaResult, CandidateResult

FULL = 100


class AreaTable(msgspec.Struct, frozen=True, kw_only=True):
    """The areas of a part, drawn and in rows."""

    name: str
    chart: BarChart
    rows: tuple[AreaResult, ...]


class ResultPage(msgspec.Struct, frozen=True, kw_only=True):
    """A decided result as drawings and tables."""

    decision: Decision
    parts: BarChart
    areas: tuple[AreaTable, ...]
    verify_url: str
    certificate_number: str


def build_result(result: CandidateResult) -> ResultPage | None:
    """The page of a decided result; None while there is no decision."""
    decision = result.decision
    if decision is None:
        return None
    return ResultPage(
        decision=decision,
        parts=_draw_parts(decision.outcomes),
        areas=tuple(table for outcome in decision.outcomes if (table := _build_areas(outcome, result.areas))),
        verify_url=f"/verify#{result.certificate_token}" if result.certificate_token else "",
        certificate_number=result.certificate_number,
    )


def _draw_parts(outcomes: Sequence[PartOutcome]) -> BarChart:
    limit = next((outcome.pass_mark for outcome in outcomes if outcome.pass_mark is not None), None)
    values = [
        Value(
            label=Message(outcome.name, outcome.name),
            value=float(outcome.points or 0),
            said="—" if outcome.points is None else str(outcome.points),
        )
        for outcome in outcomes
    ]
    return draw_bars(
        values,
        full=FULL,
        limit=limit,
        title=Message("各部分成绩与合格线", "Each part against the pass mark"),
        caption=Message(f"虚线为合格线 {limit} 分。", f"The dashed line is the pass mark, {limit}.") if limit else None,
    )


def _build_areas(outcome: PartOutcome, areas: Sequence[AreaResult]) -> AreaTable | None:
    rows = tuple(area for area in areas if area.part == outcome.kind)
    if not rows:
        return None
    values = [
        Value(label=Message(row.area, row.area), value=float(row.percent), said=f"{row.points} / {row.full}")
        for row in rows
    ]
    chart = draw_bars(values, full=FULL, title=Message(f"{outcome.name}各项得分率", f"{outcome.name}: share by area"))
    return AreaTable(name=outcome.name, chart=chart, rows=rows)
