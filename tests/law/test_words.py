"""What must not stand in the project: an occupation named in code, a path of one machine, a registry's address."""

import re
import subprocess
from pathlib import Path

import pytest

import liangcai_reference

ROOT = Path(__file__).resolve().parents[2]
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:work|root|home/[a-z]+|Users/[A-Za-z]+)/[\w.-]+")
REGISTRY = re.compile(r"https?://[^\s\"']*/(?:simple|packages/[0-9a-f]{2})/")
ID_NUMBER = re.compile(r"(?<!\d)(?!000000)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")


def tracked_files() -> list[Path]:
    """Every text file that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lines_matching(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Each matching line as file:line."""
    found = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        name = path.relative_to(ROOT).as_posix()
        found += [f"{name}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY, ID_NUMBER], ids=["path", "registry", "ID number"])
def test_no_tracked_file_holds_it(pattern: re.Pattern[str]) -> None:
    assert not lines_matching(pattern, tracked_files())


def test_no_code_knows_an_occupation_by_name() -> None:
    names = []
    for occupation in liangcai_reference.list_occupations():
        code = occupation.rsplit("-", 1)[0]
        title = re.search(r"1\.1 职业名称\s+(\S+)", liangcai_reference.read_standard_text(occupation))
        names += [re.escape(code), re.escape(title.group(1))] if title else [re.escape(code)]
    assert len(names) >= 4
    code_files = [
        path
        for package in ("liangcai", "liangcai_host", "liangcai_stations", "liangcai_web", "liangcai_cli")
        for path in (ROOT / "src" / package).rglob("*")
        if path.suffix in (".py", ".html", ".js", ".typ", ".css")
    ]
    assert not lines_matching(re.compile("|".join(names)), code_files)
