"""What the journal is asked to write, as values: they can be handed to another thread or another process.

In: values; a connection inside a transaction. Out: the value of each work, to be told only after the commit. Follows:
each may be done again after its outcome was not heard of: what was stored is found, and nothing is stored twice.
"""

import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from liangcai_host.journal import sessions
from liangcai_host.journal.batch import Append, Scribe, SentBeforeError
from liangcai_host.journal.dialect import Connection


class OpenSession(msgspec.Struct, frozen=True, kw_only=True, tag="open"):
    """Keep a new token of an attempt; where ``superseded_by`` is given, it ends the sessions before it."""

    token: str
    attempt: str
    superseded_by: str
    at: datetime

    def __call__(self, connection: Connection) -> None:
        """Do it."""
        if self.superseded_by:
            sessions.end_sessions(connection, self.attempt, self.superseded_by, self.at, None, but=self.token)
        sessions.insert_session(connection, self.token, self.attempt, self.at)


class EndSessions(msgspec.Struct, frozen=True, kw_only=True, tag="end"):
    """End the sessions of an attempt, or the one of a token; tells how many there were."""

    attempt: str
    by: str
    at: datetime
    token: str | None

    def __call__(self, connection: Connection) -> int:
        """Do it."""
        return sessions.end_sessions(connection, self.attempt, self.by, self.at, self.token)


class Probe(msgspec.Struct, frozen=True, kw_only=True, tag="probe"):
    """Commit something that leaves no trace."""

    at: datetime

    def __call__(self, connection: Connection) -> None:
        """Do it."""
        sessions.leave_no_trace(connection, self.at)


Work: TypeAlias = Append | OpenSession | EndSessions | Probe


class Performer:
    """Does works in their order, appends that stand together as one group; remembers what its scribe remembers."""

    def __init__(self) -> None:
        self._scribe = Scribe()

    def __call__(self, connection: Connection, works: Sequence[Any]) -> list[Any]:
        """Do works without a look for what comes again, which is rare; where something does, once more with it."""
        try:
            return self._do(connection, works, look=False)
        except SentBeforeError:
            connection.execute("ROLLBACK")
            connection.execute(connection.dialect.begin)
            return self._do(connection, works, look=True)

    def _do(self, connection: Connection, works: Sequence[Any], look: bool) -> list[Any]:
        values: list[Any] = []
        for append, run in itertools.groupby(works, lambda work: isinstance(work, Append)):
            group = list(run)
            values += self._scribe.store(connection, group, look) if append else [work(connection) for work in group]
        return values
