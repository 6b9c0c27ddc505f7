"""R3: a disk that is full while candidates save loses nothing, is never called saved, and is recovered from.

In: how many times the disk is filled. Out: an account, a try an acknowledged answer. Follows: rule 7 of reliability. A
whole server runs on a small disk of its own (tmpfs in a namespace of its own, so that no other process meets it); that
disk is filled to the last byte, twice in a row: the first time the ballast must carry the answers, the second time
nothing can, and every save must be refused; then room is given back.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.account import Account, account

SHORT, LONG = 1, 25
ROOT = Path(__file__).resolve().parents[2]
DISK = "96m"
COUNTS = ("saved", "refused", "filled", "on_ballast", "recovered", "made_again")
INSIDE = f'mount -t tmpfs -o size={DISK} tmpfs "$1" && exec "$2" -m bench.proofs.full_disk_inside "$1" "$3"'


def prove(tries: int, bug: str = "none") -> Account:
    """Fill a disk so many times, each a new one: the answers of many fillings would fill it by themselves."""
    if not can_mount():
        return account("R3", "not tried: this system lets nobody mount a small disk", 0, "answers", ["not tried"])
    runs = [fill_once(bug) for _ in range(tries)]
    said: dict[str, int] = {name: sum(run[name] for run in runs) for name in COUNTS}
    faults = [fault for run in runs for fault in run["faults"]]
    slowest = max(run["slowest"] for run in runs)
    beside = (
        f"disk filled {said['filled']} times, then on the ballast {said['on_ballast']:,} acknowledged, "
        f"{said['refused']:,} saves refused, recovered {said['recovered']} of {said['filled']} times "
        f"(slowest {slowest:.1f} s), ballast made again {said['made_again']} times"
    )
    return account("R3", "lost or falsely acknowledged on a full disk", said["saved"], "answers", faults, beside)


def fill_once(bug: str) -> dict[str, Any]:
    """One small disk, one server, filled and given back."""
    with tempfile.TemporaryDirectory(prefix="liangcai-full-") as folder:
        command = ["unshare", "-Urm", "sh", "-c", INSIDE, "sh", folder, sys.executable, bug]
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the run on a small disk ended with {done.returncode}: {done.stderr[-3000:]}")
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def can_mount() -> bool:
    """Whether a process may have a disk of its own here."""
    if shutil.which("unshare") is None:
        return False
    with tempfile.TemporaryDirectory(prefix="liangcai-full-") as folder:
        tried = subprocess.run(["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True)
    return tried.returncode == 0


def environment() -> dict[str, str]:
    """That of this process, with a ballast that fits the small disk."""
    return {**os.environ, "LIANGCAI_BALLAST": "16"}
