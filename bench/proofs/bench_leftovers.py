"""B2: whatever becomes of attempts, no process, no port, no file and no handle of them is left.

In: how many attempts. Out: an account, a try an attempt. Follows: they end in five ways: handed in, stopped, set back
and stopped, killed and stopped, killed and handed in; what is left is counted behind each group.
"""

import os
import signal
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.account import Account, account
from bench.family import list_below
from bench.load.benches import (
    Candidate,
    Crew,
    at_once,
    list_candidates,
    list_ports,
    run_crew,
)
from bench.proofs.bench_alike import PACKS

SHORT, LONG = 20, 200
NETWORK = "127.53"
REAP_SECONDS = 2.0
GROUP, STEPS, SPARE = 20, 5, 3
WAYS = 5


def prove(tries: int, packs: Sequence[str] = PACKS) -> Account:
    """So many attempts, a group at once, on every pack in turn."""
    faults, most = list[str](), 0
    with run_crew(NETWORK) as crew:
        end_group(crew, list_group(packs, "warm", 0, GROUP))  # connections of the journal that are kept
        before = count_handles(crew.pid)
        for start in range(0, tries, GROUP):
            group = list_group(packs, "try", start, min(GROUP, tries - start))
            most = max(most, end_group(crew, group))
            faults += [f"behind attempt {start + len(group)}: {one}" for one in find_left(crew, before)]
    said = f"{WAYS} ways of ending, packs {', '.join(packs)}; up to {most} ports open while they worked"
    return account("B2", "processes, ports, files or handles left behind", tries, "attempts", faults, said)


def list_group(packs: Sequence[str], name: str, start: int, count: int) -> list[Candidate]:
    """A group of candidates of one pack."""
    names = [f"{name}-{start + one}" for one in range(count)]
    pack = packs[start // GROUP % len(packs)]
    return list_candidates(pack, names, [str(one % 5) for one in range(count)])


def end_group(crew: Crew, group: list[Candidate]) -> int:
    """All of them work a little and end, each in its way; how many ports were open before that."""
    at_once(lambda one: crew.benches.prepare(one.order), group)
    at_once(lambda one: begin_work(crew, one), group)
    ports = len(list_ports(NETWORK))
    for pid in list_below(crew.pid)[1::3]:  # every third, but never the template
        os.kill(pid, signal.SIGKILL)
    at_once(lambda pair: end(crew, pair[0], pair[1]), list(zip(group, range(len(group)), strict=True)))
    return ports


def begin_work(crew: Crew, candidate: Candidate) -> None:
    """A few steps."""
    for step in candidate.steps[:STEPS]:
        crew.benches.step(candidate.order.attempt, step, part=None)


def end(crew: Crew, candidate: Candidate, place: int) -> None:
    """One way of ending."""
    attempt = candidate.order.attempt
    if place % WAYS < 2:
        crew.benches.hand_in(attempt)
        return
    if place % WAYS == 2:
        crew.benches.reset(attempt)
    crew.benches.stop(attempt)


def find_left(crew: Crew, before: int) -> Iterable[str]:
    """What is left of a group."""
    if left := count_benches(crew.pid):
        yield f"{left} processes"
    if ports := list_ports(NETWORK):
        yield f"ports {ports}"
    if files := list((crew.home / "benches").iterdir()):
        yield f"{len(files)} folders"
    if crew.benches.health():
        yield "benches that are still listed"
    if (handles := count_handles(crew.pid)) > before + SPARE:
        yield f"{handles - before} handles of the supervisor"


def count_benches(pid: int) -> int:
    """The processes below the template, once it had a moment to take leave of those that ended."""
    end = time.monotonic() + REAP_SECONDS
    while (left := len(list_below(pid)) - 1) and time.monotonic() < end:
        time.sleep(0.02)
    return left


def count_handles(pid: int) -> int:
    """The open files of a process."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
