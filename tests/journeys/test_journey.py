"""A journey goes from a published standard to certificates that verify, and the same seed gives the same papers."""

import hashlib
import json
from pathlib import Path

import pytest

import liangcai_reference
from tests.data.command import Ran, run_command
from tests.data.effort import thin
from tests.data.seeds import seed_path

LOWEST = {"technical": "初级", "skill": "四级"}
FILES = (
    "report.html",
    "standard.json",
    "verdicts.json",
    "decisions.json",
    "tickets.pdf",
    "score-sheets.pdf",
    "trust.json",
    "status.json",
    "papers/blueprint.json",
    "papers/conformity.pdf",
    "papers/conformity.json",
    "papers/bank.json",
    "papers/paper-A.pdf",
    "papers/paper-B.pdf",
    "papers/key-A.pdf",
    "papers/key-B.pdf",
    "rooms/door-lists.pdf",
    "rooms/sign-in-sheets.pdf",
)


def travel(source: Path, level: str, folder: Path, *, candidates: int = 12, seed: int = 1) -> Ran:
    options = ("--level", level, "--candidates", str(candidates), "--seed", str(seed), "--out", folder)
    return run_command("journey", source, *options, home=folder.parent / "home")


def bundled(key: str, folder: Path) -> Path:
    path = folder / f"{key}.txt"
    path.write_text(liangcai_reference.read_standard_text(key), encoding="utf-8")
    return path


def lowest_level(key: str) -> str:
    return LOWEST["technical" if key.startswith("2-") else "skill"]


@pytest.mark.slow
@pytest.mark.parametrize("key", liangcai_reference.list_occupations())
def test_a_journey_writes_everything_and_every_certificate_verifies(tmp_path: Path, key: str) -> None:
    ran = travel(bundled(key, tmp_path), lowest_level(key), tmp_path / "out")
    assert ran.status == 0, ran.err
    assert [name for name in FILES if not (tmp_path / "out" / name).stat().st_size] == []
    check_certificates(tmp_path / "out", tmp_path)
    check_conformity(tmp_path / "out", tmp_path)


def check_conformity(out: Path, home: Path) -> None:
    papers = out / "papers"
    sources = (
        "--bank",
        papers / "bank.json",
        "--blueprint",
        papers / "blueprint.json",
        "--tasks",
        papers / "tasks.json",
    )
    verify = ("credential", "verify", papers / "conformity.json", "--trust", out / "trust.json", *sources)
    ran = run_command(*verify, home=home)
    assert (ran.status, ran.out.count("逐项相同")) == (0, 2), ran.out
    altered = home / "altered.json"
    altered.write_bytes((papers / "conformity.json").read_bytes().replace(b'"overlap":"0"', b'"overlap":"1"'))
    assert run_command("credential", "verify", altered, "--trust", out / "trust.json", home=home).status == 1
    bank = json.loads((papers / "bank.json").read_text(encoding="utf-8"))
    bank["items"][0]["difficulty"] += 0.01
    altered.write_text(json.dumps(bank), encoding="utf-8")
    ran = run_command(*verify, "--bank", altered, home=home)
    assert (ran.status, "不是报告所称的版本" in ran.out) == (1, True), ran.out
    assert run_command(*verify[:5], "--bank", papers / "bank.json", home=home).status == 1
    assert run_command(*verify, "--blueprint", papers / "paper-A.pdf", home=home).status == 1


def check_certificates(out: Path, home: Path) -> None:
    decisions = json.loads((out / "decisions.json").read_text(encoding="utf-8"))
    issued = {row["certificate"] for row in decisions if row["passed"]}
    files = sorted((out / "certificates").glob("*.json"))
    assert {path.stem for path in files} == issued
    assert issued
    assert all(path.with_suffix(".pdf").read_bytes().startswith(b"%PDF") for path in files)
    for path in files[:3]:
        verify = ("credential", "verify", path, "--trust", out / "trust.json")
        assert run_command(*verify, home=home).status == 0
    changed = home / "changed.json"
    original = files[0].read_bytes()
    changed.write_bytes(original[:2000] + bytes([original[2000] ^ 1]) + original[2001:])
    assert run_command("credential", "verify", changed, "--trust", out / "trust.json", home=home).status == 1


@pytest.mark.slow
def test_one_by_another_issuer_is_unknown_and_the_same_seed_gives_the_same_papers(tmp_path: Path) -> None:
    key = liangcai_reference.list_occupations()[0]
    source = bundled(key, tmp_path)
    outs = [tmp_path / name for name in ("first", "second")]
    for out in outs:
        assert travel(source, lowest_level(key), out, candidates=5).status == 0
    digests = [hashlib.sha256((out / "papers" / "paper-A.json").read_bytes()).hexdigest() for out in outs]
    assert digests[0] == digests[1]
    foreign = next((outs[0] / "certificates").glob("*.json"))
    ran = run_command("credential", "verify", foreign, "--trust", outs[1] / "trust.json", home=tmp_path)
    assert ran.status == 2
    again = travel(source, lowest_level(key), outs[0])
    assert (again.status, "已有一次演练" in again.err) == (1, True)


@pytest.mark.slow
@pytest.mark.seeds
@pytest.mark.parametrize("key", thin(liangcai_reference.list_occupations()))
def test_the_official_documents_travel_too(tmp_path: Path, key: str) -> None:
    ran = travel(seed_path(f"standard-{key}.txt"), lowest_level(key), tmp_path / "out", candidates=30)
    assert ran.status == 0, ran.err
    check_certificates(tmp_path / "out", tmp_path)
