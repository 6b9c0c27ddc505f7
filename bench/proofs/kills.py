"""R1: kill -9 while saving loses nothing that was acknowledged.

In: how many kills. Out: an account, a try a kill. Follows: rule 2 of reliability. This shows only that *saved* is said
after the commit; that a commit survives the power is another matter, which a kill cannot see.
"""

import multiprocessing
import random
import tempfile
import time
from pathlib import Path

from bench.account import Account, account
from bench.proofs.saver import save_until_killed
from liangcai_host import clock
from liangcai_host.journal.schema import connect_journal
from liangcai_host.journal.store import Journal

SHORT, LONG = 10, 200
WAIT_SECONDS = 30


def prove(tries: int, bug: str = "") -> Account:
    """Kill so many processes, each somewhere in its first eighth of a second of saving."""
    rng = random.Random(1)  # noqa: S311 - nothing secret
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.proofs.saver"])
    faults: list[str] = []
    saved = 0
    with tempfile.TemporaryDirectory(prefix="liangcai-kills-") as name:
        folder = Path(name)
        for number in range(tries):
            attempt = f"attempt-{number}"
            process = context.Process(target=save_until_killed, args=(name, attempt, bug))
            process.start()
            wait_for_first(folder / attempt)
            time.sleep(rng.uniform(0, 0.12))
            process.kill()
            process.join()
            acknowledged = read_notes(folder / attempt)
            saved += len(acknowledged)
            faults += [
                f"{attempt}: {one} was acknowledged and is lost" for one in find_lost(folder, attempt, acknowledged)
            ]
        faults += check_chain(folder)
    return account(
        "R1", "acknowledged, then lost to kill -9", tries, "kills", faults, f"{saved:,} answers acknowledged"
    )


def wait_for_first(notes: Path) -> None:
    """Until a first answer was acknowledged."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end and not (notes.exists() and notes.stat().st_size):
        time.sleep(0.002)


def read_notes(notes: Path) -> set[str]:
    """What was acknowledged; behind the last line break there may be half a line."""
    return set(notes.read_text().split("\n")[:-1])


def find_lost(folder: Path, attempt: str, acknowledged: set[str]) -> list[str]:
    """Which of them are not in the file."""
    connection = connect_journal(folder / "journal.sqlite3")
    rows = connection.execute("SELECT client_id FROM events WHERE attempt = ?", (attempt,)).fetchall()
    connection.close()
    return sorted(acknowledged - {row[0] for row in rows})


def check_chain(folder: Path) -> list[str]:
    """After all those kills the chain of the one journal must still hold."""
    journal = Journal(folder / "journal.sqlite3", clock.now)
    report = journal.verify()
    journal.close()
    return [f"the chain is broken at {fault.position}: {fault.kind}" for fault in report.faults]
