"""Which parts somebody has passed before and keeps for a resit.

In: earlier decisions on a person, the place of the new examination, a day, a rule pack. Out: the parts kept, each with
its mark and the day until which it is kept. Follows: 1.9.2 has each part passed on its own; how long a passed part is
kept, and for how many resits, is practice and stands in the rule pack.
"""

import datetime
from decimal import Decimal

import msgspec

from liangcai.award.decide import Decision
from liangcai.eligibility.years import add_years
from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack
from liangcai.standard.model import PartKind

ABOUT = Message("补考保留", "resits")


class AwardPack(RulePack, frozen=True, kw_only=True):
    """Practice on resits: for how many years a passed part is kept, and for how many resits."""

    kept_years: int
    resits: int


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """A decision and its day; ``kept`` names the parts that were not sat then but kept from before."""

    day: datetime.date
    decision: Decision
    kept: tuple[PartKind, ...] = ()


class KeptPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part passed before: its mark, the day on which it was passed, the first day on which it counts no more."""

    kind: PartKind
    points: Decimal
    passed_on: datetime.date
    until: datetime.date


def read_pack(text: str, name: str = "award.toml") -> Result[AwardPack | None]:
    """The pack of a TOML text."""
    return read_rule_pack(text, "award", AwardPack, ABOUT, name)


def keep_parts(
    earlier: tuple[Earlier, ...],
    place: tuple[str, str, str | None],
    on: datetime.date,
    pack: AwardPack,
) -> tuple[KeptPart, ...]:
    """The parts kept on a day for an examination at ``place``: the id of the standard, the level, the direction.

    Nothing is kept after the whole was passed: whoever passed everything has the certificate.
    """
    same = [one for one in earlier if _place_of(one.decision) == place and one.day <= on]
    if any(one.decision.passed for one in same):
        return ()
    newest: dict[PartKind, KeptPart] = {}
    for one in sorted(same, key=lambda found: found.day):
        for outcome in one.decision.outcomes:
            if outcome.passed and outcome.points is not None and outcome.kind not in one.kept:
                until = add_years(one.day, pack.kept_years)
                newest[outcome.kind] = KeptPart(
                    kind=outcome.kind, points=outcome.points, passed_on=one.day, until=until
                )
    return tuple(part for part in newest.values() if on < part.until and _used(part, same) < pack.resits)


def _place_of(decision: Decision) -> tuple[str, str, str | None]:
    return decision.standard_id, decision.level, decision.direction


def _used(part: KeptPart, earlier: list[Earlier]) -> int:
    """How many resits a part was kept for already."""
    return sum(one.day > part.passed_on and part.kind in one.kept for one in earlier)
