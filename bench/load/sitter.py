"""A candidate as a load: signs in, starts, opens the paper, saves, hands in, sees how it ended.

In: a ticket. Out: a client of the driver. Follows: the requests that a browser makes at an empty cache, styles, scripts
and forms with their tokens included; ten pages of five questions, saved a page at a time.
"""

import json
import random
import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from bench.load.driver import Client, Reply, Request
from bench.load.saver import make_id

PAGES, QUESTIONS = 10, 5
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
IMPORT = re.compile(r'from "\./([^"]+)"')
STATE = re.compile(r'<script id="state" type="application/json">(.*?)</script>', re.DOTALL)
ITEM = re.compile(r'data-item="([^"]+)"')
Step = Generator[Request | float, Reply | None, Reply]


class Ticket(NamedTuple):
    """What a candidate types to sign in."""

    ticket_number: str
    id_number: str


class Browser:
    """What a browser remembers: cookies, and files that it has."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.host = f"127.0.0.1:{port}"
        self.cookies: dict[str, str] = {}
        self.cached: set[str] = set()

    def fetch(self, method: str, path: str, body: bytes = b"", kind: str = "", name: str = "") -> Step:
        """One request; cookies are kept, a refusal is an error."""
        reply = yield Request(self._write(method, path, body, kind), name or path)
        assert reply is not None
        for line in reply.head.split("\r\n"):
            if line.lower().startswith("set-cookie:"):
                key, _, value = line[11:].strip().partition(";")[0].partition("=")
                self.cookies[key] = value
        if reply.status >= 400:
            raise RuntimeError(f"{method} {path}: {reply.status} {reply.body[:300]!r}")
        return reply

    def page(self, path: str) -> Step:
        """A page, redirects followed, with the files that it names."""
        reply = yield from self.fetch("GET", path, name="page " + path)
        while reply.status in (302, 303):
            target = reply.head.lower().partition("location: ")[2].partition("\r")[0]
            reply = yield from self.fetch("GET", target, name="page " + target)
        wanted = STATIC.findall(reply.body.decode())
        while wanted:
            address = wanted.pop()
            if address not in self.cached:
                self.cached.add(address)
                file = yield from self.fetch("GET", address, name="static")
                if address.partition("?")[0].endswith(".js"):
                    folder = address.rpartition("/")[0]
                    wanted += [f"{folder}/{found}" for found in IMPORT.findall(file.body.decode())]
        return reply

    def post(self, page: Reply, path: str, **fields: str) -> Step:
        """Send the form of a page, and see where it leads."""
        found = TOKEN.search(page.body.decode())
        assert found, path
        body = "&".join(f"{key}={value}" for key, value in {"csrfmiddlewaretoken": found[1], **fields}.items())
        reply = yield from self.fetch(
            "POST", path, body.encode(), "application/x-www-form-urlencoded", name="form " + path
        )
        return (yield from self.page(reply.head.lower().partition("location: ")[2].partition("\r")[0]))

    def _write(self, method: str, path: str, body: bytes, kind: str) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{key}={value}" for key, value in self.cookies.items()))
        if method == "POST":
            lines += [f"Origin: {self.origin}", "Sec-Fetch-Site: same-origin", f"Content-Type: {kind}"]
            lines.append(f"Content-Length: {len(body)}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def sit(port: int, ticket: Ticket, pause: float, rng: random.Random) -> Client:
    """A whole examination; ``pause`` is the mean of the seconds between two saves."""
    browser = Browser(port)
    paper = yield from enter(browser, ticket)
    yield from answer(browser, paper.body.decode(), pause, rng)
    page = yield from browser.page("/sitting/hand-in")
    yield from browser.post(page, "/sitting/hand-in")


def enter(browser: Browser, ticket: Ticket) -> Step:
    """Sign in, start, and have the paper."""
    entry = yield from browser.page("/sitting")
    page = yield from browser.post(entry, "/sitting", ticket_number=ticket.ticket_number, id_number=ticket.id_number)
    return (yield from browser.post(page, "/sitting/start"))


def answer(browser: Browser, paper: str, pause: float, rng: random.Random) -> Client:
    """Ten pages of five questions, a save a page."""
    state = STATE.search(paper)
    assert state, "the paper has no state"
    attempt, items = json.loads(state[1])["attempt"], list(dict.fromkeys(ITEM.findall(paper)))
    for body in write_saves(attempt, items, rng):
        if pause:
            yield rng.uniform(0.5, 1.5) * pause
        reply = yield from browser.fetch("POST", "/sitting/answers", body, "application/json", name="save")
        assert len(json.loads(reply.body)["acknowledged"]) == QUESTIONS


def write_saves(attempt: str, items: list[str], rng: random.Random) -> Iterator[bytes]:
    """The bodies of the saves."""
    for page in range(PAGES):
        events = [
            {
                "id": make_id(rng),
                "kind": "answered",
                "item": items[(page * QUESTIONS + place) % len(items)],
                "sequence": page * QUESTIONS + place + 1,
                "response": rng.choice("ABCD"),
            }
            for place in range(QUESTIONS)
        ]
        yield json.dumps({"attempt": attempt, "events": events}).encode()
