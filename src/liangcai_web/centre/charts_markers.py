"""How severe each marker is over time, as numbers for an SVG.

In: the figures of markers. Out: a line a marker round a middle that is neither severe nor lenient. Follows: pictures
are made on the server, with a table beside them; who is flagged is told in words as well.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from liangcai.marking.markers import MarkerFigures

WIDTH, ROW, LEFT, PAD = 640, 64, 130, 14
LEAST = Decimal(10)


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of marks in place."""

    x: float
    y: float
    said: str


class MarkerLine(msgspec.Struct, frozen=True, kw_only=True):
    """A marker's stretch of the drawing."""

    name: str
    middle: float
    top: float
    bottom: float
    points: str
    dots: tuple[Dot, ...]
    flagged: bool


class MarkerChart(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing, one marker below the other; ``most`` is the percent at the edge of a row, ``limit`` the dashed one."""

    width: int
    height: int
    left: int
    right: int
    most: int
    limit: Decimal
    offset: float
    lines: tuple[MarkerLine, ...]


def draw_markers(figures: Sequence[MarkerFigures], limit: Decimal) -> MarkerChart | None:
    """The drawing; None where nobody has marks to compare. ``limit`` is a share of the points."""
    if not figures:
        return None
    percent = limit * 100
    every = [abs(window.percent) for one in figures for window in one.windows]
    most = max([LEAST, 2 * percent, *every])
    scale = float((ROW / 2 - 8) / float(most))
    return MarkerChart(
        width=WIDTH,
        height=ROW * len(figures),
        left=LEFT,
        right=WIDTH - PAD,
        most=int(most),
        limit=percent,
        offset=round(float(percent) * scale, 1),
        lines=tuple(_draw_line(one, row, scale, float(percent)) for row, one in enumerate(figures)),
    )


def _draw_line(one: MarkerFigures, row: int, scale: float, limit: float) -> MarkerLine:
    middle = ROW * row + ROW / 2
    step = (WIDTH - PAD - LEFT - 2 * PAD) / max(1, len(one.windows) - 1)
    dots = tuple(
        Dot(
            x=round(LEFT + PAD + step * number, 1),
            y=round(middle - float(window.percent) * scale, 1),
            said=f"{window.first}–{window.last}: {window.percent:+}%",
        )
        for number, window in enumerate(one.windows)
    )
    return MarkerLine(
        name=one.marker,
        middle=middle,
        top=round(middle - limit * scale, 1),
        bottom=round(middle + limit * scale, 1),
        points=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        dots=dots,
        flagged=one.severe or one.drifting,
    )
