"""An edited, deleted, inserted, moved or cut-off event is found."""

import random
import sqlite3
from pathlib import Path

import pytest
from tests.host.journal.doubles import SteppingClock, answered

from liangcai_host.journal.chain import hash_row, verify_chain
from liangcai_host.journal.model import Head
from liangcai_host.journal.schema import connect_journal
from liangcai_host.journal.store import Journal

TAMPERINGS = 300
TEXTS = ("attempt", "client_id", "kind", "item", "payload", "flags", "at", "previous", "hash")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of thirty events, closed."""
    journal = Journal(tmp_path / "journal.sqlite3", SteppingClock())
    for number in range(30):
        journal.append("a", (answered(f"q{number}", 1, "ABCD"[number % 4]),)).result()
    journal.close()
    return tmp_path / "journal.sqlite3"


def open_for_tampering(path: Path) -> sqlite3.Connection:
    """What someone with the file in their hands can do: the triggers are gone."""
    connection = connect_journal(path)
    connection.execute("DROP TRIGGER events_are_never_changed")
    connection.execute("DROP TRIGGER events_are_never_deleted")
    return connection


def test_an_untouched_chain_holds_and_names_its_head(path: Path) -> None:
    connection = connect_journal(path)
    report = verify_chain(connection)
    assert report.holds
    assert report.events == 30
    assert report.head is not None
    assert verify_chain(connection, report.head).holds
    connection.close()


def test_every_edit_deletion_and_move_is_found(path: Path) -> None:
    rng = random.Random(1)  # noqa: S311 - nothing secret
    connection = open_for_tampering(path)
    for _ in range(TAMPERINGS):
        connection.execute("BEGIN")
        tamper(connection, rng)
        assert not verify_chain(connection).holds
        connection.execute("ROLLBACK")
    assert verify_chain(connection).holds
    connection.close()


def tamper(connection: sqlite3.Connection, rng: random.Random) -> None:
    """Change something somewhere."""
    position = rng.randint(1, 30)
    choice = rng.randrange(4)
    if choice == 0:
        column = rng.choice(TEXTS)
        connection.execute(f"UPDATE events SET {column} = {column} || 'x' WHERE position = ?", (position,))  # noqa: S608
    elif choice == 1:
        connection.execute("DELETE FROM events WHERE position = ?", (position,))
    elif choice == 2:
        connection.execute("UPDATE events SET sequence = sequence + 1 WHERE position = ?", (position,))
    else:
        connection.execute("UPDATE events SET position = 1000 WHERE position = ?", (position,))


def test_an_event_added_behind_the_journal_with_a_wrong_hash_is_found(path: Path) -> None:
    connection = connect_journal(path)
    connection.execute(
        "INSERT INTO events SELECT 31, attempt, 'forged', kind, item, sequence, payload, flags, at, hash, hash "
        "FROM events WHERE position = 30"
    )
    assert [fault.kind for fault in verify_chain(connection).faults] == ["hash"]
    connection.close()


def test_a_chain_cut_at_its_end_is_found_by_the_counter_and_by_a_head_noted_elsewhere(path: Path) -> None:
    connection = open_for_tampering(path)
    head = verify_chain(connection).head
    connection.execute("DELETE FROM events WHERE position > 25")
    assert not verify_chain(connection).holds
    connection.execute("UPDATE sqlite_sequence SET seq = 25 WHERE name = 'events'")
    assert verify_chain(connection).holds
    assert [fault.kind for fault in verify_chain(connection, head).faults] == ["cut"]
    connection.close()


def test_a_chain_rebuilt_after_an_edit_is_found_by_a_head_noted_elsewhere(path: Path) -> None:
    connection = open_for_tampering(path)
    head = verify_chain(connection).head
    previous = "0" * 64
    connection.execute('UPDATE events SET payload = \'{"response":"B"}\' WHERE position = 1')
    for row in connection.execute("SELECT * FROM events ORDER BY position").fetchall():
        rebuilt = (*row[:-2], previous)
        previous = hash_row(rebuilt)
        connection.execute(
            "UPDATE events SET previous = ?, hash = ? WHERE position = ?", (rebuilt[-1], previous, row[0])
        )
    assert verify_chain(connection).holds
    assert not verify_chain(connection, head).holds
    assert not verify_chain(connection, Head(position=99, hash="")).holds
    connection.close()
