"""Servers to load: one with attempts that are open already, one with an examination that nobody has begun.

In: how many candidates. Out: port, process, sessions or tickets. Follows: a home of its own that goes away afterwards.
"""

import asyncio
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from bench.load.sitter import Ticket
from bench.measures.intake import wait_for

ROOT = Path(__file__).resolve().parents[2]


class Server(msgspec.Struct, frozen=True):
    """A server that runs: where it listens, its process and home, the sessions that are open."""

    port: int
    pid: int
    home: Path
    sessions: list[tuple[str, str]]

    def disk(self) -> int:
        """The bytes of the journal."""
        return sum(file.stat().st_size for file in self.home.glob("journal.sqlite3*"))

    def stored(self) -> int:
        """The events of the journal."""
        with closing(sqlite3.connect(f"file:{self.home}/journal.sqlite3?mode=ro", uri=True)) as connection:
            count: int = connection.execute("SELECT COUNT(*) FROM events").fetchone()[0]
            return count


@contextmanager
def serve_attempts(count: int) -> Iterator[Server]:
    """Open attempts on empty tables: for what only saves."""
    with serve("bench.measures.intake_server", count) as (port, pid, home, said):
        yield Server(port, pid, home, [(attempt, token) for attempt, token in json.loads(said)])


@contextmanager
def serve_examination(count: int) -> Iterator[tuple[Server, list[Ticket]]]:
    """A bundled examination with so many candidates: for whole examinations."""
    with serve("bench.measures.examination_server", count) as (port, pid, home, said):
        yield Server(port, pid, home, []), [Ticket(**ticket) for ticket in json.loads(said)]


@contextmanager
def serve(module: str, count: int) -> Iterator[tuple[int, int, Path, str]]:
    """Run a server module; the line that it prints once everything is prepared."""
    with tempfile.TemporaryDirectory(prefix="liangcai-bench-", ignore_cleanup_errors=True) as home:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", module, str(port), str(count)]
        environment = {**os.environ, "LIANGCAI_HOME": home}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                said = server.stdout.readline()
                asyncio.run(wait_for(port))
                yield port, server.pid, Path(home), said
            finally:
                server.terminate()
