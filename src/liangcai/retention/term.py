"""Until when something is kept, and what of it is due.

In: a rule, the day from which its term runs, today. Out: ``Term``. Follows: the rule pack; a term that has no
beginning yet has no end.
"""

import calendar
import datetime
from collections.abc import Mapping

import msgspec

from liangcai.retention.pack import Anchor, Data, RetentionPack, Rule


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of data that somebody's record holds; ``until`` is the last day on which it must stay, None for no end."""

    rule: Rule
    until: datetime.date | None
    due: bool


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def set_term(rule: Rule, day: datetime.date | None, today: datetime.date) -> Term:
    """The term of a rule that runs from a day, or has not begun."""
    if rule.after == "never" or day is None:
        return Term(rule=rule, until=None, due=False)
    until = add_months(day, rule.months)
    return Term(rule=rule, until=until, due=today > until)


def list_terms(
    pack: RetentionPack, held: Mapping[Data, Mapping[Anchor, datetime.date]], today: datetime.date
) -> tuple[Term, ...]:
    """The term of each kind of data that is held, in the order of the pack; each has the days that it knows."""
    return tuple(set_term(rule, held[rule.data].get(rule.after), today) for rule in pack.rules if rule.data in held)
