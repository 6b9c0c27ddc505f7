"""A ratio with its spread: times alone say nothing on a machine that others use.

In: works to be timed, in turns. Out: ``Ratio`` and one line of text. Follows: several runs, median, least and most.
"""

import statistics
import time
from collections.abc import Callable, Sequence

import msgspec

Work = Callable[[], object]
MEMORY_LIMIT = 512 << 20


class Ratio(msgspec.Struct, frozen=True, kw_only=True):
    """How many times better than the peer or the limit, once a run; ``ours`` and ``theirs`` say what was measured."""

    name: str
    values: tuple[float, ...]
    ours: str
    theirs: str

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    def line(self) -> str:
        """One line: median, range, runs, what stands on either side."""
        spread = f"{show(min(self.values))}–{show(max(self.values))}"
        return f"{self.name}: {show(self.median)} × ({spread}, {len(self.values)} runs)  {self.ours}  ÷  {self.theirs}"


def show(value: float) -> str:
    """A ratio to three figures, small or large."""
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def time_once(work: Work) -> float:
    """Seconds that a work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def time_turns(works: Sequence[Work], runs: int) -> tuple[tuple[float, ...], ...]:
    """Seconds of each work, run after run in turns, so that a busy moment of the machine strikes all of them."""
    rounds = [tuple(time_once(work) for work in works) for _ in range(runs)]
    return tuple(zip(*rounds, strict=True))


def against_peer(name: str, ours: Work, peer: Work, runs: int, said: tuple[str, str]) -> Ratio:
    """The peer's seconds over ours for the same work; ``said`` names the two sides."""
    mine, theirs = time_turns((ours, peer), runs)
    values = tuple(other / own for own, other in zip(mine, theirs, strict=True))
    middle = (statistics.median(mine), statistics.median(theirs))
    sides = [f"{words} {1000 * seconds:,.1f} ms" for words, seconds in zip(said, middle, strict=True)]
    return Ratio(name=name, values=values, ours=sides[0], theirs=sides[1])


def against_limit(name: str, seconds: Sequence[float], limit: float, said: tuple[str, str]) -> Ratio:
    """How often our seconds go into the limit's; ``said`` names what took them and the limit."""
    middle = statistics.median(seconds)
    return Ratio(
        name=name,
        values=tuple(limit / one for one in seconds),
        ours=f"{said[0]} {1000 * middle:,.1f} ms",
        theirs=f"limit {said[1]} {1000 * limit:,.0f} ms",
    )


def against_memory(name: str, peaks: Sequence[int], said: str) -> Ratio:
    """How often our peaks of memory, in bytes, go into half a gigabyte; ``said`` names what held it."""
    return Ratio(
        name=name,
        values=tuple(MEMORY_LIMIT / one for one in peaks),
        ours=f"{statistics.median(peaks) / 2**20:,.0f} MB, {said}",
        theirs=f"limit {MEMORY_LIMIT >> 20} MB",
    )
