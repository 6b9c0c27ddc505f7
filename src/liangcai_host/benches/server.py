"""The door of the supervisor: a socket in the installation that only its owner can open.

In: lines of JSON. Out: a line each. Follows: what can't be read, is too large or comes too slowly is refused and
logged, and others don't notice; one line a second and kind is logged of a flood.
"""

import asyncio
import logging
import os
import socket
import time
from pathlib import Path

import msgspec

from liangcai_host.benches import refusals
from liangcai_host.benches.nursery import NurseryError
from liangcai_host.benches.supervisor import Supervisor
from liangcai_host.benches.wire import LONGEST, SOCKET, AnyRequest, RefusalError, Reply, write_refusal, write_reply
from liangcai_host.journal.model import JournalError

MOST_CONNECTIONS = 512
LINE_SECONDS = 30.0
_DECODER: msgspec.json.Decoder[AnyRequest] = msgspec.json.Decoder(AnyRequest)
log = logging.getLogger(__name__)


class Door:
    """Takes connections and answers their lines."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._connections: set[asyncio.StreamWriter] = set()
        self._logged: dict[str, float] = {}
        self._server: asyncio.Server | None = None

    async def open(self, home: Path) -> None:
        """Listen in the installation's folder."""
        listening = bind_in(home)
        self._server = await asyncio.start_unix_server(self._serve, sock=listening, limit=LONGEST)

    async def close(self) -> None:
        """Take no more."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._connections):
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._connections) >= MOST_CONNECTIONS:
            writer.close()
            return
        self._connections.add(writer)
        try:
            while line := await self._read(reader, writer):
                writer.write(await self._answer(line))
                await writer.drain()
        except (ConnectionError, TimeoutError):
            pass
        finally:
            self._connections.discard(writer)
            writer.close()

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        """The next line; nothing where there is none, or one that is too long."""
        try:
            line = await asyncio.wait_for(reader.readline(), LINE_SECONDS)
        except ValueError:
            self._log("benches.size", "a line is too long")
            writer.write(write_refusal(refusals.size()))
            return b""
        return line if line.endswith(b"\n") else b""

    async def _answer(self, line: bytes) -> bytes:
        try:
            request = _DECODER.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            self._log("benches.read", str(error))
            return write_refusal(refusals.unreadable(str(error)[:200]))
        try:
            return write_reply(Reply(value=await self._supervisor.answer(request)))
        except RefusalError as error:
            self._log(error.rule, getattr(request, "attempt", ""))
            return write_refusal(error)
        except (JournalError, NurseryError, OSError) as error:
            log.error("%s failed: %s", type(request).__name__, error)
            return write_refusal(refusals.broken())
        except Exception:
            log.exception("%s failed", type(request).__name__)
            return write_refusal(refusals.broken())

    def _log(self, rule: str, said: str) -> None:
        now = time.monotonic()
        if now - self._logged.get(rule, 0.0) > 1:
            self._logged[rule] = now
            log.warning("refused %s: %s", rule, said)


def bind_in(home: Path) -> socket.socket:
    """A listening socket in a folder, however long its path is, that only the owner can open."""
    folder = os.open(home, os.O_PATH | os.O_DIRECTORY)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        (home / SOCKET).unlink(missing_ok=True)
        listening.bind(f"/proc/self/fd/{folder}/{SOCKET}")  # a path longer than 107 bytes can't be bound
    finally:
        os.umask(before)
        os.close(folder)
    return listening
