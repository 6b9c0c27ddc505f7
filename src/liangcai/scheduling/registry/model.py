"""What a list of rooms or of staff holds.

In: nothing. Out: frozen structs. Follows: clause 1.9.5 (places), 1.9.3 (staff); days and numbers as they are kept.
"""

import datetime

import msgspec

from liangcai.findings import Message
from liangcai.scheduling.model import Period, Qualification, Room


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a list: its field, its head, other heads that mean the same, whether it has to be filled in."""

    field: str
    head: Message
    also: tuple[str, ...] = ()
    needed: bool = False
    width: int = 14


class ListedRow(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a row by field; ``place`` is where it stands in the file."""

    place: str
    words: dict[str, str]


class ListedFile(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a file that are not blank."""

    rows: tuple[ListedRow, ...]


class ListedRoom(msgspec.Struct, frozen=True, kw_only=True):
    """A room as it stands in a list: ``room.site`` is the name of its site."""

    room: Room
    address: str = ""
    place: str = ""


class ListedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A qualification with the number of its certificate."""

    paper: Qualification
    certificate: str = ""


class ListedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as they stand in a list, with the qualifications of all their rows."""

    number: str
    name: str
    employer: str = ""
    site: str = ""
    account: str = ""
    papers: tuple[ListedPaper, ...] = ()
    away: tuple[Period, ...] = ()
    place: str = ""


def join_days(first: datetime.date | None, last: datetime.date | None) -> str:
    """From when to when something is valid, as words."""
    return f"{first or '…'} — {last or '…'}" if first or last else ""
