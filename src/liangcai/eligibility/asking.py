"""What an application form asks, and in which order: whatever can decide soonest comes first.

In: the conditions of a level. Out: kinds of evidence in order; the kinds that a condition can use. Follows: clause
1.9.1: what heads the list is asked first because nobody gets in without it, then what completes a condition by the
fewest answers; what no condition can use is not asked at all.
"""

from collections.abc import Iterator
from itertools import product
from typing import Literal

from liangcai.eligibility.rules import (
    All,
    Any,
    Apprenticed,
    CompiledCondition,
    ConditionSet,
    Enrolled,
    Expression,
    GraduatedFrom,
    HasTrainingProof,
    Held,
    HoldsCertificate,
    HoldsDegree,
    HoldsRankedTitle,
    HoldsTitle,
    InWork,
    OfAge,
    PerNationalRule,
    Uncompiled,
    Worked,
)

Kind = Literal["birth", "training", "title", "diploma", "certificate", "apprenticeship", "work", "statement"]
Way = frozenset[Kind]
WAYS = 64  # of one condition; published ones have at most four


def order_kinds(conditions: ConditionSet) -> tuple[Kind, ...]:
    """The kinds of evidence in the order in which a form asks for them."""
    heads = list_ways(conditions.requires.rule) if conditions.requires else ()
    ways = [way for one in conditions.conditions for way in list_ways(one.rule)]
    asked: list[Kind] = []
    for way in (*heads, *_shortest_first(ways, asked)):
        asked.extend(kind for kind in _in_order(way) if kind not in asked)
    return tuple(asked)


def kinds_of(condition: CompiledCondition) -> tuple[Kind, ...]:
    """The kinds of evidence that one condition can use."""
    return tuple(_in_order(frozenset(kind for way in list_ways(condition.rule) for kind in way)))


def list_ways(rule: Expression) -> tuple[Way, ...]:
    """The sets of kinds of evidence, any one of which can meet a rule."""
    match rule:
        case All(of=of):
            choices = (list_ways(one) for one in of)
            return tuple(dict.fromkeys(frozenset[Kind]().union(*pick) for pick in product(*choices)))[:WAYS]
        case Any(of=of):
            return tuple(dict.fromkeys(way for one in of for way in list_ways(one)))[:WAYS]
        case Held(of=held):
            return list_ways(held)
        case Worked(after=after) if after is not None:
            return tuple(way | {"work"} for way in list_ways(after))
        case _:
            return (frozenset({_kind_of(rule)}),)


def _kind_of(rule: Expression) -> Kind:
    match rule:
        case OfAge():
            return "birth"
        case HasTrainingProof():
            return "training"
        case HoldsTitle() | HoldsRankedTitle():
            return "title"
        case HoldsDegree() | GraduatedFrom() | Enrolled() | PerNationalRule():
            return "diploma"
        case HoldsCertificate():
            return "certificate"
        case Apprenticed():
            return "apprenticeship"
        case Worked() | InWork():
            return "work"
        case _:
            assert isinstance(rule, Uncompiled | All | Any | Held)  # noqa: S101 - the last three are taken apart above
            return "statement"


def _shortest_first(ways: list[Way], asked: list[Kind]) -> Iterator[Way]:
    """The way that needs the fewest further answers, again and again; the earlier condition first among equals."""
    left = list(ways)
    while left:
        best = min(left, key=lambda way: len(way - set(asked)))
        left.remove(best)
        yield best


def _in_order(way: Way) -> Iterator[Kind]:
    """The kinds of a way, those first that are answered by one line."""
    order: tuple[Kind, ...] = (
        "birth",
        "training",
        "title",
        "diploma",
        "certificate",
        "apprenticeship",
        "work",
        "statement",
    )
    return (kind for kind in order if kind in way)
