"""Store the events of many senders in one go: few statements a group, whatever its size.

In: a connection inside a transaction, appends. Out: a receipt each, to be handed on only after the commit. Follows:
idempotent by client id; nothing that a sender's own attempt sends is refused.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from liangcai_host.journal.chain import COLUMNS, START, hash_row, read_head
from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.events import write_moment
from liangcai_host.journal.model import ANSWERED, REUSED_ID, Ack, Head, JournalError, NewEvent, Receipt

Key = tuple[str, str]
Content = tuple[str, str, int, str]
Kept = dict[Key, tuple[int, Content]]
# A statement for each number of rows would be parsed anew nearly every time, which took a third of the time of a group.
SIZES = (512, 256, 128, 64, 32, 16, 8, 4, 2, 1)
REMEMBERED = 10_000
_ENCODER = msgspec.json.Encoder(order="sorted")


class SentBeforeError(JournalError):
    """An id of the group is stored already, and nobody had looked: the group is done again, with a look."""


class Append(NamedTuple):
    """Events of one attempt, and the moment of their arrival."""

    attempt: str
    events: tuple[NewEvent, ...]
    at: datetime


class Scribe:
    """Stores groups of appends; remembers the highest sequences while nobody else writes to the same tables."""

    def __init__(self) -> None:
        self._head: Head | None = None
        self._highest: dict[str, dict[str, int]] = {}

    def store(self, connection: Connection, appends: Sequence[Append], look: bool = True) -> list[Receipt]:
        """Append what is not stored yet; the caller commits before anyone hears of the receipts.

        Without a ``look`` for what is stored, a group in which something comes again is a ``SentBeforeError``: the
        caller takes the transaction back.
        """
        head = read_head(connection)  # inside the transaction
        if head is None or head != self._head or len(self._highest) > REMEMBERED:
            self._highest.clear()  # another process wrote, or a commit failed
        self._recall(connection, {append.attempt for append in appends if append.attempt not in self._highest})
        entries = [(append.attempt, event) for append in appends for event in append.events]
        keys = {(attempt, event.client_id) for attempt, event in entries}
        kept: Kept = {}
        if look or len(keys) < len(entries):
            kept = find_kept(connection, keys)
            kept |= find_kept(connection, _list_reused(entries, kept))
        ledger = Ledger(head, kept)
        acks = [tuple(ledger.take(append, event) for event in append.events) for append in appends]
        insert_rows(connection, ledger.rows)
        self._head = ledger.head
        return [self._write_receipt(append, taken) for append, taken in zip(appends, acks, strict=True)]

    def _recall(self, connection: Connection, attempts: Iterable[str]) -> None:
        """Read the highest sequences of attempts that come for the first time."""
        for chunk in _chunks(sorted(attempts)):
            self._highest.update((attempt, {}) for attempt in chunk)
            packed = connection.execute(
                f"WITH asked(attempt) AS (VALUES {_marks(len(chunk), 1)}) "  # noqa: S608 - marks only
                f"SELECT {connection.dialect.pack.format('attempt, item, top')} FROM (SELECT e.attempt, e.item, "
                "MAX(e.sequence) AS top FROM asked JOIN events AS e ON e.attempt = asked.attempt "
                "WHERE e.kind = 'answered' GROUP BY e.attempt, e.item) AS found",
                chunk,
            ).fetchone()[0]
            for attempt, item, top in msgspec.json.decode(packed):
                self._highest[attempt][item] = top

    def _write_receipt(self, append: Append, acks: tuple[Ack, ...]) -> Receipt:
        highest, stored = self._highest[append.attempt], {}
        for event in append.events:
            if event.kind == ANSWERED:
                highest[event.item] = stored[event.item] = max(event.sequence, highest.get(event.item, 0))
        return Receipt(attempt=append.attempt, at=append.at, acks=acks, stored=stored)


class Ledger:
    """The rows of a group, each chained to the one before; knows what is kept or in the group already."""

    def __init__(self, head: Head | None, kept: Kept) -> None:
        self._position, self._hash = (0, START) if head is None else (head.position, head.hash)
        self._kept = kept
        self.rows: list[tuple[Any, ...]] = []

    @property
    def head(self) -> Head:
        """The last event, those of the group included."""
        return Head(position=self._position, hash=self._hash)

    def take(self, append: Append, event: NewEvent) -> Ack:
        """Enter an event, unless it is there; an id used for something else before is stored under its own."""
        content = _content(event)
        known = self._kept.get((append.attempt, event.client_id))
        if known is None:
            return self._enter(append, event, event.client_id, content, event.flags)
        if known[1] == content:
            return Ack(client_id=event.client_id, position=known[0], again=True)
        # To acknowledge it unstored would be a lie.
        own = _own_id(event.client_id, content)
        again = self._kept.get((append.attempt, own))
        if again is not None:
            return Ack(client_id=event.client_id, position=again[0], again=True)
        return self._enter(append, event, own, content, (*event.flags, REUSED_ID))

    def _enter(self, append: Append, event: NewEvent, client_id: str, content: Content, flags: tuple[str, ...]) -> Ack:
        self._position += 1
        at = write_moment(append.at)
        row = (self._position, append.attempt, client_id, *content, " ".join(flags), at, self._hash)
        self._hash = hash_row(row)
        self._kept[(append.attempt, client_id)] = (self._position, content)
        self.rows.append((*row, self._hash))
        return Ack(client_id=event.client_id, position=self._position, again=False)


def _list_reused(entries: list[tuple[str, NewEvent]], kept: Kept) -> set[Key]:
    """The own ids under which events may be stored whose id was used for something else before."""
    if not kept:
        return set()
    known = ((attempt, event, kept[key]) for attempt, event in entries if (key := (attempt, event.client_id)) in kept)
    return {
        (attempt, _own_id(event.client_id, _content(event)))
        for attempt, event, (_, content) in known
        if content != _content(event)
    }


def find_kept(connection: Connection, keys: Iterable[Key]) -> Kept:
    """What is stored under ids: position and content."""
    kept: Kept = {}
    for chunk in _chunks(list(keys)):
        rows = connection.execute(
            f"WITH asked(attempt, client_id) AS (VALUES {_marks(len(chunk), 2)}) "  # noqa: S608 - marks only
            "SELECT e.attempt, e.client_id, e.position, e.kind, e.item, e.sequence, e.payload FROM asked "
            "JOIN events AS e ON e.attempt = asked.attempt AND e.client_id = asked.client_id",
            _flatten(chunk),
        )
        kept.update({(row[0], row[1]): (row[2], tuple(row[3:])) for row in rows.fetchall()})
    return kept


def insert_rows(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows of ``COLUMNS``, many a statement: each one costs a switch between threads."""
    dialect = connection.dialect
    for chunk in _chunks(rows):
        try:
            connection.execute(
                f"{dialect.insert} events ({COLUMNS}) VALUES {_marks(len(chunk), 11)}",
                _flatten(chunk),
            )
        except Exception as error:
            if dialect.is_taken(error):
                raise SentBeforeError(str(error)) from error
            raise


def _content(event: NewEvent) -> Content:
    return (event.kind, event.item, event.sequence, _ENCODER.encode(event.payload).decode())


def _own_id(client_id: str, content: Content) -> str:
    return f"{client_id}#{hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:16]}"


def _chunks(rows: list[Any]) -> Iterator[list[Any]]:
    """Rows in lots of 512, then of ever smaller powers of two."""
    start = 0
    for size in SIZES:
        while len(rows) - start >= size:
            yield rows[start : start + size]
            start += size


def _marks(count: int, width: int) -> str:
    return ", ".join([f"({', '.join('?' * width)})"] * count)


def _flatten(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    return [value for row in rows for value in row]
