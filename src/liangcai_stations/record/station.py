"""A station of this engine: its worlds, what of its files does not fit together, its trial.

In: the texts of a folder by file name. Out: a ``Station``; its trial over seeds; the report of a log. Follows:
reference 100 %, empty at most 5 %, each mutant failing exactly its checks, or the pack is not published.
"""

from collections.abc import Iterable, Mapping

from liangcai.findings import Finding, Result
from liangcai.stations.grade import grade_station
from liangcai.stations.model import StationReport
from liangcai.stations.trial import Trial, judge_trial
from liangcai_stations.folder import SOLUTIONS, Station, check_folder, need_made, read_folder, refuse
from liangcai_stations.record.checks import probe_state
from liangcai_stations.record.events import AnyEvent
from liangcai_stations.record.scene import World, make_world
from liangcai_stations.record.solution import solve
from liangcai_stations.record.world import run_events

ENGINE = "record"


def read_station(files: Mapping[str, str], name: str = "") -> Result[Station | None]:
    """The station of a folder; everything that is wrong with its files at once."""
    return read_folder(files, name, check_station)


def check_station(station: Station, name: str) -> tuple[Finding, ...]:
    """What of the files does not fit together, seen with one seed."""
    made = open_world(station, "1")
    if made.value is None:
        return made.findings
    solved = solve(station.solutions, made.value, name + SOLUTIONS)
    tried = [one.check for one in made.value.scene.tries]
    found = (*solved.findings, *check_folder(station, ENGINE, made.value.names, tried, name))
    lost = {mutant.name for mutant in station.pack.mutants} - solved.value.keys()
    if solved.findings or not lost:
        return found
    odd = "、".join(sorted(lost))
    return (*found, refuse(name + SOLUTIONS, f"缺少带错解答 {odd}", f"Mutants are missing: {odd}"))


def open_world(station: Station, seed: str) -> Result[World | None]:
    """The world of a seed."""
    return make_world(station.world, station.pack.id, seed)


def need_world(station: Station, seed: str) -> World:
    """The world of a seed of a station that was read; raises ValueError where this seed's can't be made."""
    return need_made(station, seed, open_world(station, seed))


def play_events(station: Station, seed: str, events: Iterable[AnyEvent], attempt: str = "") -> Result[StationReport]:
    """The report of a log, and the steps that the bench did not take; raises ValueError where the world can't be."""
    world = need_world(station, seed)
    ran = run_events(world, events, attempt)
    return Result(grade_station(station.pack, probe_state(world, ran.value)), ran.findings)


def try_station(station: Station, seeds: Iterable[str]) -> Trial:
    """Every solution with every seed, held against what the pack promises."""
    reports: dict[str, list[StationReport]] = {}
    refused: dict[str, tuple[Finding, ...]] = {}
    for seed in seeds:
        world = need_world(station, seed)
        for name, events in solve(station.solutions, world).value.items():
            ran = run_events(world, events)
            reports.setdefault(name, []).append(grade_station(station.pack, probe_state(world, ran.value)))
            refused[name] = (*refused.get(name, ()), *ran.findings)
    return judge_trial(station.pack, reports, refused)
