"""The story of one attempt as it is written: what is stored, and what time it is in it.

In: events. Out: their numbers, once they are on stable storage; the second of the attempt. Follows: only the server's
clock counts; while the bench is lost by our fault the clock stands.
"""

import math
import secrets
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from liangcai_host.benches import refusals
from liangcai_host.benches.house import House
from liangcai_host.benches.model import BenchOrder, Json, Step
from liangcai_host.benches.story import (
    INFRA,
    LATE,
    STRUCK,
    Kept,
    Story,
    fold_story,
    follow,
    tell,
    tell_opened,
    tell_step,
)
from liangcai_host.journal.model import JournalError, NewEvent, StoredEvent

LAST_SECOND = 86_400


class Diary:
    """An attempt; its story is None until its bench was ready for the first time."""

    def __init__(self, house: House, order: BenchOrder, story: Story | None, lost_since: datetime | None) -> None:
        self.order, self.story = order, story
        self._house = house
        self._lost_since = lost_since

    @property
    def told(self) -> Story:
        """The story; raises RefusalError while there is none."""
        if self.story is None:
            raise refusals.slow()
        return self.story

    async def note_opened(self) -> None:
        """At the first opening the clock begins; at a later one the lost seconds are given back."""
        if self.story is None:
            self.story = fold_story([await self._store(tell_opened(replace(self.order, folder="")))])
        elif self._lost_since is not None:
            seconds = math.ceil((self._house.now() - self._lost_since).total_seconds())
            await self.tell(INFRA, seconds=max(0, seconds))
            self._lost_since = None

    def note_lost(self) -> None:
        """From now on the clock stands."""
        if self.story is not None and self._lost_since is None:
            self._lost_since = self._house.now()

    async def keep(self, step: Step) -> Kept:
        """Store a step at this second; raises RefusalError where it can't be."""
        step = replace(step, at=self.at())
        try:
            seq = await self._append(tell_step(step))
        except JournalError:
            raise refusals.store() from None
        return Kept(seq=seq, step=step)

    async def keep_late(self, step: Step) -> int:
        """Store a step that came when the time was over, which is not done."""
        return await self._append(tell_step(replace(step, at=self.at(), wire=False), LATE))

    async def strike(self, name: str) -> None:
        """Take a step at which the bench broke out of the story."""
        if name not in self.told.struck:
            await self.tell(STRUCK, step=name)

    async def tell(self, kind: str, **payload: Any) -> int:
        """Store anything else."""
        return await self._append(tell(kind, secrets.token_hex(8), **payload))

    async def _append(self, event: NewEvent) -> int:
        stored = await self._store(event)
        self.story = follow(self.told, stored)
        return stored.position

    async def _store(self, event: NewEvent) -> StoredEvent:
        at = self._house.now()
        receipt = await self._house.journal.store(self.order.attempt, (event,), at)
        return StoredEvent(
            position=receipt.acks[0].position,
            attempt=self.order.attempt,
            client_id=event.client_id,
            kind=event.kind,
            item="",
            sequence=0,
            payload=event.payload,
            flags=(),
            at=at,
        )

    def at(self) -> int:
        """The second of the attempt, never before that of its last step."""
        story, now = self.told, self._lost_since or self._house.now()
        seconds = int((now - story.began).total_seconds()) - story.lost_seconds
        last = story.kept[story.runs[-1][-1]].step.at if story.runs[-1] else 0
        return min(max(seconds, last, 0), LAST_SECOND)

    def seconds_over(self) -> int:
        """How many seconds the time is over, or less than nothing."""
        return self.at() - self.order.seconds if self.story else -1

    def clock(self) -> Json:
        """What a page shows of the time."""
        at = self.at()
        left = max(0, self.order.seconds - at)
        return {"at": at, "seconds": self.order.seconds, "left": left, "lost": self.told.lost_seconds}
