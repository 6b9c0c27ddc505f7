"""The intake of answers, against a Django view that does the same work in the same server.

In: 64 clients over loopback, each sending answer after answer and waiting for the acknowledgement. Out: ratios of
answers a second and of the slowest of a hundred. Follows: both sides check origin and sender and reply after the commit
of the same journal; one process of uvicorn each, a bounded number of requests.
"""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bench.ratio import Ratio

CLIENTS, REQUESTS, RUNS = 64, 30, 3
ROOT = Path(__file__).resolve().parents[2]
WAIT_SECONDS = 30


class Load(msgspec.Struct, frozen=True):
    """What 64 clients saw: answers a second, and the milliseconds that all but one in a hundred waited at most."""

    rate: float
    slow: float


def measure() -> Iterator[Ratio]:
    """The two servers stand side by side and are loaded in turns."""
    with serve_site() as (port, sessions):
        pairs = []
        for run in range(RUNS + 1):
            ours, theirs = (
                asyncio.run(load(port, path, sessions, f"{run}-{side}"))
                for side, path in enumerate(("/sitting/answers", "/peer/answers"))
            )
            pairs.append((ours, theirs))
    pairs = pairs[1:]  # the first one warms up
    rates = [statistics.median(one.rate for one in side) for side in zip(*pairs, strict=True)]
    slow = [statistics.median(one.slow for one in side) for side in zip(*pairs, strict=True)]
    yield Ratio(
        name="intake answers a second",
        values=tuple(ours.rate / theirs.rate for ours, theirs in pairs),
        ours=f"{CLIENTS} clients, {rates[0]:,.0f} acknowledged a second",
        theirs=f"Django view {rates[1]:,.0f}",
    )
    yield Ratio(
        name="intake 99th percentile",
        values=tuple(theirs.slow / ours.slow for ours, theirs in pairs),
        ours=f"{slow[0]:,.0f} ms",
        theirs=f"Django view {slow[1]:,.0f} ms",
    )


@contextmanager
def serve_site() -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """A server on a home of its own: its port, and an attempt with its token for each client."""
    with tempfile.TemporaryDirectory(prefix="liangcai-bench-", ignore_cleanup_errors=True) as home:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {**os.environ, "LIANGCAI_HOME": home}
        command = [sys.executable, "-m", "bench.measures.intake_server", str(port), str(CLIENTS)]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                sessions = [(attempt, token) for attempt, token in json.loads(server.stdout.readline())]
                asyncio.run(wait_for(port))
                yield port, sessions
            finally:
                server.terminate()


async def wait_for(port: int) -> None:
    """Until the port answers."""
    for _ in range(WAIT_SECONDS * 20):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise RuntimeError("the server does not come up")


async def load(port: int, path: str, sessions: list[tuple[str, str]], run: str) -> Load:
    """All clients at once."""
    began = time.perf_counter()
    waits = await asyncio.gather(*(client(port, path, attempt, token, run) for attempt, token in sessions))
    seconds = time.perf_counter() - began
    every = sorted(wait for each in waits for wait in each)
    return Load(len(every) / seconds, 1000 * every[int(0.99 * len(every))])


async def client(port: int, path: str, attempt: str, token: str, run: str) -> list[float]:
    """One connection that is kept open, as a browser keeps it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    waits = []
    for number in range(REQUESTS):
        event = {"id": f"{run}-{number}", "item": f"q{number % 100}", "sequence": number, "response": "A"}
        body = json.dumps({"attempt": attempt, "events": [event]}).encode()
        began = time.perf_counter()
        writer.write(head(port, path, token, len(body)) + body)
        await writer.drain()
        status, reply = await read_reply(reader)
        waits.append(time.perf_counter() - began)
        assert status == 200, (status, reply)
        assert reply["acknowledged"] == [event["id"]]
    writer.close()
    return waits


def head(port: int, path: str, token: str, length: int) -> bytes:
    """What a page of the site sends in front of its JSON."""
    lines = (
        f"POST {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        f"Cookie: sitting={token}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def read_reply(reader: asyncio.StreamReader) -> tuple[int, dict[str, list[str]]]:
    """Status and JSON of a reply."""
    top = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(top.partition("content-length: ")[2].partition("\r")[0])
    return int(top.split()[1]), json.loads(await reader.readexactly(length))
