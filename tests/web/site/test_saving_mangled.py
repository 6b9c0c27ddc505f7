"""Mangled saves over real sockets: the short way and the long one say the same, and hang up at the same point."""

import asyncio
import os
import random
import re
from collections.abc import Callable

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from liangcai_web.site.saving import SavingProtocol
from tests.web.site.line import OTHER, Line, Protocols, Sender, connect

pytestmark = pytest.mark.slow
TRIES = 10_000 if os.environ.get("LIANGCAI_TESTS") == "long" else 400
# Who hears nothing for so long waits for more of the request; a busy machine is slower than it looks.
AT_ONCE, QUIET = 200, 4.0
MOVING = re.compile(rb'"(server_time|deadline)":"[^"]*"')
ODD = (b"\x00", b"\r", b"\n", b"\r\n", b" ", b":", b"%41", b"\xff", b"{", b'"', b"0", b"9", b"-1", b"chunked", b"GET ")
LINES = (
    b"Connection: close",
    b"Connection: upgrade\r\nUpgrade: websocket",
    b"Expect: 100-continue",
    b"Transfer-Encoding: chunked",
    b"Content-Length: 0",
    b"Content-Length: 5",
    b"Cookie: sitting=guess",
    b"Content-Type: text/plain",
    b"Sec-Fetch-Site: cross-site",
    b"Host: evil.example",
    b"X-Forwarded-For: 10.0.0.1",
)


def mangle(request: bytes, rng: random.Random) -> bytes:
    """The request with one to three things done to it; now and then none."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        request = rng.choice(WAYS)(request, rng)
    return request


def put_in(request: bytes, rng: random.Random) -> bytes:
    """Something odd, anywhere."""
    place = rng.randrange(len(request) + 1)
    return request[:place] + rng.choice(ODD) + request[place:]


def take_out(request: bytes, rng: random.Random) -> bytes:
    """A few bytes fewer."""
    place = rng.randrange(len(request) + 1)
    return request[:place] + request[place + rng.randrange(1, 9) :]


def cut_off(request: bytes, rng: random.Random) -> bytes:
    """The beginning alone."""
    return request[: rng.randrange(len(request) + 1)]


def add_line(request: bytes, rng: random.Random) -> bytes:
    """A header more, before the others or behind them."""
    first, end, rest = request.partition(b"\r\n")
    if rng.random() < 0.5:
        return first + end + rng.choice(LINES) + b"\r\n" + rest
    head, end, body = request.partition(b"\r\n\r\n")
    return head + b"\r\n" + rng.choice(LINES) + end + body


def drop_line(request: bytes, rng: random.Random) -> bytes:
    """A line fewer."""
    lines = request.split(b"\r\n")
    lines.pop(rng.randrange(len(lines)))
    return b"\r\n".join(lines)


def repeat(request: bytes, _: random.Random) -> bytes:
    """Twice, without waiting."""
    return request + request


def lengthen(request: bytes, _: random.Random) -> bytes:
    """More of a body than a page sends; the length is right."""
    head, _, body = request.partition(b"\r\n\r\n")
    body += b" " * 70_000
    return re.sub(rb"content-length: \d+", b"content-length: %d" % len(body), head) + b"\r\n\r\n" + body


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...]
WAYS = (put_in, take_out, cut_off, add_line, drop_line, repeat, lengthen)


async def ask(line: Line, request: bytes, pieces: int) -> tuple[bytes, str]:
    """All that comes back for a request with another behind it, and how it ended."""
    step = max(1, len(request) // pieces)
    said = b""
    try:
        for start in range(0, len(request), step):
            line.writer.write(request[start : start + step])
            await line.writer.drain()
            await asyncio.sleep(0)
        while not said.endswith(b"other"):
            part = await asyncio.wait_for(line.reader.read(1 << 16), QUIET)
            if not part:
                return MOVING.sub(b"", said), "closed"
            said += part
    except TimeoutError:
        return MOVING.sub(b"", said), "waits"
    except ConnectionError:
        return MOVING.sub(b"", said), "closed"
    return MOVING.sub(b"", said), "answered"


def play(protocol: Protocols, requests: list[tuple[bytes, int]]) -> list[tuple[bytes, str]]:
    """What a server of the protocol says to each request, each on a line of its own."""

    async def work() -> list[tuple[bytes, str]]:
        turns = asyncio.Semaphore(AT_ONCE)

        async def one(request: bytes, pieces: int) -> tuple[bytes, str]:
            async with turns, connect(protocol) as line:
                return await ask(line, request, pieces)

        return await asyncio.gather(*(one(*request) for request in requests))

    return asyncio.run(work())


def agree(one: tuple[bytes, str], other: tuple[bytes, str]) -> bool:
    """The same; but where the line is cut since something behind cannot be read, who was quicker has answered more."""
    if one == other:
        return True
    fewer, more = sorted((one[0].split(b"HTTP/1.1 "), other[0].split(b"HTTP/1.1 ")), key=len)
    left = iter(more)
    return one[1] == other[1] == "closed" and all(reply in left for reply in fewer)


def test_both_ways_say_the_same_to_what_is_mangled() -> None:
    rng, sender = random.Random(70), Sender()  # noqa: S311
    requests = [(mangle(sender.save(number), rng) + OTHER, rng.choice((1, 1, 2, 7))) for number in range(1, TRIES + 1)]
    short, long = play(SavingProtocol, requests), play(HttpToolsProtocol, requests)
    pairs = list(zip(requests, short, long, strict=True))
    assert [pair for pair in pairs if not agree(*pair[1:])] == []
    assert len({said for said, _ in short}) > 10  # many kinds of answers were compared
