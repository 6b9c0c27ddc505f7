"""The one thread that writes the journal, with group commit: the only code that acknowledges.

In: works, each a function of the connection. Out: futures that are resolved after the commit, never before.
Follows: one function acknowledges, after commit and fsync; a failed commit acknowledges nothing.
"""

import contextlib
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from liangcai_host.journal.model import JournalError

T = TypeVar("T")
GROUP = 200
Connect = Callable[[], sqlite3.Connection]
Work = Callable[[sqlite3.Connection], T]
log = logging.getLogger(__name__)


class Job(Generic[T]):
    """A work and who waits for it."""

    def __init__(self, work: Work[T]) -> None:
        self.work = work
        self.future: Future[T] = Future()
        self.future.set_running_or_notify_cancel()  # a sender that goes away must not stop the writer


class Writer:
    """Runs works one after another, as many as wait in one transaction, up to ``group``."""

    def __init__(self, connect: Connect, group: int = GROUP) -> None:
        self._connect = connect
        self._connection: sqlite3.Connection | None = connect()
        self._group = group
        self._jobs: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._open = True
        self._gate = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        """Queue a work; its future has the value once it is on stable storage, or a ``JournalError``."""
        job = Job(work)
        with self._gate:
            if not self._open:
                raise JournalError("the journal is closed")
            self._jobs.put(job)
        return job.future

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

    def _take_group(self) -> list[Job[Any]]:
        """Wait for a job, then take what else waits; nothing once the journal is closed."""
        job = self._jobs.get()
        jobs = [] if job is None else [job]
        while jobs and len(jobs) < self._group and not self._jobs.empty():
            job = self._jobs.get()
            if job is None:
                self._jobs.put(None)
                break
            jobs.append(job)
        return jobs

    def _write(self, jobs: Sequence[Job[Any]]) -> None:
        """Commit a group; where it fails, each job alone, so that none suffers from another's fault."""
        try:
            values = self._commit(jobs)
        except Exception as error:
            self._drop_connection()
            if len(jobs) > 1:
                for job in jobs:
                    self._write([job])
            else:
                log.error("the journal could not store: %s", error)
                jobs[0].future.set_exception(JournalError(str(error)))
        else:
            self._acknowledge(jobs, values)

    def _commit(self, jobs: Sequence[Job[Any]]) -> list[Any]:
        if self._connection is None:
            self._connection = self._connect()
        self._connection.execute("BEGIN IMMEDIATE")
        values = [job.work(self._connection) for job in jobs]
        self._connection.execute("COMMIT")
        return values

    @staticmethod
    def _acknowledge(jobs: Sequence[Job[Any]], values: Sequence[Any]) -> None:
        """Tell those who wait. The commit lies behind: this is the only place that says *saved*."""
        for job, value in zip(jobs, values, strict=True):
            job.future.set_result(value)

    def _drop_connection(self) -> None:
        """After a fault nothing is known of the connection: the next group gets a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()
