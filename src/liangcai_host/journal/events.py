"""Read stored events back.

In: a connection, attempts. Out: events in the order of storing; which attempts are open or ended. Follows: one
append-only event table is the truth.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.model import ANSWERED, StoredEvent

COLUMNS = "position, attempt, client_id, kind, item, sequence, payload, flags, at"
Row = tuple[int, str, str, str, str, int, str, str, datetime]
_ROWS = msgspec.json.Decoder(list[Row])
_WRITE = msgspec.json.Encoder().encode
FULL = len('"2026-06-01T08:00:00.000001Z"')
_NAMES = msgspec.json.Decoder(list[tuple[str]])


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


class Noticed(NamedTuple):
    """How far somebody has looked: at the events, and at the sessions by the moment of the last end."""

    position: int
    ended_at: str


NOTHING = Noticed(0, "")


def list_changed(connection: Connection, since: Noticed) -> tuple[frozenset[str], Noticed]:
    """The attempts that got another event than an answer, or whose session ended; and how far this look came.

    The moment of an end is taken before it is stored, on whichever machine: the last minute is looked at again.
    """
    position, ended_at = connection.execute(
        "SELECT (SELECT MAX(position) FROM events), (SELECT MAX(ended_at) FROM sessions)"
    ).fetchone()
    packed = connection.execute(
        f"SELECT {connection.dialect.pack.format('attempt')} FROM ("  # noqa: S608 - a name
        "SELECT attempt FROM events WHERE position > ? AND position <= ? AND kind <> 'answered' "
        "UNION SELECT attempt FROM sessions WHERE ended_at >= ?) AS changed",
        (since.position, position or 0, _step_back(since.ended_at)),
    ).fetchone()[0]
    found = frozenset(attempt for (attempt,) in _NAMES.decode(packed))
    return found, Noticed(position or 0, ended_at or "")


def _step_back(moment: str) -> str:
    """A minute before; of no moment, no moment."""
    return write_moment(datetime.fromisoformat(moment) - timedelta(minutes=1)) if moment else ""


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
    text = _WRITE(utc)  # "2026-06-01T08:00:00.000001Z" in quotes, in a fifth of the time that isoformat takes
    return f"{text[1:-2].decode()}+00:00" if len(text) == FULL else utc.isoformat(timespec="microseconds")


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
