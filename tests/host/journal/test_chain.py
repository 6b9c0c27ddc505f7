"""An edited, deleted, inserted, moved or cut-off event is found."""

import itertools
import random
import threading

import pytest
from tests.host.journal.doubles import SteppingClock, answered

from liangcai_host.journal.chain import hash_row, verify_chain
from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.model import Head
from liangcai_host.journal.postgres import POSTGRES
from liangcai_host.journal.schema import Place, connect_journal
from liangcai_host.journal.store import Journal

TAMPERINGS = 300
UNCOUNT = ("UPDATE sqlite_sequence SET seq = 25 WHERE name = 'events'", "UPDATE counter SET highest = 25")
TEXTS = ("attempt", "client_id", "kind", "item", "payload", "flags", "at", "previous", "hash")


@pytest.fixture
def kept(place: Place) -> Place:
    """A journal of thirty events, closed."""
    journal = Journal(place, SteppingClock())
    for number in range(30):
        journal.append("a", (answered(f"q{number}", 1, "ABCD"[number % 4]),)).result()
    journal.close()
    return place


def open_for_tampering(kept: Place) -> Connection:
    """What someone can do who rules over the file or the server: the triggers are gone."""
    connection = connect_journal(kept)
    on = " ON events" if connection.dialect is POSTGRES else ""
    connection.execute(f"DROP TRIGGER events_are_never_changed{on}")
    connection.execute(f"DROP TRIGGER events_are_never_deleted{on}")
    return connection


def test_an_untouched_chain_holds_and_names_its_head(kept: Place) -> None:
    connection = connect_journal(kept)
    report = verify_chain(connection)
    assert report.holds
    assert report.events == 30
    assert report.head is not None
    assert verify_chain(connection, report.head).holds
    connection.close()


def test_every_edit_deletion_and_move_is_found(kept: Place) -> None:
    rng = random.Random(1)  # noqa: S311 - nothing secret
    connection = open_for_tampering(kept)
    for _ in range(TAMPERINGS):
        connection.execute("BEGIN")
        tamper(connection, rng)
        assert not verify_chain(connection).holds
        connection.execute("ROLLBACK")
    assert verify_chain(connection).holds
    connection.close()


def tamper(connection: Connection, rng: random.Random) -> None:
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


def test_an_event_added_behind_the_journal_with_a_wrong_hash_is_found(kept: Place) -> None:
    connection = connect_journal(kept)
    connection.execute(
        "INSERT INTO events SELECT 31, attempt, 'forged', kind, item, sequence, payload, flags, at, hash, hash "
        "FROM events WHERE position = 30"
    )
    assert [fault.kind for fault in verify_chain(connection).faults] == ["hash"]
    connection.close()


def test_a_chain_cut_at_its_end_is_found_by_the_counter_and_by_a_head_noted_elsewhere(kept: Place) -> None:
    connection = open_for_tampering(kept)
    head = verify_chain(connection).head
    connection.execute("DELETE FROM events WHERE position > 25")
    assert not verify_chain(connection).holds
    connection.execute(UNCOUNT[connection.dialect is POSTGRES])
    assert verify_chain(connection).holds
    assert [fault.kind for fault in verify_chain(connection, head).faults] == ["cut"]
    connection.close()


def test_a_chain_rebuilt_after_an_edit_is_found_by_a_head_noted_elsewhere(kept: Place) -> None:
    connection = open_for_tampering(kept)
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


def test_a_chain_is_verified_as_it_stands_while_others_write_on(place: Place) -> None:
    journal, stop = Journal(place, SteppingClock()), threading.Event()

    def write() -> None:
        for number in itertools.count():
            if stop.is_set():
                return
            journal.append("a", (answered(f"q{number}", 1, "A"),)).result()

    writer = threading.Thread(target=write)
    writer.start()
    reports = [journal.verify() for _ in range(50)]
    stop.set()
    writer.join()
    journal.close()
    assert not [fault for report in reports for fault in report.faults]
