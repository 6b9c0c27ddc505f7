"""R23: a backup that was made while answers were being saved is restored elsewhere, and every score is the same.

In: how many responses. Out: an account, a try a response. Follows: the commands that operators run, each a process of
its own; the second scorer is that of R12 and reads the restored files only. What was acknowledged before the backup
began must be in it; minutes are printed.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from uuid import uuid4

from bench.account import Account, account
from bench.examination import occupations, open_sitting
from bench.home import open_home
from bench.proofs.rescore import sit_all
from liangcai_host import clock
from liangcai_host.journal.model import NewEvent
from liangcai_web.services.marking import theory as marking
from liangcai_web.services.sittings.journal import open_journal

SHORT, LONG = 500, 100_000
ROOT = Path(__file__).resolve().parents[2]
PHRASE = "made-up pass phrase of a proof"


class Saver(threading.Thread):
    """Somebody who goes on saving while the backup is made."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.attempt = str(uuid4())
        self.saved: list[str] = []
        self.over = threading.Event()

    def run(self) -> None:
        """One answer after another."""
        while not self.over.is_set():
            name = f"b{len(self.saved)}"
            event = NewEvent(
                kind="answered", client_id=name, item="q", sequence=len(self.saved), payload={"response": "A"}
            )
            open_journal().append(self.attempt, (event,)).result()
            self.saved.append(name)


def sit_and_mark(share: int) -> int:
    """Examinations of all occupations, with so many candidates each; how many papers there are."""
    papers = 0
    for number, occupation in enumerate(occupations()):
        examination = open_sitting(occupation, share, int(clock.now().timestamp()) + 300 + number)
        papers += len(examination.candidates)
        sit_all(examination, random.Random(number))  # noqa: S311 - nothing secret
        marking.mark_theory(examination.batch, now=clock.now())
    return papers


def prove(tries: int) -> Account:
    """Sit, mark, publish; back up beside a saver; restore; score again there."""
    open_home()
    sat = sit_and_mark(max(1, tries // (100 * len(occupations()))))
    with tempfile.TemporaryDirectory(prefix="liangcai-backup-") as name:
        folder = Path(name)
        saver, seconds = Saver(), []
        saver.start()
        while len(saver.saved) < 20:
            time.sleep(0.01)
        before = len(saver.saved)
        seconds.append(run("liangcai_cli.main", "backup", str(folder / "it.zip"), "--home", str(open_home())))
        during = len(saver.saved) - before
        saver.over.set()
        saver.join()
        seconds.append(run("liangcai_cli.main", "restore", str(folder / "it.zip"), "--home", str(folder / "fresh")))
        found = json.loads(read("bench.proofs.restored", str(folder / "fresh"), saver.attempt))
        size = (folder / "it.zip").stat().st_size
    faults = [*found["faults"], *lost(saver.saved[:before], found["saved"])]
    faults += [] if found["papers"] >= sat else [f"of {sat} papers {found['papers']} came back"]
    faults += [] if during else ["nothing was saved while the backup was made: this shows less than it should"]
    said = (
        f"{found['papers']:,} papers, {found['events']:,} events, archive {size / 1e6:.1f} MB; backup "
        f"{seconds[0] / 60:.2f} minutes beside {during:,} saves, restore and verification {seconds[1] / 60:.2f} minutes"
    )
    return account("R23", "scores that differ after backup and restore", found["responses"], "responses", faults, said)


def lost(saved: list[str], restored: list[str]) -> list[str]:
    """What was acknowledged before the backup began and is not in it; a prefix of the saves must be there."""
    missing = [f"{name} was acknowledged before the backup and is not in it" for name in saved if name not in restored]
    torn = [] if restored == [f"b{number}" for number in range(len(restored))] else ["the backup has a hole"]
    return missing + torn


def run(module: str, *arguments: str) -> float:
    """A command in a process of its own; how many seconds it took."""
    began = time.monotonic()
    read(module, *arguments)
    return time.monotonic() - began


def read(module: str, *arguments: str) -> str:
    """What a command says; one that fails shows why."""
    environment = {name: value for name, value in os.environ.items() if name != "LIANGCAI_HOME"}
    environment["LIANGCAI_BACKUP_PASSPHRASE"] = PHRASE
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{module} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout
