"""The journal as the rest of the product sees it: append, read, sessions, verify.

In: a path, a clock. Out: receipts after the commit; events; sessions. Follows: the rules of reliability 1 to 5.
"""

import queue
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from liangcai_host.journal import chain, events, sessions
from liangcai_host.journal.model import Head, NewEvent, Receipt, StoredEvent
from liangcai_host.journal.schema import connect_journal, make_tables
from liangcai_host.journal.writer import Connect, Writer

Clock = Callable[[], datetime]
SESSION_SECONDS = 5.0
SESSION_LIMIT = 20_000


class Journal:
    """One journal file. Safe from any thread; writes go through one thread, readers share a few connections."""

    def __init__(self, path: Path, clock: Clock, connect: Connect | None = None) -> None:
        self._path = path
        self._clock = clock
        first = connect_journal(path)
        make_tables(first)
        first.close()
        self._writer = Writer(connect or (lambda: connect_journal(path)))
        self._readers: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._sessions: dict[str, tuple[float, sessions.Session]] = {}

    def append(self, attempt: str, new: Iterable[NewEvent], at: datetime | None = None) -> Future[Receipt]:
        """Store events of one attempt, at the moment of their arrival; the receipt comes after the commit.

        Idempotent by client id: an unknown outcome is simply sent again. The future fails with ``JournalError``.
        """
        group, moment = tuple(new), at or self._clock()
        return self._writer.submit(lambda connection: events.store_events(connection, attempt, group, moment))

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
        self._writer.submit(lambda connection: sessions.insert_session(connection, token, attempt, at)).result()
        return token

    def end_sessions(self, attempt: str, by: str, token: str | None = None) -> int:
        """End the sessions of an attempt, or the one of a token; how many there were."""
        at = self._clock()
        ended = self._writer.submit(lambda connection: sessions.end_sessions(connection, attempt, by, at, token))
        count = ended.result()
        self._sessions.clear()
        return count

    def find_session(self, token: str) -> sessions.Session | None:
        """The session of a token; remembered for a few seconds, in which another process may have ended it."""
        key, moment = sessions.hash_token(token), time.monotonic()
        kept = self._sessions.get(key)
        if kept is not None and moment - kept[0] < SESSION_SECONDS:
            return kept[1]
        with self._reader() as connection:
            session = sessions.find_session(connection, token)
        if session is not None:
            if len(self._sessions) >= SESSION_LIMIT:
                self._sessions.clear()
            self._sessions[key] = (moment, session)
        return session

    def close(self) -> None:
        """Write what is queued and let go of the file."""
        self._writer.close()
        while not self._readers.empty():
            self._readers.get_nowait().close()

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
