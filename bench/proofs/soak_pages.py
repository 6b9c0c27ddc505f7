"""Pages that are open for a long time: a line each, an answer every few seconds, the server's time now and then.

In: a port, attempts with their tokens. Out: how many saves, how long each took, what went wrong.
"""

import asyncio
import json
import random
import time

from bench.measures.intake import head, read_reply

THINK = (2.0, 6.0)


class Line:
    """A line that is kept open; the server closes it after five idle seconds, and then the request is sent again."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, request: bytes) -> tuple[int, dict[str, list[str]]]:
        """Send, on a new line where the old one is closed; a new one that fails is a fault of the server."""
        if self._streams is not None:
            try:
                return await self._try(request, *self._streams)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
        self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        return await self._try(request, *self._streams)

    async def _try(
        self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[int, dict[str, list[str]]]:
        writer.write(request)
        return await read_reply(reader)

    def close(self) -> None:
        """Let go of it."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


class Pages:
    """All pages together."""

    def __init__(self, port: int, sessions: list[tuple[str, str]]) -> None:
        self.port = port
        self.sessions = sessions
        self.saved = 0
        self.faults: list[str] = []
        self.waits: list[float] = []
        self._stopped = asyncio.Event()

    def slow(self) -> float:
        """The seconds that all but one in a hundred saves took at most."""
        return sorted(self.waits)[int(0.99 * len(self.waits))] if self.waits else 0.0

    def stop(self) -> None:
        """Every page leaves it at that."""
        self._stopped.set()

    async def work(self) -> None:
        """All pages at once, beginning at different moments."""
        await asyncio.gather(*(self.sit(attempt, token) for attempt, token in self.sessions))

    async def sit(self, attempt: str, token: str) -> None:
        """One page."""
        rng = random.Random(attempt)  # noqa: S311 - nothing secret
        line = Line(self.port)
        number = 0
        while not await self.pause(rng.uniform(*THINK) if number else rng.uniform(0, 1)):
            number += 1
            event = {
                "id": f"{rng.getrandbits(128):032x}-{number}",
                "item": f"q{rng.randrange(100)}",
                "sequence": number,
                "response": rng.choice("ABCD"),
            }
            body = json.dumps({"attempt": attempt, "events": [event]}).encode()
            began = time.perf_counter()
            status, reply = await line.send(head(self.port, "/sitting/answers", token, len(body)) + body)
            self.waits.append(time.perf_counter() - began)
            if status == 200 and reply["acknowledged"] == [event["id"]]:
                self.saved += 1
            else:
                self.faults.append(f"{attempt}: {status} {reply}")
        line.close()

    async def pause(self, seconds: float) -> bool:
        """Think; whether it is over."""
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return False
        return True
