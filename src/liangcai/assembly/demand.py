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


class Stock(msgspec.Struct, frozen=True, kw_only=True):
    """How many questions the bank has of each place, and how many of them stand by themselves, not in sets."""

    all: Mapping[Place, int]
    single: Mapping[Place, int]


def plan_demand(blueprint: Blueprint, stock: Stock, forms: int, common: int) -> Demand:
    """The demand of so many papers on a bank."""
    needs, missing = _need(blueprint, stock, forms)
    shared = share_common(needs, stock, common)
    totals = {place: sum(counts) - (forms - 1) * shared[place] for place, counts in needs.items()}
    if not blueprint.bands:
        missing = {place: n - stock.all.get(place, 0) for place, n in totals.items() if n > stock.all.get(place, 0)}
    return Demand(needs=needs, common=shared, totals=totals, missing=missing)


def _need(blueprint: Blueprint, stock: Stock, forms: int) -> tuple[dict[Place, tuple[int, ...]], dict[Place, int]]:
    """Needs by place, and what is missing of a split over bands; single questions decide it where they suffice."""
    if blueprint.bands:
        split = split_bands(blueprint, stock.single, forms)
        split = split_bands(blueprint, stock.all, forms) if split.missing else split
        return split.needs, split.missing
    counts = [(line.leaf, quota) for line in blueprint.lines for quota in line.counts if quota.count]
    return {(leaf, quota.type, 0): (quota.count,) * forms for leaf, quota in counts}, {}


def share_common(needs: Mapping[Place, tuple[int, ...]], stock: Stock, common: int) -> dict[Place, int]:
    """How many common questions each cell gives, none of them of a set: first where the bank lacks questions, then
    where it lacks single ones, then by size."""
    shared = dict.fromkeys(needs, 0)
    most = {place: min(*counts, stock.single.get(place, 0)) for place, counts in needs.items()}
    left = min(common, sum(most.values()))
    for held in (stock.all, stock.single):
        left -= _close_gaps(needs, held, most, shared, left)
    room = [most[place] - shared[place] for place in most]
    for place, share in zip(most, share_largest_remainder(left, room), strict=True):
        shared[place] += share
    return shared


def _close_gaps(
    needs: Mapping[Place, tuple[int, ...]],
    held: Mapping[Place, int],
    most: Mapping[Place, int],
    shared: dict[Place, int],
    left: int,
) -> int:
    """Give common questions to the cell that lacks most, one after the other; how many that took."""
    saved = max((len(counts) for counts in needs.values()), default=1) - 1
    for given in range(left if saved else 0):
        gaps = {
            place: sum(counts) - saved * shared[place] - held.get(place, 0)
            for place, counts in needs.items()
            if shared[place] < most[place]
        }
        place = max(gaps, key=lambda place: gaps[place], default=None)
        if place is None or gaps[place] <= 0:
            return given
        shared[place] += 1
    return left if saved else 0
