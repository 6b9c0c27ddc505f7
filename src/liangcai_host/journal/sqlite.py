"""The journal in a file: its tables, and the settings without which it does not open.

In: a path. Out: a connection that is durable at every commit. Follows: WAL with ``synchronous=FULL``, asserted at
start: with NORMAL, simulated power cuts lost acknowledged answers.
"""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from liangcai_host.journal.dialect import Connection, Dialect
from liangcai_host.journal.model import JournalError

BUSY_SECONDS = 10
FULL = 2
# Pages go back from the log into the file every 32 MB: an index page that changes often goes once, not at each commit.
CHECKPOINT = "wal_autocheckpoint=8000"
# What takes back half a statement, and the pages of indexes that answers go to, stay in memory: files for them cost
# half of the time that the kernel spent on a save.
MEMORY = ("temp_store=MEMORY", "cache_size=-32768")
# recursive triggers: without them INSERT OR REPLACE would delete past the trigger; fullfsync: macOS needs it
SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON", "recursive_triggers=ON", CHECKPOINT, *MEMORY)
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
NAMES = tuple(re.findall(r"IF NOT EXISTS (\w+)", " ".join(TABLES)))


def assert_durable(connection: Connection) -> None:
    """Refuse a connection whose commits may be lost with the power."""
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    level = connection.execute("PRAGMA synchronous").fetchone()[0]
    if mode != "wal" or level < FULL:
        raise JournalError(f"the journal is not durable: journal_mode={mode}, synchronous={level}")


def is_taken(error: Exception) -> bool:
    """Whether a row was refused since its key is there."""
    return getattr(error, "sqlite_errorname", "") in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")


SQLITE = Dialect(
    begin="BEGIN IMMEDIATE",
    # FAIL: nothing is kept by which to take back half a statement, since all of the transaction goes
    insert="INSERT OR FAIL INTO",
    is_taken=is_taken,
    look="BEGIN",
    read_only="PRAGMA query_only=ON",
    pack="json_group_array(json_array({}))",
    counter="SELECT seq FROM sqlite_sequence WHERE name = 'events'",
    tables=TABLES,
    complete=f"SELECT COUNT(*) = {len(NAMES)} FROM sqlite_master WHERE name IN {NAMES}",  # noqa: S608 - constants
    assert_durable=assert_durable,
)


class FileConnection(sqlite3.Connection):
    """SQLite's connection, with the dialect beside it: nothing stands between the journal and the file."""

    dialect = SQLITE

    def stream(self, statement: str, /) -> Iterable[Any]:
        """Row by row, as SQLite always gives them."""
        return self.execute(statement)


def connect_file(path: Path) -> FileConnection:
    """A connection that commits to stable storage; refuses to hand out one that does not."""
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False, factory=FileConnection
    )
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    assert_durable(connection)
    return connection
