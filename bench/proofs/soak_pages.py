"""Pages that are open for a long time: a line each, an answer every few seconds, the server's time now and then.

In: a port, attempts with their tokens. Out: how many saves, how long each took, what went wrong.
"""

import asyncio
import json
import random
import time

from bench.measures.intake import head, read_reply

THINK = (2.0, 6.0)


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
        """One page, its line opened anew where the server closed it between two requests."""
        rng = random.Random(attempt)  # noqa: S311 - nothing secret
        reader = writer = None
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
            if writer is None or reader is None or reader.at_eof():
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            began = time.perf_counter()
            writer.write(head(self.port, "/sitting/answers", token, len(body)) + body)
            status, reply = await read_reply(reader)
            self.waits.append(time.perf_counter() - began)
            if status == 200 and reply["acknowledged"] == [event["id"]]:
                self.saved += 1
            else:
                self.faults.append(f"{attempt}: {status} {reply}")
        if writer is not None:
            writer.close()

    async def pause(self, seconds: float) -> bool:
        """Think; whether it is over."""
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return False
        return True
