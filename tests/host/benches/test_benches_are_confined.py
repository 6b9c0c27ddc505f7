"""A bench reaches neither its neighbours nor the machine, and a flood of one attempt is nobody else's."""

import asyncio
from pathlib import Path

import pytest

from liangcai_host.benches.limits import Limits, read_limits
from liangcai_host.benches.starting import can_host
from tests.host.benches.rig import SHORT, Rig, play

pytestmark = pytest.mark.skipif(not can_host(), reason="benches run on Linux")


def test_a_bench_starts_nothing_reaches_nobody_and_fills_no_disk(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        neighbour = (await rig.prepare("b"))["adder"].partition(":")[0]
        own = (await rig.prepare("a"))["adder"].partition(":")[0]
        tries: dict[str, dict[str, object]] = {
            "fork": {},
            "fork-below": {},
            "reach": {"host": neighbour, "port": 1502},
            "write": {"path": str(tmp_path / "x")},
            "fill": {},
            "eat": {},
        }
        seen = {}
        for act, body in tries.items():
            finding = (await rig.do(act, do=act, **body)).finding
            seen[act] = finding and finding["seen"]
        assert seen == {
            "fork": "PermissionError",
            "fork-below": "PermissionError",
            "reach": "PermissionError",
            "write": "PermissionError",
            "fill": "OSError",
            "eat": "MemoryError",
        }
        allowed = [await rig.do("own", do="write-own"), await rig.do("self", do="reach", host=own, port=1502)]
        assert [one.finding and one.finding["seen"] for one in allowed] == ["done 1", "done None"]

    play(tmp_path, scenario)


def test_a_flood_is_refused_and_the_neighbour_goes_on(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        await rig.prepare("a")
        await rig.prepare("b")
        rules = [await rig.refused(rig.do(f"s{place}", do="add", n=1)) for place in range(40)]
        assert rules.count("benches.flood") >= 25
        assert (await rig.do("one", "b", do="add", n=1)).taken
        assert await rig.total("a") == rules.count("")

    play(tmp_path, scenario, Limits(**{**{name: getattr(SHORT, name) for name in SHORT.__struct_fields__}, "burst": 5}))


def test_what_is_too_large_or_too_much_is_not_stored(tmp_path: Path) -> None:
    async def scenario(rig: Rig) -> None:
        host, _, port = (await rig.prepare())["adder"].partition(":")
        assert await rig.refused(rig.do("big", do="add", n=1, text="x" * 100_000)) == "benches.size"
        for place in range(4):
            await rig.do(f"s{place}", do="add", n=1)
        assert await rig.refused(rig.do("more", do="add", n=1)) == "benches.many"
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"1\n")
        assert await reader.readline() == b"0\n"  # the protocol refuses, the bench goes on
        writer.close()
        assert await rig.total() == 4

    fields = {name: getattr(SHORT, name) for name in SHORT.__struct_fields__}
    play(tmp_path, scenario, Limits(**{**fields, "most_steps": 4}))


@pytest.mark.parametrize(
    "environment",
    [{"LIANGCAI_BENCH_NETWORK": "127.50.1"}, {"LIANGCAI_BENCH_NETWORK": "*"}, {"LIANGCAI_BENCHES": "0"}],
)
def test_a_setting_that_cannot_be_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="LIANGCAI_BENCH"):
        read_limits(environment)


def test_benches_are_on_this_machine_only_unless_it_is_said() -> None:
    assert not read_limits({}).is_open
    assert read_limits({"LIANGCAI_BENCH_NETWORK": "10.20"}).is_open
