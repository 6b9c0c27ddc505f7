"""Django's pages behind ASGI: a request is handled by one thread of a small pool, from first middleware to last.

In: requests. Out: responses. Follows: the site has synchronous views; Django's own ASGI handler would carry such a
request from thread to thread at every middleware, which costs more than most of the pages do.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from liangcai_host.processor import roam
from liangcai_web.pages.accounts import CANDIDATES

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# Candidates have threads of their own: who prints a thousand certificates takes none of them, and typesetting may use
# the processors that the site leaves free. More of them hinder one another, fewer wait too long for a slow disk.
CANDIDATE_THREADS, THREADS = 6, 8
# Larger than any file that a page takes; pages refuse sooner, with a finding.
BODY_LIMIT = 64 << 20
TOO_LARGE = "上传内容过大，未接收。 Too much was sent; nothing was taken."
UNREADABLE = "请求无法读取，未接收。 The request cannot be read; nothing was taken."


class Pages(BaseHandler):
    """The site's middleware and views as one synchronous call."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()
        self._candidates = ThreadPoolExecutor(CANDIDATE_THREADS, "candidates")
        self._others = ThreadPoolExecutor(THREADS, "pages", initializer=roam)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the request, have it answered, send the answer."""
        with tempfile.SpooledTemporaryFile(max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE) as body:
            loop = asyncio.get_running_loop()
            try:
                whole = await read_body(receive, body)
            except GoneError:  # half a form is none, and nobody is left to be answered
                return
            if whole:
                pool = self._candidates if scope["path"].startswith(CANDIDATES) else self._others
                status, headers, content = await loop.run_in_executor(pool, self._answer, scope, body)
            else:
                status, headers, content = spell(refuse(413, TOO_LARGE))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _answer(self, scope: Scope, body: IO[bytes]) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        set_script_prefix(scope.get("root_path", ""))
        request_started.send(sender=self.__class__, scope=scope)
        request = read_request(scope, body)
        if request is None:
            return spell(refuse(400, UNREADABLE))
        response = self.get_response(request)
        try:
            return spell(response)
        finally:
            response.close()


def read_request(scope: Scope, body: IO[bytes]) -> ASGIRequest | None:
    """The request, or None: every page reads the query, those of errors too, so it is read before any of them."""
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    if len(lengths) > 1 or not all(length.isdigit() for length in lengths):
        return None
    try:
        request = ASGIRequest(scope, body)
        request.encoding = settings.DEFAULT_CHARSET  # a form may name a codec that is none of text
        request.GET  # noqa: B018 - kept by the request
    except (UnicodeError, TooManyFieldsSent):
        return None
    return request


class GoneError(Exception):
    """The line was cut before all was sent."""


async def read_body(receive: Receive, body: IO[bytes]) -> bool:
    """Read what is sent into a file; whether it was within the limit."""
    more = True
    while more:
        message = await receive()
        if message.get("type") == "http.disconnect":
            raise GoneError
        body.write(message.get("body", b""))
        more = message.get("more_body", False)
        if body.tell() > BODY_LIMIT:
            return False
    body.seek(0)
    return True


def refuse(status: int, words: str) -> HttpResponse:
    """A sentence, where there is no request that a page could be drawn for."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def spell(response: HttpResponseBase) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """A response as ASGI sends it."""
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in response.items()]
    headers += [
        (b"set-cookie", cookie.output(header="").strip().encode("ascii")) for cookie in response.cookies.values()
    ]
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return response.status_code, headers, content
