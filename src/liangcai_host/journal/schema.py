"""The file of the journal: its tables, and the settings without which it does not open.

In: a path. Out: a connection that is durable at every commit. Follows: WAL with ``synchronous=FULL``, asserted at
start: with NORMAL, simulated power cuts lost acknowledged answers.
"""

import sqlite3
from pathlib import Path

from liangcai_host.journal.model import JournalError

BUSY_SECONDS = 10
FULL = 2
# Pages go back from the log into the file every 32 MB: an index page that changes often goes once, not at each commit.
CHECKPOINT = "wal_autocheckpoint=8000"
TABLES = (
    """CREATE TABLE IF NOT EXISTS events (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt TEXT NOT NULL,
        client_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        item TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        payload TEXT NOT NULL,
        flags TEXT NOT NULL,
        at TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL,
        UNIQUE (attempt, client_id)
    ) STRICT""",
    "CREATE INDEX IF NOT EXISTS events_of_a_kind ON events (kind, attempt) WHERE kind <> 'answered'",
    """CREATE TRIGGER IF NOT EXISTS events_are_never_changed BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END""",
    """CREATE TRIGGER IF NOT EXISTS events_are_never_deleted BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END""",
    """CREATE TABLE IF NOT EXISTS sessions (
        token_hash TEXT PRIMARY KEY,
        attempt TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        ended_at TEXT,
        ended_by TEXT
    ) STRICT""",
    "CREATE INDEX IF NOT EXISTS sessions_of_an_attempt ON sessions (attempt)",
)


def connect_journal(path: Path) -> sqlite3.Connection:
    """A connection that commits to stable storage; refuses to hand out one that does not."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)
    # recursive triggers: without them INSERT OR REPLACE would delete past the trigger; fullfsync: macOS needs it
    for setting in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON", "recursive_triggers=ON", CHECKPOINT):
        connection.execute(f"PRAGMA {setting}")
    assert_durable(connection)
    return connection


def assert_durable(connection: sqlite3.Connection) -> None:
    """Refuse a connection whose commits may be lost with the power."""
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    level = connection.execute("PRAGMA synchronous").fetchone()[0]
    if mode != "wal" or level < FULL:
        raise JournalError(f"the journal is not durable: journal_mode={mode}, synchronous={level}")


def make_tables(connection: sqlite3.Connection) -> None:
    """Make what is not there yet; what is there is never recreated."""
    for statement in TABLES:
        connection.execute(statement)
