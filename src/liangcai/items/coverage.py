"""How well a bank covers an element list.

In: an element list, a bank, what is known of its questions, the rule pack. Out: a row per smallest point, and shares.
Follows: the pack's least number of questions per point and shares of importance; a question on a task or group counts
for no single point below it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from liangcai.items.elements import Element, ElementList
from liangcai.items.linting.pack import ItemPack
from liangcai.items.model import Importance, Item, ItemType

IMPORTANCES: tuple[Importance, ...] = ("X", "Y", "Z")
BANDS = (0.3, 0.5, 0.7, 0.9)  # difficulty below 0.3, to 0.5, to 0.7, to 0.9, above


class PointCover(msgspec.Struct, frozen=True, kw_only=True):
    """A point and its questions; ``mean`` difficulty is None without any, ``lacks`` counts those still missing."""

    element: Element
    counts: tuple[tuple[ItemType, int], ...]
    questions: int
    lacks: int
    mean: float | None


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """The points in the order of the list; ``bands`` counts questions by difficulty; ``elsewhere`` have no point."""

    points: tuple[PointCover, ...]
    bands: tuple[int, ...]
    shares: tuple[tuple[Importance, float, bool], ...]
    elsewhere: tuple[str, ...]

    @property
    def empty(self) -> tuple[PointCover, ...]:
        """Points without a question."""
        return tuple(point for point in self.points if not point.questions)

    @property
    def few(self) -> tuple[PointCover, ...]:
        """Points with some questions, but too few."""
        return tuple(point for point in self.points if point.questions and point.lacks)


def measure_coverage(made: ElementList, items: Sequence[Item], pack: ItemPack) -> Coverage:
    """Count the questions of each point; a question counts for its element, else for its requirement."""
    points = {(element.table if element.code.startswith("K") else "", element.code) for element in made.points}
    placed: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    elsewhere = []
    for item in items:
        table = item.table if item.requirement.startswith("K") else ""
        keys = [(table, code) for code in (item.element, item.requirement, *item.also) if (table, code) in points]
        for key in dict.fromkeys(keys):
            placed[key].append(item)
        if not keys:
            elsewhere.append(item.id)
    return Coverage(
        points=tuple(
            _cover(element, placed[element.table if element.code.startswith("K") else "", element.code], pack)
            for element in made.points
        ),
        bands=_spread(items),
        shares=_share(made, pack),
        elsewhere=tuple(elsewhere),
    )


def _cover(element: Element, items: list[Item], pack: ItemPack) -> PointCover:
    return PointCover(
        element=element,
        counts=tuple(Counter(item.type for item in items).items()),
        questions=len(items),
        lacks=max(0, pack.per_point - len(items)),
        mean=sum(item.difficulty for item in items) / len(items) if items else None,
    )


def _spread(items: Sequence[Item]) -> tuple[int, ...]:
    counts = Counter(sum(item.difficulty >= edge for edge in BANDS) for item in items)
    return tuple(counts[band] for band in range(len(BANDS) + 1))


def _share(made: ElementList, pack: ItemPack) -> tuple[tuple[Importance, float, bool], ...]:
    """The share of each importance among the points, and whether the pack accepts it."""
    counts = Counter(element.importance for element in made.points)
    shares = {kind: counts[kind] / max(1, len(made.points)) for kind in IMPORTANCES}
    limits = pack.importance
    kept = {"X": shares["X"] >= limits.x_least, "Y": shares["Y"] <= limits.y_most, "Z": shares["Z"] <= limits.z_most}
    return tuple((kind, shares[kind], kept[kind]) for kind in IMPORTANCES)
