"""What all pages of a bench share: the state that the script begins with, and the answers to what it asks.

In: a request, the row of an attempt. Out: JSON. Follows: whoever may open the page is settled by the surface; a step
that can never be taken is answered, one that could not be stored just now is to be sent again.
"""

import re
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token

from liangcai.findings import Finding
from liangcai_host import clock
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.desk import is_over, keep_late, keep_notes, look_at, refuse, take_step

LONGEST_BODY = 64_000
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
# Sending it again helps nobody: the page is told, and what was typed stays there.
FOR_GOOD = frozenset(("benches.size", "benches.many", "benches.reused-id", "benches.read"))
OVER, AGAIN = 409, 503


def begin_state(request: HttpRequest, row: BenchAttempt, addresses: dict[str, str]) -> dict[str, Any]:
    """What the script of the page begins with; ``addresses``: view, step, notes, after."""
    return {
        "attempt": str(row.uuid),
        "addresses": addresses,
        "zone": settings.TIME_ZONE,
        "token": get_token(request),
        "mode": row.mode,
    }


def answer_look(request: HttpRequest, row: BenchAttempt) -> JsonResponse:
    """A part as it stands, and how much time is left."""
    now = clock.now()
    if is_over(row, now):
        return reply(row, now, over=True)
    seen = look_at(row, request.GET.get("part", "")[:64])
    said = {"finding": msgspec.to_builtins(seen.finding)} if seen.finding else {"view": seen.view}
    return reply(row, now, AGAIN if seen.finding else 200, **said)


def answer_step(request: HttpRequest, row: BenchAttempt) -> JsonResponse:
    """A step done, refused, or to be sent again; one that comes after the end is kept and does not count."""
    now = clock.now()
    sent = read_sent(request)
    name, body, part = sent.get("id"), sent.get("body"), sent.get("part", "")
    if not isinstance(name, str) or not NAME.fullmatch(name) or not isinstance(body, dict) or not isinstance(part, str):
        refused = refuse("read", "这一步读不懂", "That step can't be read")
        return reply(row, now, 422, taken=False, finding=msgspec.to_builtins(refused))
    if is_over(row, now):
        keep_late(row, name, body, now)
        return reply(row, now, OVER, over=True)
    done = take_step(row, name, body, part[:64])
    if isinstance(done, Finding):
        status = OVER if done.rule == "benches.ended" else 200 if done.rule in FOR_GOOD else AGAIN
        return reply(row, now, status, taken=False, finding=msgspec.to_builtins(done))
    return reply(row, now, **msgspec.to_builtins(done))


def answer_notes(request: HttpRequest, row: BenchAttempt) -> JsonResponse:
    """The notes, kept."""
    now, text = clock.now(), read_sent(request).get("text")
    if not isinstance(text, str) or "\x00" in text:
        return reply(row, now, 422)
    if is_over(row, now):
        return reply(row, now, OVER, over=True)
    keep_notes(row, text)
    return reply(row, now)


def read_sent(request: HttpRequest) -> dict[str, Any]:
    """The JSON of a request, empty where it is none or too much."""
    if len(request.body) > LONGEST_BODY:
        return {}
    try:
        sent = msgspec.json.decode(request.body)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def reply(row: BenchAttempt, now: datetime, status: int = 200, **said: Any) -> JsonResponse:
    """What is said, with the server's time and the end."""
    ends = row.ends.isoformat() if row.ends else None
    response = JsonResponse({"server_time": now.isoformat(), "ends": ends, **said}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
