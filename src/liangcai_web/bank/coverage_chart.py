"""Pictures of coverage: how many points of each area have enough questions, and how difficulty is spread.

In: an element list, its cover. Out: coordinates in drawings of fixed width; templates only print them. Follows:
pictures are made on the server, with a table beside them.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from liangcai.items.coverage import Coverage
from liangcai.items.elements import ElementList

WIDTH, STEP, THICK = 360, 36, 14
HEIGHT, FLOOR, TOP = 150, 122, 22


class AreaBar(msgspec.Struct, frozen=True, kw_only=True):
    """An area: its weight, its points, how many of them have enough questions and how many some."""

    name: str
    weight: str
    points: int
    enough: int
    some: int
    top: int
    full_width: float
    some_width: float
    enough_width: float

    @property
    def label_y(self) -> int:
        """Where its name stands."""
        return self.top + 12

    @property
    def bar_y(self) -> int:
        """Where its bar begins."""
        return self.top + 17


class SpreadBar(msgspec.Struct, frozen=True, kw_only=True):
    """A band of difficulty and its questions."""

    name: str
    count: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where its number is written."""
        return round(self.x + self.width / 2, 1)


def draw_areas(made: ElementList, cover: Coverage) -> tuple[AreaBar, ...]:
    """One bar an area, as long as it has points."""
    area_of: dict[str, str] = {}
    for element in made.elements:
        area_of[element.code] = element.code if element.depth == 0 else area_of[element.parent]
    points = Counter(area_of[point.element.code] for point in cover.points)
    some = Counter(area_of[point.element.code] for point in cover.points if point.questions)
    enough = Counter(area_of[point.element.code] for point in cover.points if not point.lacks)
    unit = (WIDTH - 70) / max([1, *points.values()])
    areas = [element for element in made.elements if element.depth == 0]
    return tuple(
        AreaBar(
            name=area.name,
            weight=f"{area.weight:f}",
            points=points[area.code],
            enough=enough[area.code],
            some=some[area.code],
            top=number * STEP,
            full_width=round(points[area.code] * unit, 1),
            some_width=round(some[area.code] * unit, 1),
            enough_width=round(enough[area.code] * unit, 1),
        )
        for number, area in enumerate(areas)
    )


def draw_spread(counts: Sequence[int], names: Sequence[str]) -> tuple[SpreadBar, ...]:
    """Questions by difficulty, the hardest at the left."""
    most, width = max([1, *counts]), WIDTH / max(1, len(counts))
    return tuple(
        SpreadBar(
            name=name,
            count=count,
            x=round(number * width + 4, 1),
            y=round(FLOOR - (FLOOR - TOP) * count / most, 1),
            width=round(width - 8, 1),
            height=round((FLOOR - TOP) * count / most, 1),
        )
        for number, (name, count) in enumerate(zip(names, counts, strict=True))
    )
