"""The bundled pack of field devices by its own solutions, each on a real bench; twenty seeds in the long form."""

import pytest
from tests.data.effort import EFFORT
from tests.data.field_benches import open_line

import liangcai_reference
from liangcai.standard.read import read_standard
from liangcai.stations.pack import bind_pack
from liangcai_host.benches.starting import can_host
from liangcai_stations.field.checks import judge_evidence
from liangcai_stations.field.station import need_world, read_station
from liangcai_stations.field.trial import try_station

SEEDS = range(1, 21) if EFFORT == "long" else (4,)


@pytest.mark.slow
@pytest.mark.skipif(not can_host(), reason="benches run on Linux")
def test_the_reference_earns_all_the_empty_nothing_and_each_mutant_fails_what_it_names() -> None:
    trial = try_station(open_line(), [str(seed) for seed in SEEDS])
    assert trial.green, [(row.name, row.failed, row.wrong) for row in trial.rows if row.wrong]
    assert len(trial.rows) == 19


def test_its_requirements_stand_in_the_standard() -> None:
    key = "2-02-10-13-2021"
    standard = read_standard(liangcai_reference.read_standard_text(key), key).value
    assert standard is not None
    assert bind_pack(open_line().pack, standard) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('hop = "{hop_0}"', 'hop = "moon"'),
        ('device = "plc"\nkey = "valve_pos"', 'device = "nobody"\nkey = "valve_pos"'),
        ('drill = "{drill}"', 'drill = "power"'),
        ("host = 21", "host = 300"),
        ("port = 4840", "port = 80"),
        ('type = "int16", scale = 0.1', 'type = "int7", scale = 0.1'),
    ],
)
def test_a_world_that_does_not_hold_is_a_finding(old: str, new: str) -> None:
    files = liangcai_reference.read_pack_files("filling-line")
    assert old in files["world.toml"]
    read = read_station({**files, "world.toml": files["world.toml"].replace(old, new)})
    assert read.value is None
    assert read.findings


def test_a_bench_that_does_not_come_to_its_cycles_costs_nobody_a_mark() -> None:
    station = open_line()
    world = need_world(station, "1")
    silent = {"forced": {tag.signal: 1.0 for tag in world.scene.tags}, "platform": {}, "gateway": {}, "infra": True}
    evidence = {
        "values": {},
        "used": [],
        "compared": [],
        "subscribed": [],
        "causes": {},
        "clear": 0,
        "session": {"connected": False, "encrypted": False},
        "variables": {},
        "rounds": [silent, silent],
        "infra": True,
    }
    report = judge_evidence(station.pack, world, evidence)
    broken = {one.check.id for one in report.results if one.status == "infra"}
    assert {"arrived", "forced-meter", "forced-weigher", "forced-plc", "alarmed"} <= broken
    assert report.broken == 18 + 18 + 8
    assert report.earned == 0
