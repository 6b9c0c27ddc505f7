"""Candidates' pages that save one answer after another, each sent until it is acknowledged.

In: a port, attempts with their tokens. Out: what was acknowledged, what was refused, and every reply that is neither.
Follows: the page's script: an answer that was not acknowledged is sent again with the same id.
"""

import asyncio
import contextlib
import json

from bench.measures.intake import head

SIZE = 400  # characters of a response: a disk that is nearly full is full soon
PAUSE = 0.02


class Savers:
    """All pages together."""

    def __init__(self, port: int, sessions: list[tuple[str, str]]) -> None:
        self.port = port
        self.sessions = sessions
        self.acknowledged: dict[str, dict[str, str]] = {attempt: {} for attempt, _ in sessions}
        self.refused = 0
        self.faults: list[str] = []
        self._stopped = False

    @property
    def saved(self) -> int:
        """How many answers were acknowledged."""
        return sum(len(names) for names in self.acknowledged.values())

    def least(self) -> int:
        """The answers of the page that has fewest."""
        return min(len(names) for names in self.acknowledged.values())

    def stop(self) -> None:
        """Every page leaves it at that."""
        self._stopped = True

    async def work(self) -> None:
        """All pages save at once."""
        await asyncio.gather(*(self.save(attempt, token) for attempt, token in self.sessions))

    async def save(self, attempt: str, token: str) -> None:
        """One page."""
        number = 0
        while not self._stopped:
            number += 1
            response = f"{number}-{attempt}-".ljust(SIZE, "x")
            event = {"id": f"a{number}", "item": f"q{number % 100}", "sequence": number, "response": response}
            body = json.dumps({"attempt": attempt, "events": [event]}).encode()
            while not self._stopped:
                status, reply = await self.send(token, body)
                if status == 200:
                    if json.loads(reply)["acknowledged"] != [event["id"]]:
                        self.faults.append(f"{attempt}: 200 without an acknowledgement of {event['id']}")
                    self.acknowledged[attempt][str(event["id"])] = response
                    break
                self.refused += status == 503
                if status != 503:
                    self.faults.append(f"{attempt}: status {status}: {reply[:80]!r}")
                await asyncio.sleep(PAUSE)

    async def send(self, token: str, body: bytes) -> tuple[int, bytes]:
        """A request on a line of its own: its status, and the body of the reply."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(head(self.port, "/sitting/answers", token, len(body)) + body)
            top = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(top.partition("content-length: ")[2].partition("\r")[0] or 0)
            return int(top.split()[1]), await reader.readexactly(length)
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            return 0, repr(error).encode()
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
