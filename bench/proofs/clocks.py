"""R11: wrong clocks give nobody a second and take none: the client's a day off, the server's set by an hour.

In: how many attempts. Out: an account, a try an attempt. Follows: rule 5 of reliability. A real server, the wall clock
of its process set back and forth by an hour and more while attempts end; each is asked with saves around its end, whose
sequences come from a clock that is a day off. That the process saw its clock set is read from its own figures. The end
is known by the machine's steady clock, so that a reply tells on which side of it the server stood: what is surely given
too much or too little counts as a fault from a second on.
"""

import asyncio
import json
import random
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path

from bench.account import Account, account
from bench.load.driver import Client, Request, drive
from bench.measures.intake import head, wait_for
from bench.proofs.clock_pages import find_worst
from bench.proofs.stepped_server import LEAD, SPACING
from bench.proofs.wall import Wall, can_set
from liangcai_host.clock import read_steady

SHORT, LONG = 30, 600
LIMIT, AROUND, PAUSE = 1.0, 1.5, 0.12
STEPS = (3600, -3600, 0, 86_400, -7200)
DAY_MS = 86_400_000
ROOT = Path(__file__).resolve().parents[2]


class Ends:
    """What the replies said of the end of each attempt, in seconds."""

    def __init__(self) -> None:
        self.extra: list[float] = []
        self.lost: list[float] = []
        self.blur: list[float] = []
        self.drifts: list[float] = []
        self.faults: list[str] = []

    def ask(self, port: int, attempt: str, token: str, end: float) -> Client:
        """Save from shortly before the end until shortly behind it."""
        rng = random.Random(attempt)  # noqa: S311 - nothing secret
        wrong, number = rng.choice((-DAY_MS, 0, DAY_MS)), 0
        opened, shut = [end - AROUND], [end + AROUND]
        yield max(0.01, end - AROUND - read_steady() + rng.uniform(0, PAUSE))
        while read_steady() < end + AROUND:
            number, began = number + 1, read_steady()
            event = {
                "id": f"a{number}",
                "item": "q1",
                "sequence": 2 * DAY_MS + round(began * 1000) + wrong,
                "response": "A",
            }
            body = json.dumps({"attempt": attempt, "events": [event]}).encode()
            reply = yield Request(head(port, "/sitting/answers", token, len(body)) + body, "save")
            if reply is None or reply.status != 200:
                self.faults.append(f"{attempt}: {reply}")
            elif json.loads(reply.body)["closed"]:
                shut.append(read_steady())
            else:
                opened.append(began)
            yield PAUSE
        self.note(attempt, end, max(opened), min(shut))

    def note(self, attempt: str, end: float, opened: float, shut: float) -> None:
        """Still open though asked so long behind the end; shut though told so long before it."""
        self.extra.append(max(0.0, opened - end))
        self.lost.append(max(0.0, end - shut))
        self.blur.append(max(abs(opened - end), abs(shut - end)))
        if max(self.extra[-1], self.lost[-1]) > LIMIT:
            self.faults.append(f"{attempt}: {self.extra[-1]:.2f} s too much, {self.lost[-1]:.2f} s too little")

    def set_clock(self, port: int, wall: Wall, seconds: float) -> Client:
        """Set the server's clock again and again, and see in its figures that it was set."""
        for number in range(int(seconds)):
            yield 1.0
            step = STEPS[number % len(STEPS)]
            wall.step(step)
            reply = yield Request(f"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode(), "metrics")
            lines = reply.body.decode().splitlines() if reply else []
            said = [float(line.split()[1]) for line in lines if line.startswith("liangcai_clock_drift_seconds ")]
            self.drifts.append(abs(said[0] - step) if said else -1.0)


def prove(tries: int, bug: str = "none") -> Account:
    """So many attempts end while the clock is set once a second."""
    if not can_set():
        return account("R11", "not tried: no compiler, or not Linux", 0, "attempts", ["not tried"])
    ends = Ends()
    with tempfile.TemporaryDirectory(prefix="liangcai-clocks-") as name:
        wall = Wall(Path(name))
        with serve_stepped(wall, Path(name) / "home", bug, tries) as port:
            attempts = open_attempts(port)
            seconds = LEAD + tries * SPACING + AROUND
            clients = [ends.ask(port, *one) for one in attempts]
            drive([ends.set_clock(port, wall, seconds), *clients], port, seconds + 60, tries + 1)
    worst = find_worst(max(30, tries))
    unset = bug == "none" and (not ends.drifts or not all(0 <= drift < 1 for drift in ends.drifts))
    ends.faults += ["the server did not see its clock set: this shows nothing"] if unset else []
    ends.faults += [f"{tries - len(ends.blur)} attempts were not seen to end"] if len(ends.blur) < tries else []
    ends.faults += [f"a page was {worst:.0f} ms wrong"] if worst is not None and worst > 1000 * LIMIT else []
    return account(
        "R11", "attempts with over a second too much or too little", tries, "attempts", ends.faults, tell(ends, worst)
    )


def tell(ends: Ends, worst: float | None) -> str:
    """What is sure, and how sharply it was seen."""
    page = "no Node for the page's clock" if worst is None else f"the page's own clock at most {worst:.0f} ms wrong"
    blur = sorted(ends.blur) or [0.0]
    return (
        f"clock set {len(ends.drifts)} times; surely too much at most {max(ends.extra, default=0):.3f} s, too little "
        f"{max(ends.lost, default=0):.3f} s; the end seen to within {blur[len(blur) // 2]:.2f} s (median), "
        f"{blur[-1]:.2f} s (worst); {page}"
    )


@contextmanager
def serve_stepped(wall: Wall, home: Path, bug: str, attempts: int) -> Iterator[int]:
    """A server whose wall clock is in our hand; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "bench.proofs.stepped_server", bug, str(port), str(attempts)]
    environment = {**environ, **wall.environment, "LIANGCAI_HOME": str(home)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            server.stdout.readline()
            asyncio.run(wait_for(port))
            yield port
        finally:
            server.terminate()


def open_attempts(port: int) -> list[tuple[str, str, float]]:
    """Attempts with their tokens, and when they end by the steady clock."""
    found: list[tuple[str, str, float]] = []

    def ask() -> Client:
        reply = yield Request(f"GET /proof/open HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode(), "open")
        assert reply is not None
        found.extend((attempt, token, end) for attempt, token, end in json.loads(reply.body))

    drive([ask()], port, 60, 1)
    return found
