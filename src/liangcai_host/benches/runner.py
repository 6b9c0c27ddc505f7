"""A forked process that is one bench, or judges one piece of evidence.

In: a channel to the supervisor, the engines as they were warmed. Out: answers, line by line, until the channel ends.
Follows: one step at a time; a step that was done is not done again, so that it may be asked again after a crash.
"""

import asyncio
import contextlib
import os
import socket
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import msgspec

from liangcai_host.benches.confine import keep_inside
from liangcai_host.benches.messages import (
    LONGEST,
    Alive,
    AnyAsked,
    AnyTold,
    Close,
    Done,
    DoStep,
    Failed,
    Judge,
    LookAt,
    Observed,
    Open,
    Stored,
    TakeEvidence,
    read_line,
    write_line,
)
from liangcai_host.benches.model import Bench, Engines, Json, RefusedError, write_report

BEAT_SECONDS = 2.0
COUNT_EVERY = 5
MEMORY = Path("/proc/self/smaps_rollup")
_DECODER: msgspec.json.Decoder[AnyAsked] = msgspec.json.Decoder(AnyAsked)


def run_bench(channel: socket.socket, engines: Engines) -> None:
    """Serve until the supervisor lets go."""
    asyncio.run(Runner(engines).serve(channel))


class Runner:
    """The bench of one attempt and the channel to its supervisor."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._bench: Bench | None = None
        self._refused: dict[str, Json] = {}
        self._done: set[str] = set()
        self._turn = asyncio.Lock()
        self._waiting: dict[int, asyncio.Future[int]] = {}
        self._observed = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self, channel: socket.socket) -> None:
        """Answer what is asked until the channel ends or the bench is closed."""
        reader, self._writer = await asyncio.open_connection(sock=channel, limit=LONGEST)
        self._start(self._beat())
        while line := await read_line(reader):
            asked = _DECODER.decode(line)
            if isinstance(asked, Stored):
                self._waiting.pop(asked.number).set_result(asked.seq)
            elif isinstance(asked, Close):
                await self._answer(asked)
                return
            else:
                self._start(self._answer(asked))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _tell(self, told: AnyTold) -> None:
        self._writer.write(write_line(told))

    async def _beat(self) -> None:
        """Say that the loop runs, and now and then how much memory it takes."""
        count = 0
        while True:
            self._tell(Alive(memory=count_memory() if count % COUNT_EVERY == 0 else 0))
            count += 1
            await asyncio.sleep(BEAT_SECONDS)

    async def _answer(self, asked: AnyAsked) -> None:
        try:
            value = await self._do(asked)
        except Exception as error:  # an engine's fault: the supervisor decides what becomes of the bench
            self._tell(Failed(number=asked.number, why=f"{type(error).__name__}: {error}"[:2000]))
        else:
            self._tell(Done(number=asked.number, value=value))
        with contextlib.suppress(ConnectionError):  # the supervisor let go
            await self._writer.drain()

    async def _do(self, asked: AnyAsked) -> Any:
        if isinstance(asked, Open):
            return await self._open(asked)
        if isinstance(asked, Judge):
            keep_inside("", "")
            return write_report(self._engines[asked.engine].judge(asked.files, asked.seed, asked.evidence))
        bench = self._bench
        if bench is None:
            raise RuntimeError("the bench is not open")
        if isinstance(asked, DoStep):
            async with self._turn:
                return await self._step(bench, asked)
        if isinstance(asked, LookAt):
            return await bench.look(asked.part)
        if isinstance(asked, TakeEvidence):
            async with self._turn:
                return await bench.evidence()
        return await bench.close()

    async def _open(self, asked: Open) -> dict[str, str]:
        order = asked.order
        os.chdir(order.folder)
        keep_inside(order.address, order.folder)
        bench = await self._engines[order.engine].open(order, asked.steps, self._observe)
        self._done = {step.id for step in asked.steps}
        self._refused = dict(bench.refused)
        self._bench = bench
        return dict(bench.addresses)

    async def _step(self, bench: Bench, asked: DoStep) -> Json:
        step = asked.step
        if step.id not in self._done:
            taken, finding = await bench.step(step)
            self._done.add(step.id)
            if not taken:
                self._refused[step.id] = finding or {}
        view = {} if asked.part is None else await bench.look(asked.part)
        return {"taken": step.id not in self._refused, "finding": self._refused.get(step.id), "view": view}

    async def _observe(self, body: Json) -> int:
        """Have something stored that came in by a protocol; its number, once it is."""
        self._observed += 1
        number = self._observed
        stored = asyncio.get_running_loop().create_future()
        self._waiting[number] = stored
        self._tell(Observed(number=number, body=body))
        seq: int = await stored
        if not seq:
            raise RefusedError("it was not stored")
        return seq


def count_memory() -> int:
    """Bytes that this process holds: its own, and its share of what it has in common with others."""
    for line in MEMORY.read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
