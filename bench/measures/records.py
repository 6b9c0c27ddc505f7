"""Stations of records: forty worlds made, logs of the longest kind graded, what a step costs; no server in between.

In: the bundled packs and their reference solutions. Out: ratios. Follows: forty candidates at once are ready in 10
seconds, and every hand-in is graded in 5, on two cores.
"""

import statistics
from collections.abc import Iterator

import liangcai_reference
from bench.ratio import Ratio, against_limit, time_once
from liangcai.stations.trial import REFERENCE
from liangcai_stations.folder import Station
from liangcai_stations.record.checks import grade_events
from liangcai_stations.record.events import Ask
from liangcai_stations.record.solution import solve
from liangcai_stations.record.station import need_world, play_events, read_station, try_station
from liangcai_stations.record.world import MOST_STEPS

PACK, CANDIDATES, RUNS, READY, GRADED, TRIED = "health-record", 40, 7, 10.0, 5.0, 60.0


def measure() -> Iterator[Ratio]:
    """Ready, graded, and a pack tried."""
    station = read_station(liangcai_reference.read_pack_files(PACK)).value
    assert station is not None
    ready = [time_once(lambda: make_worlds(station)) for _ in range(RUNS)]
    yield against_limit("forty worlds ready", ready, READY, (PACK, "ten seconds"))
    graded = [time_once(lambda: grade_all(station)) for _ in range(RUNS)]
    yield against_limit("forty hand-ins graded, world and log anew", graded, GRADED, (PACK, "five seconds for each"))
    yield flood(station)
    seeds = [str(seed) for seed in range(20)]
    tried = [time_once(lambda: try_station(station, seeds)) for _ in range(3)]
    yield against_limit(
        "a pack tried over 20 seeds", tried, TRIED, (f"{len(station.pack.mutants) + 2} solutions", "a minute")
    )


def make_worlds(station: Station) -> None:
    """Forty worlds, of a seed each."""
    for one in range(CANDIDATES):
        need_world(station, str(one))


def grade_all(station: Station) -> None:
    """Forty reports of the reference, each from seed and log alone."""
    for one in range(CANDIDATES):
        world = need_world(station, str(one))
        events = solve(station.solutions, world).value[REFERENCE]
        assert grade_events(station.pack, world, events).earned == 100


def flood(station: Station) -> Ratio:
    """The longest log that a bench takes."""
    log = [Ask(question="purpose")] * MOST_STEPS
    seconds = [time_once(lambda: play_events(station, "1", log)) for _ in range(RUNS)]
    each = 1e6 * statistics.median(seconds) / MOST_STEPS
    return against_limit(
        "the longest log graded", seconds, GRADED, (f"{MOST_STEPS} steps, {each:.0f} µs each", "a hand-in")
    )
