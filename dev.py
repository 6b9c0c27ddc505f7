#!/usr/bin/env python3
"""The one door for people who work on Liangcai: standard library only, makes its own .venv.

python3 dev.py demo     install, run a whole journey on the bundled reference, then serve the site on 127.0.0.1
python3 dev.py test     every test
python3 dev.py check    format, lint, types, the law, the fast tests: under a minute
python3 dev.py setup    install only
python3 dev.py bench    measurements, each printed as a ratio in one run
python3 dev.py prove    the long proofs: what must never happen, tried many times
python3 dev.py docs     render the documents' examples again and say which have changed
"""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "liangcai-installed"
LOCK = ROOT / "requirements.lock"
# What `check` runs of the tests: what needs no site. To collect the pages' tests alone takes a third of its minute.
QUICK = tuple(f"tests/{part}" for part in ("law", "library", "stations", "host"))


def run(*command: str | Path, **environment: str) -> int:
    """Run a command in the project's root and give its exit status."""
    # a machine that keeps Python from storing compiled modules has every process compile all of them again
    kept = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment}
    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl+C reaches the command too, which has its own words
    try:
        return subprocess.run([str(part) for part in command], cwd=ROOT, env=kept).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def must(*command: str | Path) -> None:
    """Run a command that has to succeed."""
    status = run(*command)
    if status:
        sys.exit(f"This step failed with status {status}: {' '.join(str(part) for part in command)}")


def wanted_stamp() -> str:
    """What an up-to-date installation is known by."""
    inputs = (LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(sys.version_info[:2]).encode())
    return hashlib.sha256(b"\0".join(inputs)).hexdigest()


def setup() -> int:
    """Make .venv and install the locked dependencies and the project; nothing to do when that is done already."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an old Python is what this line is for
        sys.exit(f"Liangcai needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if STAMP.is_file() and STAMP.read_text() == wanted_stamp():
        return 0
    print("Installing into .venv (once; about half a minute) …", flush=True)
    if not PYTHON.exists():
        must(sys.executable, "-m", "venv", VENV)
    must(PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", LOCK)
    must(
        PYTHON,
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-build-isolation",
        "-e",
        ".",
    )
    STAMP.write_text(wanted_stamp())
    return 0


def demo(*arguments: str) -> int:
    """A whole journey on the bundled reference, and then the site with a person per role."""
    return run(PYTHON, "-m", "liangcai_cli.main", "demo", "--home", ROOT / "demo", *arguments)


def test(*arguments: str) -> int:
    """Every test."""
    return run(PYTHON, "-m", "pytest", *arguments)


def check() -> int:
    """What a change must pass before it is shown to anyone."""
    steps: tuple[tuple[str, tuple[str | Path, ...]], ...] = (
        ("format", (BIN / "ruff", "format", "--check", "-q", ".")),
        ("lint", (BIN / "ruff", "check", "-q", ".")),
        ("types", (BIN / "mypy",)),
        ("layers", (BIN / "lint-imports", "--no-logo")),
        ("law and fast tests", (PYTHON, "-m", "pytest", "-m", "not slow and not browser", *QUICK)),
    )
    failed = []
    for name, command in steps:
        began = time.monotonic()
        status = run(*command, LIANGCAI_TESTS="quick")
        print(f"{'ok  ' if status == 0 else 'FAIL'} {name}  {time.monotonic() - began:.1f} s", flush=True)
        failed += [name] if status else []
    return 1 if failed else 0


def bench(*arguments: str) -> int:
    """Measurements against a peer or a limit."""
    return run(PYTHON, "-m", "bench", *arguments)


def prove(*arguments: str) -> int:
    """The long proofs."""
    return run(PYTHON, "-m", "bench.prove", *arguments)


def docs() -> int:
    """The tests that run every example of the documents."""
    return run(PYTHON, "-m", "pytest", "tests/docs", "-n", "0")


VERBS: dict[str, Callable[..., int]] = {
    "setup": setup,
    "demo": demo,
    "test": test,
    "check": check,
    "bench": bench,
    "prove": prove,
    "docs": docs,
}


def main(arguments: list[str]) -> int:
    """Run a verb."""
    if not arguments or arguments[0] not in VERBS:
        print(__doc__)
        return 0 if arguments[:1] in ([], ["-h"], ["--help"]) else 2
    setup()
    return VERBS[arguments[0]](*arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
