"""The supervisor's end of the channel to one bench process.

In: a newborn process. Out: answers to questions, what it observes, the moment at which it is gone. Follows: whatever
ends a bench process is seen at once at its channel; a process is ended by its handle and never by its number.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from liangcai_host.benches.messages import (
    LONGEST,
    Alive,
    AnyAsked,
    AnyTold,
    Close,
    Done,
    Failed,
    Observed,
    Stored,
    read_line,
    write_line,
)
from liangcai_host.benches.model import Json
from liangcai_host.benches.nursery import Newborn

CLOSE_SECONDS = 5.0
_DECODER: msgspec.json.Decoder[AnyTold] = msgspec.json.Decoder(AnyTold)
Store = Callable[[Json], Awaitable[int]]


class LostError(Exception):
    """The bench process ended, or had to be ended, before it answered."""


class SlowError(Exception):
    """The bench process did not answer in time; whoever asked ends it."""


class FaultError(Exception):
    """The bench process answered that it could not."""


async def store_nothing(_body: Json) -> int:
    """For a process that has nothing to observe."""
    return 0


class Channel:
    """One bench process."""

    def __init__(self, born: Newborn, store: Store = store_nothing) -> None:
        self.pid = born.pid
        self.gone = asyncio.Event()
        self.memory = 0
        self.heard = asyncio.get_running_loop().time()
        self._born, self._store = born, store
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended = asyncio.Event()

    async def open(self) -> None:
        """Begin to listen."""
        self._reader, self._writer = await asyncio.open_connection(sock=self._born.channel, limit=LONGEST)
        asyncio.get_running_loop().add_reader(self._born.handle, self._note_end)
        self._listener = asyncio.create_task(self._listen())

    async def ask(self, make: Callable[[int], AnyAsked], seconds: float) -> Any:
        """The answer to a question; raises one of the three errors."""
        if self.gone.is_set():
            raise LostError
        self._number += 1
        number = self._number  # while this one waits others ask and count on
        answer = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        self._writer.write(write_line(make(number)))
        try:
            return await asyncio.wait_for(answer, seconds)
        except TimeoutError:
            raise SlowError(f"no answer in {seconds:g} s") from None
        finally:
            self._asked.pop(number, None)

    def kill(self) -> None:
        """End the process."""
        if not self._ended.is_set():  # afterwards the number of the handle may be another one's
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._born.handle, signal.SIGKILL)
        self._lose()

    async def end(self) -> None:
        """Have the process let go, end it if it does not, and wait until it is no more."""
        with contextlib.suppress(LostError, SlowError, FaultError):
            await self.ask(lambda number: Close(number=number), CLOSE_SECONDS)
        self.kill()
        await self._ended.wait()
        self._listener.cancel()
        self._writer.close()

    def _note_end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._born.handle)
        os.close(self._born.handle)
        self._ended.set()
        self._lose()

    def _lose(self) -> None:
        self.gone.set()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(LostError())

    async def _listen(self) -> None:
        while line := await read_line(self._reader):
            self.heard = asyncio.get_running_loop().time()
            try:
                told = _DECODER.decode(line)
            except msgspec.DecodeError:
                break
            self._take(told)
        self.kill()

    def _take(self, told: AnyTold) -> None:
        if isinstance(told, Alive):
            self.memory = told.memory or self.memory
        elif isinstance(told, Observed):
            task = asyncio.create_task(self._keep(told))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            self._settle(told)

    def _settle(self, told: Done | Failed) -> None:
        answer = self._asked.get(told.number)
        if answer is None or answer.done():
            return
        if isinstance(told, Done):
            answer.set_result(told.value)
        else:
            answer.set_exception(FaultError(told.why))

    async def _keep(self, told: Observed) -> None:
        seq = await self._store(told.body)
        if not self.gone.is_set():
            self._writer.write(write_line(Stored(number=told.number, seq=seq)))
