"""Where the journal is kept: in a file, or on a server by its URL.

In: a path or a URL. Out: connections that are durable at every commit, with the tables made. Follows: SQLite unless
the installation names a PostgreSQL server.
"""

from pathlib import Path

from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.sqlite import connect_file

Place = Path | str


def connect_journal(place: Place) -> Connection:
    """A connection that commits to stable storage; refuses to hand out one that does not."""
    if isinstance(place, Path):
        return connect_file(place)
    from liangcai_host.journal.postgres import connect_server

    return connect_server(place)


def assert_durable(connection: Connection) -> None:
    """Refuse a connection whose commits may be lost with the power."""
    connection.dialect.assert_durable(connection)


def make_tables(connection: Connection) -> None:
    """Make what is not there yet, one process at a time; what is there is never recreated."""
    dialect = connection.dialect
    if connection.execute(dialect.complete).fetchone()[0]:
        return
    connection.execute(dialect.begin)
    for statement in dialect.tables:
        connection.execute(statement)
    connection.execute("COMMIT")
