"""Where an attempt stands: what was filled in, saved, asked, fetched, booked, sent.

In: a scene. Out: the state before the first step. Follows: a state is a value; each step makes a new one.
"""

import datetime
from decimal import Decimal

import msgspec

from liangcai_stations.drawing import Value
from liangcai_stations.record.scene import Scene


class Loan(msgspec.Struct, frozen=True, kw_only=True):
    """A record fetched for a purpose; ``back``: it was given back."""

    record: str
    purpose: str
    back: bool = False


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """A correction of a field: the value, and what it rests on."""

    value: Value
    evidence: str


class Stock(msgspec.Struct, frozen=True, kw_only=True):
    """A batch in the store: how much is left, and whether it is set apart."""

    item: str
    expires: datetime.date
    quantity: Decimal
    apart: bool = False


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the ledger. ``passed``: batches of the same goods, in date and free, that ran out earlier."""

    source: str
    batch: str
    quantity: Decimal
    expired: bool = False
    passed: tuple[str, ...] = ()


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was sent, to whom, and at which second."""

    record: str
    to: str
    at: int


class State(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. ``drafts`` and ``saved`` are by record, then by field; ``looked``: tables, and records as saved.

    ``ever``: every field and value that was saved at any time, though it was mended later.
    """

    attempt: str
    steps: int = 0
    at: int = 0
    drafts: dict[str, dict[str, Value]]
    saved: dict[str, dict[str, Value]] = {}
    ever: frozenset[tuple[str, Value]] = frozenset()
    asked: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()
    loans: tuple[Loan, ...] = ()
    rows: dict[str, str] = {}
    mended: dict[tuple[str, str], Mended] = {}
    stock: dict[str, Stock]
    moves: tuple[Move, ...] = ()
    orders: dict[str, Decimal] = {}
    letters: tuple[Letter, ...] = ()

    def out(self, record: str) -> bool:
        """Whether a record is out of the archive."""
        return any(loan.record == record and not loan.back for loan in self.loans)


def begin(scene: Scene, attempt: str = "") -> State:
    """The state before the first step."""
    stock = {one.id: Stock(item=one.item, expires=one.expires, quantity=one.quantity) for one in scene.batches}
    return State(attempt=attempt, drafts={one.id: dict(one.values) for one in scene.records}, stock=stock)
