"""Field benches and clients that are not ours: they see what the platform sees, and nothing they send does harm."""

import asyncio
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.data.field_benches import Notebook, play_reference, run_bench, wait_polls

from liangcai_host.benches.starting import can_host
from liangcai_stations.field.bench import MOST_SEEN, FieldBench, Kit
from liangcai_stations.field.station import report_evidence
from liangcai_stations.field.trial import find_nets, make_kit

pytestmark = [
    pytest.mark.skipif(not can_host(), reason="benches run on Linux"),
    pytest.mark.slow,
]
SCRIPT = Path(__file__).parents[2] / "data" / "outside_client.py"


@pytest.fixture(scope="module")
def kit() -> Iterator[Kit]:
    """What benches are forked from."""
    yield make_kit()


async def set_up(bench: FieldBench) -> None:
    """The reference until the first look at the live values, then the line held."""
    events = await play_reference(bench)
    assert events


async def call_outside(bench: FieldBench, *arguments: str) -> dict[str, object]:
    """What the script of an outside client prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(SCRIPT),
        bench.world.net,
        bench.world.scene.password,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()[-3000:]
    found: dict[str, object] = json.loads(out)
    return found


def test_outside_clients_see_what_the_platform_sees_with_and_without_security(kit: Kit) -> None:
    async def act(bench: FieldBench, notebook: Notebook) -> None:
        await set_up(bench)
        scene = bench.world.scene
        bench.forced = {tag.signal: scene.signal(tag.signal).forced[0] for tag in scene.tags}
        await bench.controller.show(bench.shown())
        await wait_polls(bench)
        topic = f"line/{bench.world.names['line']}/plc"
        meter = next(device for device in scene.devices if device.id == "meter")
        told = await call_outside(bench, topic, str(meter.unit), str(meter.registers[0].address))
        live = {name: one.value for name, one in bench.platform.live.items()}
        for security in ("none", "sign", "sign and encrypt"):
            seen = told[security]
            assert isinstance(seen, dict)
            assert seen["Line.Level"] == pytest.approx(live["level"], rel=1e-6)
            assert seen["Line.Speed"] == live["speed"]
        assert told["mqtt"] == {
            "tank_level": pytest.approx(live["level"]),
            "line_speed": live["speed"],
            "valve_pos": pytest.approx(live["valve"]),
        }
        words = told["modbus"]
        assert isinstance(words, list)
        assert struct.unpack(">f", struct.pack(">HH", words[1], words[0]))[0] == pytest.approx(live["flow"])
        assert told["refused subscription"] == 128
        assert {"do": "saw", "what": "subscribe", "name": topic, "value": 0.0} in notebook.bodies

    run_bench(kit, act)()


def test_what_an_outside_client_writes_is_stored_before_it_is_answered(kit: Kit) -> None:
    async def act(bench: FieldBench, notebook: Notebook) -> None:
        await set_up(bench)
        told = await call_outside(bench, "write", "33")
        assert told["33"] == "ok"
        assert notebook.bodies[-1] == {"do": "saw", "what": "write", "name": "speed", "value": 33.0}
        await wait_polls(bench)
        live = bench.platform.live["speed"]
        assert live.value == 33.0
        notebook.closed = True
        before = bench.state
        told = await call_outside(bench, "write", "34", "nan", "70000", "text", "list")
        assert set(told.values()) == {"refused"}, told
        assert bench.state == before

    run_bench(kit, act)()


def test_hostile_bytes_floods_and_strangers_do_no_harm_and_a_neighbour_sees_nothing_of_it(kit: Kit) -> None:
    async def suffer(bench: FieldBench, notebook: Notebook) -> None:
        await set_up(bench)
        told = await call_outside(bench, "attack")
        assert told["survived"], told
        assert told["refused"] == [], told
        await wait_polls(bench, 5)
        refused = await expect_full_marks(bench)
        assert min(refused.values()) > 0, refused
        assert 10**9 not in [live.cycle for live in bench.platform.live.values()]
        assert len(notebook.bodies) <= MOST_SEEN

    async def live_beside(bench: FieldBench, notebook: Notebook) -> None:
        await set_up(bench)
        await asyncio.sleep(6)
        await wait_polls(bench, 5)
        assert {body.get("what", "") for body in notebook.bodies if body["do"] != "found"} <= {"alarm", "back"}
        refused = await expect_full_marks(bench)
        assert set(refused.values()) == {0}, refused

    here, there = find_nets(2)
    neighbour = run_bench(kit, live_beside, seed="2", net=there)
    run_bench(kit, suffer, net=here)()
    neighbour()


async def expect_full_marks(bench: FieldBench) -> dict[str, int]:
    """The bench still grades what was done rightly as right; how much each protocol refused."""
    evidence = await bench.evidence()
    report = report_evidence(bench.sight.station, bench.world.seed, evidence)
    assert report.earned == 100, [(one.check.id, one.seen.en) for one in report.results if one.status != "pass"]
    refused: dict[str, int] = evidence["refused"]
    return refused
