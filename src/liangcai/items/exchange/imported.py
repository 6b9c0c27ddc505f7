"""What came of a file of questions: those taken, how each found its requirement, and what is still open.

In: nothing. Out: frozen structs. Follows: every question of a file is taken or reported by its place; a file is never
half imported, so ``bank`` is there only when nothing is open.
"""

from collections.abc import Callable
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Severity
from liangcai.items.model import Bank, Item

Progress = Callable[[int, int], None]
How = Literal["code", "path", "leaf", "settled"]
Choice = Literal["", "take", "leave"]


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Where something stands in the user's file: a sheet (or nothing), a row or line from 1, a column such as D."""

    sheet: str = ""
    row: int
    column: str = ""

    @property
    def shown(self) -> str:
        """The place as people read it: ``题库!D5``, ``items/00007.xml: 7`` or ``line 5``."""
        if self.sheet and not self.column:
            return f"{self.sheet}: {self.row}"
        return f"{self.sheet}!{self.column}{self.row}" if self.sheet else f"line {self.row}"


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """How a question found its requirement: by its code, the exact path, the last name of it, or a settlement."""

    spot: Spot
    item_id: str
    requirement: str
    how: How
    path: str = ""


class Unmatched(msgspec.Struct, frozen=True, kw_only=True):
    """A question whose point is not in the standard, or is there several times: ``candidates`` are the codes."""

    spot: Spot
    path: str
    candidates: tuple[str, ...] = ()


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """A decision of a person: the requirement for a path, "" to leave its questions out.

    ``rows`` narrows it to those rows; none means every question with that path.
    """

    path: str
    requirement: str
    element: str = ""
    table: str = ""
    rows: tuple[int, ...] = ()


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """A decision of a person: which share of candidates a word or level of difficulty stands for, 0 to 1."""

    word: str
    difficulty: float


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a person decided for a file, to be passed in when it is read again.

    ``hidden`` says what becomes of hidden rows; ``rationale`` stands where a question gives none; ``rubric`` is the one
    row for a question that a person marks and that has none.
    """

    points: tuple[Settled, ...] = ()
    difficulties: tuple[Rated, ...] = ()
    hidden: Choice = ""
    rationale: str = ""
    rubric: str = ""


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds: ``rows`` questions, each taken, left out by decision, unmatched or refused.

    ``pictures`` are files that came along, by SHA-256, as they came: whoever keeps them makes them anew first.
    """

    occupation: str
    edition: str
    level: str
    rows: int
    items: tuple[Item, ...]
    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...] = ()
    refused: tuple[Spot, ...] = ()
    left: tuple[Spot, ...] = ()
    bank: Bank | None = None
    pictures: dict[str, bytes] = {}

    @property
    def complete(self) -> bool:
        """Whether nothing is open: the bank may be used."""
        return self.bank is not None


def report(
    rule: str, severity: Severity, message: Message, *, document: str, spot: Spot | None = None, clause: str = ""
) -> Finding:
    """A finding of the exchange, at its place in the user's file."""
    return Finding(
        rule=f"exchange.{rule}",
        severity=severity,
        message=message,
        document=document,
        line=0 if spot is None or spot.sheet else spot.row,
        place="" if spot is None or not spot.sheet else spot.shown,
        clause=clause,
    )
