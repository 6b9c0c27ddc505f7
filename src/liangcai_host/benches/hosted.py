"""One attempt's bench, as it is asked.

In: steps and questions. Out: replies, or a refusal for people. Follows: a step is on stable storage before the process
gets it; asked again after a crash, what is stored is done once; nobody's bench is lost by one step.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from liangcai_host.benches import refusals
from liangcai_host.benches.channel import FaultError, LostError, SlowError
from liangcai_host.benches.diary import Diary
from liangcai_host.benches.house import House
from liangcai_host.benches.keeper import TRIES, Keeper
from liangcai_host.benches.messages import AnyAsked, DoStep, LookAt, TakeEvidence
from liangcai_host.benches.model import BenchHealth, BenchOrder, Json, Step, StepReply
from liangcai_host.benches.rates import Bucket
from liangcai_host.benches.story import HANDED_IN, RESET, Kept, Story
from liangcai_host.benches.wire import RefusalError

log = logging.getLogger(__name__)


class Hosted:
    """A bench; whoever calls has checked that it is this attempt's."""

    def __init__(self, house: House, order: BenchOrder, story: Story | None, lost_since: datetime | None) -> None:
        self.order = order
        self.diary = Diary(house, order, story, lost_since)
        self.keeper = Keeper(house, self.diary, self.observe)
        self.gone = asyncio.Event()
        self.rests = False
        self._limits = house.limits
        self._turn = asyncio.Lock()
        seconds = asyncio.get_running_loop().time()
        limits = house.limits
        self._used = seconds
        self._steps, self._looks, self._wires = (Bucket(limits.rate, limits.burst, seconds) for _ in range(3))

    async def step(self, step: Step, part: str | None) -> StepReply:
        """Store a step, have it done, and say what became of it."""
        self._count(self._steps)
        async with self._turn:
            story = self.diary.told
            kept = story.kept.get(step.id)
            if kept is None:
                self._check(step.body)
                if self.diary.seconds_over() > 0:
                    return StepReply(seq=await self.diary.keep_late(step), taken=False, finding=refusals.over())
                kept = await self.diary.keep(replace(step, wire=False))
            elif kept.step.body != step.body:
                raise refusals.reused()
            elif step.id not in story.runs[-1]:
                return StepReply(seq=kept.seq, taken=False, finding=refusals.before_reset())
            return await self._do(kept, part)

    def _count(self, bucket: Bucket) -> None:
        """Note that the bench is in use; raise RefusalError where it is too much so."""
        self._used = asyncio.get_running_loop().time()
        if not bucket.take(self._used):
            raise refusals.flood()

    def _check(self, body: Json) -> None:
        """Raise RefusalError for what is not stored."""
        if len(self.diary.told.kept) >= self._limits.most_steps:
            raise refusals.many(self._limits.most_steps)
        if len(msgspec.json.encode(body)) > self._limits.step_bytes:
            raise refusals.size()

    async def _do(self, kept: Kept, part: str | None) -> StepReply:
        """Have a stored step done; where the bench breaks at it again and again, strike it out."""
        name = kept.step.id
        for _ in range(TRIES):
            channel = await self.keeper.ready()
            if name in self.diary.told.struck:
                break
            self.keeper.suspect = name
            try:
                done = await channel.ask(
                    lambda number: DoStep(number=number, step=kept.step, part=part), self._limits.step_seconds
                )
            except LostError:
                continue
            except (FaultError, SlowError) as error:
                log.warning("bench %s, step %s: %s", self.order.attempt, name, error)
                break
            self.keeper.suspect = ""
            view = {**done["view"], "clock": self.diary.clock()} if part is not None else {}
            return StepReply(seq=kept.seq, taken=done["taken"], finding=done["finding"], view=view)
        self.keeper.suspect = ""
        if name not in self.diary.told.struck:
            await self.diary.strike(name)
            self.keeper.kill()
        return StepReply(seq=kept.seq, taken=False, finding=refusals.fault())

    async def observe(self, body: Json) -> int:
        """Store what came in by a protocol, when its turn comes; 0 where it is not stored."""
        while not self._wires.take(asyncio.get_running_loop().time()):
            await asyncio.sleep(self._wires.wait())
        diary, self._used = self.diary, asyncio.get_running_loop().time()
        if diary.story is None or self.keeper.state == "ending" or diary.seconds_over() > 0:
            return 0
        try:
            self._check(body)
            kept = await diary.keep(Step(id=f"wire-{secrets.token_hex(8)}", body=body, wire=True))
        except RefusalError as error:
            log.warning("refused %s: %s, by a protocol", error.rule, self.order.attempt)
            return 0
        return kept.seq

    async def look(self, part: str) -> Json:
        """A part as it stands."""
        self._count(self._looks)
        view: Json = await self._ask(lambda number: LookAt(number=number, part=part), self._limits.step_seconds)
        return {**view, "clock": self.diary.clock()}

    async def _ask(self, make: Callable[[int], AnyAsked], seconds: float) -> Any:
        for _ in range(TRIES):
            channel = await self.keeper.ready()
            try:
                return await channel.ask(make, seconds)
            except LostError:
                continue
            except SlowError:
                self.keeper.kill()
            except FaultError as error:
                log.error("bench %s: %s", self.order.attempt, error)
                break
        raise refusals.broken()

    async def hand_in(self) -> Story:
        """Take the evidence and store it; asked again, the story as it was handed in."""
        async with self._turn:
            if self.diary.told.evidence is None:
                at = min(self.diary.at(), self.order.seconds)
                given = await self._ask(lambda number: TakeEvidence(number=number), self._limits.evidence_seconds)
                if len(msgspec.json.encode(given)) > self._limits.evidence_bytes:
                    log.error("bench %s: the evidence is too large", self.order.attempt)
                    raise refusals.broken()
                await self.diary.tell(HANDED_IN, evidence=self._sign(given, at))
            return self.diary.told

    def _sign(self, given: Json, at: int) -> Json:
        """What the bench gave, with what only the supervisor knows."""
        story, order = self.diary.told, self.order
        return {
            **given,
            "pack": order.pack,
            "engine": order.engine,
            "seed": order.seed,
            "mode": order.mode,
            "at": at,
            "lost_seconds": story.lost_seconds,
            "runs": len(story.runs),
            "steps": msgspec.to_builtins(list(story.steps)),
        }

    async def reset(self, of: int | None) -> int:
        """Begin a new run, from nothing or from the steps of an old one; its number."""
        async with self._turn:
            if of is not None and not 0 <= of < len(self.diary.told.runs):
                raise refusals.no_run()
            if self.diary.seconds_over() > 0:
                raise refusals.ended()
            await self.diary.tell(RESET, of=of)
            self.keeper.renew()
            await self.keeper.ready()
            return self.diary.told.run

    def is_idle(self) -> bool:
        """Whether it is for practice and nobody has used it for so long that its place is better given to others."""
        unused = asyncio.get_running_loop().time() - self._used
        return self.order.mode == "practice" and self.keeper.state == "ready" and unused > self._limits.idle

    def is_forgotten(self) -> bool:
        """Whether the time has been over for so long that nobody will hand it in."""
        return self.keeper.state == "ready" and self.diary.seconds_over() > self._limits.grace

    def health(self) -> BenchHealth:
        """How it does."""
        story, keeper, order = self.diary.story, self.keeper, self.order
        steps = story.runs[-1] if story else ()
        return BenchHealth(
            attempt=order.attempt,
            pack=order.pack,
            engine=order.engine,
            mode=order.mode,
            state=keeper.state,
            address=order.address,
            memory=keeper.channel.memory if keeper.channel else 0,
            quiet=round(keeper.quiet(), 1),
            at=self.diary.at() if story else 0,
            steps=len(steps),
            last_step=steps[-1] if steps else "",
            restarts=keeper.restarts,
            lost_seconds=story.lost_seconds if story else 0,
        )
