"""The command as people run it: in a process of its own, in a home of its own.

In: arguments. Out: status, output, findings. Follows: no traceback reaches a person; every run checks that.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    status: int
    out: str
    err: str


def run_command(*arguments: str | Path, home: Path) -> Ran:
    """Run ``liangcai`` with arguments."""
    environment = {**os.environ, "LIANGCAI_HOME": str(home), "COLUMNS": "120"}
    command = [sys.executable, "-m", "liangcai_cli.main", *(str(argument) for argument in arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
