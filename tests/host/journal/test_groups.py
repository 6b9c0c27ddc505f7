"""Groups of whatever size: few statements to learn, a moment's wait in a crowd, everyone told."""

import asyncio
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

import pytest
from tests.host.journal.doubles import START, SteppingClock, answered

from liangcai_host.journal import writer as journal_writer
from liangcai_host.journal.batch import Append, Scribe, SentBeforeError
from liangcai_host.journal.dialect import Connection
from liangcai_host.journal.replies import Bridge, LoopReply
from liangcai_host.journal.schema import Place, connect_journal, make_tables
from liangcai_host.journal.sessions import insert_session
from liangcai_host.journal.store import Journal
from liangcai_host.journal.writer import CROWD, Writer

MOST = 520


class Listener:
    """A connection that remembers what was said through it."""

    def __init__(self, connection: Connection) -> None:
        self.dialect, self.close, self.stream = connection.dialect, connection.close, connection.stream
        self._execute = connection.execute
        self.said: list[str] = []

    def execute(self, statement: str, *values: Any) -> Any:
        """Say it."""
        self.said.append(statement)
        return self._execute(statement, *values)


def test_groups_of_all_sizes_need_few_statements(place: Place) -> None:
    connection = connect_journal(place)
    make_tables(connection)
    listener = Listener(connection)
    scribe, groups = Scribe(), (*range(1, 40), 100, MOST)
    for size in groups:
        appends = [Append(f"a{size}-{one}", (answered("q", 1, "A", f"{size}-{one}"),), START) for one in range(size)]
        connection.execute(connection.dialect.begin)
        receipts = scribe.store(listener, appends)
        connection.execute("COMMIT")
        assert len(receipts) == size
    assert connection.execute("SELECT COUNT(*) FROM events").fetchone()[0] == sum(groups)
    # ten sizes each of: whose attempt is it, which ids are known, insert; and the last event
    assert len(set(listener.said)) <= 3 * 10 + 1
    connection.close()


def test_without_a_look_a_known_id_is_an_error_and_a_new_one_is_none(place: Place) -> None:
    connection, scribe = connect_journal(place), Scribe()
    make_tables(connection)
    for known, look in ((False, False), (True, True)):
        connection.execute(connection.dialect.begin)
        receipt = scribe.store(connection, [Append("a", (answered("q", 1, "A", "x"),), START)], look)[0]
        connection.execute("COMMIT")
        assert (receipt.acks[0].position, receipt.acks[0].again) == (1, known)
    connection.execute(connection.dialect.begin)
    with pytest.raises(SentBeforeError):
        scribe.store(connection, [Append("a", (answered("q", 1, "A", "x"),), START)], look=False)
    connection.execute("ROLLBACK")
    connection.close()


def test_a_group_in_which_something_comes_again_is_done_once_more_and_everyone_told_once(place: Place) -> None:
    connection, began, go_on = Listener(connect_journal(place)), threading.Event(), threading.Event()
    journal = Journal(place, SteppingClock(), lambda: connection)
    journal.append("a", (answered("q1", 1, "A", "x"),)).result()
    journal.writer.submit(lambda _: began.set() or go_on.wait(20), Future[bool]())
    assert began.wait(20)
    session: Future[None] = Future()
    before = journal.append("b", (answered("q1", 1, "B", "y"),))
    journal.writer.submit(lambda line: insert_session(line, "token", "b", START), session)
    after = [journal.append("a", (one,)) for one in (answered("q1", 1, "A", "x"), answered("q1", 2, "C", "z"))]
    connection.said.clear()
    go_on.set()
    acks = [future.result(20).acks[0] for future in (before, *after)]
    assert [(ack.position, ack.again) for ack in acks] == [(2, False), (1, True), (3, False)]
    assert after[1].result().stored == {"q1": 2}
    assert session.result() is None
    assert connection.said.count("ROLLBACK") == 1
    assert (journal.verify().holds, journal.verify().events, journal.count_sessions()) == (True, 3, 1)
    journal.close()


class Slow:
    """What a writer performs: the first work waits until it may go on; how many came together is kept."""

    def __init__(self) -> None:
        self.began, self.go_on = threading.Event(), threading.Event()
        self.groups: list[int] = []

    def __call__(self, _: Connection, works: Sequence[Any]) -> list[Any]:
        self.groups.append(len(works))
        if works == ["first"]:
            self.began.set()
            self.go_on.wait(20)
        return list(works)


def send(writer: Writer, work: str) -> Future[str]:
    """Hand a work to a writer."""
    future: Future[str] = Future()
    writer.submit(work, future)
    return future


def test_in_a_crowd_the_writer_waits_a_moment_for_more(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(journal_writer.time, "sleep", waits.append)
    slow = Slow()
    writer = Writer(lambda: connect_journal(place), slow)
    first = send(writer, "first")
    assert slow.began.wait(20)
    crowd = [send(writer, f"crowd {one}") for one in range(CROWD)]
    slow.go_on.set()
    for one in (first, *crowd):
        one.result(20)
    assert (slow.groups, waits) == ([1, CROWD], [])
    send(writer, "after the crowd").result(20)
    assert len(waits) == 1
    assert 0 < waits[0] <= journal_writer.GATHER_SECONDS
    send(writer, "alone").result(20)  # nobody came with the one before: no wait any more
    assert len(waits) == 1
    writer.close()


def test_one_who_cannot_be_told_keeps_nobody_from_being_told(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []

    def fail(*_: object) -> None:
        raise ValueError("made up")

    async def work() -> None:
        bridge = Bridge(asyncio.get_running_loop())
        replies = [LoopReply(bridge, fail), LoopReply(bridge, lambda result, _: told.append(str(result)))]
        for reply in replies:
            await asyncio.to_thread(reply.set_result, "stored")
        until = time.monotonic() + 20
        while not told and time.monotonic() < until:
            await asyncio.sleep(0.01)

    asyncio.run(work())
    assert told == ["stored"]
    assert "nobody could be told" in caplog.text
