"""Who takes part in a history: machines that answer and send, an office that opens, grants, ends.

In: a world of faults, a seed. Out: what was sent and heard, with the moments between which the server had it. Follows:
a page keeps what was not acknowledged and sends it again under the same id; requests are lost, cut, doubled, delayed
and reordered; a second machine takes the attempt over, while the first goes on unaware.
"""

import asyncio
import random
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from bench.proofs.history_world import World
from bench.proofs.resends import call_intake
from liangcai_host import clock
from liangcai_host.journal.model import JournalError, NewEvent
from liangcai_web.services.sittings import journal as sittings_journal
from liangcai_web.services.sittings.journal import open_journal

ITEMS, TURNS, MINUTES = 4, 9, 1
FATES = ("well", "well", "well", "lose request", "lose reply", "lose reply", "cut", "twice", "old")
Span = tuple[datetime, datetime]


class LostError(Exception):
    """Nobody knows what became of a request."""


class Told(NamedTuple):
    """A reply that was heard: between which moments, what it acknowledged, what it said is stored."""

    span: Span
    acknowledged: list[str]
    stored: dict[str, int]


class Sent(msgspec.Struct, kw_only=True):
    """An answer with all its journeys to the server: the spans of those that may have arrived."""

    name: str
    item: str
    sequence: int
    response: str
    machine: int
    spans: list[Span] = []
    acknowledged: datetime | None = None


class Seat(msgspec.Struct, kw_only=True):
    """An attempt: what its machines sent and heard, what the office did with it and when."""

    attempt: str
    sent: dict[str, Sent] = {}
    told: list[Told] = []
    office: dict[str, tuple[str, int]] = {}
    opened: Span | None = None
    signed_in: dict[int, Span] = {}
    ended_sessions: Span | None = None
    faults: list[str] = []


async def guard(world: World, work: Coroutine[Any, Any, Any]) -> Any:
    """Do something with the process that runs; once that is dead, nothing is heard of it."""
    while world.dead:
        if not world.flying:
            world.start_again()
        await asyncio.sleep(0.001)
    generation, task = world.generation, asyncio.ensure_future(work)
    world.flying += 1
    try:
        while not task.done() and not world.dead:
            await asyncio.wait({task}, timeout=0.01)
        if world.dead or world.generation != generation:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise LostError
        return task.result()
    finally:
        world.flying -= 1


async def insist(world: World, make: Any) -> Span:
    """Do it until it is said to be done; the moments between which it was."""
    began = clock.now()
    while True:
        try:
            await guard(world, make())
        except (LostError, JournalError):
            continue
        return began, clock.now()


class Machine:
    """A browser at a seat, with a clock of its own."""

    def __init__(self, world: World, seat: Seat, number: int, other: str, rng: random.Random) -> None:
        self.world, self.seat, self.number, self.other, self.rng = world, seat, number, other, rng
        self.error = rng.choice((0, 0, 50, -50, 86_400_000, -86_400_000))
        self.last = 0
        self.pending: dict[str, Sent] = {}
        self.bodies: list[bytes] = []
        self.token = ""

    async def sign_in(self) -> None:
        """A session of its own; the sessions before it are superseded."""

        async def enter() -> None:
            self.token = await asyncio.to_thread(open_journal().open_session, self.seat.attempt, "another sign-in")

        self.seat.signed_in[self.number] = await insist(self.world, enter)

    async def work(self, turns: int) -> None:
        """Answer and send over a bad line, at times something forged."""
        for _ in range(turns):
            self.world.go_on(self.rng.uniform(0, 4))
            for _ in range(self.rng.randint(0, 3)):
                self.choose()
            await self.send(self.rng.choice(FATES))
            if self.rng.random() < 0.1:
                await self.forge()

    async def finish(self) -> None:
        """Until nothing is pending."""
        while self.pending:
            await self.send("well")

    def choose(self) -> None:
        """As the page numbers its answers: its clock, and above all that it has given or heard of."""
        self.last = max(round(self.world.seconds * 1000) + self.error + 100_000_000, self.last + 1)
        one = Sent(
            name=f"m{self.number}-{len(self.seat.sent)}-{self.rng.getrandbits(32):x}",
            item=f"q{self.rng.randrange(ITEMS)}",
            sequence=self.last,
            response=self.rng.choice(("A", "B", "AB", "", "一段文字")),
            machine=self.number,
        )
        self.seat.sent[one.name] = self.pending[one.name] = one

    async def send(self, fate: str) -> None:
        """All or some of what is pending, in any order; sometimes an old request once more, or the same one twice."""
        group = self.rng.sample(list(self.pending.values()), self.rng.randint(0, len(self.pending)))
        if fate == "well":
            group = list(self.pending.values())
        events = [
            {"id": one.name, "item": one.item, "sequence": one.sequence, "response": one.response} for one in group
        ]
        body = msgspec.json.encode({"attempt": self.seat.attempt, "events": events})
        if not group or fate == "lose request":
            return
        self.bodies.append(body)
        requests = {"twice": [body, body], "old": [self.rng.choice(self.bodies), body]}.get(fate, [body])
        await asyncio.gather(*(self.exchange(one, fate) for one in requests))

    async def exchange(self, body: bytes, fate: str) -> None:
        """One request and what is heard of it."""
        began = clock.now()
        call = call_intake(self.token, body, lose=fate == "lose reply")
        heard = None
        try:
            if fate == "cut":
                call = asyncio.wait_for(call, self.rng.uniform(0, 0.006))  # type: ignore[assignment]
            heard = await guard(self.world, call)
        except (LostError, ConnectionResetError, TimeoutError):
            pass
        span = (began, clock.now())
        if heard is None or heard[0] in (200, 503):
            for event in msgspec.json.decode(body)["events"]:
                self.seat.sent[event["id"]].spans.append(span)
        if heard is not None:
            self.hear(*heard, span)

    def hear(self, status: int, reply: dict[str, Any], span: Span) -> None:
        """A reply: what it acknowledges is pending no more."""
        if status == 503:
            return
        if status != 200:
            self.seat.faults.append(f"status {status} {reply}")
            return
        self.seat.told.append(Told(span, reply["acknowledged"], reply["stored"]))
        for name in reply["acknowledged"]:
            self.seat.sent[name].acknowledged = self.seat.sent[name].acknowledged or span[1]
            self.pending.pop(name, None)

    async def forge(self) -> None:
        """An answer for another's attempt, or with a token that nobody was given."""
        token, wanted = self.rng.choice(((self.token, 403), ("nobody's", 401)))
        event = {"id": f"forged-{self.rng.getrandbits(64):x}", "item": "q0", "sequence": 2**50, "response": "Z"}
        attempt = self.other if wanted == 403 else self.seat.attempt
        try:
            body = msgspec.json.encode({"attempt": attempt, "events": [event]})
            status, _ = await guard(self.world, call_intake(token, body, lose=False))
        except LostError:
            return
        if status != wanted:
            self.seat.faults.append(f"something forged got {status}")


class Office:
    """Who opens attempts, grants time, ends sessions and attempts."""

    def __init__(self, world: World, seats: list[Seat], rng: random.Random) -> None:
        self.world, self.seats, self.rng = world, seats, rng

    async def work(self) -> None:
        """Open each attempt, then do now this, now that."""
        for seat in self.seats:
            self.world.go_on(self.rng.uniform(0, 2))
            seat.opened = await self.state(seat, "opened", "opened", MINUTES)
        for number in range(self.rng.randint(1, 6)):
            seat, kind = self.rng.choice(self.seats), self.rng.choice(("granted", "granted", "wait", "wait", "end"))
            self.world.go_on(self.rng.uniform(0, 6))
            await asyncio.sleep(0.005)
            if kind == "granted":
                await self.state(seat, "granted", f"grant-{number}", self.rng.choice((20, 60)))
            elif kind == "end" and seat.ended_sessions is None and self.rng.random() < 0.5:
                seat.ended_sessions = await self.end_sessions(seat)
            elif kind == "end":
                await self.state(seat, self.rng.choice(("handed_in", "closed")), f"end-{number}", 0)

    async def state(self, seat: Seat, kind: str, name: str, amount: int) -> Span:
        """An event of the frame; until it is said to be stored it is sent again."""
        payload = {"opened": {"minutes": amount}, "granted": {"seconds": amount}, "closed": {"by": "staff"}}
        event = NewEvent(kind=kind, client_id=name, payload=payload.get(kind, {}))
        seat.office[name] = (kind, amount)

        async def append() -> None:
            future = open_journal().append(seat.attempt, (event,), clock.now())
            await asyncio.wrap_future(future)
            sittings_journal._FRAMES.pop(seat.attempt, None)  # as append_frame does, without waiting for the dead

        return await insist(self.world, append)

    async def end_sessions(self, seat: Seat) -> Span:
        """Whoever sits there is signed out: what comes from then on is stored and does not count."""

        async def end() -> None:
            await asyncio.to_thread(open_journal().end_sessions, seat.attempt, "staff")

        return await insist(self.world, end)
