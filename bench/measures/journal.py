"""The journal, every answer durable, against a commit for each answer on the same disk.

In: answers from several threads, 1, 20 or 200 a call. Out: a ratio each. Follows: WAL with ``synchronous=FULL`` on both
sides; the peer is one table, one connection, one commit an answer, without chain, receipts or idempotence.
"""

import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.ratio import Ratio, against_peer
from liangcai_host import clock
from liangcai_host.journal.model import NewEvent
from liangcai_host.journal.store import Journal

THREADS, RUNS = 8, 5
ANSWERS = {1: 1600, 20: 4800, 200: 9600}
INSERT = "INSERT INTO answers VALUES (?, ?, ?, ?)"


def measure() -> Iterator[Ratio]:
    """The same number of answers on either side, acknowledged one group after another by each thread."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        journal = Journal(folder / "journal.sqlite3", clock.now)
        naive = open_naive(folder / "naive.sqlite3")
        runs = Runs(journal, naive)
        for group, answers in ANSWERS.items():
            yield against_peer(
                f"journal {group} a call",
                partial(runs.ours, group, answers),
                partial(runs.peer, answers),
                RUNS,
                (f"{answers:,} answers from {THREADS} threads", "a commit for each answer"),
            )
        naive.close()
        journal.close()


def open_naive(path: Path) -> sqlite3.Connection:
    """The peer's table, as durable as ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE answers (attempt TEXT, item TEXT, sequence INTEGER, response TEXT)")
    return connection


class Runs:
    """The two sides; ids go on from run to run, so that nothing is a resend."""

    def __init__(self, journal: Journal, naive: sqlite3.Connection) -> None:
        self.journal = journal
        self.naive = naive
        self.run = 0

    def ours(self, group: int, answers: int) -> None:
        """All threads at once."""
        self.run += 1
        names = [f"r{self.run}-t{number}" for number in range(THREADS)]
        threads = [
            threading.Thread(target=send, args=(self.journal, name, group, answers // THREADS)) for name in names
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def peer(self, answers: int) -> None:
        """One after another: SQLite has one writer."""
        self.run += 1
        for number in range(answers):
            self.naive.execute(INSERT, (f"r{self.run}", f"q{number % 100}", number, "A"))


def send(journal: Journal, attempt: str, group: int, answers: int) -> None:
    """A thread's answers, each group acknowledged before the next is sent."""
    for start in range(0, answers, group):
        numbers = range(start, min(start + group, answers))
        journal.append(attempt, [answer(number) for number in numbers]).result()


def answer(number: int) -> NewEvent:
    """One answer."""
    return NewEvent(
        kind="answered",
        client_id=f"c{number}",
        item=f"q{number % 100}",
        sequence=number,
        payload={"response": "A"},
    )
