"""The journal as the rest of the product sees it: append, read, sessions, verify.

In: a path or the URL of a server, a clock. Out: receipts after the commit; events; sessions. Follows: the rules of
reliability 1 to 5.
"""

import asyncio
import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from liangcai_host.journal import chain, events, sessions
from liangcai_host.journal.apart import Apart
from liangcai_host.journal.batch import Append
from liangcai_host.journal.dialect import Connection, LostConnectionError
from liangcai_host.journal.model import Head, JournalError, NewEvent, Receipt, StoredEvent
from liangcai_host.journal.remembered import Remembered
from liangcai_host.journal.replies import Bridge, LoopReply, Told, settle_future
from liangcai_host.journal.schema import Place, connect_journal, make_tables
from liangcai_host.journal.works import EndSessions, OpenSession, Performer, Probe, Work
from liangcai_host.journal.writer import Connect, Relieve, Writer
from liangcai_host.processor import list_processors

Clock = Callable[[], datetime]
PROBE_SECONDS = 5.0
T = TypeVar("T")
READERS = 16


class Journal:
    """One journal. Safe from any thread; one thread writes, or one process, and readers share a few connections."""

    def __init__(
        self, place: Place, clock: Clock, connect: Connect | None = None, relieve: Relieve = lambda _: False
    ) -> None:
        self.place = place
        self._clock = clock
        first = connect_journal(place)
        make_tables(first)
        self._noticed = events.list_changed(first, events.NOTHING)[1]
        first.close()
        self._writer = Writer(connect or (lambda: connect_journal(place)), Performer(), relieve=relieve)
        self._apart: Apart | None = None
        self._bridge: Bridge | None = None
        self._readers: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._seats = threading.BoundedSemaphore(READERS)
        self._remembered = Remembered()

    def append(self, attempt: str, new: Iterable[NewEvent], at: datetime | None = None) -> Future[Receipt]:
        """Store events of one attempt, at the moment of their arrival; the receipt comes after the commit.

        Idempotent by client id: an unknown outcome is simply sent again. The future fails with ``JournalError``.
        """
        return self._submit(Append(attempt, tuple(new), at or self._clock()))

    def store(self, attempt: str, new: tuple[NewEvent, ...], at: datetime) -> asyncio.Future[Receipt]:
        """The same, to be awaited in the event loop that runs."""
        future: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self.hand_over(attempt, new, at, partial(settle_future, future))
        return future

    def hand_over(self, attempt: str, new: tuple[NewEvent, ...], at: datetime, told: Told[Receipt]) -> None:
        """The same with a function that the event loop that runs calls after the commit; nothing else is made."""
        loop = asyncio.get_running_loop()
        if self._bridge is None or self._bridge.loop is not loop:
            self._bridge = Bridge(loop)
        (self._apart or self._writer).submit(Append(attempt, new, at), LoopReply(self._bridge, told))

    def read(self, attempt: str, kinds: tuple[str, ...] = ()) -> tuple[StoredEvent, ...]:
        """The events of an attempt, in the order of storing."""
        return self._read(lambda connection: events.read_events(connection, attempt, kinds))

    def open_attempts(self) -> tuple[str, ...]:
        """The attempts that were opened and neither handed in nor closed."""
        return self._read(events.list_open_attempts)

    def ended_attempts(self) -> tuple[str, ...]:
        """The attempts that were handed in or closed."""
        return self._read(events.list_ended_attempts)

    def notice_changes(self) -> frozenset[str]:
        """The attempts that anybody changed since the last call, answers apart; their sessions are looked up anew."""
        changed, self._noticed = self._read(lambda connection: events.list_changed(connection, self._noticed))
        for attempt in changed:
            self._remembered.forget(attempt)
        return changed

    def head(self) -> Head | None:
        """The last event: quoted in a fact, it shows when the journal is cut short later."""
        return self._read(chain.read_head)

    def verify(self, known: Head | None = None) -> chain.ChainReport:
        """Recompute the hash chain as it stands at one moment, while others write on."""

        def look(connection: Connection) -> chain.ChainReport:
            connection.execute(connection.dialect.look)
            report = chain.verify_chain(connection, known)
            connection.execute("ROLLBACK")
            return report

        return self._read(look)

    def probe(self, seconds: float = PROBE_SECONDS) -> float:
        """Commit something that leaves no trace; how many seconds that took. Raises ``JournalError``."""
        at, began = self._clock(), time.perf_counter()
        try:
            self._submit(Probe(at=at)).result(seconds)
        except TimeoutError:
            raise JournalError(f"no commit within {seconds:g} seconds") from None
        return time.perf_counter() - began

    def count_sessions(self) -> int:
        """How many sessions run."""
        return self._read(sessions.count_running)

    @property
    def is_apart(self) -> bool:
        """Whether a process of its own writes."""
        return self._apart is not None and self._apart.is_running

    @property
    def writer(self) -> Writer:
        """The writer, for those who read its meters."""
        return self._writer

    def open_session(self, attempt: str, superseded_by: str = "") -> str:
        """A new token for an attempt; where ``superseded_by`` is given, it ends the sessions before it."""
        token, at = secrets.token_urlsafe(32), self._clock()
        self._submit(OpenSession(token=token, attempt=attempt, superseded_by=superseded_by, at=at)).result()
        self._remembered.forget(attempt)
        return token

    def end_sessions(self, attempt: str, by: str, token: str | None = None) -> int:
        """End the sessions of an attempt, or the one of a token; how many there were."""
        count: int = self._submit(EndSessions(attempt=attempt, by=by, at=self._clock(), token=token)).result()
        self._remembered.forget(attempt)
        return count

    def find_session(self, token: str) -> sessions.Session | None:
        """The session of a token; one that another process ended is remembered until ``notice_changes``."""
        session = self._remembered.recall(token)
        if session is None:
            since = self._remembered.forgotten
            session = self._read(lambda connection: sessions.find_session(connection, token))
            if session is not None:
                self._remembered.keep(token, session, since)
        return session

    def recall_session(self, token: str) -> sessions.Session | None:
        """The session of a token if it is remembered; never touches the disk."""
        return self._remembered.recall(token)

    async def go_apart(self) -> None:
        """Have a process of its own write, where there is a processor for it, until the event loop that runs ends."""
        if len(list_processors()) > 1:
            self._apart = Apart(self._writer)
            await self._apart.start(self.place)

    async def come_back(self) -> None:
        """Write in this process again."""
        apart, self._apart = self._apart, None
        if apart is not None:
            await apart.stop()

    def close(self) -> None:
        """Write what is queued and let go of the file."""
        self._writer.close()
        while not self._readers.empty():
            self._readers.get_nowait().close()

    def _submit(self, work: Work) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()  # a sender that goes away must not stop the writer
        (self._apart or self._writer).submit(work, future)
        return future

    def _read(self, look: Callable[[Connection], T]) -> T:
        """Look through a connection that is kept for the next reader; where the server let go of it, through a new one.

        The site makes a thread a request, too many to own a connection each: the others wait for their turn.
        """
        with self._seats:
            try:
                connection = self._readers.get_nowait()
            except queue.Empty:
                connection = self._connect_reader()
            try:
                value = self._try(look, connection)
            except LostConnectionError:
                connection = self._connect_reader()
                value = self._try(look, connection)
            self._readers.put(connection)
            return value

    @staticmethod
    def _try(look: Callable[[Connection], T], connection: Connection) -> T:
        try:
            return look(connection)
        except BaseException:
            connection.close()  # in which state it is, nobody knows
            raise

    def _connect_reader(self) -> Connection:
        connection = connect_journal(self.place)
        connection.execute(connection.dialect.read_only)
        return connection
