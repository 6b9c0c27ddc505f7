"""Pictures of the office: marks as a histogram.

In: marks. Out: coordinates in drawings of fixed width; templates only print them. Follows: pictures are made
on the server, with a table beside them.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

WIDTH = 360
STEP = 10
HEIGHT = 150
FLOOR = 126
TOP = 20


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
