"""R1a: kill -9 of a site whose journal is written by a process of its own, or of that process, loses nothing.

In: how many kills. Out: an account, a try a kill; every second strikes the writing process first, and the site goes on
for a moment by itself. Follows: rule 2 of reliability, as for a site that writes by itself.
"""

import os
import random
import signal
import tempfile
import time
from pathlib import Path

from bench.account import Account, account
from bench.family import list_below
from bench.proofs.kills import Killing, check_chain
from bench.proofs.saver import save_apart_until_killed
from liangcai_host.processor import list_processors

SHORT, LONG = 10, 200
GOES_ON = 0.15


def prove(tries: int, bug: str = "") -> Account:
    """Kill so many."""
    struck: list[int] = []
    rng = random.Random(2)  # noqa: S311 - nothing secret

    def strike(pid: int) -> None:
        for child in list_below(pid):
            struck.append(child)
            os.kill(child, signal.SIGKILL)
        time.sleep(rng.uniform(0, GOES_ON))

    if len(list_processors()) < 2:
        raise RuntimeError("on one processor no site has its journal written by another process")
    with tempfile.TemporaryDirectory(prefix="liangcai-kills-") as name:
        killing = Killing(Path(name), Path(name) / "journal.sqlite3", bug, save_apart_until_killed)
        for number in range(tries):
            killing.kill_one(f"attempt-{number}", *([strike] if number % 2 else []))
        faults = [*killing.faults, *check_chain(killing.place)]
    said = f"{len(struck)} of the process that writes; {killing.saved:,} answers acknowledged"
    return account("R1a", "acknowledged, then lost to kill -9", tries, "kills", faults, said)
