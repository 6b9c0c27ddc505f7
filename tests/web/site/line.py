"""A line to a server of either protocol, and somebody who saves over it."""

import asyncio
import itertools
import re
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import msgspec
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from liangcai_host import clock
from liangcai_host.journal.model import NewEvent
from liangcai_web.candidate import intake
from liangcai_web.services.sittings import answers as sittings_answers
from liangcai_web.services.sittings.journal import open_journal

NUMBERS = itertools.count()
DATE = (b"date", b"Thu, 01 Jan 1970 00:00:00 GMT")
MOMENT = re.compile(rb'"(server_time|deadline)":"[^"]*"')
OTHER = b"GET /elsewhere HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n"
Protocols = type[HttpToolsProtocol]


class Sender:
    """An attempt with a session that the site remembers, and what its page sends."""

    def __init__(self) -> None:
        self.attempt = f"saving-{next(NUMBERS)}-{clock.now().timestamp()}"
        opened = NewEvent(kind="opened", client_id="opened", payload={"minutes": 90})
        open_journal().append(self.attempt, (opened,)).result()
        self.token = open_journal().open_session(self.attempt)
        assert sittings_answers.find_sender(self.token)

    def save(self, number: int = 1, body: bytes | None = None, **changed: str) -> bytes:
        """A save as bytes on the line; headers may be changed, or taken out by an empty text."""
        event = {"id": f"e-{number}", "item": f"q{number}", "sequence": number, "response": "A"}
        body = msgspec.json.encode({"attempt": self.attempt, "events": [event]}) if body is None else body
        fields = {
            "host": "127.0.0.1:8000",
            "origin": "http://127.0.0.1:8000",
            "sec-fetch-site": "same-origin",
            "content-type": "application/json",
            "content-length": str(len(body)),
            "cookie": f"sitting={self.token}",
            "method": "POST",
            "version": "HTTP/1.1",
        }
        fields |= {name.replace("_", "-"): value for name, value in changed.items()}
        first = f"{fields.pop('method')} /sitting/answers {fields.pop('version')}\r\n"
        return (
            first + "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value) + "\r\n"
        ).encode() + body

    def stored(self) -> list[int]:
        """The sequences of the answers in the journal."""
        return [event.sequence for event in open_journal().read(self.attempt, ("answered",))]


async def respond(scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    """The intake behind ASGI; any other address says that it is none."""
    if scope["path"] == intake.ANSWERS:
        await intake.answer_intake(scope, receive, cast("Any", send))
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"other"})


class Line:
    """A connection to a server of one of the two protocols."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: ServerState) -> None:
        self.reader, self.writer, self.state = reader, writer, state

    async def reply(self) -> tuple[bytes, list[bytes], bytes]:
        """The next reply: its first line, its headers, its body without moments."""
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 20)).split(b"\r\n")
        fields = dict(line.split(b": ", 1) for line in head[1:-2])
        body = await asyncio.wait_for(self.reader.readexactly(int(fields[b"content-length"])), 20)
        return (
            head[0],
            sorted(line for line in head[1:] if not line.startswith(b"content-length")),
            MOMENT.sub(b"", body),
        )


@asynccontextmanager
async def connect(protocol: Protocols) -> Any:
    """A line to a server of the protocol."""
    config = Config(cast("Any", respond), lifespan="off", log_level="warning")
    config.load()
    state = ServerState()
    state.default_headers = [DATE]
    server = await asyncio.get_running_loop().create_server(
        lambda: protocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
    try:
        yield Line(reader, writer, state)
    finally:
        writer.close()
        server.close()


def talk(protocol: Protocols, pieces: list[bytes], replies: int, *, by_turns: bool = False) -> list[Any]:
    """What comes back for pieces that are sent one after another, ``by_turns`` each after the reply to the one before.

    Whether the line was closed stands at the end.
    """

    async def work() -> list[Any]:
        said: list[Any] = []
        async with connect(protocol) as line:
            for piece in pieces:
                line.writer.write(piece)
                await line.writer.drain()
                if by_turns:
                    said.append(await line.reply())
            said += [await line.reply() for _ in range(replies - len(said))]
            try:
                rest = await asyncio.wait_for(line.reader.read(1), 0.2)
            except TimeoutError:
                return [*said, "open"]
            return [*said, rest or "closed"]

    return asyncio.run(work())
