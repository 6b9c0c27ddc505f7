"""The process of one bench: made, and made again from its story whenever it is lost.

In: a diary. Out: a channel to the process that is alive just now. Follows: whatever ends a process costs nobody a step
or a second; a step at which it breaks twice is struck out; one that can't live at all is broken, and people are told.
"""

import asyncio
import logging
import shutil
from datetime import timedelta
from typing import Literal

from msgspec.structs import replace

from liangcai_host.benches import refusals
from liangcai_host.benches.channel import Channel, FaultError, LostError, SlowError, Store
from liangcai_host.benches.diary import Diary
from liangcai_host.benches.house import House
from liangcai_host.benches.messages import Open
from liangcai_host.benches.nursery import NurseryError
from liangcai_host.journal.model import JournalError

TRIES, GUILTY = 3, 2
YOUNG, MOST_YOUNG_DEATHS = timedelta(seconds=1), 30
PAUSE_SECONDS, LONGEST_PAUSE = 0.05, 1.0
State = Literal["opening", "ready", "lost", "broken", "ending"]
log = logging.getLogger(__name__)


class Keeper:
    """Keeps one process alive from the first opening until it is let go."""

    def __init__(self, house: House, diary: Diary, observe: Store) -> None:
        self.state: State = "opening"
        self.addresses: dict[str, str] = {}
        self.channel: Channel | None = None
        self.restarts = 0
        self.suspect = ""
        self._house, self._diary, self._observe = house, diary, observe
        self._folder = house.folder / diary.order.attempt
        self._opened = asyncio.Event()
        self._renewed = False
        self._task = asyncio.create_task(self._keep())

    async def ready(self) -> Channel:
        """The process, once it is there; raises RefusalError where it does not come."""
        if self.state == "ready" and self.channel is not None and self.channel.gone.is_set():
            self._opened.clear()  # it was lost a moment ago
        try:
            await asyncio.wait_for(self._opened.wait(), self._house.limits.open_seconds)
        except TimeoutError:
            raise refusals.slow() from None
        if self.state == "broken" or self.channel is None:
            raise refusals.broken()
        if self.state == "ending":
            raise refusals.ended()
        return self.channel

    def renew(self) -> None:
        """Have the process made again from the story; that is no loss."""
        if self.channel is not None and not self.channel.gone.is_set():
            self._renewed = True
            self._opened.clear()
            self.channel.kill()

    def kill(self) -> None:
        """End the process as it is; it is made again."""
        if self.channel is not None:
            self.channel.kill()

    def is_quiet(self) -> bool:
        """Whether the process has said nothing for too long."""
        return self.state == "ready" and self.quiet() > self._house.limits.quiet

    def quiet(self) -> float:
        """For how many seconds the process has said nothing."""
        return asyncio.get_running_loop().time() - self.channel.heard if self.channel else 0.0

    async def let_go(self) -> None:
        """End the process and leave nothing of it behind."""
        self.state = "ending"
        if self.channel is not None:
            await self.channel.end()
        await self._task
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _keep(self) -> None:
        """Make the process, and make it again whenever it is lost."""
        failures = young = 0
        while self.state not in ("ending", "broken"):
            try:
                channel = await self._open()
                await self._diary.note_opened()
            except (LostError, SlowError, FaultError, NurseryError, JournalError) as error:
                failures += 1
                await self._mend(failures, error)
                continue
            failures = 0
            self._set("ready")
            young = 0 if await self._live(channel) else young + 1
            if young > MOST_YOUNG_DEATHS:
                self._set("broken")
            await asyncio.sleep(min(PAUSE_SECONDS * young, LONGEST_PAUSE))
        self._opened.set()

    async def _mend(self, failures: int, error: Exception) -> None:
        """After an opening that failed: strike the step that was being done, or give up."""
        log.warning("bench %s does not open: %s %s", self._diary.order.attempt, type(error).__name__, error)
        self.kill()
        if self.suspect and failures >= GUILTY and self._diary.story is not None:
            log.error("bench %s broke at step %s, which is struck out", self._diary.order.attempt, self.suspect)
            name, self.suspect = self.suspect, ""
            await self._diary.strike(name)
        elif failures > TRIES:
            self._set("broken")

    async def _live(self, channel: Channel) -> bool:
        """Until the process is gone; whether it lived for a while."""
        began = self._house.now()
        await channel.gone.wait()
        self._opened.clear()
        if self._renewed:
            self._renewed = False
        elif self.state == "ready":
            self.restarts += 1
            self._diary.note_lost()
            log.warning("bench %s is lost", self._diary.order.attempt)
        self._set("lost")
        await channel.end()
        return self._house.now() - began > YOUNG

    def _set(self, state: State) -> None:
        if self.state != "ending":
            self.state = state
            if state in ("ready", "broken"):
                self._opened.set()

    async def _open(self) -> Channel:
        """A process that holds the story so far, in an empty folder."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700, parents=True)
        order = replace(self._diary.order, folder=str(self._folder))
        channel = Channel(await self._house.nursery.fork(), self._observe)
        await channel.open()
        try:
            if self.state == "ending":
                raise LostError
            self.channel = channel
            steps = self._diary.story.steps if self._diary.story else ()
            self.addresses = await channel.ask(
                lambda number: Open(number=number, order=order, steps=steps), self._house.limits.open_seconds
            )
        except BaseException:
            channel.kill()
            await channel.end()
            raise
        return channel
