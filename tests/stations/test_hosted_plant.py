"""A station of field devices on a bench of the supervisor: from the first look to a report, killed in between too."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import liangcai_reference
from liangcai_host.benches.client import Benches
from liangcai_host.benches.model import BenchOrder, Step
from liangcai_host.benches.starting import can_host, run_beside
from liangcai_stations.field.events import write_event
from liangcai_stations.field.station import need_world, read_station, solve

ENGINES = "liangcai_stations.hosting:ENGINES"
PARTS = ("task", "line", "controller", "platform", "gateway", "tools", "accuracy", "alarms")
pytestmark = [pytest.mark.skipif(not can_host(), reason="benches run on Linux"), pytest.mark.slow]


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Benches]:
    """A supervisor with the engines of the product."""
    home: Path = tmp_path_factory.mktemp("benches")
    with run_beside(home, ENGINES) as runs:
        assert runs
        yield Benches(home)


def order_line(attempt: str, seed: str = "3", mode: str = "practice") -> BenchOrder:
    """An order of the bundled pack."""
    files = liangcai_reference.read_pack_files("filling-line")
    order = {"attempt": attempt, "pack": "filling-line", "engine": "field", "files": files, "seed": seed, "mode": mode}
    return msgspec.convert(order, BenchOrder)


def write_steps(order: BenchOrder, net: str, solution: str) -> list[Step]:
    """The steps of one of the pack's own solutions on a network."""
    station = read_station(order.files).value
    assert station is not None
    events = solve(station.solutions, need_world(station, order.seed, net)).value[solution]
    return [Step(id=f"s{place}", body=write_event(event)) for place, event in enumerate(events)]


def test_the_reference_earns_everything_though_its_bench_is_killed_half_way(benches: Benches) -> None:
    order = order_line("line-1")
    ready = benches.prepare(order)
    net = ready.addresses["opcua"].split("//")[1].rsplit(".", 1)[0]
    steps = write_steps(order, net, "reference")
    half = len(steps) - 20
    for step in steps[:half]:
        assert benches.step(order.attempt, step, part=None).taken, step
    told = read_log(benches, order.attempt)
    assert len(told) > 3
    kill_bench(benches, order.attempt)
    assert read_log(benches, order.attempt) == told
    for step in steps[half:]:
        reply = benches.step(order.attempt, step, part="gateway")
        assert reply.taken, (step, reply.finding)
    for part in PARTS:
        view = benches.look(order.attempt, part)
        assert view["part"] == part
        assert order.seed not in view
        assert view["panels"]
    handed = benches.hand_in(order.attempt)
    assert (handed.report["earned"], handed.report["possible"]) == ("100", "100"), [
        (one["check"]["id"], one["seen"]["en"]) for one in handed.report["results"] if one["status"] != "pass"
    ]
    assert benches.judge(order, handed.evidence) == handed.report
    assert benches.health() == ()


def read_log(benches: Benches, attempt: str) -> list[str]:
    """What the tools have told so far, as the candidate sees it."""
    panels = benches.look(attempt, "tools")["panels"]
    lines: list[str] = next(panel["lines"] for panel in panels if panel["id"] == "found")
    return lines


def kill_bench(benches: Benches, attempt: str) -> None:
    """End the process of a bench as a crash would."""
    held = next(one for one in benches.health() if one.attempt == attempt)
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and holds_address(int(folder.name), held.address):
            os.kill(int(folder.name), signal.SIGKILL)


def holds_address(pid: int, address: str) -> bool:
    """Whether a process listens on the controller's port of a network."""
    wanted = "".join(f"{int(part):02X}" for part in reversed(f"{address}.10".split("."))) + f":{4840:04X}"
    try:
        lines = Path(f"/proc/{pid}/net/tcp").read_text().splitlines()
        sockets = {f"socket:[{line.split()[9]}]" for line in lines if f" {wanted} 00000000:0000 0A" in line}
        return any(str(one.readlink()) in sockets for one in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False
