"""How many questions of each band of difficulty an area and a type get.

In: a blueprint whose pack names bands. Out: a count for each area, type and band. Follows: the pack's percents; every
count is the floor or the ceiling of its share, and each band's sum over the paper is exact.
"""

import msgspec

from liangcai.blueprint.apportion import round_controlled, share_largest_remainder
from liangcai.blueprint.model import Blueprint, QuestionType


class BandCount(msgspec.Struct, frozen=True, kw_only=True):
    """So many questions of an area and a type in each band, the hardest first."""

    area: str
    type: QuestionType
    counts: tuple[int, ...]


def plan_bands(blueprint: Blueprint) -> tuple[BandCount, ...]:
    """The counts of every area and type that has questions; without bands, nothing."""
    if not blueprint.bands:
        return ()
    groups = [
        (area.area, quota.type, sum(line.count(quota.type) for line in blueprint.lines if line.area == area.area))
        for area in blueprint.areas
        for quota in blueprint.types
    ]
    groups = [group for group in groups if group[2]]
    rows = [count for _, _, count in groups]
    table = round_controlled(rows, share_largest_remainder(sum(rows), [band.percent for band in blueprint.bands]))
    return tuple(
        BandCount(area=area, type=kind, counts=counts) for (area, kind, _), counts in zip(groups, table, strict=True)
    )


def list_edges(blueprint: Blueprint) -> tuple[float, ...]:
    """Where a band ends and the next begins; nothing where there are no bands."""
    return tuple(float(band.upto) for band in blueprint.bands[:-1])
