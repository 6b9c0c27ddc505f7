"""What can be tried of an attempt, as data: each kind of try with what must be found.

In: the ``tries`` of a world. Out: values that ``checks`` turns into probes. Follows: the contract of all engines; a try
belongs to the check of the same id in ``pack.toml``.
"""

from decimal import Decimal
from typing import TypeAlias

import msgspec

from liangcai_stations.drawing import Value


class Try(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What is tried for the check of this id."""

    check: str

    def fields(self) -> list[tuple[str, str]]:
        """The fields of records that it names, so that a slip of the pack's author is found when it is read."""
        return []


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a saved record must hold."""

    record: str
    truth: dict[str, Value]


class Fields(Try, frozen=True, kw_only=True, tag="fields"):
    """Each field of saved records counts alike; a multiple choice by the overlap of the sets.

    ``within`` is the relative tolerance of numbers, by field. Where a ``critical`` field is wrong, no more than ``cap``
    of the check is given.
    """

    sheets: tuple[Sheet, ...]
    within: dict[str, Decimal] = {}
    critical: tuple[str, ...] = ()
    cap: Decimal = Decimal("0.5")

    def fields(self) -> list[tuple[str, str]]:
        """Those of the sheets."""
        return [(sheet.record, field) for sheet in self.sheets for field in sheet.truth]


class Segments(Try, frozen=True, kw_only=True, tag="segments"):
    """A number of several parts, each part of so many characters counts alike; all other lengths earn nothing."""

    record: str
    field: str
    truth: str
    parts: tuple[int, ...]

    def fields(self) -> list[tuple[str, str]]:
        """The one field."""
        return [(self.record, self.field)]


class Asked(Try, frozen=True, kw_only=True, tag="asked"):
    """Questions that must be asked; those of ``after`` count only behind the one that they name."""

    questions: tuple[str, ...]
    after: dict[str, str] = {}


class Looked(Try, frozen=True, kw_only=True, tag="looked"):
    """Tables that must be looked up before a record is first saved."""

    tables: tuple[str, ...]
    before: tuple[str, ...]


class Taken(Try, frozen=True, kw_only=True, tag="taken"):
    """Each row of the import: taken in (an empty text) or refused for the right reason; a wrong reason is half.

    Where a bad row was taken in, no more than half is given: to take everything in is no skill.
    """

    truth: dict[str, str]


class Borrowed(Try, frozen=True, kw_only=True, tag="borrowed"):
    """Records fetched for their purpose (half) and given back (half)."""

    truth: dict[str, str]


class Untouched(Try, frozen=True, kw_only=True, tag="untouched"):
    """Nothing is fetched but these records."""

    allowed: tuple[str, ...]


class Planted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A planted error: where, what is right, what shows it."""

    record: str
    field: str
    value: Value
    evidence: str


class Corrected(Try, frozen=True, kw_only=True, tag="corrected"):
    """Planted errors found and mended: precision and recall as one figure; a wrong ground of a right one is half.

    ``among``: only corrections of these fields are looked at, where the others are another check's business.
    """

    planted: tuple[Planted, ...]
    among: tuple[str, ...] = ()

    def fields(self) -> list[tuple[str, str]]:
        """Where the errors are."""
        return [(one.record, one.field) for one in self.planted]


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the ledger: an arrival, or a request with the batch that it is met from."""

    source: str
    batch: str
    quantity: Decimal


class Ledger(Try, frozen=True, kw_only=True, tag="ledger"):
    """The net lines of the ledger: those that are right over all that are wanted or there."""

    lines: tuple[Line, ...]


class Issued(Try, frozen=True, kw_only=True, tag="issued"):
    """Each request met in full, from whatever batches."""

    requests: tuple[str, ...]


class Fefo(Try, frozen=True, kw_only=True, tag="fefo"):
    """Nothing that is out of date goes out, and nothing before what runs out earlier; a ledger must be there."""


class Quarantined(Try, frozen=True, kw_only=True, tag="quarantined"):
    """The batches that are set apart: overlap of the sets."""

    batches: tuple[str, ...]


class Need(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The bounds of an order of one kind of goods; a number of whole packs."""

    item: str
    least: Decimal
    most: Decimal


class Ordered(Try, frozen=True, kw_only=True, tag="ordered"):
    """Each kind of goods within its bounds and in whole packs; over the budget no more than half is given."""

    needs: tuple[Need, ...]
    budget: Decimal


class Tallied(Try, frozen=True, kw_only=True, tag="tallied"):
    """Fields of a saved record that agree with what the candidate's own ledger holds of the goods."""

    record: str
    items: dict[str, str]

    def fields(self) -> list[tuple[str, str]]:
        """The cells."""
        return [(self.record, field) for field in self.items]


class Sent(Try, frozen=True, kw_only=True, tag="sent"):
    """A saved record sent to the right place and to no other, before a second of the attempt; late is half."""

    record: str
    to: str
    by: int


class Apart(Try, frozen=True, kw_only=True, tag="apart"):
    """Values that must never stand together in a saved field, though it was mended later."""

    field: str
    values: tuple[str, str]


AnyTry: TypeAlias = (
    Fields
    | Segments
    | Asked
    | Looked
    | Taken
    | Borrowed
    | Untouched
    | Corrected
    | Ledger
    | Issued
    | Fefo
    | Quarantined
    | Ordered
    | Tallied
    | Sent
    | Apart
)
