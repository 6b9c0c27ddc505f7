"""All benches of an installation, and what can be asked of them.

In: requests. Out: values, or a refusal for people. Follows: this process alone writes the journal of the benches; it
knows no engine and runs none; at its start all open benches come again, and the time without it is given back.
"""

import asyncio
import logging
import shutil
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from liangcai_host.benches import refusals, wire
from liangcai_host.benches.addresses import Addresses
from liangcai_host.benches.channel import Channel, FaultError, LostError, SlowError
from liangcai_host.benches.hosted import Hosted
from liangcai_host.benches.house import House
from liangcai_host.benches.messages import Judge
from liangcai_host.benches.model import BenchHealth, BenchOrder, HandIn, Json, Ready, StepReply
from liangcai_host.benches.story import CLOSED, Story, fold_story, tell
from liangcai_host.journal.model import JournalError

SWEEP_SECONDS = 1.0
log = logging.getLogger(__name__)


class Supervisor:
    """The benches by attempt."""

    def __init__(self, house: House, alive: Path) -> None:
        self._house = house
        self._alive = alive
        self._addresses = Addresses(house.limits)
        self._hosted: dict[str, Hosted] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._collecting: set[str] = set()

    async def start(self) -> None:
        """Warm the template, then have all open benches again."""
        lived = read_alive(self._alive)
        for left in self._house.folder.iterdir():  # of a supervisor that was killed
            shutil.rmtree(left, ignore_errors=True)
        await self._house.nursery.start()
        told = (self._read(attempt) for attempt in self._house.journal.open_attempts())
        stories = [story for story in told if story is not None][: self._house.limits.benches]
        self._addresses.keep({story.order.address for story in stories})
        for story in stories:
            self._bring_back(story, max(story.last, lived) if lived else story.last)

    def _bring_back(self, story: Story, lost_since: datetime | None) -> Hosted:
        """The bench of a story, at its old address if that is free."""
        address = self._addresses.take(story.order.address)
        if not address:
            raise refusals.full(self._house.limits.benches)
        hosted = Hosted(self._house, replace(story.order, address=address), story, lost_since)
        self._hosted[story.order.attempt] = hosted
        return hosted

    async def answer(self, request: wire.AnyRequest) -> Any:
        """What a request asks for; raises RefusalError."""
        match request:
            case wire.Prepare():
                return await self.prepare(request.order)
            case wire.Take():
                return await self.step(request)
            case wire.See():
                return await (await self._find(request.attempt)).look(request.part)
            case wire.Finish():
                return await self.hand_in(request.attempt)
            case wire.Reset():
                return {"run": await (await self._find(request.attempt)).reset(request.of)}
            case wire.Stop():
                return await self.stop(request.attempt)
            case wire.Rejudge():
                return await self.judge(request.order, request.evidence)
            case wire.Tell():
                return self.health()

    async def _find(self, attempt: str) -> Hosted:
        """The bench of an attempt, woken where it rests; raises RefusalError."""
        hosted = self._hosted.get(attempt)
        if hosted is not None and hosted.rests:
            await hosted.gone.wait()
        hosted = self._hosted.get(attempt) or self._wake(attempt)
        if hosted is None:
            raise refusals.unknown()
        return hosted

    def _wake(self, attempt: str) -> Hosted | None:
        """The bench of an attempt that has none just now; None where it never had one, RefusalError where it ended."""
        story = self._read(attempt)
        if story is None:
            return None
        if story.closed or story.evidence is not None:
            raise refusals.ended()
        return self._bring_back(story, None)

    def _read(self, attempt: str) -> Story | None:
        return fold_story(self._house.journal.read(attempt))

    async def prepare(self, order: BenchOrder) -> Ready:
        """A bench for an attempt; asked again, the same one."""
        began = self._house.now()
        if order.engine not in self._house.nursery.engines:
            raise refusals.engine(order.engine)
        try:
            hosted = await self._find(order.attempt)
        except wire.RefusalError as error:
            if error.rule != refusals.unknown().rule:
                raise
            hosted = self._begin(order)
        if (hosted.order.pack, hosted.order.seed, hosted.order.engine) != (order.pack, order.seed, order.engine):
            raise refusals.other()
        try:
            await hosted.keeper.ready()
        except wire.RefusalError:
            if hosted.diary.story is None:
                await self._let_go(hosted)
            raise
        return Ready(addresses=hosted.keeper.addresses, seconds=(self._house.now() - began).total_seconds())

    def _begin(self, order: BenchOrder) -> Hosted:
        address = self._addresses.take()
        if not address:
            raise refusals.full(self._house.limits.benches)
        hosted = Hosted(self._house, replace(order, address=address, folder=""), None, None)
        self._hosted[order.attempt] = hosted
        return hosted

    async def step(self, request: wire.Take) -> StepReply:
        """A step of an attempt."""
        return await (await self._find(request.attempt)).step(request.step, request.part)

    async def hand_in(self, attempt: str) -> HandIn:
        """The evidence, stored, and the report of it; the bench is let go. Asked again, the same once more."""
        known = None if attempt in self._hosted else self._read(attempt)
        if known is not None and known.evidence is not None:
            report = await self.judge(known.order, known.evidence)
            return HandIn(evidence=known.evidence, report=report, lost_seconds=known.lost_seconds)
        hosted = await self._find(attempt)
        story = await hosted.hand_in()
        self._start(self._let_go(hosted))
        report, _ = await asyncio.gather(self.judge(story.order, story.evidence or {}), hosted.gone.wait())
        return HandIn(evidence=story.evidence or {}, report=report, lost_seconds=story.lost_seconds)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that nobody waits for."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self, attempt: str) -> Json:
        """End a bench without a hand-in."""
        hosted = self._hosted.get(attempt)
        story = hosted.diary.story if hosted else self._read(attempt)
        if story is not None and story.evidence is None and not story.closed:
            await self._house.journal.store(attempt, (tell(CLOSED, "closed"),), self._house.now())
        if hosted is not None:
            await self._let_go(hosted)
        return {}

    async def _let_go(self, hosted: Hosted) -> None:
        await hosted.keeper.let_go()
        if self._hosted.get(hosted.order.attempt) is hosted:
            del self._hosted[hosted.order.attempt]
            self._addresses.give_back(hosted.order.address)
        hosted.gone.set()

    async def judge(self, order: BenchOrder, evidence: Json) -> Json:
        """The report of evidence, made in a process of its own."""
        if order.engine not in self._house.nursery.engines:
            raise refusals.engine(order.engine)
        channel = Channel(await self._house.nursery.fork())
        await channel.open()
        try:
            report: Json = await channel.ask(
                lambda number: Judge(
                    number=number, engine=order.engine, files=order.files, seed=order.seed, evidence=evidence
                ),
                self._house.limits.evidence_seconds,
            )
        except (LostError, SlowError, FaultError) as error:
            log.error("judging %s failed: %s", order.attempt, error)
            raise refusals.broken() from None
        finally:
            channel.kill()
            await channel.end()
        return report

    def health(self) -> list[BenchHealth]:
        """How all benches do."""
        return [hosted.health() for hosted in self._hosted.values()]

    async def sweep(self) -> None:
        """Until cancelled: note that this process lives; end what hangs, let idle ones rest, hand in forgotten ones."""
        while True:
            with suppress(OSError):
                self._alive.touch()
            for hosted in list(self._hosted.values()):
                if hosted.keeper.is_quiet():
                    log.warning("bench %s says nothing and is ended", hosted.order.attempt)
                    hosted.keeper.kill()
                if hosted.is_idle():
                    hosted.rests = True
                    self._start(self._let_go(hosted))
                elif hosted.is_forgotten() and hosted.order.attempt not in self._collecting:
                    self._collecting.add(hosted.order.attempt)
                    self._start(self._collect(hosted))
            await asyncio.sleep(SWEEP_SECONDS)

    async def _collect(self, hosted: Hosted) -> None:
        try:
            await hosted.hand_in()
            await self._let_go(hosted)
        except (wire.RefusalError, JournalError) as error:
            log.error("bench %s could not be handed in: %s", hosted.order.attempt, error)
        finally:
            self._collecting.discard(hosted.order.attempt)

    async def close(self) -> None:
        """Let all processes go; the attempts go on at the next start."""
        self._alive.touch()
        await asyncio.gather(*(self._let_go(hosted) for hosted in list(self._hosted.values())))
        await asyncio.gather(*self._tasks)
        self._house.nursery.stop()


def read_alive(path: Path) -> datetime | None:
    """When the supervisor before this one was last alive, if there was one."""
    with suppress(OSError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return None
