"""The hash chain over the events: each holds the hash of the one before it.

In: rows of the journal. Out: hashes; what is wrong with a chain. Follows: an edited, deleted, inserted, moved or
cut-off event is found.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.model import Head

COLUMNS = "position, attempt, client_id, kind, item, sequence, payload, flags, at, previous, hash"
START = "0" * 64


class ChainFault(msgspec.Struct, frozen=True, kw_only=True):
    """Where the chain does not hold, and how: gap, previous, hash, or cut (an end known from elsewhere is missing)."""

    position: int
    kind: str


class ChainReport(msgspec.Struct, frozen=True, kw_only=True):
    """How many events were checked, the last of them, and every fault."""

    events: int
    head: Head | None
    faults: tuple[ChainFault, ...]

    @property
    def holds(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


def hash_row(row: tuple[Any, ...]) -> str:
    """The hash of an event from all its columns, ``previous`` included, in the order of ``COLUMNS``."""
    return hashlib.sha256(msgspec.json.encode(row)).hexdigest()


def read_head(connection: Connection) -> Head | None:
    """The last event, or None where there is none."""
    row = connection.execute("SELECT position, hash FROM events ORDER BY position DESC LIMIT 1").fetchone()
    return None if row is None else Head(position=row[0], hash=row[1])


def verify_chain(connection: Connection, known: Head | None = None) -> ChainReport:
    """Recompute the chain; ``known`` is a head noted elsewhere, that must still be there."""
    count, last, previous = 0, 0, START
    faults: list[ChainFault] = []
    hashes: dict[int, str] = {}
    for row in connection.stream(f"SELECT {COLUMNS} FROM events ORDER BY position"):  # noqa: S608 - a constant
        faults.extend(_check_row(row, last, previous))
        count, last, previous = count + 1, row[0], row[-1]
        if known is not None and known.position == row[0]:
            hashes[row[0]] = row[-1]
    if known is not None and hashes.get(known.position) != known.hash:
        faults.append(ChainFault(position=known.position, kind="cut"))
    faults.extend(_check_counter(connection, last))
    return ChainReport(events=count, head=Head(position=last, hash=previous) if count else None, faults=tuple(faults))


def _check_row(row: tuple[Any, ...], last: int, previous: str) -> Iterator[ChainFault]:
    if row[0] != last + 1:
        yield ChainFault(position=row[0], kind="gap")
    if row[-2] != previous:
        yield ChainFault(position=row[0], kind="previous")
    if hash_row(row[:-1]) != row[-1]:
        yield ChainFault(position=row[0], kind="hash")


def _check_counter(connection: Connection, last: int) -> Iterator[ChainFault]:
    """The database counts the positions it gave out: a counter beyond the last event tells of a cut."""
    row = connection.execute(connection.dialect.counter).fetchone()
    if (0 if row is None else row[0]) != last:
        yield ChainFault(position=last + 1, kind="cut")
