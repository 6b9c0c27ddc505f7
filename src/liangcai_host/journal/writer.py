"""The one thread that writes the journal, with group commit: the only code that acknowledges.

In: works, and a function that does a group of them. Out: replies that are given after the commit, never before.
Follows: one function acknowledges, after commit and fsync; a failed commit acknowledges nothing.
"""

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from liangcai_host.journal.dialect import Connection, LostConnectionError
from liangcai_host.journal.model import JournalError
from liangcai_host.journal.replies import Reply
from liangcai_host.metrics import Histogram

GROUP = 1000
# Where many came together the last time, more are on their way: waiting as long as that group took, and never longer
# than this, makes one commit of two.
CROWD, GATHER_SECONDS = 5, 0.005
SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
Connect = Callable[[], Connection]
Perform = Callable[[Connection, Sequence[Any]], list[Any]]
Relieve = Callable[[BaseException], bool]
log = logging.getLogger(__name__)


class Job(NamedTuple):
    """A work and who waits for it."""

    work: Any
    reply: Reply[Any]


class Writer:
    """Performs as many works as wait in one transaction, up to ``group``; ``perform`` gives a value for each."""

    def __init__(
        self, connect: Connect, perform: Perform, group: int = GROUP, relieve: Relieve = lambda _: False
    ) -> None:
        self._connect = connect
        self._connection: Connection | None = connect()
        self._perform = perform
        self._group = group
        self._relieve = relieve
        self.commits = Histogram(SECONDS)
        self.groups = Histogram(SIZES)
        self.failures = 0
        self._taken, self._took = 0, 0.0
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._open = True
        self._gate = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def submit(self, work: Any, reply: Reply[Any]) -> None:
        """Queue a work; the reply gets the value once it is on stable storage, or a ``JournalError``."""
        with self._gate:
            if not self._open:
                raise JournalError("the journal is closed")
            self._jobs.put(Job(work, reply))

    def close(self) -> None:
        """Write what is queued, then stop."""
        with self._gate:
            was_open, self._open = self._open, False
        if was_open:
            self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while jobs := self._take_group():
            self._write(jobs)
        self._drop_connection()

    def _take_group(self) -> list[Job]:
        """Wait for a job, then take what else waits; nothing once the journal is closed."""
        job = self._jobs.get()
        if self._taken >= CROWD:
            time.sleep(min(self._took, GATHER_SECONDS))
        jobs = [] if job is None else [job]
        while jobs and len(jobs) < self._group and not self._jobs.empty():
            job = self._jobs.get()
            if job is None:
                self._jobs.put(None)
                break
            jobs.append(job)
        self._taken = len(jobs)
        return jobs

    def _write(self, jobs: Sequence[Job]) -> None:
        """Commit a group; where it fails, each job alone, so that none suffers from another's fault."""
        try:
            values = self._commit(jobs)
        except Exception as error:
            self._drop_connection()
            self.failures += 1
            if self._relieve(error):  # room was made on a full disk
                self._write(jobs)
            elif len(jobs) > 1:
                for job in jobs:
                    self._write([job])
            else:
                log.error("the journal could not store: %s", error)
                jobs[0].reply.set_exception(JournalError(str(error)))
        else:
            self._acknowledge(jobs, values)

    def _commit(self, jobs: Sequence[Job]) -> list[Any]:
        began = time.perf_counter()
        connection = self._begin()
        values = self._perform(connection, [job.work for job in jobs])
        connection.execute("COMMIT")
        self._took = time.perf_counter() - began
        self.commits.note(self._took)
        self.groups.note(len(jobs))
        return values

    def _begin(self) -> Connection:
        """A connection inside a transaction; one that was lost since the last group is replaced without a word."""
        if self._connection is not None:
            with contextlib.suppress(LostConnectionError):
                self._connection.execute(self._connection.dialect.begin)
                return self._connection
            self._drop_connection()
        self._connection = self._connect()
        self._connection.execute(self._connection.dialect.begin)
        return self._connection

    @staticmethod
    def _acknowledge(jobs: Sequence[Job], values: Sequence[Any]) -> None:
        """Tell those who wait. The commit lies behind: this is the only place that says *saved*."""
        for job, value in zip(jobs, values, strict=True):
            job.reply.set_result(value)

    def _drop_connection(self) -> None:
        """After a fault nothing is known of the connection: the next group gets a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.close()
