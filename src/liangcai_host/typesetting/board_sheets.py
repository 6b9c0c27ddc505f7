"""The record of a panel or a review board for one candidate, as it is printed.

In: filled by the caller. Out: frozen structs for ``board.typ``. Follows: clause 1.9.3: each member's scores beside each
other, the result with its reasons, a line to sign for each.
"""

import datetime
from decimal import Decimal

import msgspec

from liangcai.findings import Message
from liangcai_host.typesetting.sheets import Sheet


class BoardRow(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion or a task with what each member gave, in the order of the members."""

    name: str
    area: str
    maximum: Decimal
    scores: tuple[Decimal, ...]


class BoardMember(msgspec.Struct, frozen=True, kw_only=True):
    """A member: the total as given, whether the rule counted it, when the sheet was signed."""

    name: str
    total: Decimal
    counted: bool
    signed: str


class BoardSheet(Sheet, frozen=True, kw_only=True):
    """The record for one candidate; ``questions`` are those drawn, ``phases`` say when each began."""

    part: Message
    form: Message | None
    ticket: str
    room: str
    day: datetime.date
    full_mark: int
    points: Decimal
    members: tuple[BoardMember, ...]
    rows: tuple[BoardRow, ...]
    questions: tuple[str, ...]
    phases: tuple[str, ...]
    reasons: tuple[Message, ...]
