"""The process that writes: what it says is stored, and what it does not say is done all the same, once."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from tests.host.journal.doubles import START, SteppingClock, answered

from liangcai_host.journal import wire
from liangcai_host.journal.apart import Apart
from liangcai_host.journal.model import JournalError, Receipt
from liangcai_host.journal.schema import Place, connect_journal, make_tables
from liangcai_host.journal.store import Journal
from liangcai_host.journal.works import OpenSession, Performer

SECONDS = 60
CROWD = 300
SILENT = (sys.executable, "-c", "import time; time.sleep(0.3)")
HANGING = (sys.executable, "-c", "import time; time.sleep(600)")
NONSENSE = (sys.executable, "-c", "import socket; socket.socket(fileno=0).sendall(bytes([0, 0, 0, 1, 0xc1]))")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the process is for Linux alone")


async def go_apart(journal: Journal, command: tuple[str, ...] = ()) -> Apart:
    """As a site does, on a machine with however many processors; with another program if one is named."""
    apart = Apart(journal.writer)
    await (apart.start(journal.place, command) if command else apart.start(journal.place))
    journal._apart = apart
    return apart


def play(place: Place, scenario: Callable[[Journal], Awaitable[None]]) -> Journal:
    """A scenario in an event loop; the journal as it is afterwards, written by its own process again."""

    async def run() -> None:
        await asyncio.wait_for(scenario(journal), SECONDS)
        await journal.come_back()

    journal = Journal(place, SteppingClock())
    asyncio.run(run())
    assert journal.verify().holds
    return journal


async def save_many(journal: Journal, count: int = CROWD) -> list[Receipt]:
    """A crowd, each with an answer."""
    return await asyncio.gather(
        *(journal.store(f"a{one % 50}", (answered("q", one, "A", f"c{one}"),), START) for one in range(count))
    )


def test_what_the_process_says_is_stored_has_the_shape_that_it_always_had(place: Place) -> None:
    async def scenario(journal: Journal) -> None:
        await go_apart(journal)
        receipts = await save_many(journal)
        assert sorted(receipt.acks[0].position for receipt in receipts) == list(range(1, CROWD + 1))
        assert all(receipt.at == START and receipt.stored for receipt in receipts)
        again = await journal.store("a7", (answered("q", 7, "A", "c7"), answered("r", 1, "B", "new")), START)
        assert [ack.again for ack in again.acks] == [True, False]
        assert again.stored == {"q": 257, "r": 1}

    journal = play(place, scenario)
    assert journal.verify().events == CROWD + 1
    assert sum(journal.writer.groups.counts) < CROWD / 5, "a crowd shares its commits"
    assert journal.writer.failures == 0
    journal.close()


def test_threads_write_through_the_process_as_well(place: Place) -> None:
    async def scenario(journal: Journal) -> None:
        await go_apart(journal)
        first, second = [await asyncio.to_thread(journal.open_session, "a", by) for by in ("", "taken over")]
        assert await asyncio.to_thread(journal.end_sessions, "b", "nobody") == 0
        assert await asyncio.to_thread(journal.probe) > 0
        receipt = await asyncio.to_thread(lambda: journal.append("a", (answered("q", 1, "A"),)).result(20))
        assert receipt.acks[0].position == 1
        found = [await asyncio.to_thread(journal.find_session, token) for token in (first, second)]
        assert [one.ended_by for one in found if one] == ["taken over", ""]
        assert journal.append("a", (answered("q", 2, "B"),)).result(20).stored == {"q": 2}, "nor does the loop wait"

    journal = play(place, scenario)
    assert journal.verify().events == 2
    journal.close()


@pytest.mark.parametrize("command", [(), SILENT, NONSENSE], ids=["killed", "silent", "nonsense"])
def test_what_the_process_does_not_say_is_done_again_and_stored_once(
    place: Place, command: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario(journal: Journal) -> None:
        apart = await go_apart(journal, command)
        early = [asyncio.ensure_future(save_many(journal)) for _ in range(2)]
        if not command:
            await journal.store("first", (answered("q", 1, "A", "first"),), START)
            os.kill(apart._process.pid, signal.SIGKILL)
        receipts = [one for crowd in await asyncio.gather(*early) for one in crowd]
        late = await journal.store("late", (answered("q", 1, "A", "late"),), START)
        assert len({receipt.acks[0].position for receipt in (*receipts, late)}) == CROWD + 1
        assert apart._process.returncode is not None

    journal = play(place, scenario)
    assert journal.verify().events == CROWD + 1 + (not command)
    assert journal.writer.failures == 1
    assert "writes by itself" in caplog.text
    journal.close()


def test_a_session_that_is_opened_once_more_stays_open(place: Place) -> None:
    connection, perform = connect_journal(place), Performer()
    make_tables(connection)
    work = OpenSession(token="t", attempt="a", superseded_by="taken over", at=START)
    for _ in range(2):
        connection.execute(connection.dialect.begin)
        perform(connection, [work])
        connection.execute("COMMIT")
    assert connection.execute("SELECT ended_by FROM sessions").fetchall() == [(None,)]
    connection.close()


def test_a_place_that_does_not_open_is_the_affair_of_the_site(place: Place, tmp_path: Path) -> None:
    async def scenario(journal: Journal) -> None:
        apart = Apart(journal.writer)
        await apart.start(tmp_path / "nowhere" / "journal.sqlite3")
        journal._apart = apart
        assert len(await save_many(journal, 5)) == 5

    play(place, scenario).close()


def test_a_process_that_hangs_is_not_waited_for_longer_than_a_while(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liangcai_host.journal.apart.PATIENCE", 0.2)

    async def scenario(journal: Journal) -> None:
        await go_apart(journal, HANGING)
        waiting = asyncio.ensure_future(save_many(journal, 5))
        await asyncio.sleep(0)
        await journal.come_back()
        assert len(await waiting) == 5
        assert (await journal.store("late", (answered("q", 1, "A"),), START)).acks

    play(place, scenario).close()


def test_after_the_end_of_the_loop_threads_write_as_before(place: Place) -> None:
    journal = Journal(place, SteppingClock())
    apart: list[Apart] = []

    async def scenario() -> None:
        apart.append(await go_apart(journal))
        await journal.come_back()

    asyncio.run(scenario())
    journal._apart = apart[0]
    assert journal.append("a", (answered("q", 1, "A"),)).result(20).acks
    journal.close()


def test_who_cannot_be_served_any_more_is_told(place: Place) -> None:
    told: list[BaseException | None] = []

    async def scenario() -> None:
        apart = await go_apart(journal, SILENT)
        journal.hand_over("a", (answered("q", 1, "A"),), START, lambda _, error: told.append(error))
        await asyncio.to_thread(journal.close)
        await apart._ended.wait()
        await asyncio.sleep(0.05)

    journal = Journal(place, SteppingClock())
    asyncio.run(scenario())
    assert [type(error) for error in told] == [JournalError]


def test_frames_arrive_whole_however_they_are_cut() -> None:
    values = [["a" * length] for length in (0, 1, 5, 300, 70_000)]
    stream = b"".join(map(wire.write_frame, values))
    for step in (1, 3, 4, 7, 4096, len(stream)):
        frames = wire.Frames()
        cut = [frame for at in range(0, len(stream), step) for frame in frames.take(stream[at : at + step])]
        assert [wire.msgspec.msgpack.decode(frame) for frame in cut] == values


def test_many_threads_and_the_loop_at_once(place: Place) -> None:
    async def scenario(journal: Journal) -> None:
        await go_apart(journal)
        threads = [threading.Thread(target=partial(write_some, journal, name)) for name in "xyz"]
        for thread in threads:
            thread.start()
        await save_many(journal)
        for thread in threads:
            await asyncio.to_thread(thread.join)

    journal = play(place, scenario)
    assert journal.verify().events == CROWD + 3 * 30
    journal.close()


def write_some(journal: Journal, attempt: str) -> None:
    """Thirty answers, one after another."""
    for number in range(30):
        journal.append(attempt, (answered(f"q{number}", 1, "A"),)).result(30)
