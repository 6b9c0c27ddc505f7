"""Find questions that are nearly the same, in banks of tens of thousands.

In: questions, the likeness from which two are copies. Out: pairs of ids with their likeness. Follows: shared over all
pairs of neighbouring characters (Jaccard). Two sets that alike share one of their rarest pairs, so only those meet.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import ceil

from liangcai.findings import Finding
from liangcai.items.linting.warn import warn
from liangcai.items.model import Item

ENOUGH = 8  # a stem of fewer pairs says too little alone: its options are compared with it


def lint_copies(items: tuple[Item, ...], least: float) -> Iterator[Finding]:
    """A warning for each pair of near copies, in the order of the bank."""
    for one, other, likeness in find_copies(items, least):
        zh = f"试题 {one.id} 与 {other.id} 几乎相同（{likeness:.0%}）。"
        yield warn("near-copy", one, zh, f"Questions {one.id} and {other.id} are nearly the same ({likeness:.0%}).")


def find_copies(items: tuple[Item, ...], least: float) -> list[tuple[Item, Item, float]]:
    """The pairs above ``least``, 0 to 1."""
    sets = [_pairs_of(item) for item in items]
    rarity = Counter(pair for pairs in sets for pair in pairs)
    ranked = [sorted(pairs, key=lambda pair: (rarity[pair], pair)) for pairs in sets]
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    found = []
    for index, pairs in enumerate(ranked):
        head = pairs[: len(pairs) - ceil(least * len(pairs)) + 1]
        for other in sorted({earlier for pair in head for earlier in waiting[pair]}):
            likeness = _likeness(sets[other], sets[index], least)
            if likeness > least:
                found.append((items[other], items[index], likeness))
        for pair in head:
            waiting[pair].append(index)
    return found


def _pairs_of(item: Item) -> frozenset[str]:
    stem = _pairs(item.stem)
    return stem if len(stem) >= ENOUGH else _pairs("".join((item.stem, *item.options, *item.targets)))


def _pairs(text: str) -> frozenset[str]:
    plain = re.sub(r"\W", "", text)
    return frozenset(plain[index : index + 2] for index in range(len(plain) - 1))


def _likeness(left: frozenset[str], right: frozenset[str], least: float) -> float:
    """Shared over all; sets whose sizes alone keep them below ``least`` are not compared."""
    small, large = sorted((len(left), len(right)))
    if not small or small <= least * large:
        return 0.0
    shared = len(left & right)
    return shared / (small + large - shared)
