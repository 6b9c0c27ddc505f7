"""One request to the whole application in this process, with a limit of time.

In: an ASGI application, a request as a server hands it on. Out: status, headers, body, seconds; or that it hung.
Follows: what is called is what runs, from the intake to the last middleware; only the reading of HTTP is left out.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec

HOST = "127.0.0.1:8000"
LIMIT_SECONDS = 30.0  # a child that reads a file may take 20
Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """``cut``: the line breaks after so many bytes of the body. ``kind`` and ``actor`` say where it comes from."""

    method: str
    path: str
    query: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    cut: int | None = None
    kind: str = ""
    actor: str = ""
    loose: bool = False

    def tell(self) -> str:
        """For whoever looks for the cause."""
        shown = {name: value[:200] for name, value in self.headers[:20]}
        cut = "" if self.cut is None else f" cut at {self.cut}"
        said = f"{self.method} {self.path[:200]!r}?{self.query[:200]!r} {shown} {self.body[:400]!r}{cut}"
        return f"{self.kind}, {self.actor}: {said}"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back; ``fault`` where the application broke or hung."""

    status: int = 0
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    seconds: float = 0
    fault: str = ""


def build_scope(request: Request) -> Scope:
    """As uvicorn builds it: names of headers in small letters, the path unquoted with what is no text replaced."""
    path = request.path.encode("utf-8", "surrogatepass")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": request.query,
        "root_path": "",
        "headers": list(request.headers),
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8000),
    }


async def ask(application: Application, request: Request, limit: float = LIMIT_SECONDS) -> Answer:
    """Send it in pieces, and take what comes."""
    pieces = iter(split_body(request))
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return next(pieces, {"type": "http.disconnect"})

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    began = time.perf_counter()
    fault = ""
    try:
        await asyncio.wait_for(application(build_scope(request), receive, send), limit)
    except TimeoutError:
        fault = f"no answer after {limit:.0f} s"
    except Exception as error:  # whatever a server would write into its log as a traceback
        fault = f"{type(error).__name__}: {error}"[:300]
    seconds = time.perf_counter() - began
    if fault or len(sent) < 2:
        gone = request.cut is not None and not fault  # nobody is left who could be answered
        return Answer(seconds=seconds, fault="" if gone else fault or "no answer")
    headers = tuple((bytes(name), bytes(value)) for name, value in sent[0]["headers"])
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(status=sent[0]["status"], headers=headers, body=body, seconds=seconds)


def split_body(request: Request) -> list[MutableMapping[str, Any]]:
    """The body in one or two pieces, or the first of it and then nobody."""
    if request.cut is not None:
        return [{"type": "http.request", "body": request.body[: request.cut], "more_body": True}]
    middle = len(request.body) // 2 if len(request.body) > 9 else len(request.body)
    first, second = request.body[:middle], request.body[middle:]
    if not second:
        return [{"type": "http.request", "body": first, "more_body": False}]
    return [
        {"type": "http.request", "body": first, "more_body": True},
        {"type": "http.request", "body": second, "more_body": False},
    ]
