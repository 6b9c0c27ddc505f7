"""Read stored events back.

In: a connection, attempts. Out: events in the order of storing; which attempts are open or ended. Follows: one
append-only event table is the truth.
"""

from datetime import UTC, datetime

import msgspec

from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.model import ANSWERED, StoredEvent

COLUMNS = "position, attempt, client_id, kind, item, sequence, payload, flags, at"
Row = tuple[int, str, str, str, str, int, str, str, datetime]
_ROWS = msgspec.json.Decoder(list[Row])


def read_events(connection: Connection, attempt: str, kinds: tuple[str, ...] = ()) -> tuple[StoredEvent, ...]:
    """The events of an attempt in the order of storing; of some kinds only where they are named."""
    wanted = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    if kinds and ANSWERED not in kinds:
        wanted += " AND kind <> 'answered'"  # the few of other kinds have an index of their own
    packed = connection.execute(
        f"SELECT {connection.dialect.pack.format(COLUMNS)} FROM events WHERE attempt = ?{wanted}",  # noqa: S608 - marks
        (attempt, *kinds),
    ).fetchone()[0]
    return tuple(_build_event(row) for row in sorted(_ROWS.decode(packed)))


def list_open_attempts(connection: Connection) -> tuple[str, ...]:
    """The attempts that were opened and neither handed in nor closed."""
    rows = connection.execute(
        "SELECT attempt FROM events WHERE kind = 'opened' EXCEPT "
        "SELECT attempt FROM events WHERE kind IN ('handed_in', 'closed')"
    )
    return tuple(row[0] for row in rows)


def list_ended_attempts(connection: Connection) -> tuple[str, ...]:
    """The attempts that were handed in or closed."""
    rows = connection.execute("SELECT DISTINCT attempt FROM events WHERE kind IN ('handed_in', 'closed')")
    return tuple(row[0] for row in rows)


def write_moment(moment: datetime) -> str:
    """A moment as the journal writes it: UTC, always with microseconds, so that text sorts as time."""
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return utc.isoformat(timespec="microseconds")


def _build_event(row: Row) -> StoredEvent:
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
        at=at,
    )
