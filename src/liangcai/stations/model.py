"""A pack, its checks, what a probe saw, what became of it.

In: nothing. Out: the values that grading, reports and packs share. Follows: a check belongs to skill requirements
(职业功能—工作内容—技能要求) of one standard and level; the station supplies points, the standard's weights decide.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import msgspec

from liangcai.findings import Message

Kind = Literal["outcome", "stimulus", "negative", "process", "artefact"]
Status = Literal["pass", "partial", "fail", "blocked", "infra"]
FULL = Decimal(100)
NONE, WHOLE = Fraction(0), Fraction(1)


class Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is tried, and what it is worth.

    ``requirements`` are numbers of skill requirements of the pack's level, such as 1.2.3; they share the points.
    ``needs`` are checks without which this one says nothing. ``paired`` is the positive that a negative check counts
    with: what must not work earns nothing where nothing works. A ``veto`` that fails is shown to the assessors.
    """

    id: str
    zh: str
    en: str
    kind: Kind
    points: Decimal
    requirements: tuple[str, ...]
    needs: tuple[str, ...] = ()
    paired: str = ""
    veto: bool = False

    @property
    def name(self) -> Message:
        """What is tried, in both languages."""
        return Message(self.zh, self.en)


class Mutant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reference solution with one mistake, and exactly the checks that it must not pass."""

    name: str
    zh: str
    fails: tuple[str, ...]


class Pack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A station as data: whose standard and level, which engine, how many minutes, the checks; 100 points in all.

    ``source`` says where its forms, value lists and figures come from, and what was not at hand. ``hints`` are shown in
    practice, by the number of the requirement.
    """

    id: str
    version: str
    engine: str
    zh: str
    en: str
    code: str
    edition: str
    level: str
    direction: str = ""
    minutes: int
    source: Message = Message("", "")
    hints: dict[str, Message] = {}
    checks: tuple[Check, ...]
    mutants: tuple[Mutant, ...]

    @property
    def title(self) -> Message:
        """What the station is called."""
        return Message(self.zh, self.en)

    def check(self, name: str) -> Check | None:
        """The check of an id, or None."""
        return next((check for check in self.checks if check.id == name), None)


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine saw of a check: the share of it that holds, 0 to 1, and in words what was there.

    ``broken``: the bench failed and not the candidate. ``repaired`` is the share on a copy of the bench in which the
    checks that this one needs were put right, None where no such copy was tried.
    """

    check: str
    share: Fraction
    seen: Message
    wanted: Message
    broken: bool = False
    repaired: Fraction | None = None


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a check; ``possible`` is 0 where the bench failed, so that nobody loses by it."""

    check: Check
    status: Status
    earned: Fraction
    possible: Fraction
    seen: Message
    wanted: Message
    followed: bool = False


class RequirementPoints(msgspec.Struct, frozen=True, kw_only=True):
    """What a skill requirement earned of what the station asks of it."""

    number: str
    earned: Fraction
    possible: Fraction


class StationReport(msgspec.Struct, frozen=True, kw_only=True):
    """All checks of an attempt, by requirement; exact, rounding is the business of the part's mark.

    ``vetoes``: failed checks that are shown to the assessors before all else. ``broken``: points that the bench and not
    the candidate lost; while there are any, people decide how the rest counts.
    """

    pack: str
    version: str
    results: tuple[CheckResult, ...]
    requirements: tuple[RequirementPoints, ...]
    vetoes: tuple[str, ...]
    earned: Fraction
    possible: Fraction
    broken: Fraction
