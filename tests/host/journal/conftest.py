"""Every test of the journal runs on a file and on a PostgreSQL server that the tests start themselves."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from bench.postgres import NoServerError, Server

from liangcai_host.journal.schema import Place


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this process; without one these tests are skipped, and say why."""
    try:
        made = Server()
    except NoServerError as error:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {error}")
    made.make_database("journal")
    yield made
    made.close()


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    """An empty database on the server."""
    yield server.url("journal")
    with psycopg.connect(server.url("journal"), autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS journal CASCADE")


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a journal can be kept."""
    if request.param == "sqlite":
        return tmp_path / "journal.sqlite3"
    found: str = request.getfixturevalue("url")
    return found
