"""The journal as the rest of the product sees it: append, read, sessions, verify.

In: a path, a clock. Out: receipts after the commit; events; sessions. Follows: the rules of reliability 1 to 5.
"""

import asyncio
import itertools
import queue
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from liangcai_host.journal import chain, events, sessions
from liangcai_host.journal.batch import Append, Scribe
from liangcai_host.journal.model import Head, NewEvent, Receipt, StoredEvent
from liangcai_host.journal.remembered import Remembered
from liangcai_host.journal.replies import Bridge, LoopReply
from liangcai_host.journal.schema import connect_journal, make_tables
from liangcai_host.journal.writer import Connect, Relieve, Writer

Clock = Callable[[], datetime]


class Journal:
    """One journal file. Safe from any thread; writes go through one thread, readers share a few connections."""

    def __init__(
        self, path: Path, clock: Clock, connect: Connect | None = None, relieve: Relieve = lambda _: False
    ) -> None:
        self._path = path
        self._clock = clock
        first = connect_journal(path)
        make_tables(first)
        first.close()
        self._scribe = Scribe()
        self._writer = Writer(connect or (lambda: connect_journal(path)), self._perform, relieve=relieve)
        self._bridge: Bridge | None = None
        self._readers: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._remembered = Remembered()

    def append(self, attempt: str, new: Iterable[NewEvent], at: datetime | None = None) -> Future[Receipt]:
        """Store events of one attempt, at the moment of their arrival; the receipt comes after the commit.

        Idempotent by client id: an unknown outcome is simply sent again. The future fails with ``JournalError``.
        """
        return self._submit(Append(attempt, tuple(new), at or self._clock()))

    async def store(self, attempt: str, new: tuple[NewEvent, ...], at: datetime) -> Receipt:
        """The same, awaited in an event loop."""
        loop = asyncio.get_running_loop()
        if self._bridge is None or self._bridge.loop is not loop:
            self._bridge = Bridge(loop)
        reply: LoopReply[Receipt] = LoopReply(self._bridge)
        self._writer.submit(Append(attempt, new, at), reply)
        return await reply.future

    def read(self, attempt: str, kinds: tuple[str, ...] = ()) -> tuple[StoredEvent, ...]:
        """The events of an attempt, in the order of storing."""
        with self._reader() as connection:
            return events.read_events(connection, attempt, kinds)

    def open_attempts(self) -> tuple[str, ...]:
        """The attempts that were opened and neither handed in nor closed."""
        with self._reader() as connection:
            return events.list_open_attempts(connection)

    def ended_attempts(self) -> tuple[str, ...]:
        """The attempts that were handed in or closed."""
        with self._reader() as connection:
            return events.list_ended_attempts(connection)

    def head(self) -> Head | None:
        """The last event: quoted in a fact, it shows when the journal is cut short later."""
        with self._reader() as connection:
            return chain.read_head(connection)

    def verify(self, known: Head | None = None) -> chain.ChainReport:
        """Recompute the hash chain."""
        with self._reader() as connection:
            return chain.verify_chain(connection, known)

    def open_session(self, attempt: str) -> str:
        """A new token for an attempt."""
        token, at = secrets.token_urlsafe(32), self._clock()
        self._submit(lambda connection: sessions.insert_session(connection, token, attempt, at)).result()
        return token

    def end_sessions(self, attempt: str, by: str, token: str | None = None) -> int:
        """End the sessions of an attempt, or the one of a token; how many there were."""
        at = self._clock()
        ended = self._submit(lambda connection: sessions.end_sessions(connection, attempt, by, at, token))
        count: int = ended.result()
        self._remembered.forget(attempt)
        return count

    def find_session(self, token: str) -> sessions.Session | None:
        """The session of a token; remembered for a few seconds, in which another process may have ended it."""
        session = self._remembered.recall(token)
        if session is None:
            with self._reader() as connection:
                session = sessions.find_session(connection, token)
            if session is not None:
                self._remembered.keep(token, session)
        return session

    def recall_session(self, token: str) -> sessions.Session | None:
        """The session of a token if it is remembered; never touches the disk."""
        return self._remembered.recall(token)

    def close(self) -> None:
        """Write what is queued and let go of the file."""
        self._writer.close()
        while not self._readers.empty():
            self._readers.get_nowait().close()

    def _submit(self, work: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()  # a sender that goes away must not stop the writer
        self._writer.submit(work, future)
        return future

    def _perform(self, connection: sqlite3.Connection, works: Sequence[Any]) -> list[Any]:
        """Do works in their order: appends that stand together as one group, all others by calling them."""
        values: list[Any] = []
        for append, run in itertools.groupby(works, lambda work: isinstance(work, Append)):
            group = list(run)
            values += self._scribe.store(connection, group) if append else [work(connection) for work in group]
        return values

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        """A reading connection, kept for the next reader; the site makes a thread a request, too many to own one."""
        try:
            connection = self._readers.get_nowait()
        except queue.Empty:
            connection = connect_journal(self._path)
            connection.execute("PRAGMA query_only=ON")
        try:
            yield connection
        finally:
            self._readers.put(connection)
