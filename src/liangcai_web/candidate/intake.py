"""The intake of answers: a small handler in front of Django, so that saving waits for nothing but the disk.

In: ``POST /sitting/answers`` (JSON, cookie ``sitting``), ``GET /sitting/clock``. Out: what is stored, deadline, the
server's time. Follows: same origin only; the reply is written after the journal's commit; a failed commit is an error
and acknowledges nothing.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from liangcai_host import clock
from liangcai_host.journal.model import JournalError, Receipt
from liangcai_host.journal.replies import settle_future
from liangcai_web.services.meters import note_save
from liangcai_web.services.sittings.answers import (
    Arrival,
    Refused,
    Sender,
    Sent,
    SessionState,
    find_sender,
    is_closed,
    judge_arrival,
    keep_answers,
    recall_sender,
)
from liangcai_web.services.sittings.journal import read_frame
from liangcai_web.services.sittings.sign_in import find_attempt

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

ANSWERS, CLOCK = "/sitting/answers", "/sitting/clock"
COOKIE = "sitting"
COOKIE_NAME = COOKIE.encode()
BODY_LIMIT = 256_000
# A page sends the same head with every save: what it says is worked out once, for heads of an ordinary length.
HEADS, LONGEST_COOKIE = 4096, 1000
HEADERS = (
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)
DECODER = msgspec.json.Decoder(Sent)
STATUSES = {"unknown": 401, "another's": 403}


class Reply(NamedTuple):
    """A status and a body that is written as JSON."""

    status: int
    body: object


def refuse(status: int, why: str) -> Reply:
    """Why nothing was stored, in a word."""
    return Reply(status, {"error": why})


NOT_STORED = refuse(503, "not stored")


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """The server's time, and until when this attempt counts, in UTC; ``paused`` while the clock stands still."""

    server_time: datetime
    deadline: datetime | None
    closed: bool
    paused: bool = False


class Saved(Time, frozen=True, kw_only=True):
    """What is on stable storage now; ``stored`` has the highest sequence of each item, whoever sent it."""

    stored: dict[str, int]
    acknowledged: list[str]
    session: SessionState


class BodyTooLargeError(Exception):
    """More was sent than a page ever sends."""


async def answer_intake(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve the two addresses of the intake."""
    began = time.perf_counter()
    try:
        reply = await (_clock(scope) if scope["path"] == CLOCK else _answers(scope, receive))
    except JournalError:  # the sender could not even be looked up: the page keeps what it has and sends it again
        reply = NOT_STORED
    body = write_body(reply)
    headers = [*HEADERS, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    if scope["path"] == ANSWERS:
        note_save(reply.status, time.perf_counter() - began)


def write_body(reply: Reply) -> bytes:
    """A reply as it is sent, under ``HEADERS`` and its length."""
    return msgspec.json.encode(reply.body)


async def _answers(scope: Scope, receive: Receive) -> Reply:
    token = read_head(scope["method"], dict(scope["headers"]).get)
    if isinstance(token, Reply):
        return token
    try:
        body = await _read_body(receive)
    except BodyTooLargeError:
        return refuse(413, "too large")
    at = clock.now()
    sender = recall_sender(token) or await asyncio.to_thread(find_sender, token)
    answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
    take_answers(sender, body, at, lambda reply: settle_future(answered, reply, None))
    return await answered


def take_answers(sender: Sender | None, body: bytes, at: datetime, answer: Callable[[Reply], None]) -> None:
    """Judge what came and hand it to the journal; ``answer`` is called once: with a refusal, or after the commit."""
    try:
        sent = DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):  # a ValidationError is a DecodeError
        return answer(refuse(400, "not what a page sends"))
    judged = judge_arrival(sender, sent, at)
    if isinstance(judged, Refused):
        return answer(refuse(STATUSES[judged.why], judged.why))
    try:
        keep_answers(judged, lambda receipt, _: answer(_tell(judged, receipt) if receipt else NOT_STORED))
    except JournalError:
        answer(NOT_STORED)


def _tell(arrival: Arrival, receipt: Receipt) -> Reply:
    """What the page hears once its answers are on stable storage."""
    saved = Saved(
        stored=receipt.stored,
        acknowledged=[ack.client_id for ack in receipt.acks],
        session=arrival.session,
        server_time=arrival.at,
        deadline=arrival.state.ends,
        closed=arrival.closed,
        paused=arrival.state.paused is not None,
    )
    return Reply(200, saved)


async def _clock(scope: Scope) -> Reply:
    if scope["method"] not in ("GET", "HEAD"):
        return refuse(405, "GET only")
    attempt = await asyncio.to_thread(find_attempt, _read_token(dict(scope["headers"]).get(b"cookie", b"")))
    state = await asyncio.to_thread(read_frame, attempt) if attempt else None
    at, ends = clock.now(), state.ends if state else None
    return Reply(
        200,
        Time(
            server_time=at,
            deadline=ends,
            closed=bool(state and is_closed(state, at)),
            paused=bool(state and state.paused),
        ),
    )


def read_head(method: str, get: Callable[[bytes], bytes | None]) -> str | Reply:
    """The token of the session, or why what has this head is refused; ``get`` gives a header by its name."""
    cookie = get(b"cookie") or b""
    read = _read_head if len(cookie) < LONGEST_COOKIE else _read_head.__wrapped__
    return read(
        method, get(b"host") or b"", get(b"origin"), get(b"sec-fetch-site"), get(b"content-type") or b"", cookie
    )


@lru_cache(maxsize=HEADS)
def _read_head(
    method: str, host: bytes, origin: bytes | None, site: bytes | None, kind: bytes, cookie: bytes
) -> str | Reply:
    """The token of the session, or the refusal of what does not come from a page of this site or is not its JSON."""
    if method != "POST":
        return refuse(405, "POST only")
    if not validate_host(split_domain_port(host.decode("latin-1"))[0], settings.ALLOWED_HOSTS):
        return refuse(400, "unknown host")
    if not _is_same_origin(host, origin, site):
        return refuse(403, "another origin")
    if kind.split(b";")[0].strip() != b"application/json":
        return refuse(415, "JSON only")
    return _read_token(cookie)


def _is_same_origin(host: bytes, origin: bytes | None, site: bytes | None) -> bool:
    """By ``Sec-Fetch-Site`` where the browser sends it, and by ``Origin``; neither is no proof."""
    if site is not None and site != b"same-origin":
        return False
    if origin is not None:
        return origin.partition(b"://")[2] == host
    return site is not None


def _read_token(cookies: bytes) -> str:
    """The value of the session's cookie; browsers part cookies by a semicolon."""
    for cookie in cookies.split(b";"):
        name, _, value = cookie.strip().partition(b"=")
        if name == COOKIE_NAME:
            return value.decode("latin-1").strip('"')
    return ""


async def _read_body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY_LIMIT:
            raise BodyTooLargeError
    return body
