"""R4: what is sent again after a lost request or a lost reply is stored once, and the newest answer stands.

In: how many replies to lose. Out: an account, a try a reply that was lost after the commit. Follows: rule 3 of
reliability: an unknown outcome is sent again under the same id; the intake itself is called, with a network that fails.
"""

import asyncio
import itertools
import random
from collections.abc import MutableMapping
from typing import Any

import msgspec

from bench.account import Account, account
from liangcai_host import clock
from liangcai_host.journal.model import NewEvent
from liangcai_web.candidate import intake
from liangcai_web.services.sittings.journal import fold_events, open_journal

SHORT, LONG = 60, 1000
PAGES, ITEMS = 32, 5
NAMES = itertools.count(1)
HEADERS = {"host": "127.0.0.1", "content-type": "application/json", "origin": "http://127.0.0.1"}


class Tally:
    """What the network did."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.lost_replies = self.lost_requests = self.repeated = self.cut = self.answers = 0


class Page:
    """A page as the candidate's browser runs it: pending until acknowledged, sent again under the same id."""

    def __init__(self, seed: int, tally: Tally) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - nothing secret
        self.tally = tally
        self.attempt = f"resend-{next(NAMES)}-{clock.now().timestamp()}"
        opened = NewEvent(kind="opened", client_id="opened", payload={"minutes": 90})
        open_journal().append(self.attempt, (opened,)).result()
        self.token = open_journal().open_session(self.attempt)
        self.sequence = 0
        self.pending: dict[str, dict[str, Any]] = {}
        self.sent: list[dict[str, Any]] = []
        self.old: list[bytes] = []
        self.acknowledged: set[str] = set()

    async def work(self) -> None:
        """Answer and send until enough replies were lost, then send until nothing is pending."""
        while self.tally.lost_replies < self.tally.wanted:
            self.choose()
            await self.send_pending(
                self.rng.choice(("well", "well", "lose request", "lose reply", "lose reply", "cut"))
            )
        while self.pending:
            await self.send_pending("well")

    def choose(self) -> None:
        """One to three new answers."""
        for _ in range(self.rng.randint(1, 3)):
            self.sequence += 1
            event: dict[str, Any] = {
                "id": f"{self.sequence}-{self.rng.getrandbits(64):x}",
                "item": f"q{self.rng.randrange(ITEMS)}",
                "sequence": self.sequence,
                "response": self.rng.choice(("A", "B", "C", "D", "")),
            }
            self.pending[event["id"]] = event
            self.sent.append(event)
            self.tally.answers += 1

    async def send_pending(self, fate: str) -> None:
        """Everything that is pending, in whatever order; at times an old request comes once more behind it."""
        group = list(self.pending.values())
        self.rng.shuffle(group)
        body = msgspec.json.encode({"attempt": self.attempt, "events": group})
        self.old.append(body)
        if fate == "lose request":
            self.tally.lost_requests += 1
            return
        await self.exchange(body, fate)
        if self.rng.random() < 0.3:
            self.tally.repeated += 1
            await self.exchange(self.rng.choice(self.old), "lose reply")

    async def exchange(self, body: bytes, fate: str) -> None:
        """One request; a reply that gets through acknowledges."""
        request = asyncio.create_task(call_intake(self.token, body, lose=fate == "lose reply"))
        if fate == "cut":
            await asyncio.sleep(self.rng.uniform(0, 0.01))
            request.cancel()
        try:
            status, reply = await request
        except asyncio.CancelledError:
            self.tally.cut += 1
        except ConnectionResetError:
            self.tally.lost_replies += 1
        else:
            assert status == 200, (status, reply)
            for name in reply["acknowledged"]:
                self.acknowledged.add(name)
                self.pending.pop(name, None)

    def find_faults(self) -> list[str]:
        """Lost, stored twice, or another answer standing than the newest."""
        stored = open_journal().read(self.attempt)
        names = [event.client_id for event in stored if event.kind == "answered"]
        lost = [f"lost: {event['id']}" for event in self.sent if event["id"] not in names]
        contents = [(event.item, event.sequence) for event in stored if event.kind == "answered"]
        twice = [f"twice: {one}" for one in set(contents) if contents.count(one) > 1]
        newest = {event["item"]: event["response"] for event in self.sent}
        standing = {answer.item: answer.response for answer in fold_events(stored).answers}
        wrong = [
            f"{item}: {standing.get(item)!r} stands, {newest[item]!r} is newest"
            for item in newest
            if standing.get(item) != newest[item]
        ]
        return [f"{self.attempt} {fault}" for fault in (*lost, *twice, *wrong)]


async def call_intake(token: str, body: bytes, *, lose: bool) -> tuple[int, dict[str, Any]]:
    """The intake in this process; ``lose`` cuts the line when the reply is about to be written."""
    fields = {**HEADERS, "cookie": f"{intake.COOKIE}={token}"}
    scope = {
        "type": "http",
        "path": intake.ANSWERS,
        "method": "POST",
        "headers": [(name.encode(), value.encode()) for name, value in fields.items()],
    }
    replies: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: MutableMapping[str, Any]) -> None:
        if lose:
            raise ConnectionResetError("the line was cut before the reply")
        replies.append(message)

    await intake.answer_intake(scope, receive, send)
    return replies[0]["status"], msgspec.json.decode(replies[1]["body"])


def prove(tries: int) -> Account:
    """Many pages at once over a line that fails most of the time."""
    tally = Tally(tries)
    pages = [Page(seed, tally) for seed in range(PAGES)]

    async def work() -> None:
        await asyncio.gather(*(page.work() for page in pages))

    asyncio.run(work())
    faults = [fault for page in pages for fault in page.find_faults()]
    said = (
        f"{tally.answers:,} answers, {tally.lost_requests:,} requests lost, {tally.cut:,} cut midway, "
        f"{tally.repeated:,} old requests once more"
    )
    return account(
        "R4", "lost, doubled or reordered by a failing line", tally.lost_replies, "lost replies", faults, said
    )
