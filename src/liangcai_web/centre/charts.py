"""Pictures of the office: papers against their blueprint as paired bars, marks as a histogram.

In: counts and marks. Out: coordinates in drawings of fixed width; templates only print them. Follows: pictures are made
on the server, with a table beside them.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from liangcai.assembly.model import FormConformity
from liangcai.blueprint.model import AreaPlan

WIDTH = 360
LABEL = 17
BAR = 12
GAP = 16
STEP = 10
HEIGHT = 150
FLOOR = 126
TOP = 20


class PairedBar(msgspec.Struct, frozen=True, kw_only=True):
    """One bar: ``wanted`` is the blueprint's, the others are papers."""

    name: str
    count: int
    width: float
    y: int
    wanted: bool
    short: bool


class PairedRow(msgspec.Struct, frozen=True, kw_only=True):
    """An area: what the blueprint wants and what each paper has."""

    area: str
    percent: int
    clause: str
    line: int
    label_y: int
    wanted: int
    got: tuple[int, ...]
    bars: tuple[PairedBar, ...]

    @property
    def met(self) -> bool:
        """Whether every paper has exactly what is wanted."""
        return all(count == self.wanted for count in self.got)


class PairedChart(msgspec.Struct, frozen=True, kw_only=True):
    """All areas, one below the other."""

    width: int
    height: int
    rows: tuple[PairedRow, ...]


def draw_paired(areas: Sequence[AreaPlan], forms: Sequence[FormConformity]) -> PairedChart:
    """The blueprint's questions per area beside those of each paper."""
    counts = [{row.key: row.got for row in form.rows if row.scope == "area"} for form in forms]
    most = max([1, *(area.questions for area in areas), *(got for count in counts for got in count.values())])
    height = LABEL + (len(forms) + 1) * (BAR + 2) + GAP
    rows = []
    for number, area in enumerate(areas):
        got = tuple(count.get(area.area, 0) for count in counts)
        rows.append(place_row(area, got, [form.form_id for form in forms], number * height, most))
    return PairedChart(width=WIDTH, height=height * max(1, len(areas)), rows=tuple(rows))


def place_row(area: AreaPlan, got: tuple[int, ...], names: Sequence[str], top: int, most: int) -> PairedRow:
    """An area in place."""
    values = (("", area.questions), *zip(names, got, strict=True))
    bars = tuple(
        PairedBar(
            name=name,
            count=count,
            width=round((WIDTH - 78) * count / most, 1),
            y=top + LABEL + 4 + index * (BAR + 2),
            wanted=index == 0,
            short=count != area.questions,
        )
        for index, (name, count) in enumerate(values)
    )
    return PairedRow(
        area=area.area,
        percent=area.percent,
        clause=area.clause,
        line=area.line,
        label_y=top + LABEL - 2,
        wanted=area.questions,
        got=got,
        bars=bars,
    )


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """Marks from ``low`` up to below ``high``; the last bin has the full mark, too."""

    low: int
    high: int
    count: int
    x: float
    y: float
    width: float
    height: float
    below: bool

    @property
    def middle(self) -> float:
        """Where its number is written."""
        return self.x + self.width / 2


class Histogram(msgspec.Struct, frozen=True, kw_only=True):
    """How marks are spread, with the pass mark."""

    width: int
    height: int
    floor: int
    bins: tuple[Bin, ...]
    limit: int
    limit_x: float
    total: int
    passed: int


def draw_histogram(points: Sequence[Decimal], full: int, limit: int) -> Histogram:
    """Marks in steps of ten."""
    count = max(1, -(-full // STEP))
    counts = [0] * count
    for value in points:
        counts[min(count - 1, max(0, int(value // STEP)))] += 1
    most, width = max([1, *counts]), WIDTH / count
    bins = tuple(
        Bin(
            low=number * STEP,
            high=min(full, (number + 1) * STEP),
            count=held,
            x=round(number * width + 2, 1),
            y=round(FLOOR - (FLOOR - TOP) * held / most, 1),
            width=round(width - 4, 1),
            height=round((FLOOR - TOP) * held / most, 1),
            below=number * STEP < limit,
        )
        for number, held in enumerate(counts)
    )
    return Histogram(
        width=WIDTH,
        height=HEIGHT,
        floor=FLOOR,
        bins=bins,
        limit=limit,
        limit_x=round(WIDTH * limit / full, 1) if full else 0.0,
        total=len(points),
        passed=sum(value >= limit for value in points),
    )
