"""What a standard's requirements can be tried by, and packs tried, played and begun, from the command line."""

import json
from pathlib import Path

import pytest

import liangcai_reference
from tests.data.command import run_command

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("key", "count"), [("2-02-10-13-2021", 171), ("4-14-01-04-2021", 185)])
def test_every_skill_requirement_has_its_way(tmp_path: Path, key: str, count: int) -> None:
    path = tmp_path / "standard.txt"
    path.write_text(liangcai_reference.read_standard_text(key), encoding="utf-8")
    ran = run_command("station", "coverage", path, home=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert f"skill requirements {count}：" in ran.out
    rows = json.loads(run_command("station", "coverage", path, "--json", home=tmp_path).out)
    assert len(rows) == count
    assert all(row["method"] for row in rows), "the classification knows each of them"
    refused = run_command("station", "coverage", path, "--level", "九级", home=tmp_path)
    assert (refused.status, "九级" in refused.err) == (1, True)


def test_the_bundled_packs_are_listed_and_counted_as_coverage(tmp_path: Path) -> None:
    ran = run_command("station", "list", home=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert all(name in ran.out for name in ("health-record", "health-record-check", "supplies", "disinfection"))
    path = tmp_path / "standard.txt"
    path.write_text(liangcai_reference.read_standard_text("4-14-01-04-2021"), encoding="utf-8")
    rows = json.loads(run_command("station", "coverage", path, "--json", home=tmp_path).out)
    tried = {(row["level"], row["number"]): row["packs"] for row in rows if row["packs"]}
    assert tried["四级", "1.1.1"] == ["health-record"]
    assert len(tried) == 13
    assert json.loads(run_command("station", "coverage", "4-14-01-04-2021", "--json", home=tmp_path).out) == rows
    unknown = run_command("station", "coverage", "4-14-01-04", home=tmp_path)
    assert (unknown.status, unknown.out) == (1, "")
    assert "2-02-10-13-2021, 4-14-01-04-2021" in unknown.err


def test_a_pack_that_breaks_its_promise_or_its_standard_ends_with_status_1(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run_command("station", "new", folder, home=tmp_path).status == 0
    assert run_command("station", "new", folder, home=tmp_path).status == 1, "what is there is left alone"
    assert run_command("station", "test", folder, "--seeds", "2", home=tmp_path).status == 0
    solutions = folder / "solutions.toml"
    whole = solutions.read_text(encoding="utf-8")
    solutions.write_text(whole.replace('value = "某人"', 'value = "{guest_name}"'), encoding="utf-8")
    ran = run_command("station", "test", folder, "--seeds", "2", home=tmp_path)
    assert ran.status == 1
    assert "station.trial" in ran.err
    assert "wrong-name" in ran.err
    solutions.write_text(whole, encoding="utf-8")
    pack = folder / "pack.toml"
    told = pack.read_text(encoding="utf-8").replace("9-99-99-99", "4-14-01-04").replace('"2020"', '"2021"')
    pack.write_text(told.replace("初级", "九级"), encoding="utf-8")
    assert "station.level" in run_command("station", "test", folder, "--seeds", "1", home=tmp_path).err
    for spoilt in ("world.toml", "pack.toml", "solutions.toml"):
        (folder / spoilt).write_text("[[\n", encoding="utf-8")
        assert run_command("station", "test", folder, home=tmp_path).status == 1


def test_a_log_is_graded_again_and_what_is_no_step_is_told_with_its_line(tmp_path: Path) -> None:
    steps = run_command("station", "steps", "supplies", "--seed", "5", home=tmp_path)
    log = tmp_path / "steps.jsonl"
    log.write_text(steps.out, encoding="utf-8")
    play = ("station", "play", "supplies", "--seed", "5", "--events", log)
    ran = run_command(*play, home=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "合计 total 100.0/100" in ran.out
    log.write_text(steps.out + '{"do":"fly"}\n' * 40, encoding="utf-8")
    spoilt = run_command(*play, home=tmp_path)
    assert (spoilt.status, spoilt.out) == (1, ran.out)
    assert f"steps.jsonl:{len(steps.out.splitlines()) + 1}" in spoilt.err
    assert "40" in spoilt.err.splitlines()[-1]
    report = json.loads(run_command(*play, "--json", home=tmp_path).out)
    assert report["earned"] == 100
    assert run_command("station", "play", "none", "--seed", "1", "--events", log, home=tmp_path).status == 1
