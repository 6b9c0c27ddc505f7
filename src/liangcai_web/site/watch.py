"""``/health`` and ``/metrics`` for programs on this machine that watch the site.

In: a request from loopback. Out: JSON with status 200 or 503; text in the format of Prometheus. Follows: what a
machine tells of itself is for its operators: from elsewhere, or through a proxy, the addresses do not exist; staff see
the same on ``/office/health`` after signing in.
"""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec
from django.conf import settings
from django.db import close_old_connections
from django.http.request import split_domain_port, validate_host

from liangcai_host.metrics import MEDIA_TYPE
from liangcai_web.services.upkeep.health import check_health
from liangcai_web.services.upkeep.metrics import write_metrics

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
HEALTH, METRICS = "/health", "/metrics"
FORWARDED = {b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip"}


def is_local(scope: Scope) -> bool:
    """Whether the request was made on this machine, not handed on by a proxy, and under a name of this site."""
    headers = dict(scope["headers"])
    client = scope.get("client")
    if client is None or FORWARDED & headers.keys():
        return False
    try:
        near = ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
    host = split_domain_port(headers.get(b"host", b"").decode("latin-1"))[0]
    return near and validate_host(host, [*settings.ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"])


async def answer_watch(scope: Scope, send: Send) -> None:
    """Serve the two addresses to a program on this machine that asks by GET."""
    if scope["method"] not in ("GET", "HEAD"):
        status, kind, body = 405, "text/plain", b""
    else:
        status, kind, body = await asyncio.to_thread(look, scope["path"])
    headers = [
        (b"content-type", kind.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def look(path: str) -> tuple[int, str, bytes]:
    """Status, type and body; the connection to the database is not kept by a thread that may not come again."""
    try:
        if path == METRICS:
            return 200, MEDIA_TYPE, write_metrics().encode()
        health = check_health()
        return 200 if health.ok else 503, "application/json", msgspec.json.encode(health)
    finally:
        close_old_connections()
