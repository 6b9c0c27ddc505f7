"""Twins of clock and connection that fail on demand, and helpers for journal tests."""

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

from liangcai_host.journal.dialect import Connection, Cursor
from liangcai_host.journal.model import NewEvent
from liangcai_host.journal.schema import Place, connect_journal

START = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)


class SteppingClock:
    """A clock that moves a second at each look."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        """The next moment."""
        self.moment += timedelta(seconds=1)
        return self.moment


class FailingDisk:
    """Hands out connections whose commits fail while ``broken`` is set to a statement's first word."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.broken = ""
        self.opened = 0

    def connect(self) -> Any:
        """A connection that looks at this disk before each statement."""
        self.opened += 1
        return FailingConnection(connect_journal(self.place), self)


class FailingConnection:
    """Behaves as the connection that it holds, until its disk breaks."""

    def __init__(self, real: Connection, disk: FailingDisk) -> None:
        self.dialect = real.dialect
        self._real = real
        self._disk = disk

    def execute(self, statement: str, *values: Any) -> Cursor:
        """Run a statement, or fail as a full disk does."""
        if self._disk.broken and statement.startswith(self._disk.broken):
            raise sqlite3.OperationalError("database or disk is full")
        return self._real.execute(statement, *values)

    def close(self) -> None:
        """Close the connection; what was not committed is rolled back."""
        self._real.close()


def answered(item: str, sequence: int, response: str, client_id: str = "") -> NewEvent:
    """An answer as a page sends it."""
    return NewEvent(
        kind="answered",
        client_id=client_id or f"{item}-{sequence}",
        item=item,
        sequence=sequence,
        payload={"response": response},
    )
