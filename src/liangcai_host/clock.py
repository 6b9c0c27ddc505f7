"""The time of the server: the one place that reads it.

In: the machine's clocks. Out: moments in UTC that never step. Follows: only the server's clock counts, and a deadline
must not move when somebody sets that clock: the wall clock is read once, at the start of the process, and time runs on
from there by a clock that nobody can set and that goes on while the machine sleeps.
"""

import time
from datetime import UTC, datetime, timedelta

STEADY = getattr(time, "CLOCK_BOOTTIME", None)


def read_steady() -> float:
    """Seconds of a clock that only goes forward."""
    return time.clock_gettime(STEADY) if STEADY is not None else time.monotonic()


class Clock:
    """A wall clock read once, and the steady seconds since."""

    def __init__(self) -> None:
        self._wall = datetime.now(UTC)
        self._steady = read_steady()

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self._wall + timedelta(seconds=read_steady() - self._steady)


_CLOCK = Clock()


def now() -> datetime:
    """The present moment, aware, in UTC; later calls in a process never give an earlier one."""
    return _CLOCK.now()


def read_drift() -> float:
    """Seconds by which the wall clock has moved away from the steady one since the start; the deadlines did not."""
    return (datetime.now(UTC) - _CLOCK.now()).total_seconds()
