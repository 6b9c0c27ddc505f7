"""Measure what docs/figures.md states: ``.venv/bin/python docs/measure.py [official text …]``.

In: the bundled standards, texts given on the command line, and a journey made on the spot. Out: one line a figure.
Follows: figures are published with command and date; a zero is printed with its N.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import liangcai_reference
from liangcai.credentials.conformity import verify_conformity
from liangcai.credentials.judge import Verdict
from liangcai.credentials.trust import TrustStore, read_trust
from liangcai.credentials.verify import verify_credential
from liangcai.standard.lint import lint_standard
from liangcai.standard.read import read_standard

RUNS = 21
COMMAND = (sys.executable, "-m", "liangcai_cli.main")


def spread(work: Callable[[], object], runs: int = RUNS) -> str:
    """Median and range of a work in milliseconds."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return f"median {statistics.median(taken):.1f} ms, {min(taken):.1f}–{max(taken):.1f}, {runs} runs"


def measure_reading(name: str, text: str) -> None:
    """Time and account of reading, and time of lint."""
    standard = read_standard(text, name).value
    if standard is None:
        print(f"{name}: no standard")
        return
    account = standard.source
    print(f"{name}: {account.lines} lines, {account.unmapped} unmapped, {account.repaired} repaired")
    print(f"  read {spread(lambda: read_standard(text, name))}")
    print(f"  lint {spread(lambda: lint_standard(standard, name, source_text=text))}")


def run_journey(candidates: int, folder: Path) -> float:
    """Seconds that a journey on the first bundled standard takes, as a command."""
    key = liangcai_reference.list_occupations()[0]
    source = folder / "standard.txt"
    source.write_text(liangcai_reference.read_standard_text(key), encoding="utf-8")
    level = read_standard(source.read_text(encoding="utf-8"), key).value
    assert level is not None  # noqa: S101 - a bundled standard
    began = time.perf_counter()
    arguments = ("journey", str(source), "--level", level.levels[0].name, "--candidates", str(candidates))
    subprocess.run(
        (*COMMAND, *arguments, "--out", str(folder / "out")), check=True, capture_output=True, env={**os.environ}
    )
    return time.perf_counter() - began


def measure_journey(candidates: int) -> None:
    """Time of a journey, sizes of what it wrote, conformity of its papers, and what becomes of altered certificates."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"journey, {candidates} candidates: {run_journey(candidates, folder):.1f} s")
        out = folder / "out"
        signed = verify_conformity((out / "papers/conformity.json").read_bytes(), TrustStore(), datetime.now(UTC))
        assert signed.content is not None  # noqa: S101 - written by the journey
        report = signed.content.report
        rows = [row for form in report.forms for row in form.rows]
        wrong = sum(row.wanted != row.got for row in rows)
        print(f"  conformity: {wrong} of {len(rows)} rows off, overlap {report.overlap}, gap {report.difficulty_gap}")
        for path in ("papers/paper-A.pdf", "papers/conformity.pdf", "installation/journal.sqlite3"):
            print(f"  {path}: {(out / path).stat().st_size:,} bytes")
        measure_certificate(out)


def measure_certificate(out: Path) -> None:
    """Size and time to verify; every byte of a certificate changed in its lowest bit, one after another."""
    files = sorted((out / "certificates").glob("*.json"))
    data, trust = files[0].read_bytes(), read_trust((out / "trust.json").read_bytes()).value
    assert trust is not None  # noqa: S101 - written by the journey
    now = datetime.now(UTC)
    print(f"  certificate: {len(data):,} bytes; PDF {files[0].with_suffix('.pdf').stat().st_size:,} bytes")
    print(f"  verify {spread(lambda: verify_credential(data, trust, None, now))}")
    accepted = 0
    for place in range(len(data)):
        altered = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        accepted += verify_credential(altered, trust, None, now).verdict is not Verdict.INVALID
    print(f"  altered in one byte: {accepted} of {len(data):,} not refused; 95 % bound {3 / len(data):.5f}")


def main(paths: list[str]) -> None:
    """Every figure."""
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    for key in liangcai_reference.list_occupations():
        measure_reading(key, liangcai_reference.read_standard_text(key))
    for path in paths:
        measure_reading(Path(path).name, Path(path).read_text(encoding="utf-8"))
    measure_journey(30)


if __name__ == "__main__":
    main(sys.argv[1:])
