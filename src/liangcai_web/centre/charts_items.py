"""Pictures of a paper after the sitting: each question by difficulty and discrimination, marks, mastery as bars.

In: the analysis of a paper. Out: coordinates in drawings of fixed width; templates only print them. Follows: pictures
are made on the server, with a table beside them; what is flagged has another shape, not only another colour.
"""

from collections.abc import Sequence

import msgspec

from liangcai.analysis.model import FormAnalysis, ItemAnalysis, Mastery

WIDTH, HEIGHT = 360, 240
LEFT, FLOOR, TOP, RIGHT = 34, 208, 12, 340
LOWEST = -0.3  # the lowest discrimination that the picture shows
BAR_HEIGHT, BAR_STEP = 14, 34


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """A question: facility to the right, discrimination upwards."""

    x: float
    y: float
    number: int
    flagged: bool

    @property
    def corner(self) -> tuple[float, float]:
        """Where the square of a flagged question begins."""
        return round(self.x - 4, 1), round(self.y - 4, 1)


class Scatter(msgspec.Struct, frozen=True, kw_only=True):
    """All questions of a paper; ``zero_y`` is where discrimination is 0, ``limit_y`` where it is enough."""

    width: int
    height: int
    left: int
    right: int
    top: int
    floor: int
    zero_y: float
    limit_y: float
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]


class ShareBar(msgspec.Struct, frozen=True, kw_only=True):
    """A share as a bar, with its number."""

    row: Mastery
    label_y: int
    y: int
    width: float

    @property
    def percent(self) -> int:
        """In whole percent."""
        return round(100 * self.row.share)


class ShareBars(msgspec.Struct, frozen=True, kw_only=True):
    """Shares one below the other."""

    width: int
    height: int
    thick: int
    bars: tuple[ShareBar, ...]


def draw_scatter(form: FormAnalysis, flagged: frozenset[str], enough: float) -> Scatter:
    """The questions of a paper that have a discrimination."""
    dots = tuple(_place(item, flagged) for item in form.items if item.discrimination is not None)
    ticks = tuple((_across(share / 4), f"{25 * share}%") for share in range(5))
    return Scatter(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        floor=FLOOR,
        zero_y=_up(0),
        limit_y=_up(enough),
        dots=dots,
        ticks=ticks,
    )


def draw_shares(rows: Sequence[Mastery]) -> ShareBars:
    """What was earned of each area."""
    bars = tuple(
        ShareBar(row=row, label_y=top + 12, y=top + 16, width=round((WIDTH - 46) * row.share, 1))
        for top, row in zip(range(0, BAR_STEP * len(rows), BAR_STEP), rows, strict=True)
    )
    return ShareBars(width=WIDTH, height=BAR_STEP * max(1, len(rows)), thick=BAR_HEIGHT, bars=bars)


def _place(item: ItemAnalysis, flagged: frozenset[str]) -> Dot:
    return Dot(
        x=_across(item.facility), y=_up(item.discrimination or 0), number=item.number, flagged=item.item_id in flagged
    )


def _across(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * min(1, max(0, share)), 1)


def _up(value: float) -> float:
    shown = min(1, max(LOWEST, value))
    return round(FLOOR - (FLOOR - TOP) * (shown - LOWEST) / (1 - LOWEST), 1)
