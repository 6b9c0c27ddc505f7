"""A field bench in a forked process, and what a test does with it there.

In: a prepared kit, a coroutine. Out: nothing, or the traceback of the child. Follows: an address space serves one
bench, so each bench is forked, as the supervisor does it.
"""

import asyncio
import os
import tempfile
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import liangcai_reference
from liangcai_host.benches.model import Json, RefusedError, Step
from liangcai_stations.field.bench import FieldBench, Kit, Sight, open_bench
from liangcai_stations.field.events import AnyEvent, write_event
from liangcai_stations.field.station import need_world, read_station, solve
from liangcai_stations.field.trial import find_nets
from liangcai_stations.folder import Station

Act = Callable[[FieldBench], Awaitable[None]]
PERIOD = 0.2


def open_line() -> Station:
    """The bundled station."""
    read = read_station(liangcai_reference.read_pack_files("filling-line"))
    assert read.value is not None, read.findings
    return read.value


class Notebook:
    """Stands for the supervisor's journal: keeps what is observed, or refuses it."""

    def __init__(self) -> None:
        self.bodies: list[Json] = []
        self.closed = False

    async def observe(self, body: Json) -> int:
        """Keep it."""
        await asyncio.sleep(0)
        if self.closed:
            raise RefusedError("closed")
        self.bodies.append(body)
        return len(self.bodies)


async def play_reference(bench: FieldBench, first: int = 0, last: int | None = None) -> list[AnyEvent]:
    """Do the steps of the reference on a bench."""
    events = solve(bench.sight.station.solutions, bench.world).value["reference"][first:last]
    for place, event in enumerate(events):
        taken, finding = await bench.step(Step(id=f"r{first + place}", body=write_event(event)))
        assert taken, (event, finding)
    return list(events)


async def wait_polls(bench: FieldBench, count: int = 3) -> None:
    """Until the platform has what so many polls from now on gave; fails after 30 seconds."""
    wanted = bench.gateway.done + count
    for _ in range(1500):
        cycles = [live.cycle for live in bench.platform.live.values()]
        if bench.gateway.done >= wanted and cycles and min(cycles) >= wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"no {count} polls in 30 seconds")


def run_bench(
    kit: Kit, act: Callable[[FieldBench, Notebook], Awaitable[None]], seed: str = "1", net: str = ""
) -> Callable[[], None]:
    """A forked bench that does something; the result waits for it and fails with its traceback."""
    net = net or find_nets(1)[0]
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(out)
        told = b""
        try:
            asyncio.run(_live(kit, act, net, seed))
        except BaseException:
            told = traceback.format_exc().encode()
        os.write(into, told[-60_000:])
        os._exit(0)
    os.close(into)

    def wait() -> None:
        with os.fdopen(out, "rb") as pipe:
            told = pipe.read().decode()
        os.waitpid(pid, 0)
        assert not told, told

    return wait


async def _live(kit: Kit, act: Callable[[FieldBench, Notebook], Awaitable[None]], net: str, seed: str) -> None:
    station, notebook = open_line(), Notebook()
    world = need_world(station, seed, net)
    with tempfile.TemporaryDirectory() as folder:
        bench = await open_bench(
            world, kit, Path(folder), notebook.observe, sight=Sight(station=station, practice=True), period=PERIOD
        )
        try:
            await asyncio.wait_for(act(bench, notebook), 60)
        finally:
            await bench.close()
