"""Reading each bundled standard, against the limit of half a second.

In: the bundled texts. Out: a ratio a standard. Follows: the product's promise that reading a document is immediate.
"""

from collections.abc import Iterator
from functools import partial

import liangcai_reference
from bench.ratio import Ratio, against_limit, time_once
from liangcai.standard.read import read_standard

LIMIT, RUNS = 0.5, 9


def measure() -> Iterator[Ratio]:
    """Text in, model and findings out; lint is not part of it."""
    for occupation in liangcai_reference.list_occupations():
        text = liangcai_reference.read_standard_text(occupation)
        seconds = [time_once(partial(read_standard, text, "standard.txt")) for _ in range(RUNS)]
        said = (f"read {len(text):,} characters", "to read a standard")
        yield against_limit(f"read {occupation}", seconds, LIMIT, said)
