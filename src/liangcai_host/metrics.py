"""Counters and histograms, and the text in which Prometheus reads them.

In: numbers, noted where things happen. Out: lines of the text exposition format 0.0.4. Follows: a note costs a fraction
of a microsecond and takes no lock, so each meter is noted by one thread only; labels are kinds of things, never people.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Kind = Literal["counter", "gauge"]


class Histogram:
    """How often a number fell into each bucket; ``bounds`` are their upper ends."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.total = 0.0

    def note(self, value: float) -> None:
        """Count a number."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    @property
    def count(self) -> int:
        """How many numbers there were."""
        return sum(self.counts)

    def quantile(self, share: float) -> float | None:
        """The bound below which at least this share lies; None before the first number or beyond the last bound."""
        wanted, seen = share * self.count, 0
        for bound, count in zip(self.bounds, self.counts, strict=False):
            seen += count
            if seen >= wanted and seen:
                return bound
        return None


class Gauge(msgspec.Struct, frozen=True, kw_only=True):
    """A number as it stands; ``values`` by the value of the one label, or under an empty name without one."""

    name: str
    help: str
    values: Mapping[str, float]
    kind: Kind = "gauge"
    label: str = ""


def one(name: str, text: str, value: float, kind: Kind = "gauge") -> Gauge:
    """A number without labels."""
    return Gauge(name=name, help=text, values={"": value}, kind=kind)


def write_gauge(gauge: Gauge) -> Iterable[str]:
    """The lines of a counter or gauge."""
    yield f"# HELP {gauge.name} {_escape_help(gauge.help)}"
    yield f"# TYPE {gauge.name} {gauge.kind}"
    for value, number in sorted(gauge.values.items()):
        label = f'{{{gauge.label}="{_escape_label(value)}"}}' if gauge.label else ""
        yield f"{gauge.name}{label} {_number(number)}"


def write_histogram(name: str, text: str, histogram: Histogram) -> Iterable[str]:
    """The lines of a histogram; buckets are cumulative."""
    yield f"# HELP {name} {_escape_help(text)}"
    yield f"# TYPE {name} histogram"
    counts, total, seen = list(histogram.counts), histogram.total, 0  # noted on while this is written
    for bound, count in zip((*histogram.bounds, float("inf")), counts, strict=True):
        seen += count
        yield f'{name}_bucket{{le="{_number(bound)}"}} {seen}'
    yield f"{name}_sum {_number(total)}"
    yield f"{name}_count {seen}"


def _number(value: float) -> str:
    if value == float("inf"):
        return "+Inf"
    return str(int(value)) if value == int(value) else repr(float(value))


def _escape_help(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _escape_label(text: str) -> str:
    return _escape_help(text).replace('"', '\\"')
