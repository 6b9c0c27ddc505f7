"""The site as ``liangcai serve`` runs it, on a home that a proof chose, until it is killed.

In: a home, how many attempts to open, a planted bug or ``none``. Out: a port, attempts with their tokens, the process.
Follows: the server is a process of its own and ends by kill -9: what it did not write is gone.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.measures.intake import wait_for
from liangcai_host.disk.ballast import read_ballast

ROOT = Path(__file__).resolve().parents[2]


class Served(NamedTuple):
    """A server that runs: its port, an attempt with its token for each page, its process."""

    port: int
    sessions: list[tuple[str, str]]
    pid: int


@contextmanager
def serve_home(home: Path, attempts: int, bug: str) -> Iterator[Served]:
    """Serve a home until the block is left."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.proofs.bugged_server", bug, str(port), str(attempts)]
    environment = {**os.environ, "LIANGCAI_HOME": str(home)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            sessions = [(attempt, token) for attempt, token in json.loads(server.stdout.readline())]
            asyncio.run(wait_for(port))
            yield Served(port, sessions, server.pid)
        finally:
            server.kill()


def stands(home: Path) -> bool:
    """Whether the ballast is there."""
    return read_ballast(home) > 0
