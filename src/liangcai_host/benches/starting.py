"""Start the supervisor of an installation beside another process, and stop it with that.

In: the folder of the installation, where the table of engines stands. Out: a supervisor that answers. Follows: benches
run under their supervisor and never in the site's process; whatever ends the site ends the supervisor.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liangcai_host.benches.client import BenchError, Benches

START_SECONDS, STOP_SECONDS = 60.0, 20.0


def can_host() -> bool:
    """Whether this machine can: benches are for Linux."""
    return sys.platform == "linux"


@contextmanager
def run_beside(home: Path, engines: str) -> Iterator[bool]:
    """A supervisor as long as this lasts; False where it does not come, or another one runs already."""
    process = start_supervisor(home, engines)
    try:
        yield wait_for(home, process)
    finally:
        stop_supervisor(process)


def start_supervisor(home: Path, engines: str, *module: str, **settings: str) -> subprocess.Popen[bytes]:
    """The process, which is told to stop when this one ends: the kernel counts the thread that calls this.

    ``module``: another module than the supervisor's own, with what it takes before the rest; ``settings``: variables.
    """
    command = [sys.executable, "-m", *(module or ("liangcai_host.benches",)), str(home), engines, str(os.getpid())]
    # A session of its own: a key that stops the site reaches the supervisor by way of the site.
    return subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.DEVNULL, start_new_session=True, env={**os.environ, **settings}
    )


def wait_for(home: Path, process: subprocess.Popen[bytes]) -> bool:
    """Until the supervisor answers; False where it ended or does not answer in time."""
    benches, end = Benches(home), time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            benches.health()
        except BenchError:
            time.sleep(0.05)
        else:
            return True
    return False


def stop_supervisor(process: subprocess.Popen[bytes]) -> None:
    """Have it let go of all benches, which go on at its next start."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
