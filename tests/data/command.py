"""The command as people run it: in a process of its own, in a home of its own.

In: arguments. Out: status, output, findings. Follows: no traceback reaches a person; every run checks that.
"""

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "liangcai_cli.main"


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    status: int
    out: str
    err: str


def run_command(*arguments: str | Path, home: Path, **more: str) -> Ran:
    """Run ``liangcai`` with arguments; ``more`` are variables of its environment."""
    return check(run_module(COMMAND, *arguments, home=home, **more))


def run_module(module: str, *arguments: str | Path, home: Path, **more: str) -> Ran:
    """Run a module in a process that the command post forks, where processes can be forked."""
    if not hasattr(os, "fork"):
        return start_module(module, *arguments, home=home, **more)
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        order = (module, [str(argument) for argument in arguments], settle(home, more), str(out), str(err))
        post = command_post()
        assert post.stdin is not None
        assert post.stdout is not None
        post.stdin.write(json.dumps(order) + "\n")
        post.stdin.flush()
        status = int(post.stdout.readline())
        return Ran(status, out.read_text("utf-8"), err.read_text("utf-8"))


def start_command(*arguments: str | Path, home: Path, **more: str) -> Ran:
    """Run ``liangcai`` with arguments from nothing, as a shell does: three times as long."""
    return check(start_module(COMMAND, *arguments, home=home, **more))


def start_module(module: str, *arguments: str | Path, home: Path, **more: str) -> Ran:
    """Run a module from nothing."""
    command = [sys.executable, "-m", module, *(str(argument) for argument in arguments)]
    done = subprocess.run(command, cwd=ROOT, env=settle(home, more), capture_output=True, encoding="utf-8")
    return Ran(done.returncode, done.stdout, done.stderr)


def run_hand(module: str, *arguments: str | Path, home: Path, **more: str) -> str:
    """What a module prints that does something to an installation; it has to end well."""
    ran = run_module(module, *arguments, home=home, **more)
    assert ran.status == 0, ran.err
    return ran.out


def settle(home: Path, more: dict[str, str]) -> dict[str, str]:
    """The environment of a command."""
    return {**os.environ, "LIANGCAI_HOME": str(home), "COLUMNS": "120", **more}


def check(ran: Ran) -> Ran:
    """No traceback reaches a person."""
    assert "Traceback" not in ran.err, ran.err
    return ran


@functools.cache
def command_post() -> subprocess.Popen[str]:
    """The process that forks commands, one for each process of tests; it ends when that ends."""
    command = [sys.executable, "-m", "tests.data.command_post"]
    post = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(post.communicate)
    return post
