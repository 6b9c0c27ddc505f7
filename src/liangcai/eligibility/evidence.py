"""An application beside conditions, and the days from which its evidence counts.

In: conditions, an application. Out: ``Evidence`` and ``Outlook``: the first day for certain, and the first day if
everything that a person still has to rule on is ruled in favour. Follows: clause 1.9.1.
"""

import datetime
from collections.abc import Iterable

import msgspec

from liangcai.eligibility.application import Application, Diploma, Topic
from liangcai.eligibility.relation import counts, relate
from liangcai.eligibility.rules import ConditionSet, Scope


class Outlook(msgspec.Struct, frozen=True):
    """First day on which a rule is met for certain, and first day on which it may be; None is never."""

    sure: datetime.date | None = None
    possible: datetime.date | None = None


class Evidence(msgspec.Struct, frozen=True):
    """An application beside the conditions that it is held against."""

    conditions: ConditionSet
    application: Application

    def relates(self, topic: Topic, name: str, scope: Scope | None, *, unrelated: bool) -> bool | None:
        """Whether a name counts within a scope; None where a person has to say so."""
        relation = relate(self.conditions, self.application.rulings, topic, name, unrelated=unrelated)
        return counts(relation, scope)

    def higher_counts(self, kind: str) -> bool:
        """Whether practice lets a higher piece of evidence of that kind stand for a lower one."""
        return kind in self.conditions.pack.higher_covers_lower


def dated(day: datetime.date | None, *, sure: bool | None = True) -> Outlook:
    """The outlook of one piece of evidence: ``sure`` None needs a ruling, False never counts."""
    return Outlook(day if sure else None, None if sure is False else day)


def earliest(outlooks: Iterable[Outlook]) -> Outlook:
    """The outlook where any one is enough."""
    found = tuple(outlooks)
    return Outlook(
        min((one.sure for one in found if one.sure), default=None),
        min((one.possible for one in found if one.possible), default=None),
    )


def latest(outlooks: Iterable[Outlook]) -> Outlook:
    """The outlook where all are needed."""
    found = tuple(outlooks)
    sure = [one.sure for one in found if one.sure]
    possible = [one.possible for one in found if one.possible]
    return Outlook(
        max(sure, default=None) if len(sure) == len(found) else None,
        max(possible, default=None) if len(possible) == len(found) else None,
    )


def entered(diploma: Diploma, *, final_year: bool) -> datetime.date | None:
    """The day from which a diploma counts: when it was obtained, or the final year began where that is enough."""
    days = [day for day in (diploma.obtained, diploma.final_year_since if final_year else None) if day]
    return min(days, default=None)


def both(*counted: bool | None) -> bool | None:
    """Whether evidence counts that has to do in each respect: False before None, which needs a ruling."""
    return False if False in counted else None if None in counted else True
