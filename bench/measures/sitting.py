"""The sitting under load, beside an empty endpoint of the same server and a widely used learning platform's figures.

In: candidates over real HTTP, driven from this process against a server of its own. Out: ratios. Follows: what the
other platform answers on two such cores is quoted (61 autosaves and 1.1 whole examinations a second); everything else
is measured in this run.
"""

import random
import statistics
import time
from collections.abc import Iterator

from bench.family import count_processor
from bench.load.driver import Wait, drive, gather, percentile
from bench.load.saver import EMPTY, SAVE, save_on
from bench.load.sitter import Ticket, sit
from bench.measures.sitting_servers import Server, serve_attempts, serve_examination
from bench.ratio import Ratio

CROWDS, RUNS, SECONDS = (50, 500, 2000), 3, 5.0
THINKING, THINKING_SECONDS, PATIENCE_MS = 20.0, 30.0, 200.0
JOURNEYS, WARM, AT_ONCE = 200, 100, 16
# A widely used open learning platform on the same two cores, as the project was given them.
PLATFORM_SAVES, PLATFORM_EXAMINATIONS, PLATFORM_PROCESSOR = 61.0, 67.0, 1.7


def measure() -> Iterator[Ratio]:
    """Saves without time to think, with it, and whole examinations."""
    with serve_attempts(max(CROWDS)) as server:
        for crowd in CROWDS:
            yield from measure_saves(server, crowd)
        yield measure_patience(server)
        yield measure_disk(server)
    with serve_examination(WARM + RUNS * JOURNEYS) as (server, tickets):
        yield from measure_examinations(server, tickets)


def measure_saves(server: Server, crowd: int) -> Iterator[Ratio]:
    """A crowd that saves as fast as it is answered, in turns with the empty endpoint."""
    turns = [(load(server, crowd, EMPTY), load(server, crowd, SAVE)) for _ in range(RUNS + 1)][1:]
    saves = [rate(ours) for _, ours in turns]
    waits = [wait for _, ours in turns for wait in ours[0]]
    said = (
        f"{statistics.median(saves):,.0f} saves a second, p50 {percentile(waits, 0.5):.1f} ms, p99 "
        f"{percentile(waits, 0.99):.1f} ms, {statistics.median(ours[2] for _, ours in turns):.0f} µs of processor each"
    )
    yield Ratio(
        name=f"saves, {crowd} candidates without time to think",
        values=tuple(one / PLATFORM_SAVES for one in saves),
        ours=said,
        theirs=f"{PLATFORM_SAVES:.0f} autosaves of a learning platform",
    )
    yield Ratio(
        name=f"the same, {crowd} candidates",
        values=tuple(rate(ours) / rate(empty) for empty, ours in turns),
        ours=f"{statistics.median(saves):,.0f} saves a second",
        theirs=f"{statistics.median(rate(empty) for empty, _ in turns):,.0f} empty replies of the same server",
    )


Load = tuple[list[Wait], float, float]


def load(server: Server, crowd: int, path: str) -> Load:
    """The waits, the seconds, the microseconds of the server's processor a request."""
    rng = random.Random(1)  # noqa: S311 - nothing secret
    clients = (save_on(server.port, *session, 0.0, rng, path) for session in server.sessions[:crowd])
    gathered = gather(clients, server.port, crowd)
    began = count_processor(server.pid)
    waits, elapsed = gathered.run(time.perf_counter(), SECONDS)
    return waits, elapsed, 1e6 * (count_processor(server.pid) - began) / max(1, len(waits))


def rate(measured: Load) -> float:
    """Requests a second."""
    return len(measured[0]) / measured[1]


def measure_patience(server: Server) -> Ratio:
    """The slowest of a hundred where everyone thinks before saving."""
    slow, count = [], 0
    for run in range(RUNS):
        rng = random.Random(run)  # noqa: S311
        clients = (save_on(server.port, *session, THINKING, rng) for session in server.sessions)
        waits, _ = drive(clients, server.port, THINKING_SECONDS, len(server.sessions))
        slow.append(percentile(waits, 0.99))
        count += len(waits)
    return Ratio(
        name=f"p99, {len(server.sessions)} candidates with {THINKING:.0f} s between saves",
        values=tuple(PATIENCE_MS / one for one in slow),
        ours=f"{statistics.median(slow):.1f} ms, {count} saves",
        theirs=f"limit {PATIENCE_MS:.0f} ms",
    )


def measure_disk(server: Server) -> Ratio:
    """What the saves of this run took on the disk, as if a candidate saved every twenty seconds for an hour."""
    each = server.disk() / max(1, server.stored())
    hour = each * 3600 / THINKING
    return Ratio(
        name="disk of a candidate-hour, a save every 20 s",
        values=((1 << 20) / hour,),
        ours=f"{hour / 1024:,.0f} kB, {each:,.0f} bytes a save",
        theirs="limit 1 MB",
    )


def measure_examinations(server: Server, tickets: list[Ticket]) -> Iterator[Ratio]:
    """Whole examinations: sign in, start, ten pages of five questions, hand in, see how it ended."""
    rng = random.Random(2)  # noqa: S311
    queue = iter(tickets)
    rates, costs, pages = [], [], []
    for run in range(RUNS + 1):
        began = count_processor(server.pid)
        count = JOURNEYS if run else WARM
        clients = (sit(server.port, next(queue), 0.0, rng) for _ in range(count))
        waits, elapsed = drive(clients, server.port, 600.0, AT_ONCE)
        if run:
            rates.append(60 * count / elapsed)
            costs.append(1000 * (count_processor(server.pid) - began) / count)
            pages += waits
    cost = statistics.median(costs)
    yield Ratio(
        name="whole examinations a minute",
        values=tuple(one / PLATFORM_EXAMINATIONS for one in rates),
        ours=f"{statistics.median(rates):,.0f}, {AT_ONCE} at once, p50 {percentile(pages, 0.5):.1f} ms a request",
        theirs=f"{PLATFORM_EXAMINATIONS:.0f} of a learning platform",
    )
    yield Ratio(
        name="processor time of an examination",
        values=tuple(1000 * PLATFORM_PROCESSOR / one for one in costs),
        ours=f"{cost:.0f} ms",
        theirs=f"{PLATFORM_PROCESSOR} s of a learning platform",
    )
