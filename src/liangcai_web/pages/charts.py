"""Bars against a limit as numbers for an SVG, such as scores against the pass mark.

In: labelled values, the full value, a limit. Out: coordinates in a drawing of fixed width; the template only prints
them. Follows: pictures are made on the server, with a table beside them.
"""

from collections.abc import Sequence

import msgspec

from liangcai.findings import Message

WIDTH = 360
ROW = 46
BAR = 14


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """What a bar shows: a label, a value and how the value is written."""

    label: Message
    value: float
    said: str = ""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A bar in place; ``below`` when it does not reach the limit."""

    label: Message
    said: str
    width: float
    height: int
    y: int
    label_y: int
    limit_top: int
    limit_bottom: int
    below: bool


class BarChart(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing of bars, one below the other, with the limit as a dashed line."""

    title: Message
    caption: Message | None
    width: int
    height: int
    limit_x: float | None
    bars: tuple[Bar, ...]


def draw_bars(
    values: Sequence[Value], *, full: float, limit: float | None = None, title: Message, caption: Message | None = None
) -> BarChart:
    """Bars for values between 0 and ``full``; values outside are drawn at the edge."""
    bars = tuple(place_bar(value, row, full, limit) for row, value in enumerate(values))
    limit_x = None if limit is None else scale(limit, full)
    return BarChart(
        title=title, caption=caption, width=WIDTH, height=max(ROW * len(bars), 1), limit_x=limit_x, bars=bars
    )


def place_bar(value: Value, row: int, full: float, limit: float | None) -> Bar:
    """The bar of a row."""
    top = row * ROW + 20
    return Bar(
        label=value.label,
        said=value.said or f"{value.value:g}",
        width=scale(value.value, full),
        height=BAR,
        y=top,
        label_y=top - 6,
        limit_top=top - 3,
        limit_bottom=top + BAR + 3,
        below=limit is not None and value.value < limit,
    )


def scale(value: float, full: float) -> float:
    """Where a value stands across the drawing, within its edges."""
    return round(WIDTH * min(max(value / full, 0.0), 1.0), 1) if full > 0 else 0.0
