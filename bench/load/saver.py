"""A candidate as a load who only saves: one answer after another, with or without time to think.

In: an attempt and its token. Out: a client of the driver that goes on until the time is over.
"""

import itertools
import random
import time

from bench.load.driver import Client, Request

SAVE, EMPTY = "/sitting/answers", "/peer/empty"


def save_on(port: int, attempt: str, token: str, pause: float, rng: random.Random, path: str = SAVE) -> Client:
    """Save for ever; ``pause`` is the mean of the seconds between two saves, and begins with a part of it."""
    head = "\r\n".join(
        (
            f"POST {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Origin: http://127.0.0.1:{port}",
            "Sec-Fetch-Site: same-origin",
            "Content-Type: application/json",
            f"Cookie: sitting={token}",
        )
    ).encode()
    if pause:
        yield rng.uniform(0, pause)
    for number in itertools.count():
        body = (
            f'{{"attempt":"{attempt}","events":[{{"id":"{make_id(rng)}","kind":"answered",'
            f'"item":"K1.1.{number % 100}-01","sequence":{number},"response":"{"ABCD"[number % 4]}"}}]}}'
        ).encode()
        reply = yield Request(head + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body, path)
        if reply is None or reply.status != 200:
            raise RuntimeError(f"not saved: {reply}")
        if pause:
            yield rng.uniform(0.5, 1.5) * pause


def make_id(rng: random.Random) -> str:
    """An id as the candidate's page makes them: a UUID of version 7, without hyphens."""
    return f"{time.time_ns() // 1_000_000:012x}7{rng.getrandbits(12):03x}8{rng.getrandbits(60):015x}"
