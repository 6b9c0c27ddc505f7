"""Seven hundred texts read by two processes, against the limit of a minute.

In: synthetic standards by their seeds, of every layout and with every kind of damage. Out: a ratio of time and one of
memory. Follows: about as many standards as are in force; that they come back identical is shown by the tests.
"""

import multiprocessing
import os
import time
from collections.abc import Iterator

from tests.data.synthetic.make import make_case

from bench.peak import peak_self
from bench.ratio import Ratio, against_limit, against_memory
from liangcai.findings import has_errors
from liangcai.standard.read import read_standard

LIMIT, COUNT, CORES, RUNS, CHUNK = 60.0, 700, 2, 3, 10


def measure_many() -> Iterator[Ratio]:
    """Texts are made and processes started before the clock."""
    seconds: list[float] = []
    with multiprocessing.get_context("spawn").Pool(CORES) as pool:
        made = pool.map(make_text, range(COUNT), chunksize=CHUNK)
        chunks = [[data for _, data in made[start : start + CHUNK]] for start in range(0, COUNT, CHUNK)]
        pool.map(read_chunk, chunks[:CORES], chunksize=1)
        for _ in range(RUNS):
            began = time.perf_counter()
            peaks = pool.map(read_chunk, chunks, chunksize=1)
            seconds.append(time.perf_counter() - began)
    size = sum(len(data) for _, data in made) >> 10
    said = f"{COUNT} texts, {size:,} kB, {len({layout for layout, _ in made})} layouts"
    yield against_limit(f"read {COUNT} texts on {CORES} cores", seconds, LIMIT, (said, f"{COUNT} texts"))
    total = sum(dict(sorted(peaks)).values())
    yield against_memory(f"memory for {COUNT} texts", [total], f"{CORES} processes")


def make_text(seed: int) -> tuple[tuple[str, ...], bytes]:
    """The layout, kinds of tables and flattening of a synthetic standard, and its text."""
    case = make_case(seed)
    return (case.plan.layout, case.plan.tables, case.plan.flat), case.text.encode()


def read_chunk(chunk: list[bytes]) -> tuple[int, int]:
    """Read some texts, each whole and without errors; which process did, and its peak of memory so far."""
    for data in chunk:
        result = read_standard(data.decode(), "synthetic")
        assert result.value is not None
        assert result.value.source.unmapped == 0
        assert not has_errors(result.findings)
    return os.getpid(), peak_self()
