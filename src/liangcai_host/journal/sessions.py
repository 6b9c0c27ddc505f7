"""Who may write to which attempt: tokens, kept as hashes, that can be ended.

In: a connection; tokens. Out: sessions. Follows: a token is random and its hash is all that is kept; what an ended
session still sends is stored and flagged.
"""

import hashlib
from datetime import datetime

import msgspec

from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.events import write_moment

PROBE = "probe"


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in to an attempt; ``ended_by`` is empty while it runs."""

    attempt: str
    ended_by: str
    ended_at: datetime | None = None


def hash_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def insert_session(connection: Connection, token: str, attempt: str, at: datetime) -> None:
    """Keep a new session, once."""
    connection.execute(
        "INSERT INTO sessions (token_hash, attempt, opened_at) VALUES (?, ?, ?) ON CONFLICT (token_hash) DO NOTHING",
        (hash_token(token), attempt, write_moment(at)),
    )


def end_sessions(connection: Connection, attempt: str, by: str, at: datetime, token: str | None, but: str = "") -> int:
    """End the sessions of an attempt, all ``but`` one, or the one of a token; how many there were."""
    only = "" if token is None else " AND token_hash = ?"
    return connection.execute(
        "UPDATE sessions SET ended_at = ?, ended_by = ? "  # noqa: S608
        f"WHERE attempt = ? AND ended_at IS NULL AND token_hash <> ?{only}",
        (write_moment(at), by, attempt, hash_token(but), *([] if token is None else [hash_token(token)])),
    ).rowcount


def find_session(connection: Connection, token: str) -> Session | None:
    """The session of a token, running or ended, or None."""
    row = connection.execute(
        "SELECT attempt, ended_by, ended_at FROM sessions WHERE token_hash = ?", (hash_token(token),)
    ).fetchone()
    if row is None:
        return None
    ended_at = datetime.fromisoformat(row[2]) if row[2] else None
    return Session(attempt=row[0], ended_by=row[1] or "", ended_at=ended_at)


def count_running(connection: Connection) -> int:
    """How many sessions run."""
    count: int = connection.execute("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL").fetchone()[0]
    return count


def leave_no_trace(connection: Connection, at: datetime) -> None:
    """Write and take back in one transaction: its commit shows that the store can be written, and nothing stays."""
    insert_session(connection, PROBE, PROBE, at)
    connection.execute("DELETE FROM sessions WHERE token_hash = ?", (hash_token(PROBE),))
