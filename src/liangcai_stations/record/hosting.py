"""This engine on a bench: steps in, views out, evidence at the end.

In: an order and the steps that are stored of it. Out: a bench; the report of evidence. Follows: the state is a fold
over the steps, so the evidence is seed, version and steps, and nothing is tried after hand-in.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from liangcai.findings import Finding, Result
from liangcai.stations.grade import grade_station
from liangcai.stations.model import StationReport
from liangcai_host.benches.model import BenchOrder, Json, Observe, Step, Taken, write_finding
from liangcai_host.benches.views import write_view
from liangcai_stations.folder import Station, need_station, write_task
from liangcai_stations.record.checks import probe_state
from liangcai_stations.record.events import read_event
from liangcai_stations.record.scene import World
from liangcai_stations.record.state import State, begin
from liangcai_stations.record.station import ENGINE, need_world
from liangcai_stations.record.viewing import Sight, show
from liangcai_stations.record.world import take_step


class RecordEngine:
    """The engine in the table of engines."""

    name = ENGINE

    def warm(self) -> None:
        """Nothing is left to import."""

    async def open(self, order: BenchOrder, steps: tuple[Step, ...], _observe: Observe, /) -> "RecordBench":
        """The bench, with the stored steps folded."""
        return RecordBench(order, need_station(order.files), steps)

    def judge(self, files: Mapping[str, str], seed: str, evidence: Json) -> StationReport:
        """The report of the steps of the evidence; raises ValueError where it is of another version of the pack."""
        station = need_station(files)
        if evidence["version"] != station.pack.version:
            raise ValueError(f"the evidence is of version {evidence['version']}, the pack of {station.pack.version}")
        world = need_world(station, seed)
        state = begin(world.scene)
        for step in msgspec.convert(evidence["steps"], tuple[Step, ...]):
            state = do_step(world, state, step).value
        return grade_station(station.pack, probe_state(world, state))


class RecordBench:
    """One attempt."""

    addresses: Mapping[str, str] = {}

    def __init__(self, order: BenchOrder, station: Station, steps: Iterable[Step]) -> None:
        world = need_world(station, order.seed)
        task = write_task(station, world.names)
        self._sight = Sight(pack=station.pack, world=world, task=task, practice=order.mode == "practice")
        self._state = begin(world.scene)
        self.refused: dict[str, Json] = {}
        for step in steps:
            if (finding := self._take(step)) is not None:
                self.refused[step.id] = write_finding(finding)

    def _take(self, step: Step) -> Finding | None:
        done = do_step(self._sight.world, self._state, step)
        self._state = done.value
        return done.findings[0] if done.findings else None

    async def step(self, step: Step) -> Taken:
        """Do a step."""
        finding = self._take(step)
        return finding is None, None if finding is None else write_finding(finding)

    async def look(self, part: str) -> Json:
        """A part as it stands."""
        return write_view(show(self._sight, self._state, part))

    async def evidence(self) -> Json:
        """The version; the steps are added by whoever keeps them."""
        return {"version": self._sight.pack.version}

    async def close(self) -> None:
        """There is nothing to let go of."""


def do_step(world: World, state: State, step: Step) -> Result[State]:
    """The state after a stored step; the same, with a finding, where it can't be read or taken."""
    body: dict[str, Any] = {**step.body, "attempt": "", "at": step.at}
    read = read_event(msgspec.json.encode(body))
    return Result(state, read.findings) if read.value is None else take_step(world, state, read.value)
