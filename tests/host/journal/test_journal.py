"""The journal stores before it acknowledges, once however often it is asked, and never forgets."""

import itertools
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.host.journal.doubles import FailingDisk, SteppingClock, answered

from liangcai_host.journal import schema
from liangcai_host.journal.events import write_moment
from liangcai_host.journal.model import JournalError, NewEvent
from liangcai_host.journal.schema import Place
from liangcai_host.journal.sqlite import FULL
from liangcai_host.journal.store import Journal


@pytest.fixture
def journal(place: Place) -> Iterator[Journal]:
    """A journal of its own."""
    opened = Journal(place, SteppingClock())
    yield opened
    opened.close()


def test_the_file_is_opened_with_a_write_ahead_log_and_full_synchronisation(tmp_path: Path) -> None:
    connection = schema.connect_journal(tmp_path / "journal.sqlite3")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (FULL,)
    connection.close()


def test_a_connection_that_may_lose_commits_with_the_power_is_refused(place: Place) -> None:
    connection = schema.connect_journal(place)
    connection.execute("SET synchronous_commit TO off" if isinstance(place, str) else "PRAGMA synchronous=NORMAL")
    with pytest.raises(JournalError, match="not durable"):
        schema.assert_durable(connection)
    connection.close()


def test_an_acknowledged_event_is_there_for_any_other_reader(journal: Journal, place: Place) -> None:
    receipt = journal.append("a", (answered("q1", 1, "A"),)).result()
    other = schema.connect_journal(place)
    assert other.execute("SELECT position, item FROM events").fetchall() == [(receipt.acks[0].position, "q1")]
    other.close()


def test_sending_again_stores_nothing_new_and_is_acknowledged_again(journal: Journal) -> None:
    first = journal.append("a", (answered("q1", 1, "A"),)).result()
    again = journal.append("a", (answered("q1", 1, "A"),)).result()
    assert again.acks[0].again
    assert again.acks[0].position == first.acks[0].position
    assert len(journal.read("a")) == 1


def test_the_same_id_within_one_request_is_stored_once(journal: Journal) -> None:
    receipt = journal.append("a", (answered("q1", 1, "A"), answered("q1", 1, "A"))).result()
    assert [ack.again for ack in receipt.acks] == [False, True]


def test_an_id_that_comes_back_with_other_content_is_stored_and_flagged_not_swallowed(journal: Journal) -> None:
    journal.append("a", (answered("q1", 1, "A", "x"),)).result()
    for _ in range(2):
        journal.append("a", (answered("q1", 2, "B", "x"),)).result()
    stored = journal.read("a")
    assert [(event.payload["response"], event.flags) for event in stored] == [("A", ()), ("B", ("reused-id",))]


def test_two_attempts_may_use_the_same_client_id(journal: Journal) -> None:
    for attempt in ("a", "b"):
        assert not journal.append(attempt, (answered("q1", 1, "A"),)).result().acks[0].again


def test_the_reply_carries_the_highest_stored_sequence_of_each_item(journal: Journal) -> None:
    journal.append("a", (answered("q1", 7, "B"), answered("q2", 1, "C"))).result()
    receipt = journal.append("a", (answered("q1", 3, "A"), answered("q3", 1, "D"))).result()
    assert receipt.stored == {"q1": 7, "q3": 1}


def test_a_mark_for_a_second_look_does_not_count_as_a_stored_answer(journal: Journal) -> None:
    mark = NewEvent(kind="marked", client_id="m", item="q1", sequence=99, payload={"marked": True})
    assert journal.append("a", (mark,)).result().stored == {}
    assert journal.append("a", (answered("q1", 1, "A"),)).result().stored == {"q1": 1}


def test_late_answers_are_stored_with_their_flag(journal: Journal) -> None:
    late = NewEvent(kind="answered", client_id="l", item="q1", sequence=1, payload={"response": "A"}, flags=("late",))
    journal.append("a", (late,)).result()
    assert journal.read("a")[0].flags == ("late",)


def test_events_can_be_neither_changed_nor_deleted_nor_replaced(journal: Journal, place: Place) -> None:
    journal.append("a", (answered("q1", 1, "A"),)).result()
    connection = schema.connect_journal(place)
    row = connection.execute("SELECT * FROM events").fetchone()
    marks = f"INTO events VALUES ({', '.join('?' * len(row))})"
    replacements: tuple[tuple[str, tuple[object, ...]], ...] = ((f"INSERT OR REPLACE {marks}", row),)
    if isinstance(place, str):
        overwrite = f"INSERT {marks} ON CONFLICT (position) DO UPDATE SET payload = '{{}}'"
        replacements = ((overwrite, row), ("TRUNCATE events", ()))
    for statement, values in (("UPDATE events SET payload = '{}'", ()), ("DELETE FROM events", ()), *replacements):
        with pytest.raises((sqlite3.IntegrityError, JournalError), match="never"):
            connection.execute(statement, values)
    connection.close()


@given(st.datetimes(timezones=st.sampled_from((UTC, timezone(timedelta(hours=8))))), st.sampled_from((0, 1000, None)))
def test_a_moment_is_written_in_utc_with_microseconds_whatever_they_are(moment: datetime, micro: int | None) -> None:
    assume(datetime(1, 1, 3, tzinfo=UTC) < moment)
    moment = moment if micro is None else moment.replace(microsecond=micro)
    assert write_moment(moment) == moment.astimezone(UTC).isoformat(timespec="microseconds")


def test_many_threads_are_all_acknowledged_and_the_chain_holds(journal: Journal) -> None:
    def send(attempt: str) -> None:
        for number in range(50):
            journal.append(attempt, (answered(f"q{number}", 1, "A"),)).result()

    threads = [threading.Thread(target=send, args=(f"attempt-{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = journal.verify()
    assert report.holds
    assert report.events == 400


@pytest.mark.parametrize("statement", ["COMMIT", "INSERT", "BEGIN"])
def test_a_full_disk_acknowledges_nothing_loses_nothing_and_recovers(place: Place, statement: str) -> None:
    disk = FailingDisk(place)
    journal = Journal(disk.place, SteppingClock(), disk.connect)
    journal.append("a", (answered("q1", 1, "A"),)).result()
    disk.broken = statement
    waiting = [journal.append("a", (answered(f"q{number}", 1, "B"),)) for number in range(2, 6)]
    for future in waiting:
        with pytest.raises(JournalError, match="full"):
            future.result()
    assert [event.item for event in journal.read("a")] == ["q1"]
    disk.broken = ""
    receipt = journal.append("a", (answered("q2", 1, "B"),)).result()
    assert not receipt.acks[0].again
    assert journal.verify().holds
    journal.close()


def test_a_really_full_file_is_an_error_and_what_was_acknowledged_stays(tmp_path: Path) -> None:
    def connect_small() -> sqlite3.Connection:
        connection = schema.connect_journal(tmp_path / "journal.sqlite3")
        connection.execute("PRAGMA max_page_count=40")
        return connection

    journal = Journal(tmp_path / "journal.sqlite3", SteppingClock(), connect_small)
    acknowledged, refused = [], 0
    for number in range(100):
        try:
            journal.append("a", (answered(f"q{number}", 1, "A" * 2000),)).result()
            acknowledged.append(f"q{number}")
        except JournalError:
            refused += 1
    assert refused
    assert [event.item for event in journal.read("a")] == acknowledged
    assert journal.verify().holds
    journal.close()


def test_one_work_that_fails_does_not_take_its_group_with_it(journal: Journal) -> None:
    good = [journal.append("a", (answered(f"q{number}", 1, "A"),)) for number in range(3)]
    bad = journal.append("a", (NewEvent(kind="answered", client_id="bad", sequence=2**70),))
    more = journal.append("a", (answered("q9", 1, "A"),))
    assert all(future.result() for future in (*good, more))
    with pytest.raises(JournalError):
        bad.result()


def test_a_closed_journal_says_so_and_has_written_what_was_queued(place: Place) -> None:
    journal = Journal(place, SteppingClock())
    waiting = [journal.append("a", (answered(f"q{number}", 1, "A"),)) for number in range(100)]
    journal.close()
    assert all(future.result(timeout=5) for future in waiting)
    with pytest.raises(JournalError, match="closed"):
        journal.append("a", (answered("q1", 1, "A"),))


def test_two_processes_on_one_place_share_one_chain(place: Place) -> None:
    one, two = (Journal(place, SteppingClock()) for _ in range(2))
    for number in range(20):
        (one, two)[number % 2].append("a", (answered(f"q{number}", 1, "A"),)).result()
    assert one.verify().events == 20
    assert two.verify().holds
    one.close()
    two.close()


NUMBERS = itertools.count()
EVENT = st.builds(answered, st.sampled_from(["q1", "q2"]), st.integers(0, 5), st.sampled_from("AB"))


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(EVENT, max_size=4), max_size=8))
def test_however_often_and_in_whatever_groups_events_come_each_content_is_stored_once(
    journal: Journal, groups: list[list[NewEvent]]
) -> None:
    attempt = f"attempt-{next(NUMBERS)}"
    for group in (*groups, *groups):
        journal.append(attempt, group).result()
    stored = journal.read(attempt)
    contents = [(event.item, event.sequence, event.payload["response"]) for event in stored]
    wanted = {(event.item, event.sequence, event.payload["response"]) for group in groups for event in group}
    assert set(contents) == wanted
    assert len(contents) == len(wanted)
