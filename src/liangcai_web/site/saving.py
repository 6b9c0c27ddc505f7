"""A save without the machinery of a request: what most requests of a sitting are, answered where HTTP is read.

In: a connection of the HTTP server. Out: for a save as a page sends it, the journal's word on it; all else goes the way
of every request. Follows: the same functions as the intake behind ASGI judge, store and tell; durability must cost less
than HTTP (decision 0070).
"""

import asyncio
import logging
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from liangcai_host import clock
from liangcai_host.journal.model import JournalError
from liangcai_web.candidate import intake
from liangcai_web.services.meters import note_save
from liangcai_web.services.sittings.answers import Sender, find_sender, recall_sender

ADDRESS = intake.ANSWERS.encode()
# A page sends less; what is longer waits for its turn to be read, as the server has it.
PLAIN = 60_000
BROKEN = intake.Reply(500, {"error": "a fault of the program"})
log = logging.getLogger(__name__)


def write_headers(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Headers as HTTP has them, each on a line."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])


HEADERS = write_headers(intake.HEADERS)


class Nobody:
    """Whom the server would wake where a request waits for more of its body; nobody waits for that of a save."""

    def set(self) -> None:
        """Wake nobody."""


class Save:
    """A save that is being received or stored; it stands where the server keeps the request of a connection."""

    __slots__ = ("began", "body", "disconnected", "keep_alive", "response_complete", "token")
    message_event = Nobody()

    def __init__(self, token: str) -> None:
        self.token = token
        self.body = b""
        self.began = time.perf_counter()
        self.keep_alive = True
        self.disconnected = self.response_complete = False


class SavingProtocol(HttpToolsProtocol):
    """The HTTP server's protocol, in which a plain save takes a short way."""

    cycle: Any  # a ``Save`` or the server's own

    def on_headers_complete(self) -> None:
        """Take a save to itself, or leave the request to the server."""
        token = self._find_token() if self.url == ADDRESS else None
        if token is None:
            super().on_headers_complete()
        else:
            self.cycle = Save(token)

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        if self.cycle.__class__ is not Save:
            super().on_body(body)
        else:
            self.cycle.body += body

    def on_message_complete(self) -> None:
        """All of it is there: judge, store, and answer after the commit."""
        save = self.cycle
        if save.__class__ is not Save:
            super().on_message_complete()
            return
        at, sender = clock.now(), recall_sender(save.token)
        if sender is not None:
            self._take(save, sender, at)
            return
        task = self.loop.create_task(self._look_up(save, at))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _look_up(self, save: Save, at: datetime) -> None:
        """Ask the journal who saves; they are remembered from then on."""
        try:
            sender = await asyncio.to_thread(find_sender, save.token)
        except JournalError:
            self._answer(save, intake.NOT_STORED)
        except Exception:
            log.exception("nobody could say who saves")
            self._answer(save, BROKEN)
        else:
            self._take(save, sender, at)

    def _take(self, save: Save, sender: Sender | None, at: datetime) -> None:
        try:
            intake.take_answers(sender, save.body, at, lambda reply: self._answer(save, reply))
        except Exception:
            log.exception("a save failed")
            self._answer(save, BROKEN)

    def _find_token(self) -> str | None:
        """The token of the session, where nothing about the request is out of the ordinary."""
        before, parser = self.cycle, self.parser
        if before is not None and not before.response_complete:
            return None  # the one before it on this connection is still being answered
        if self.expect_100_continue or self.flow.write_paused or parser.get_http_version() != "1.1":
            return None
        if parser.should_upgrade() or not parser.should_keep_alive():
            return None
        get = dict(self.headers).get
        length = get(b"content-length", b"")
        if not length.isdigit() or len(length) > len(str(PLAIN)) or int(length) > PLAIN:
            return None
        token = intake.read_head(parser.get_method().decode("ascii"), get)
        return None if isinstance(token, intake.Reply) else token

    def _answer(self, save: Save, reply: intake.Reply) -> None:
        note_save(reply.status, time.perf_counter() - save.began)
        if save.disconnected or save.response_complete:
            return
        body = intake.write_body(reply)
        head = STATUS_LINE[reply.status] + write_headers(self.server_state.default_headers) + HEADERS
        if not save.keep_alive:  # the server is about to stop
            head += b"connection: close\r\n"
        self.transport.write(b"%bcontent-length: %d\r\n\r\n%b" % (head, len(body), body))
        save.response_complete = True
        if not save.keep_alive:
            self.transport.close()
        self.on_response_complete()
