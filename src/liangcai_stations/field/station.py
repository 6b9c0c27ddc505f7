"""A station of this engine: its worlds, its solutions, what of its files does not fit together.

In: the texts of a folder by file name. Out: a ``Station``; the report of evidence. Follows: reference 100 %, empty at
most 5 %, each mutant failing exactly its checks, or the pack is not published.
"""

from collections.abc import Mapping

import msgspec

from liangcai.findings import Finding, Result
from liangcai.stations.model import StationReport
from liangcai.stations.trial import EMPTY, REFERENCE
from liangcai_stations.field.checks import judge_evidence
from liangcai_stations.field.events import AnyEvent
from liangcai_stations.field.scene import NET, World, make_world
from liangcai_stations.folder import SOLUTIONS, Station, check_folder, need_made, read_folder, refuse
from liangcai_stations.solutions import Step, Steps, solve_all

ENGINE = "field"


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
    mutants = {mutant.name for mutant in station.pack.mutants}
    unpaired = mutants ^ (solved.value.keys() - {REFERENCE, EMPTY})
    if solved.findings or not unpaired:
        return found
    odd = "、".join(sorted(unpaired))
    return (*found, refuse(name + SOLUTIONS, f"带错解答对不上：{odd}", f"Mutants do not pair: {odd}"))


def open_world(station: Station, seed: str, net: str = NET) -> Result[World | None]:
    """The world of a seed on a network."""
    return make_world(station.world, station.pack.id, seed, net)


def need_world(station: Station, seed: str, net: str = NET) -> World:
    """The world of a seed of a station that was read; raises ValueError where this seed's can't be made."""
    return need_made(station, seed, open_world(station, seed, net))


def solve(text: str, world: World, name: str = SOLUTIONS) -> Result[dict[str, tuple[AnyEvent, ...]]]:
    """The events of every solution for the seed of a world, the reference and the empty one first."""
    return solve_all(text, world.names, spread, _read_step, name)


def spread(steps: Steps) -> Steps:
    """The steps, with ``fill`` (a whole sheet: sheet, values) as a step a field."""
    found: list[Step] = []
    for step in steps:
        if step.get("do") != "fill":
            found.append(step)
            continue
        if not isinstance(step.get("values"), dict) or "sheet" not in step:
            raise ValueError("fill needs sheet and values")
        for field, value in step["values"].items():
            found.append({"do": "put", "sheet": step["sheet"], "field": field, "value": value})
    return tuple(found)


def report_evidence(station: Station, seed: str, evidence: dict[str, object]) -> StationReport:
    """The report of evidence, from it alone."""
    return judge_evidence(station.pack, need_world(station, seed, str(evidence.get("net", NET))), evidence)


def _read_step(step: Step) -> AnyEvent:
    event: AnyEvent = msgspec.convert(step, AnyEvent, strict=False)
    return event
