"""What conditions ask of an application beyond work, titles, degrees and certificates, so that nobody asks in vain.

In: the conditions of a level. Out: names of kinds of evidence. Follows: clause 1.9.1; personal data that no condition
of the level needs, such as the day of birth, are not collected.
"""

from collections.abc import Iterator
from typing import Literal

from liangcai.eligibility.rules import (
    All,
    Any,
    Apprenticed,
    ConditionSet,
    Enrolled,
    Expression,
    GraduatedFrom,
    HasTrainingProof,
    Held,
    HoldsDegree,
    OfAge,
    PerNationalRule,
    Worked,
)

Need = Literal["birth", "apprenticeship", "school", "class", "recognition", "aim", "studies", "trainee", "completion"]


def list_needs(conditions: ConditionSet) -> frozenset[Need]:
    """The kinds of evidence that the rules of a level can use."""
    heads = (conditions.requires,) if conditions.requires else ()
    every = (*heads, *conditions.conditions)
    return frozenset(need for one in every for rule in walk_rules(one.rule) for need in needs_of(rule))


def walk_rules(rule: Expression) -> Iterator[Expression]:
    """A rule and all rules inside it."""
    yield rule
    match rule:
        case All(of=of) | Any(of=of):
            inside: tuple[Expression, ...] = of
        case Held(of=held):
            inside = (held,)
        case Worked(after=after) if after is not None:
            inside = (after,)
        case _:
            inside = ()
    for one in inside:
        yield from walk_rules(one)


def needs_of(rule: Expression) -> Iterator[Need]:
    """What a single rule needs."""
    match rule:
        case OfAge():
            yield "birth"
        case Apprenticed():
            yield "apprenticeship"
        case Worked(trainee=True):
            yield "trainee"
        case HasTrainingProof(kind="completion"):
            yield "completion"
        case HoldsDegree(final_year=True):
            yield "studies"
        case GraduatedFrom() | Enrolled() | PerNationalRule():
            yield from needs_of_schooling(rule)
        case _:
            return


def needs_of_schooling(rule: GraduatedFrom | Enrolled | PerNationalRule) -> Iterator[Need]:
    """What a rule on schools needs."""
    yield "school"
    if not isinstance(rule, GraduatedFrom) or rule.final_year:
        yield "studies"
    if not isinstance(rule, PerNationalRule) and rule.classes:
        yield "class"
    if isinstance(rule, GraduatedFrom) and rule.recognition:
        yield "recognition"
    if isinstance(rule, GraduatedFrom) and rule.target:
        yield "aim"
