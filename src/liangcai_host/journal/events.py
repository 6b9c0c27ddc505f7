"""Store events inside a transaction, and read them back.

In: a connection, new events, the moment of their arrival. Out: a receipt (to be handed on only after the commit);
stored events. Follows: idempotent by client id; nothing that a sender's own attempt sends is refused.
"""

import hashlib
import sqlite3
from datetime import UTC, datetime
from typing import Any

import msgspec

from liangcai_host.journal.chain import COLUMNS, START, hash_row, read_head
from liangcai_host.journal.model import ANSWERED, REUSED_ID, Ack, NewEvent, Receipt, StoredEvent

INSERT = f"INSERT INTO events ({COLUMNS}) VALUES ({', '.join('?' * 11)})"  # noqa: S608 - constants only
SELECT = "SELECT position, attempt, client_id, kind, item, sequence, payload, flags, at FROM events"


def store_events(connection: sqlite3.Connection, attempt: str, events: tuple[NewEvent, ...], at: datetime) -> Receipt:
    """Append the events that are not stored yet; the caller commits before anyone hears of the receipt."""
    acks = tuple(_store_event(connection, attempt, event, at) for event in events)
    items = {event.item for event in events if event.kind == ANSWERED}
    return Receipt(attempt=attempt, at=at, acks=acks, stored=_read_highest(connection, attempt, items))


def read_events(connection: sqlite3.Connection, attempt: str, kinds: tuple[str, ...] = ()) -> tuple[StoredEvent, ...]:
    """The events of an attempt in the order of storing; of some kinds only where they are named."""
    wanted = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    rows = connection.execute(f"{SELECT} WHERE attempt = ?{wanted} ORDER BY position", (attempt, *kinds))
    return tuple(_decode_row(row) for row in rows)


def list_open_attempts(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The attempts that were opened and neither handed in nor closed."""
    rows = connection.execute(
        "SELECT attempt FROM events WHERE kind = 'opened' EXCEPT "
        "SELECT attempt FROM events WHERE kind IN ('handed_in', 'closed')"
    )
    return tuple(row[0] for row in rows)


def list_ended_attempts(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The attempts that were handed in or closed."""
    rows = connection.execute("SELECT DISTINCT attempt FROM events WHERE kind IN ('handed_in', 'closed')")
    return tuple(row[0] for row in rows)


def write_moment(moment: datetime) -> str:
    """A moment as the journal writes it: UTC, always with microseconds, so that text sorts as time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _store_event(connection: sqlite3.Connection, attempt: str, event: NewEvent, at: datetime) -> Ack:
    payload = msgspec.json.encode(event.payload, order="sorted").decode()
    content = (event.kind, event.item, event.sequence, payload)
    kept = _find_content(connection, attempt, event.client_id)
    if kept is None:
        position = _insert(connection, attempt, event.client_id, content, event.flags, at)
        return Ack(client_id=event.client_id, position=position, again=False)
    if kept[1:] == content:
        return Ack(client_id=event.client_id, position=kept[0], again=True)
    return _store_under_own_id(connection, attempt, event, content, at)


def _store_under_own_id(
    connection: sqlite3.Connection, attempt: str, event: NewEvent, content: tuple[str, str, int, str], at: datetime
) -> Ack:
    """An id used for something else before: to acknowledge it unstored would be a lie, so it is stored and flagged."""
    own = f"{event.client_id}#{hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:16]}"
    kept = _find_content(connection, attempt, own)
    if kept is not None:
        return Ack(client_id=event.client_id, position=kept[0], again=True)
    position = _insert(connection, attempt, own, content, (*event.flags, REUSED_ID), at)
    return Ack(client_id=event.client_id, position=position, again=False)


def _find_content(connection: sqlite3.Connection, attempt: str, client_id: str) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = connection.execute(
        "SELECT position, kind, item, sequence, payload FROM events WHERE attempt = ? AND client_id = ?",
        (attempt, client_id),
    ).fetchone()
    return row


def _insert(
    connection: sqlite3.Connection,
    attempt: str,
    client_id: str,
    content: tuple[str, str, int, str],
    flags: tuple[str, ...],
    at: datetime,
) -> int:
    head = read_head(connection)  # inside the transaction: another process may have written since
    position, previous = (1, START) if head is None else (head.position + 1, head.hash)
    row = (position, attempt, client_id, *content, " ".join(flags), write_moment(at), previous)
    connection.execute(INSERT, (*row, hash_row(row)))
    return position


def _read_highest(connection: sqlite3.Connection, attempt: str, items: set[str]) -> dict[str, int]:
    query = "SELECT MAX(sequence) FROM events WHERE attempt = ? AND kind = ? AND item = ?"
    return {item: connection.execute(query, (attempt, ANSWERED, item)).fetchone()[0] for item in sorted(items)}


def _decode_row(row: tuple[Any, ...]) -> StoredEvent:
    position, attempt, client_id, kind, item, sequence, payload, flags, at = row
    return StoredEvent(
        position=position,
        attempt=attempt,
        client_id=client_id,
        kind=kind,
        item=item,
        sequence=sequence,
        payload=msgspec.json.decode(payload),
        flags=tuple(flags.split()),
        at=datetime.fromisoformat(at),
    )
