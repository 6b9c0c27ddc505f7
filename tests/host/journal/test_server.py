"""The journal on PostgreSQL: durable or refused, one chain for many processes, back after the server was."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from bench.postgres import Server
from tests.host.journal.doubles import SteppingClock, answered

from liangcai_host.journal.model import JournalError
from liangcai_host.journal.postgres import assert_durable, connect_server
from liangcai_host.journal.store import READERS, Journal
from liangcai_web.site.database import describe_database


@pytest.fixture
def journal(url: str) -> Iterator[Journal]:
    """A journal on the server."""
    opened = Journal(url, SteppingClock())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def own(server: Server) -> Iterator[Server]:
    """A server that a test may stop and kill."""
    made = Server()
    made.make_database("journal")
    yield made
    made.close()


def fill(journal: Journal, attempt: str, answers: int) -> None:
    """One answer after another."""
    for number in range(answers):
        journal.append(attempt, (answered(f"q{number}", 1, "A"),)).result()


def test_the_journal_asks_for_durable_commits_where_the_database_does_not(server: Server, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER DATABASE journal SET synchronous_commit TO off")
    try:
        connect_server(url).close()
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER DATABASE journal RESET synchronous_commit")


def test_a_stronger_promise_of_the_operator_is_kept(url: str) -> None:
    connection = connect_server(f"{url}&options=-c%20synchronous_commit%3Dremote_apply")
    assert connection.execute("SHOW synchronous_commit").fetchone() == ("remote_apply",)
    connection.close()
    described = describe_database(f"{url}&options=-c%20synchronous_commit%3Dremote_apply", Path())
    assert described["OPTIONS"]["options"].endswith("synchronous_commit=remote_apply")


def test_a_table_that_is_emptied_by_a_crash_is_refused(journal: Journal, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE journal.events SET UNLOGGED")
    with pytest.raises(JournalError, match="UNLOGGED"):
        connect_server(url)


@pytest.mark.slow
@pytest.mark.parametrize("careless", ["fsync=off", "full_page_writes=off"])
def test_a_server_that_may_lose_commits_with_the_power_is_refused(own: Server, careless: str) -> None:
    own.stop()
    own.start(careless)
    with pytest.raises(JournalError, match=careless):
        Journal(own.url("journal"), SteppingClock())
    own.stop()
    own.start()
    Journal(own.url("journal"), SteppingClock()).close()


@pytest.mark.slow
def test_after_a_stop_and_after_a_crash_of_the_server_the_next_answer_is_stored_without_an_error(own: Server) -> None:
    journal = Journal(own.url("journal"), SteppingClock())
    token = journal.open_session("crash")
    for number, strike in enumerate((own.stop, own.kill)):
        fill(journal, f"crash-{number}", 20)
        strike()
        with pytest.raises(JournalError):
            journal.append("crash", (answered("q1", number + 1, "A"),)).result()
        with pytest.raises(JournalError):
            journal.read("crash")
        own.start()
        assert not journal.append("crash", (answered("q1", number + 1, "A"),)).result().acks[0].again
        assert len(journal.read(f"crash-{number}")) == 20
    assert journal.find_session(token) is not None
    assert journal.verify().holds
    journal.close()


@pytest.mark.slow
def test_a_restart_between_two_answers_is_not_noticed(own: Server) -> None:
    journal = Journal(own.url("journal"), SteppingClock())
    fill(journal, "quiet", 3)
    own.stop()
    own.start()
    assert len(journal.read("quiet")) == 3
    fill(journal, "quiet", 5)
    assert len(journal.read("quiet")) == 5
    journal.close()


def test_many_processes_that_write_at_once_share_one_chain(url: str) -> None:
    journals = [Journal(url, SteppingClock()) for _ in range(4)]
    threads = [
        threading.Thread(target=fill, args=(journal, f"attempt-{number}", 40))
        for number, journal in enumerate(journals)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = journals[0].verify()
    assert report.holds
    assert report.events == 160
    for journal in journals:
        journal.close()


def test_many_that_open_an_empty_database_at_once_make_its_tables_once(url: str) -> None:
    opened: list[Journal] = []
    threads = [threading.Thread(target=lambda: opened.append(Journal(url, SteppingClock()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    for journal in opened:
        journal.close()


def test_a_trigger_that_was_taken_away_is_back_after_the_next_opening(journal: Journal, url: str) -> None:
    fill(journal, "a", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TRIGGER events_are_never_deleted ON journal.events")
        Journal(url, SteppingClock()).close()
        with pytest.raises(psycopg.Error, match="never deleted"):
            connection.execute("DELETE FROM journal.events")
        connection.execute("SET session_replication_role TO replica")
        with pytest.raises(psycopg.Error, match="never deleted"):
            connection.execute("TRUNCATE journal.events")
    assert journal.verify().events == 1


def test_a_user_who_may_only_add_and_read_is_enough_for_a_journal_that_is_there(journal: Journal, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE clerk{os.getpid()} LOGIN")
        connection.execute(f"GRANT USAGE ON SCHEMA journal TO clerk{os.getpid()}")
        connection.execute(f"GRANT SELECT, INSERT ON journal.events TO clerk{os.getpid()}")
        connection.execute(f"GRANT SELECT, INSERT, UPDATE ON journal.sessions, journal.counter TO clerk{os.getpid()}")
    clerk = Journal(url.replace("liangcai@", f"clerk{os.getpid()}@"), SteppingClock())
    fill(clerk, "a", 2)
    assert clerk.end_sessions("a", "invigilator") == 0
    assert clerk.verify().holds
    clerk.close()


def test_more_readers_than_seats_wait_for_their_turn(journal: Journal, url: str) -> None:
    fill(journal, "a", 1)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(journal.read("a")))) for _ in range(4 * READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * (4 * READERS)
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'liangcai journal'"
        ).fetchone()
        assert row is not None
        assert row[0] <= READERS + 1


@pytest.mark.slow
def test_a_writer_that_hangs_inside_a_transaction_loses_its_turn(journal: Journal, url: str) -> None:
    hanging = connect_server(url)
    hanging.execute("SET idle_in_transaction_session_timeout TO '1s'")
    hanging.execute(hanging.dialect.begin)
    fill(journal, "a", 1)
    with pytest.raises(JournalError):
        hanging.execute("COMMIT")


def test_a_commit_that_the_server_answers_with_a_rollback_is_none(url: str) -> None:
    connection = connect_server(url)
    connection.execute("BEGIN")
    with pytest.raises(JournalError):
        connection.execute("SELECT 1 / 0")
    with pytest.raises(JournalError, match="ROLLBACK"):
        connection.execute("COMMIT")
    assert_durable(connection)
    connection.close()


def test_a_server_that_is_not_there_and_a_database_in_another_encoding_are_refused(server: Server) -> None:
    with pytest.raises(JournalError, match=r"nowhere|No such file"):
        connect_server("postgresql://liangcai@/journal?host=%2Fnowhere")
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(JournalError, match="UTF8"):
        connect_server(server.url("latin"))
