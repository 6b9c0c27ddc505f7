"""The faults of a history: a writer that is killed, a disk that is full, a commit of which nobody hears.

In: a seed. Out: while the block lasts, the journal of this process meets them, and starts again after each kill.
Follows: a kill ends the writer at a statement, the file as the system leaves it, and with it goes all that the process
remembered; nobody gets a reply from then on. The clock is the product's own, over a steady clock and a wall clock that
the history moves: the wall is stepped while the process runs, and right again when one starts.
"""

import contextlib
import random
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

from liangcai_host import clock
from liangcai_host.journal import store
from liangcai_host.journal.model import JournalError
from liangcai_host.journal.schema import connect_journal
from liangcai_host.journal.writer import Job, Writer
from liangcai_web.services.sittings import journal as sittings_journal
from liangcai_web.services.sittings.journal import open_journal

START = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
FULL = "database or disk is full"
SHARES = {"disk full": 0.04, "full at the commit": 0.03, "unheard commit": 0.04, "kill": 0.02, "kill behind": 0.02}


class KilledError(BaseException):
    """The process is gone."""


class World:
    """What time it is, which process runs, what went wrong so far."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.counts: Counter[str] = Counter()
        self.seconds = 0.0
        self.step = 0.0
        self.generation = 0
        self.dead = False
        self.calm = False
        self.flying = 0

    def read_steady(self) -> float:
        """The steady clock of the machine."""
        return self.seconds

    def now(self, _zone: object) -> datetime:
        """The wall clock of the machine."""
        return START + timedelta(seconds=self.seconds + self.step)

    def go_on(self, seconds: float) -> None:
        """Let time pass; now and then somebody sets the wall clock."""
        self.seconds = round(self.seconds + seconds, 3)  # whole milliseconds: no process rounds them another way
        if not self.calm and self.rng.random() < 0.05:
            self.step = self.rng.choice((-3600.0, 3600.0, -86400.0, 0.0))
            self.counts["clock set"] += 1

    def start_again(self) -> None:
        """A new process: nothing is remembered, the wall clock was put right before."""
        with contextlib.suppress(JournalError):
            open_journal().close()
        forget_all()
        self.step = 0.0
        clock._CLOCK = clock.Clock()
        self.generation, self.dead = self.generation + 1, False

    def draw(self, statement: str) -> str:
        """What goes wrong at a statement of the writer."""
        if self.calm or threading.current_thread().name != "journal":
            return ""
        fits = {"INSERT": ("disk full", "kill"), "COMMIT": ("full at the commit", "unheard commit", "kill behind")}
        for fault in fits.get(statement[:6], ()):
            if self.rng.random() < SHARES[fault]:
                self.counts[fault] += 1
                return fault
        return ""


class Faulty:
    """A connection that fails as the world has it."""

    def __init__(self, connection: Any, world: World) -> None:
        self.dialect, self._connection, self._world = connection.dialect, connection, world

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Any:
        """Run a statement, or fail before or behind it."""
        fault = self._world.draw(statement)
        if fault == "kill":
            raise KilledError
        if fault in ("disk full", "full at the commit"):
            raise sqlite3.OperationalError(FULL)
        done = self._connection.execute(statement, values)
        if fault == "kill behind":
            raise KilledError
        if fault == "unheard commit":
            raise sqlite3.OperationalError("disk I/O error")
        return done

    def stream(self, statement: str, /) -> Any:
        """Row by row."""
        return self._connection.stream(statement)

    def close(self) -> None:
        """The system closes the files of the dead too."""
        self._connection.close()


def forget_all() -> None:
    """What a process remembers of its journal."""
    open_journal.cache_clear()
    sittings_journal._FRAMES.clear()


@contextmanager
def break_things(world: World) -> Iterator[None]:
    """The journal of this process in that world, and afterwards as it was."""
    true = Writer._write

    def write(self: Writer, jobs: Sequence[Job]) -> None:
        if not world.dead:
            try:
                true(self, jobs)
            except KilledError:
                self._drop_connection()
                with self._gate:
                    self._open, world.dead = False, True
                    self._jobs.put(None)
            else:
                return
        for job in jobs:  # nobody hears of it: who waits looks at ``dead`` first
            with contextlib.suppress(Exception):
                job.reply.set_exception(JournalError("killed"))

    forget_all()
    with (
        mock.patch.object(Writer, "_write", write),
        mock.patch.object(store, "connect_journal", lambda place: Faulty(connect_journal(place), world)),
        mock.patch.object(clock, "read_steady", world.read_steady),
        mock.patch.object(clock, "datetime", world),
        mock.patch.object(clock, "_CLOCK"),
    ):
        clock._CLOCK = clock.Clock()
        try:
            yield
        finally:
            open_journal().close()
            forget_all()
