"""A supervisor that is told to stop many times stops once: the kernel says it again for each thread of the site."""

import os
import signal
import time
from pathlib import Path

import pytest

from liangcai_host.benches.starting import can_host, start_supervisor, wait_for
from tests.host.benches.rig import TOY

pytestmark = pytest.mark.skipif(not can_host(), reason="benches run on Linux")
TRIES = 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_storm_of_signals_ends_it_without_a_word(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    for home in (tmp_path / str(one) for one in range(TRIES)):
        home.mkdir()
        process = start_supervisor(home, TOY)
        assert wait_for(home, process)
        end = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < end:
            os.kill(process.pid, number)
            time.sleep(0.0002)
        assert process.wait(1) == 0
    assert capfd.readouterr().err == ""
