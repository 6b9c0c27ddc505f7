"""How many questions of each cell the papers need, and what the bank lacks.

In: a blueprint, what the bank holds of each place, the number of papers, how many questions are common. Out: needs a
paper, common questions a cell, the least number of new questions. Follows: the blueprint; a common question counts
on every paper and is needed once.
"""

from collections.abc import Mapping

import msgspec

from liangcai.assembly.bands import split_bands
from liangcai.assembly.place import Place
from liangcai.blueprint.apportion import share_largest_remainder
from liangcai.blueprint.model import Blueprint


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """By place, in the order of the blueprint: needs, one number a paper; how many of them are common; how many
    questions that takes; how many of those the bank lacks."""

    needs: dict[Place, tuple[int, ...]]
    common: dict[Place, int]
    totals: dict[Place, int]
    missing: dict[Place, int]


def plan_demand(blueprint: Blueprint, stock: Mapping[Place, int], forms: int, common: int) -> Demand:
    """The demand of so many papers on a bank."""
    needs, missing = _need(blueprint, stock, forms)
    shared = share_common({place: min(counts) for place, counts in needs.items()}, needs, stock, common)
    totals = {place: sum(counts) - (forms - 1) * shared[place] for place, counts in needs.items()}
    if not blueprint.bands:
        missing = {place: n - stock.get(place, 0) for place, n in totals.items() if n > stock.get(place, 0)}
    return Demand(needs=needs, common=shared, totals=totals, missing=missing)


def _need(
    blueprint: Blueprint, stock: Mapping[Place, int], forms: int
) -> tuple[dict[Place, tuple[int, ...]], dict[Place, int]]:
    if blueprint.bands:
        split = split_bands(blueprint, stock, forms)
        return split.needs, split.missing
    counts = [(line.leaf, quota) for line in blueprint.lines for quota in line.counts if quota.count]
    return {(leaf, quota.type, 0): (quota.count,) * forms for leaf, quota in counts}, {}


def share_common(
    most: Mapping[Place, int], needs: Mapping[Place, tuple[int, ...]], stock: Mapping[Place, int], common: int
) -> dict[Place, int]:
    """How many common questions each cell gives: first where the bank lacks questions, then by size."""
    shared = dict.fromkeys(most, 0)
    most = {place: min(count, stock.get(place, 0)) for place, count in most.items()}
    left = min(common, sum(most.values()))
    gaps = {place: sum(counts) - stock.get(place, 0) for place, counts in needs.items()}
    saved = max((len(counts) for counts in needs.values()), default=1) - 1
    while left and saved:
        open_gaps = [place for place, gap in gaps.items() if gap > 0 and shared[place] < most[place]]
        if not open_gaps:
            break
        place = max(open_gaps, key=lambda place: gaps[place])
        shared[place] += 1
        gaps[place] -= saved
        left -= 1
    room = [most[place] - shared[place] for place in most]
    for place, share in zip(most, share_largest_remainder(left, room), strict=True):
        shared[place] += share
    return shared
