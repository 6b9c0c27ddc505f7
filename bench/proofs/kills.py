"""R1: kill -9 while saving loses nothing that was acknowledged.

In: how many kills. Out: an account, a try a kill. Follows: rule 2 of reliability. This shows only that *saved* is said
after the commit; that a commit survives the power is another matter, which a kill cannot see.
"""

import multiprocessing
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.account import Account, account
from bench.proofs.saver import save_until_killed
from liangcai_host import clock
from liangcai_host.journal.schema import Place, connect_journal
from liangcai_host.journal.store import Journal

SHORT, LONG = 10, 200
WAIT_SECONDS = 30
Save = Callable[[Place, str, str, str], None]


def prove(tries: int, bug: str = "") -> Account:
    """Kill so many processes, each somewhere in its first eighth of a second of saving."""
    with tempfile.TemporaryDirectory(prefix="liangcai-kills-") as name:
        killing = Killing(Path(name), Path(name) / "journal.sqlite3", bug)
        for number in range(tries):
            killing.kill_one(f"attempt-{number}")
        faults = [*killing.faults, *check_chain(killing.place)]
    said = f"{killing.saved:,} answers acknowledged"
    return account("R1", "acknowledged, then lost to kill -9", tries, "kills", faults, said)


class Killing:
    """Kills savers of one journal, and counts what they were told and what is there."""

    def __init__(self, folder: Path, place: Place, bug: str = "", save: Save = save_until_killed) -> None:
        self.place = place
        self.faults: list[str] = []
        self.saved = 0
        self._folder = folder
        self._bug = bug
        self._save = save
        self._rng = random.Random(1)  # noqa: S311 - nothing secret
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["bench.proofs.saver"])

    def kill_one(self, attempt: str, strike: Callable[[int], None] = lambda _: None) -> None:
        """Let one save for a moment, strike at something else if wanted, kill it, and look for what it was told."""
        arguments = (self.place, str(self._folder), attempt, self._bug)
        process = self._context.Process(target=self._save, args=arguments)
        process.start()
        wait_for_first(self._folder / attempt)
        time.sleep(self._rng.uniform(0, 0.12))
        assert process.pid is not None
        strike(process.pid)
        process.kill()
        process.join()
        acknowledged = read_notes(self._folder / attempt)
        self.saved += len(acknowledged)
        self.faults += [
            f"{attempt}: {one} was acknowledged and is lost" for one in find_lost(self.place, attempt, acknowledged)
        ]


def wait_for_first(notes: Path) -> None:
    """Until a first answer was acknowledged."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end and not (notes.exists() and notes.stat().st_size):
        time.sleep(0.002)


def read_notes(notes: Path) -> set[str]:
    """What was acknowledged; behind the last line break there may be half a line."""
    return set(notes.read_text().split("\n")[:-1])


def find_lost(place: Place, attempt: str, acknowledged: set[str]) -> list[str]:
    """Which of them are not there."""
    connection = connect_journal(place)
    rows = connection.execute("SELECT client_id FROM events WHERE attempt = ?", (attempt,)).fetchall()
    connection.close()
    return sorted(acknowledged - {row[0] for row in rows})


def check_chain(place: Place) -> list[str]:
    """After all those kills the chain of the one journal must still hold."""
    journal = Journal(place, clock.now)
    report = journal.verify()
    journal.close()
    return [f"the chain is broken at {fault.position}: {fault.kind}" for fault in report.faults]
