"""B1: a bench killed in mid-work loses no step that was acknowledged, nor does anything above it.

In: how many kills. Out: an account, a try a kill. Follows: a step is stored before it is done, a client that heard
nothing sends it again; of ten kills one strikes the template and one the supervisor, which takes every bench with it.
A step that the bench can't take yet (its alarm has not come again) is done once more under a new name, as people do.
"""

import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from bench.account import Account, account
from bench.family import list_below
from bench.load.benches import ENGINES, Candidate, list_candidates, place_steps
from liangcai_host.benches.client import BenchError, Benches
from liangcai_host.benches.model import Step
from liangcai_host.benches.starting import start_supervisor, stop_supervisor, wait_for

SHORT, LONG = 10, 200
USUAL = "health-record"
NETWORK = "127.54"
KINDS = {1: "supervisor", 6: "template"}
PATIENCE_SECONDS = 60.0
AGAIN, PAUSE_SECONDS = 20, 0.5
T = TypeVar("T")


def prove(tries: int, bug: str = "", pack: str = USUAL, rule: str = "B1", spread: float = 0.4) -> Account:
    """Kill so many times, each somewhere in the first ``spread`` seconds of a candidate's work."""
    with tempfile.TemporaryDirectory(prefix="liangcai-bench-kills-") as name:
        killing = Killing(Path(name), bug, pack, spread)
        try:
            for number in range(tries):
                killing.kill_one(number)
        finally:
            stop_supervisor(killing.process)
    kinds = ", ".join(f"{count} of the {kind}" for kind, count in killing.kinds.items())
    said = f"{pack}; {killing.saved:,} steps acknowledged; kills: {kinds}; {killing.given} s given back"
    return account(rule, "steps acknowledged, then lost, doubled or moved", tries, "kills", killing.faults, said)


class Killing:
    """A supervisor, and candidates one after another whose work is struck."""

    def __init__(self, home: Path, bug: str, pack: str, spread: float) -> None:
        self.home, self.benches = home, Benches(home)
        self.pack, self.spread = pack, spread
        self._module = ("bench.proofs.bench_bugged", bug) if bug else ()
        self.faults: list[str] = []
        self.saved = self.given = 0
        self.kinds: dict[str, int] = {}
        self._rng = random.Random(1)  # noqa: S311 - nothing secret
        self._start()

    def _start(self) -> None:
        self.process = start_supervisor(self.home, ENGINES, *self._module, LIANGCAI_BENCH_NETWORK=NETWORK)
        assert wait_for(self.home, self.process), "the supervisor does not start"

    def kill_one(self, number: int) -> None:
        """A candidate works through the reference while something is killed."""
        candidate = list_candidates(self.pack, [f"try-{number}"], [str(number % 20)])[0]
        striker = threading.Thread(target=self._strike, args=(number,))
        try:
            self._insist(lambda: self.benches.prepare(candidate.order))
            striker.start()
            self._work(candidate, striker)
        except BenchError as error:
            self.faults.append(f"{candidate.order.attempt}: {error}")
            striker.join()

    def _work(self, candidate: Candidate, striker: threading.Thread) -> None:
        """All steps, then what was kept of them."""
        steps = self._insist(lambda: place_steps(self.benches, candidate))
        acknowledged = [name for step in steps for name in self._do(candidate, step)]
        striker.join()
        handed = self._insist(lambda: self.benches.hand_in(candidate.order.attempt))
        self.saved += len(acknowledged)
        self.given += handed.lost_seconds
        stored = [step["id"] for step in handed.evidence["steps"] if not step["wire"]]
        if stored != acknowledged:
            self.faults.append(f"{candidate.order.attempt}: {len(acknowledged)} acknowledged, {len(stored)} kept")
        if handed.report["earned"] != "100":
            self.faults.append(f"{candidate.order.attempt}: graded {handed.report['earned']}")

    def _do(self, candidate: Candidate, step: Step) -> list[str]:
        """Have a step done; the names under which it was acknowledged."""
        names = []
        for _ in range(AGAIN):
            named = replace(step, id=f"{step.id}-{len(names)}")
            reply = self._insist(lambda named=named: self.benches.step(candidate.order.attempt, named, part=None))
            names.append(named.id)
            if reply.taken:
                return names
            time.sleep(PAUSE_SECONDS)
        self.faults.append(f"{candidate.order.attempt}: {step.id} not taken: {reply.finding}")
        return names

    def _insist(self, ask: Callable[[], T]) -> T:
        """Ask until there is an answer, as the page does."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return ask()
            except BenchError as error:
                if time.monotonic() > end or error.rule not in ("benches.away", "benches.slow", "benches.flood"):
                    raise
                time.sleep(0.02)
                if self.process.poll() is not None:
                    self._start()

    def _strike(self, number: int) -> None:
        """Kill what it is the turn of, at some moment."""
        time.sleep(self._rng.uniform(0, self.spread))
        kind = KINDS.get(number % 10, "bench")
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if kind == "supervisor":
            self.process.kill()  # begun again by the thread that works: it would end with this one
            return
        below = list_below(self.process.pid)  # the template first, then what it forked
        for pid in below[:1] if kind == "template" else below[1:]:
            os.kill(pid, signal.SIGKILL)
