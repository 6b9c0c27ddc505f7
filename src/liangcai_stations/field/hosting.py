"""This engine on a bench of the supervisor: steps in, views out, stimuli and evidence at the end.

In: an order and the steps that are stored of it. Out: a bench; the report of evidence. Follows: what is costly is made
once, before the fork; the libraries of the protocols are imported there and nowhere earlier.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liangcai.stations.model import StationReport
from liangcai_host.benches.model import BenchOrder, Json, Observe, Step
from liangcai_stations.field.station import ENGINE, need_world, report_evidence
from liangcai_stations.folder import need_station

if TYPE_CHECKING:
    from liangcai_stations.field.bench import FieldBench


class FieldEngine:
    """The engine in the table of engines."""

    name = ENGINE

    def __init__(self) -> None:
        self._kit: Any = None

    def warm(self) -> None:
        """Import the protocols, make an address space and keys."""
        from liangcai_stations.field.trial import make_kit

        self._kit = make_kit()

    async def open(self, order: BenchOrder, steps: tuple[Step, ...], observe: Observe, /) -> "FieldBench":
        """The bench, with the stored steps folded, and every port open."""
        from liangcai_stations.field.bench import Sight, open_bench

        if self._kit is None:
            raise RuntimeError("a field bench is forked from a process that was warmed")
        station = need_station(order.files)
        world = need_world(station, order.seed, order.address)
        sight = Sight(station=station, practice=order.mode == "practice")
        return await open_bench(world, self._kit, Path(order.folder), observe, steps, sight=sight)

    def judge(self, files: Mapping[str, str], seed: str, evidence: Json) -> StationReport:
        """The report of evidence; raises ValueError where it is of another version of the pack."""
        station = need_station(files)
        if evidence["version"] != station.pack.version:
            raise ValueError(f"the evidence is of version {evidence['version']}, the pack of {station.pack.version}")
        return report_evidence(station, seed, evidence)
