"""Ctrl+C ends what ``dev.py`` runs with the words of the command, and with none of Python's."""

import os
import signal
import subprocess
import sys

import pytest

from tests.law.sizes import ROOT

CHILD = """
import sys, time
try:
    print("ready", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    time.sleep(1)  # longer than Python waits for a child by itself
    print("Stopped.")
    sys.exit(7)
"""


@pytest.mark.skipif(os.name == "nt", reason="NOT TESTED: a terminal's Ctrl+C is sent to a group of processes")
def test_the_command_ends_in_its_own_time_and_no_traceback_is_shown() -> None:
    call = f"import dev, sys; sys.exit(dev.run(sys.executable, '-c', {CHILD!r}))"
    command = [sys.executable, "-c", call]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        os.killpg(running.pid, signal.SIGINT)
        said, complained = running.communicate(timeout=60)
    assert (said, complained, running.returncode) == ("Stopped.\n", "", 7)
