"""Scripts, styles and pictures of the surfaces, served as they lie there, those that import others with these.

In: a request below ``/static/``. Out: the file, or a hint that the browser has it already. Follows: only names that
Django's finders know; a name that leads out of the folders is one that does not exist.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.exceptions import SuspiciousFileOperation

from liangcai_web.site.joined_files import IMPORTS, date_files, join_files

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

SECONDS = 2.0
FOR_GOOD = b"public, max-age=31536000, immutable"
TYPES = {
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".svg": b"image/svg+xml",
    ".png": b"image/png",
    ".woff2": b"font/woff2",
    ".ttf": b"font/ttf",
    ".json": b"application/json",
}


class StaticFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file with its type and a tag of its content."""

    content: bytes
    type: bytes
    tag: bytes

    @property
    def version(self) -> str:
        """What an address ends with that names this content."""
        return "v=" + self.tag.decode().strip('"')


class NamedByContent(StaticFilesStorage):
    """Addresses that name what is in a file, so that a browser keeps it for good; written once a process."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None) -> str:
        """The address of a file."""
        known = self._addresses.get(name or "")
        if known is None:
            plain = super().url(name)
            file = find_static(plain)
            known = self._addresses[name or ""] = f"{plain}?{file.version}" if file else plain
        return known


_RECENT: dict[str, tuple[float, StaticFile]] = {}


def find_static(path: str) -> StaticFile | None:
    """The file of an address, or None where there is no such name or type."""
    name = path.removeprefix(settings.STATIC_URL)
    kind = TYPES.get(PurePosixPath(name).suffix)
    if kind is None or not path.startswith(settings.STATIC_URL):
        return None
    try:
        found = finders.find(name)
    except (SuspiciousFileOperation, ValueError):  # out of the folders, or a null character
        return None
    file = Path(found or "")
    if not file.is_file():
        return None
    return read_static(file, kind, date_files(file) if file.suffix in IMPORTS else file.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def read_static(found: Path, kind: bytes, changed: int) -> StaticFile:  # noqa: ARG001 - a changed file is read again
    """Read a file once as long as it stays as it is, with the neighbours that it imports."""
    content = join_files(found) if found.suffix in IMPORTS else found.read_bytes()
    return StaticFile(content=content, type=kind, tag=b'"' + hashlib.sha256(content).hexdigest()[:20].encode() + b'"')


async def recall_static(path: str) -> StaticFile | None:
    """The file as looked up within the last seconds; every page names a dozen."""
    if not path.startswith(settings.STATIC_URL):
        return None
    kept = _RECENT.get(path)
    if kept is not None and time.monotonic() - kept[0] < SECONDS:
        return kept[1]
    file = await asyncio.to_thread(find_static, path)
    if file is not None:
        _RECENT[path] = (time.monotonic(), file)  # only names that exist: there are no more than files
    return file


async def serve_static(scope: Scope, send: Send) -> bool:
    """Answer the request if there is such a file; whether it was answered."""
    file = await recall_static(scope["path"]) if scope["method"] in ("GET", "HEAD") else None
    if file is None:
        return False
    known = any(name == b"if-none-match" and file.tag in value for name, value in scope["headers"])
    kept = scope.get("query_string", b"").decode("latin-1") == file.version
    headers = [
        (b"content-type", file.type),
        (b"etag", file.tag),
        (b"cache-control", FOR_GOOD if kept else b"no-cache"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-length", str(0 if known else len(file.content)).encode()),
    ]
    body = b"" if known or scope["method"] == "HEAD" else file.content
    await send({"type": "http.response.start", "status": 304 if known else 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    return True
