"""Each pack: reference 100 %, empty at most 5 %, each mutant failing exactly its checks; the same seed, the same."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.data.effort import EFFORT
from tests.data.record_stations import TEMPLATE, list_stations, open_bundled, solved, world_of

import liangcai_reference
from liangcai.standard.read import read_standard
from liangcai.stations.pack import bind_pack
from liangcai.stations.trial import check_publishable, judge_trial
from liangcai_stations.record.checks import grade_events
from liangcai_stations.record.events import read_event, write_event
from liangcai_stations.record.station import play_events, try_station

PACKS = list_stations()
CHEAP = "supplies"  # a hundred runs in every run of the tests; all packs in a long one
SEEDS = [str(seed) for seed in range(1, 21 if EFFORT == "long" else 4)]
DIGEST = """
import hashlib, msgspec
from tests.data.record_stations import open_bundled, solved, world_of
from liangcai_stations.record.station import play_events
world, report = world_of({name!r}, "7"), play_events(open_bundled({name!r}), "7", solved({name!r}, "7")["reference"])
whole = msgspec.json.encode((world, report.value), enc_hook=str, order="deterministic")
print(hashlib.sha256(whole).hexdigest())
"""


@pytest.mark.parametrize("name", [*PACKS, TEMPLATE])
def test_a_pack_is_fit_to_be_published(name: str) -> None:
    trial = try_station(open_bundled(name), SEEDS)
    assert not check_publishable(trial)
    assert trial.green
    assert {row.seeds for row in trial.rows} == {len(SEEDS)}


def test_a_pack_that_breaks_its_promise_is_not() -> None:
    station = open_bundled(TEMPLATE)
    # the wrong name is told as wrong things, and the reference leaves a question out
    spoilt = station.solutions.replace('{ do = "ask", question = "name" },', "").replace('value = "某人"', 'value = ""')
    pack = msgspec.structs.replace(
        station.pack,
        mutants=tuple(msgspec.structs.replace(one, fails=("number",)) for one in station.pack.mutants),
    )
    trial = try_station(msgspec.structs.replace(station, solutions=spoilt, pack=pack), ["1", "2"])
    wrong = {row.name for row in trial.rows if row.wrong}
    assert wrong == {"reference", "no-question", "wrong-name", "wrong-things", "wrong-serial", "not-saved"}
    assert {finding.rule for finding in check_publishable(trial)} == {"station.trial"}
    assert not judge_trial(pack, {}).green, "what was not tried is not green"


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_tries_what_its_standard_asks(name: str) -> None:
    pack = open_bundled(name).pack
    text = liangcai_reference.read_standard_text(f"{pack.code}-{pack.edition}")
    standard = read_standard(text, name).value
    assert standard is not None
    assert bind_pack(pack, standard) == ()
    assert pack.source.zh, "where the forms come from is said"


@pytest.mark.parametrize("name", PACKS)
def test_the_same_seed_gives_the_same_world_and_the_same_grade(name: str) -> None:
    first_world, station, events = world_of(name, "7"), open_bundled(name), solved(name, "7")["reference"]
    first = play_events(station, "7", events).value
    runs = 100 if EFFORT == "long" or name == CHEAP else 5
    for _ in range(runs):
        assert world_of(name, "7") == first_world
        assert play_events(station, "7", events).value == first
    assert len({msgspec.json.encode(world_of(name, str(seed)).names) for seed in range(20)}) == 20


def test_another_process_draws_the_same() -> None:
    said = set()
    for salt in ("1", "2"):
        command = [sys.executable, "-c", DIGEST.format(name=PACKS[0])]
        environment = {**os.environ, "PYTHONHASHSEED": salt, "PYTHONPATH": os.pathsep.join(sys.path)}
        root = Path(__file__).resolve().parents[3]
        said.add(subprocess.run(command, cwd=root, env=environment, capture_output=True, check=True).stdout)
    assert len(said) == 1


@pytest.mark.parametrize("name", PACKS)
def test_marked_again_from_the_log_is_marked_the_same(name: str) -> None:
    station, world = open_bundled(name), world_of(name)
    for events in solved(name).values():
        read = [read_event(write_event(event)).value for event in events]
        assert grade_events(station.pack, world, [event for event in read if event]) == grade_events(
            station.pack, world, events
        )


@pytest.mark.parametrize("name", PACKS)
def test_people_of_a_pack_are_nobody(name: str) -> None:
    for seed in range(5):
        names = world_of(name, str(seed)).names
        numbers = [str(text) for key, text in names.items() if key.endswith("_id")]
        assert all(number.startswith("000000") for number in numbers)
        assert len(set(numbers)) == len(numbers)
