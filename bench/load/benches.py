"""Candidates at the benches of a supervisor of its own, as the site would drive them.

In: a bundled pack, how many. Out: benches prepared, worked at, handed in; what the processes hold. Follows: what is
measured is the supervisor in its own process, over its socket, with the engines of the product.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

import liangcai_reference
from liangcai.stations.trial import REFERENCE
from liangcai_host.benches.client import Benches
from liangcai_host.benches.model import BenchOrder, HandIn, Json, Step
from liangcai_host.benches.starting import start_supervisor, stop_supervisor, wait_for
from liangcai_stations.packs import list_steps, read_station

NET = "127.50.1"  # where solutions are written for
ENGINES = "liangcai_stations.hosting:ENGINES"
T = TypeVar("T")
U = TypeVar("U")


class Candidate(msgspec.Struct, frozen=True):
    """An order, and the steps of the reference for its seed."""

    order: BenchOrder
    steps: tuple[Step, ...]


class Crew(msgspec.Struct, frozen=True):
    """A supervisor: how it is reached, its process, its folder."""

    benches: Benches
    pid: int
    home: Path


@contextmanager
def run_crew(network: str = "127.52") -> Iterator[Crew]:
    """A supervisor in a folder that goes away, on a network of its own."""
    with tempfile.TemporaryDirectory(prefix="liangcai-benches-") as name:
        home = Path(name)
        process = start_supervisor(home, ENGINES, LIANGCAI_BENCH_NETWORK=network)
        try:
            assert wait_for(home, process), "the supervisor does not start"
            yield Crew(Benches(home), process.pid, home)
        finally:
            stop_supervisor(process)


def list_candidates(pack: str, names: Sequence[str], seeds: Sequence[str]) -> list[Candidate]:
    """Candidates of a bundled pack; the reference of each seed is worked out once."""
    files = liangcai_reference.read_pack_files(pack)
    station = read_station(files).value
    assert station is not None
    solved = {seed: write_steps(list_steps(station, seed).value[REFERENCE]) for seed in set(seeds)}
    engine, seconds = station.pack.engine, station.pack.minutes * 60
    return [
        Candidate(
            BenchOrder(
                attempt=name,
                pack=pack,
                engine=engine,
                files=files,
                seed=seed,
                mode="examination",
                seconds=seconds,
            ),
            solved[seed],
        )
        for name, seed in zip(names, seeds, strict=True)
    ]


def write_steps(lines: Sequence[str]) -> tuple[Step, ...]:
    """Lines of a log as steps; when they are done, the supervisor says."""
    steps = []
    for place, line in enumerate(lines):
        body: Json = msgspec.json.decode(line)
        body.pop("at", None)
        steps.append(Step(id=f"s{place}", body=body))
    return tuple(steps)


def at_once(work: Callable[[U], T], values: Sequence[U]) -> list[T]:
    """The same for all of them at the same time."""
    with ThreadPoolExecutor(len(values)) as threads:
        return list(threads.map(work, values))


def work_through(benches: Benches, candidate: Candidate, pause: float = 0.0) -> None:
    """All steps of the reference, with a pause before each; each must be taken."""
    for step in place_steps(benches, candidate):
        time.sleep(pause)
        reply = benches.step(candidate.order.attempt, step, part=None)
        assert reply.taken, reply.finding


def place_steps(benches: Benches, candidate: Candidate) -> list[Step]:
    """The steps with the addresses that this bench was given, where they name any."""
    attempt = candidate.order.attempt
    address = next(one.address for one in benches.health() if one.attempt == attempt)
    text = msgspec.json.encode(candidate.steps).decode().replace(f"{NET}.", f"{address}.")
    return msgspec.json.decode(text, type=list[Step])


def hand_in(benches: Benches, candidate: Candidate) -> HandIn:
    """The end of the work."""
    return benches.hand_in(candidate.order.attempt)


def list_ports(prefix: str) -> list[str]:
    """The TCP ports in whose address the prefix is, such as ``127.50.``, as they stand in the kernel's table."""
    wanted = "".join(f"{int(part):02X}" for part in reversed(prefix.rstrip(".").split(".")))
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    found = [line.split() for line in lines]
    return [row[1] for row in found if row[1].partition(":")[0].endswith(wanted) and row[3] == "0A"]
