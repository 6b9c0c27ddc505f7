"""What became of a batch in pictures, each with its numbers beside it.

In: an officer. Out: bars and tables, the same as a spreadsheet. Follows: clause 1.9.2; pictures are made on the server.
"""

from collections.abc import Sequence

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from liangcai.findings import Message
from liangcai.tables.table import Column, Table
from liangcai_web.centre.batch_page import batch_page, show_stage
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.charts import BarChart, Value, draw_bars
from liangcai_web.pages.tables import send_table
from liangcai_web.records.batches import Batch
from liangcai_web.services.batches.names import PARTS
from liangcai_web.services.results.outcomes import AreaMean, Outcomes, Tally, count_outcomes

FULL = 100
NOBODY = Message("未经本机构登记的培训", "no training on record here")
HEADS = ("类别 Kind", "名称 Name", "合格 Passed", "人数 Of", "百分比 Percent")


@batch_page
@require_safe
def show_outcomes(request: StaffRequest, batch: Batch) -> HttpResponse:
    """The page."""
    counted = count_outcomes(batch)
    sections = (
        ("parts", Message("各部分合格率", "Passed by part"), counted.parts),
        (
            "levels",
            Message("本职业各等级合格率（本批次及以前）", "Passed by level, this batch and before"),
            counted.levels,
        ),
        ("schools", Message("各培训机构学员合格率", "Passed by school"), counted.schools),
    )
    drawn = [(key, title, rows, draw_tallies(rows, title)) for key, title, rows in sections if rows]
    areas = [(kind, [one for one in counted.areas if one.part == kind]) for kind in PARTS]
    names = {part.kind: Message(part.name, PARTS[part.kind]) for part in counted.parts if part.kind}
    means = [(names[kind], rows, draw_areas(rows)) for kind, rows in areas if rows and kind in names]
    return show_stage(request, batch, "office-outcomes", counted=counted, sections=drawn, means=means, nobody=NOBODY)


@batch_page
@require_safe
def download(request: StaffRequest, batch: Batch, form: str) -> HttpResponse:  # noqa: ARG001
    """The same numbers as a table."""
    return send_table(tabulate(count_outcomes(batch)), f"outcomes-{batch.pk:04d}", form)


def tabulate(counted: Outcomes) -> Table:
    """Every count as a row."""
    groups = (("全部 all", (counted.total,)), ("部分 part", counted.parts), ("等级 level", counted.levels))
    rows = [
        (kind, one.name or NOBODY.zh, str(one.passed), str(one.of), str(one.percent))
        for kind, tallies in (*groups, ("培训 school", counted.schools))
        for one in tallies
    ]
    rows += [(f"得分率 share {one.part}", one.area, "", str(one.people), str(one.percent)) for one in counted.areas]
    return Table(name="成绩统计", columns=tuple(Column(head=head, width=20) for head in HEADS), rows=tuple(rows))


def draw_tallies(rows: Sequence[Tally], title: Message) -> BarChart:
    """Shares that passed."""
    values = [
        Value(
            label=Message(one.name, one.name) if one.name else NOBODY,
            value=float(one.percent),
            said=f"{one.percent}% ({one.passed}/{one.of})",
        )
        for one in rows
    ]
    return draw_bars(values, full=FULL, title=title)


def draw_areas(rows: Sequence[AreaMean]) -> BarChart:
    """Shares that were earned."""
    values = [
        Value(label=Message(one.area, one.area), value=float(one.percent), said=f"{one.percent}%") for one in rows
    ]
    return draw_bars(values, full=FULL, limit=60, title=Message("各项平均得分率", "Mean share earned by area"))
