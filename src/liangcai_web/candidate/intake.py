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
from liangcai_host.journal.model import JournalError
from liangcai_web.services.meters import note_save
from liangcai_web.services.sittings.answers import (
    Arrival,
    Refused,
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
Headers = dict[bytes, bytes]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

ANSWERS, CLOCK = "/sitting/answers", "/sitting/clock"
COOKIE = "sitting"
COOKIE_NAME = COOKIE.encode()
BODY_LIMIT = 256_000
DECODER = msgspec.json.Decoder(Sent)
STATUSES = {"unknown": 401, "another's": 403}


class Reply(NamedTuple):
    """A status and a body that is written as JSON."""

    status: int
    body: object


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
        reply = _refuse(503, "not stored")
    body = msgspec.json.encode(reply.body)
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    if scope["path"] == ANSWERS:
        note_save(reply.status, time.perf_counter() - began)


async def _answers(scope: Scope, receive: Receive) -> Reply:
    headers = dict(scope["headers"])
    refusal = _refuse_foreign(scope, headers)
    if refusal is not None:
        return refusal
    try:
        sent = DECODER.decode(await _read_body(receive))
    except BodyTooLargeError:
        return _refuse(413, "too large")
    except (msgspec.DecodeError, UnicodeDecodeError):  # a ValidationError is a DecodeError
        return _refuse(400, "not what a page sends")
    at, token = clock.now(), _read_token(headers)
    sender = recall_sender(token) or await asyncio.to_thread(find_sender, token)
    judged = judge_arrival(sender, sent, at)
    if isinstance(judged, Refused):
        return _refuse(STATUSES[judged.why], judged.why)
    return await _keep(judged)


async def _keep(arrival: Arrival) -> Reply:
    try:
        receipt = await keep_answers(arrival)
    except JournalError:
        return _refuse(503, "not stored")
    ends, at = arrival.state.ends, arrival.at
    saved = Saved(
        stored=receipt.stored,
        acknowledged=[ack.client_id for ack in receipt.acks],
        session=arrival.session,
        server_time=at,
        deadline=ends,
        closed=is_closed(arrival.state, at),
        paused=arrival.state.paused is not None,
    )
    return Reply(200, saved)


async def _clock(scope: Scope) -> Reply:
    if scope["method"] not in ("GET", "HEAD"):
        return _refuse(405, "GET only")
    attempt = await asyncio.to_thread(find_attempt, _read_token(dict(scope["headers"])))
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


def _refuse_foreign(scope: Scope, headers: Headers) -> Reply | None:
    """A request that does not come from a page of this site, or is not the JSON that such a page sends."""
    host = headers.get(b"host", b"")
    if scope["method"] != "POST":
        return _refuse(405, "POST only")
    if not _is_known(host):
        return _refuse(400, "unknown host")
    if not _is_same_origin(headers, host):
        return _refuse(403, "another origin")
    if headers.get(b"content-type", b"").split(b";")[0].strip() != b"application/json":
        return _refuse(415, "JSON only")
    return None


@lru_cache(maxsize=64)
def _is_known(host: bytes) -> bool:
    return validate_host(split_domain_port(host.decode("latin-1"))[0], settings.ALLOWED_HOSTS)


def _is_same_origin(headers: Headers, host: bytes) -> bool:
    """By ``Sec-Fetch-Site`` where the browser sends it, and by ``Origin``; neither is no proof."""
    site, origin = headers.get(b"sec-fetch-site"), headers.get(b"origin")
    if site is not None and site != b"same-origin":
        return False
    if origin is not None:
        return origin.partition(b"://")[2] == host
    return site is not None


def _read_token(headers: Headers) -> str:
    """The value of the cookie; browsers part cookies by a semicolon."""
    for cookie in headers.get(b"cookie", b"").split(b";"):
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


def _refuse(status: int, why: str) -> Reply:
    return Reply(status, {"error": why})
