"""The journal on a PostgreSQL server: its own schema, and the settings without which it does not open.

In: a connection URL. Out: a connection that is durable at every commit. Follows: the server flushes before it says
committed (``synchronous_commit``, ``fsync``), asserted at every connection; one writer at a time, of all processes.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from liangcai_host.journal.dialect import Connection, Cursor, Dialect, LostConnectionError
from liangcai_host.journal.model import JournalError

if TYPE_CHECKING:
    import psycopg

OLDEST = 140_000  # triggers are replaced by a statement of their own since 14
UNIQUE_VIOLATION = "23505"
LOCK = 0x6C69616E67636169  # "liangcai": the advisory lock that lets one writer in
# A dead line is noticed in seconds, on both sides; a writer that stops inside a transaction loses it and its lock.
LINE = {"connect_timeout": "10", "keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3"}
SETTINGS = (
    "SET search_path TO journal",
    "SET lock_timeout TO '10s'",
    "SET idle_in_transaction_session_timeout TO '10s'",
    # The journal needs what it asserts, whatever the database is set to; stronger stays as it is.
    """SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')""",
    # The two large statements join by the index, also before the first statistics of a new table are gathered.
    "SET enable_hashjoin TO off",
    "SET enable_mergejoin TO off",
)
DURABLE = (
    "SELECT current_setting('synchronous_commit'), current_setting('fsync'), current_setting('full_page_writes'), "
    "(SELECT relpersistence = 'p' FROM pg_class WHERE oid = to_regclass('journal.events'))"
)
# Keys are compared byte by byte: an index in a language's order breaks when the machine's idea of that order changes.
TABLES = (
    "CREATE SCHEMA IF NOT EXISTS journal",
    """CREATE TABLE IF NOT EXISTS journal.events (
        position BIGINT PRIMARY KEY,
        attempt TEXT COLLATE "C" NOT NULL,
        client_id TEXT COLLATE "C" NOT NULL,
        kind TEXT COLLATE "C" NOT NULL,
        item TEXT COLLATE "C" NOT NULL,
        sequence BIGINT NOT NULL,
        payload TEXT NOT NULL,
        flags TEXT NOT NULL,
        at TEXT COLLATE "C" NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL,
        UNIQUE (attempt, client_id)
    )""",
    "CREATE INDEX IF NOT EXISTS events_of_a_kind ON journal.events (kind, attempt) WHERE kind <> 'answered'",
    """CREATE TABLE IF NOT EXISTS journal.sessions (
        token_hash TEXT COLLATE "C" PRIMARY KEY,
        attempt TEXT COLLATE "C" NOT NULL,
        opened_at TEXT NOT NULL,
        ended_at TEXT,
        ended_by TEXT
    )""",
    "CREATE INDEX IF NOT EXISTS sessions_of_an_attempt ON journal.sessions (attempt)",
    "CREATE TABLE IF NOT EXISTS journal.counter (one BOOLEAN PRIMARY KEY CHECK (one), highest BIGINT NOT NULL)",
    "INSERT INTO journal.counter VALUES (TRUE, 0) ON CONFLICT DO NOTHING",
    """CREATE OR REPLACE FUNCTION journal.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'an event is never %', CASE TG_OP WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END; END $$""",
    """CREATE OR REPLACE FUNCTION journal.count_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE journal.counter SET highest = GREATEST(highest, (SELECT MAX(position) FROM added));
        RETURN NULL; END $$""",
    """CREATE OR REPLACE TRIGGER events_are_never_changed BEFORE UPDATE ON journal.events
        FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse()""",
    """CREATE OR REPLACE TRIGGER events_are_never_deleted BEFORE DELETE OR TRUNCATE ON journal.events
        FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse()""",
    """CREATE OR REPLACE TRIGGER events_are_counted AFTER INSERT ON journal.events
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal.count_up()""",
    # always: also in a session that plays back another server's changes, where triggers rest
    "ALTER TABLE journal.events ENABLE ALWAYS TRIGGER events_are_never_changed",
    "ALTER TABLE journal.events ENABLE ALWAYS TRIGGER events_are_never_deleted",
    "ALTER TABLE journal.events ENABLE ALWAYS TRIGGER events_are_counted",
)
COMPLETE = (
    "SELECT COUNT(*) = 3 AND to_regclass('journal.sessions') IS NOT NULL FROM pg_trigger "
    "WHERE tgrelid = to_regclass('journal.events') AND NOT tgisinternal AND tgenabled = 'A'"
)


def assert_durable(connection: Connection) -> None:
    """Refuse a connection whose commits may be lost with the power."""
    committed, fsync, pages, logged = connection.execute(DURABLE).fetchone()
    if committed not in ("on", "remote_apply") or fsync != "on" or pages != "on" or logged is False:
        kept = "" if logged is not False else ", the table is UNLOGGED"
        raise JournalError(
            f"the journal is not durable: synchronous_commit={committed}, fsync={fsync}, full_page_writes={pages}{kept}"
        )


POSTGRES = Dialect(
    # The lock has a statement of its own, and what follows sees what was committed while it waited.
    begin=f"BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({LOCK})",
    insert="INSERT INTO",
    is_taken=lambda error: isinstance(error, JournalError) and error.sqlstate == UNIQUE_VIOLATION,
    look="BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    read_only="SET default_transaction_read_only TO on",
    pack="COALESCE(json_agg(json_build_array({})), '[]')::text",
    counter="SELECT highest FROM counter",
    tables=TABLES,
    complete=COMPLETE,
    assert_durable=assert_durable,
)


class ServerConnection:
    """A connection to a server; whatever goes wrong on it is a ``JournalError``."""

    dialect = POSTGRES

    def __init__(self, real: "psycopg.Connection[Any]") -> None:
        self._real = real

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Cursor:
        """Run a statement; a commit that was none is an error."""
        import psycopg

        try:
            cursor = self._real.execute(_number(statement).encode(), values or None)
        except psycopg.Error as error:
            raise self._translate(error) from error
        if statement == "COMMIT" and cursor.statusmessage != "COMMIT":  # a server answers so after a failed statement
            raise JournalError(f"the server answered {cursor.statusmessage} to COMMIT")
        return cursor

    def stream(self, statement: str, /) -> Iterable[Any]:
        """Row by row from the server."""
        import psycopg

        try:
            yield from self._real.cursor().stream(statement.encode())
        except psycopg.Error as error:
            raise self._translate(error) from error

    def close(self) -> None:
        """Let go; the server rolls back what was not committed."""
        self._real.close()

    def _translate(self, error: "psycopg.Error") -> JournalError:
        told = LostConnectionError(str(error)) if self._real.closed else JournalError(str(error))
        told.sqlstate = error.sqlstate or ""
        return told


def connect_server(url: str) -> ServerConnection:
    """A connection that commits to stable storage; refuses to hand out one that does not."""
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise JournalError("PostgreSQL needs the package psycopg: pip install 'liangcai[postgres]'") from error
    try:
        given: dict[str, Any] = {
            "application_name": "liangcai journal",
            **LINE,
            **conninfo_to_dict(url),
        }
        given["client_encoding"] = "UTF8"
        real: psycopg.Connection[Any] = psycopg.connect(
            **given, autocommit=True, prepare_threshold=None, cursor_factory=psycopg.RawCursor
        )
    except psycopg.Error as error:
        raise LostConnectionError(str(error)) from error
    connection = ServerConnection(real)
    try:
        _check_server(real)
        connection.execute("; ".join(SETTINGS))
        assert_durable(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_server(real: "psycopg.Connection[Any]") -> None:
    encoding = real.info.parameter_status("server_encoding")
    if real.info.server_version < OLDEST or encoding != "UTF8":
        raise JournalError(
            f"the journal needs PostgreSQL 14 or newer and a database in UTF8: {real.info.server_version}, {encoding}"
        )


@lru_cache(maxsize=2048)
def _number(statement: str) -> str:
    """A statement with ``$1``, ``$2`` … in the place of its question marks."""
    return "".join(f"${number}{part}" if number else part for number, part in enumerate(statement.split("?")))
