"""The writer in a process of its own, for a site that serves many: commits run beside the site instead of in turns.

In: works and who waits for them, from any thread. Out: replies after the other process has committed. Follows: only a
commit acknowledges; what the other process said nothing of when it ended is done again by the writer of this one, where
it is found if it had been stored (decision 0072).
"""

import asyncio
import logging
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from liangcai_host.journal import wire
from liangcai_host.journal.model import JournalError
from liangcai_host.journal.replies import Reply
from liangcai_host.journal.schema import Place
from liangcai_host.journal.writer import Job, Writer

COMMAND = (sys.executable, "-m", "liangcai_host.journal.apart_process")
# Room on the line for a crowd, so that neither side waits for the other.
ROOM = 1 << 20
# One frame is being written and one lies ready; whatever else has come goes together into the next.
FLYING = 2
PATIENCE = 20.0
log = logging.getLogger(__name__)


class Apart(asyncio.Protocol):
    """Hands works to the other process, and to ``writer`` once that has ended; lives in the event loop that runs."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._frames = wire.Frames()
        self._new: list[Job] = []
        self._unheard: deque[Job] = deque()
        self._flying = 0
        self._line: asyncio.Transport | None = None
        self._ended = asyncio.Event()
        self._process: subprocess.Popen[bytes]
        self._ending: asyncio.Task[None]

    async def start(self, place: Place, command: Sequence[str] = COMMAND) -> None:
        """Start the process and tell it the place."""
        ours, theirs = socket.socketpair()
        with theirs:
            for end in (ours, theirs):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)
            self._process = subprocess.Popen(command, stdin=theirs.fileno())  # noqa: S603 - a module of ours
        self._line, _ = await self._loop.create_connection(lambda: self, sock=ours)
        self._line.write(wire.write_frame(wire.Start.of(place)))

    def submit(self, work: Any, reply: Reply[Any]) -> None:
        """Hand a work over; the reply gets the value once it is on stable storage, or a ``JournalError``."""
        here = threading.get_ident() == self._thread
        if here and isinstance(reply, Future):  # a thread waits for it, and this one would wait for itself
            self._writer.submit(work, reply)
        elif here:
            self._take(Job(work, reply))
        else:
            try:
                self._loop.call_soon_threadsafe(self._take, Job(work, reply))
            except RuntimeError:  # the loop has ended
                self._writer.submit(work, reply)

    @property
    def is_running(self) -> bool:
        """Whether works go to the process."""
        return self._line is not None

    async def stop(self) -> None:
        """Let the process write what it was handed, and end; what comes from now on is the writer's."""
        line, self._line = self._line, None
        if line is not None:
            self._send(line)
            line.write_eof()
            try:
                await asyncio.wait_for(self._ended.wait(), PATIENCE)
            except TimeoutError:
                self._process.kill()
        await self._ended.wait()

    def data_received(self, data: bytes) -> None:
        """Works are on stable storage: hand over what has come meanwhile, then tell those who wait."""
        for frame in self._frames.take(data):
            told = wire.read_told(frame)
            self._flying -= told.frames
            self._flush()
            self._writer.commits.note(told.seconds)
            self._writer.groups.note(len(told.values))
            for value in told.values:
                self._unheard.popleft().reply.set_result(value)

    def connection_lost(self, _: Exception | None) -> None:
        """The process has ended, or said what nobody understands."""
        if self._line is not None:
            self._line = None
            self._writer.failures += 1
            log.error("the process that writes the journal has ended: the site writes by itself until it is restarted")
        jobs, self._new = [*self._unheard, *self._new], []
        self._unheard.clear()
        self._ending = self._loop.create_task(self._do_again(jobs))

    async def _do_again(self, jobs: list[Job]) -> None:
        """Once the process is surely gone, do what it said nothing of, in the same order."""
        self._process.kill()
        await self._loop.run_in_executor(None, self._process.wait)
        for job in jobs:
            self._hand_back(job)
        self._ended.set()

    def _take(self, job: Job) -> None:
        if self._line is None:
            self._hand_back(job)
            return
        if not self._new and self._flying < FLYING:
            self._loop.call_soon(self._flush)
        self._new.append(job)

    def _flush(self) -> None:
        if self._line is not None:
            self._send(self._line)

    def _send(self, line: asyncio.Transport) -> None:
        """What has come since the last frame is the next."""
        jobs, self._new = self._new, []
        if jobs:
            self._flying += 1
            self._unheard += jobs
            line.write(wire.write_frame([job.work for job in jobs]))

    def _hand_back(self, job: Job) -> None:
        try:
            self._writer.submit(job.work, job.reply)
        except JournalError as error:
            job.reply.set_exception(error)
