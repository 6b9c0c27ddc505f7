"""Recount what a paper must keep beside its blueprint: enemies, sets, exposure, time, importance, information.

In: a paper's questions, the account they belong to. Out: counts. Follows: the rules of assembly; computed from the
questions themselves, sharing nothing with what drew them.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from liangcai.assembly.rules import PLAIN, AssemblyRules
from liangcai.blueprint.model import Blueprint
from liangcai.items.model import Bank, Item


class Account(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What papers are held against: ``exposures`` counts earlier papers by question id."""

    blueprint: Blueprint
    bank: Bank
    rules: AssemblyRules = PLAIN
    exposures: Mapping[str, int] = msgspec.field(default_factory=dict)

    @cached_property
    def sets(self) -> Mapping[str, int]:
        """How many questions each set of the bank has."""
        return Counter(item.set for item in self.bank.items if item.set)

    @property
    def seconds(self) -> int:
        """How long the theory part lasts; 0 where the level has none."""
        part = self.blueprint.part("theory")
        return 60 * part.minutes if part else 0


def count_clashes(items: Sequence[Item]) -> int:
    """Pairs of questions of which one names the other as an enemy."""
    ids = {item.id for item in items}
    return len({frozenset((item.id, foe)) for item in items for foe in item.enemies if foe in ids and foe != item.id})


def count_split_sets(items: Sequence[Item], account: Account) -> int:
    """Sets of which some questions stand here and some do not."""
    here = Counter(item.set for item in items if item.set)
    return sum(count != account.sets.get(name, 0) for name, count in here.items())


def count_worn(items: Sequence[Item], account: Account) -> int:
    """Questions that stood on as many papers as a question may."""
    most = account.rules.most_exposed
    return 0 if most is None else sum(account.exposures.get(item.id, 0) >= most for item in items)


def sum_seconds(items: Sequence[Item], rules: AssemblyRules) -> int:
    """The time expected for a paper."""
    return sum(item.seconds or rules.expect(item.type) for item in items)


def meets_importance(items: Sequence[Item], rules: AssemblyRules) -> bool:
    """Whether the shares of X, Y and Z are within their bounds."""
    grades, all_of = Counter(item.importance for item in items), len(items)
    scarce = grades["X"] < rules.x_least * all_of
    return not scarce and grades["Y"] <= rules.y_most * all_of and grades["Z"] <= rules.z_most * all_of


def sum_information(items: Sequence[Item], ability: float) -> float:
    """Rasch information of a paper: p (1 - p) summed, the place of a question being minus the logit of its share."""
    total = 0.0
    for item in items:
        if 0 < item.difficulty < 1:
            right = 1 / (1 + math.exp(-(ability + math.log(item.difficulty / (1 - item.difficulty)))))
            total += right * (1 - right)
    return round(total, 6)
