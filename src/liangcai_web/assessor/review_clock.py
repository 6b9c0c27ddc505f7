"""The clock of a board as its pages show it.

In: a candidate. Out: phases with the one that runs and the seconds left by the server's clock. Follows: 1.9.4; every
member of the board sees the same clock; nothing ends by itself.
"""

import msgspec

from liangcai.marking.review import Phase
from liangcai_host import clock
from liangcai_web.records.batches import Candidate
from liangcai_web.services.marking.reviews import read_clock


class PhaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A phase: whether it is over, runs, or comes next."""

    number: int
    phase: Phase
    state: str


class ClockPage(msgspec.Struct, frozen=True, kw_only=True):
    """The clock: ``left`` seconds of the phase that runs, below 0 when its time is over; ``next`` may be started."""

    rows: tuple[PhaseRow, ...]
    running: int
    left: int
    next: int

    @property
    def minutes(self) -> int:
        """The whole of it."""
        return sum(row.phase.minutes for row in self.rows)

    @property
    def said(self) -> str:
        """The time left as people read it."""
        sign, seconds = ("-" if self.left < 0 else ""), abs(self.left)
        return f"{sign}{seconds // 60:02}:{seconds % 60:02}"


def describe_clock(candidate: Candidate) -> ClockPage | None:
    """The clock now; None before the form of the review is set."""
    found = read_clock(candidate)
    if found is None:
        return None
    states = {found.phase: "now"}
    rows = tuple(
        PhaseRow(number=number, phase=phase, state=states.get(number, "done" if number < found.phase else "open"))
        for number, phase in enumerate(found.phases, 1)
    )
    upcoming = found.phase + 1 if found.phase < len(found.phases) else 0
    return ClockPage(rows=rows, running=found.phase, left=found.left(clock.now()), next=upcoming)
