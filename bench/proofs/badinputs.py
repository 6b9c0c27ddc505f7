"""R18: whatever is sent to any address by anybody, the answer is no error of the server, no traceback and no silence.

In: how many requests. Out: an account, a try a request. Follows: rule 4 of reliability. Homes are copies of one that
was made for the run; each is used up by a process of its own, with the whole application in it. Beside it runs
Schemathesis on a description of the same addresses, see ``described``.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path

import msgspec

from bench.account import Account, account
from bench.proofs.asgi import LIMIT_SECONDS
from bench.proofs.bad_worker import BENT, DESCRIBED, Told

SHORT, LONG = 300, 100_000
GROUP = 4000
WORKERS = min(2, os.cpu_count() or 1)
ROOT = Path(__file__).resolve().parents[2]
GRACE = 120.0  # seconds for a process to begin and to end; and so many for each request on a busy machine
EACH = 0.5


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """What one process sends."""

    seed: int
    count: int
    source: str


def prove(tries: int, bug: str = "") -> Account:
    """One home, as many copies as it takes; one request in twenty is drawn by Schemathesis."""
    described = tries // 20
    groups = [*cut_groups(tries - described, BENT), *cut_groups(described, DESCRIBED)]
    with ThreadPoolExecutor(WORKERS) as pool:
        told = list(pool.map(partial(send_group, find_world(), bug), groups))
    return describe("R18", told)


@cache
def find_world() -> Path:
    """The home that all others are copies of, made once by a process."""
    folder = Path(tempfile.mkdtemp(prefix="liangcai-bad-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    run("bench.proofs.bad_world", str(folder / "first"), limit=GRACE * 5)
    return folder / "first"


def cut_groups(tries: int, source: str, start: int = 0) -> list[Group]:
    """As many groups as it takes, each with a seed of its own."""
    return [
        Group(seed=start + number, count=min(GROUP, tries - number * GROUP), source=source)
        for number in range(-(-tries // GROUP))
    ]


def send_group(first: Path, bug: str, group: Group) -> Told:
    """So many requests to a copy that goes away afterwards."""
    home = Path(tempfile.mkdtemp(prefix="copy-", dir=first.parent)) / "home"
    shutil.copytree(first, home)
    try:
        return send(home, group, bug=bug)
    finally:
        shutil.rmtree(home.parent, ignore_errors=True)


def send(home: Path, group: Group, server: str = "", bug: str = "") -> Told:
    """A process on a home; one that neither ends nor answers hangs."""
    limit = GRACE + LIMIT_SECONDS + EACH * group.count
    arguments = (str(home), str(group.seed), str(group.count), group.source, server, bug)
    try:
        return msgspec.json.decode(run("bench.proofs.bad_worker", *arguments, limit=limit), type=Told)
    except subprocess.TimeoutExpired:
        return fail(f"{group}: the process hangs")
    except RuntimeError as error:
        return fail(f"{group}: {error}")


def fail(fault: str) -> Told:
    """A process that had nothing to say."""
    return Told(
        tries=1, forms=0, routes=(), statuses={}, acknowledged=0, foreign=0, slowest=(), faults=(fault,), late=0.0
    )


def run(module: str, *arguments: str, limit: float) -> bytes:
    """A module in a process of its own; what it wrote."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LIANGCAI", "DJANGO"))}
    command = [sys.executable, "-m", module, *arguments]
    environment |= {"LIANGCAI_BALLAST": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=limit)
    if done.returncode:
        raise RuntimeError(f"{module} ended with {done.returncode}: {done.stderr.decode()[-2000:]}")
    return done.stdout


def describe(rule: str, told: list[Told]) -> Account:
    """All processes together."""
    statuses: Counter[str] = Counter()
    for one in told:
        for status, count in one.statuses.items():
            statuses[f"{status.split()[1][:1]}xx"] += count
    routes = {route for one in told for route in one.routes}
    slowest = max((pair for one in told for pair in one.slowest), default=(0.0, ""))
    shares = ", ".join(f"{statuses[name]:,} {name}" for name in ("2xx", "3xx", "4xx", "5xx") if statuses[name])
    said = (
        f"{len(routes)} routes and {max(one.forms for one in told)} forms; {shares}, {statuses['0xx']:,} cut; "
        f"{sum(one.acknowledged for one in told):,} answers stored under their own attempt, "
        f"{sum(one.foreign for one in told):,} of others refused and logged; "
        f"99 % within {max(one.late for one in told):.2f} s, the slowest {slowest[0]:.1f} s ({slowest[1]})"
    )
    promise = "bad inputs answered by a 500, a traceback or silence, or stored under another's attempt"
    faults = [fault for one in told for fault in one.faults]
    return account(rule, promise, sum(one.tries for one in told), "requests", faults, said)
