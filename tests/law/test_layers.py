"""The law of the house is enforced, and the enforcement can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")


def judge(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the packages in a folder."""
    command = [str(LINTER), "--no-logo", "--no-cache", "--config", str(folder / ".importlinter")]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "planted"),
    [
        ("src/liangcai/award/planted.py", "import django\n"),
        ("src/liangcai/standard/planted.py", "import sqlite3\n"),
        ("src/liangcai/standard/planted.py", "from liangcai.award import decide\n"),
        ("src/liangcai_web/records/planted.py", "from liangcai_web.services import facts\n"),
        ("src/liangcai_host/planted.py", "import liangcai_web.records\n"),
    ],
)
def test_an_import_against_the_law_is_caught(tmp_path: Path, file: str, planted: str) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    (tmp_path / file).write_text(f'"""Planted."""\n\n{planted}', encoding="utf-8")
    verdict = judge(tmp_path)
    assert verdict.returncode == 1, verdict.stdout + verdict.stderr
    assert "BROKEN" in verdict.stdout


def test_the_project_keeps_the_law() -> None:
    verdict = judge(ROOT)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
