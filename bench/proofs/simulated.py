"""A clock that a proof moves, in the place of the server's.

In: a moment. Out: while the block lasts, ``clock.now()`` gives what the proof says. Follows: clock and randomness come
in as parameters; the product is not changed for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock

from liangcai_host import clock


class Simulated:
    """A moment that goes on when told to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The present moment."""
        return self.moment

    def go_on(self, seconds: float) -> datetime:
        """Let so many seconds pass."""
        self.moment += timedelta(seconds=seconds)
        return self.moment


@contextmanager
def simulate(moment: datetime) -> Iterator[Simulated]:
    """Run the server's clock by hand."""
    simulated = Simulated(moment)
    with mock.patch.object(clock, "_CLOCK", simulated):
        yield simulated
