"""A site begins the process that writes its journal, goes on without it, and leaves none behind."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.family import list_below

from liangcai_host.processor import list_processors
from tests.journeys.live import environment, wait_for
from tests.law.sizes import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(len(list_processors()) < 2, reason="one processor, or no Linux: the site writes by itself"),
]


@contextlib.contextmanager
def run_site(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``liangcai serve`` in a new folder, as somebody in a terminal has it; the process and its address."""
    command = [sys.executable, "-m", "liangcai_cli.main", "serve", "--home", str(home), "--port", "0"]
    surroundings = {key: value for key, value in environment(home).items() if key != "LIANGCAI_DATABASE_URL"}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=surroundings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as site:
        assert site.stdout is not None
        address = next(line.split("/ ")[0] for line in site.stdout if line.startswith("http"))
        wait_for(lambda: ask_health(address), "the site answers")
        try:
            yield site, address
        finally:
            site.kill()


def ask_health(address: str) -> str:
    """What the site says of its journal; nothing while it does not answer."""
    line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
    with contextlib.suppress(OSError), contextlib.closing(line):
        line.request("GET", "/health")
        checks = {one["name"]: one["ok"] for one in json.load(line.getresponse())["checks"]}
        return "ok" if checks["journal"] else "broken"
    return ""


def ask_writer(address: str) -> str:
    """Who writes, as the meters have it."""
    line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
    with contextlib.closing(line):
        line.request("GET", "/metrics")
        rows = line.getresponse().read().decode().splitlines()
    return next(row.rpartition(" ")[2] for row in rows if row.startswith("liangcai_journal_apart "))


def find_writing(pid: int) -> list[int]:
    """The processes below it that write a journal."""
    found = []
    for one in list_below(pid):
        with contextlib.suppress(OSError):
            if b"apart_process" in Path(f"/proc/{one}/cmdline").read_bytes():
                found.append(one)
    return found


def test_a_site_goes_on_without_its_writing_process_and_leaves_none_behind(tmp_path: Path) -> None:
    with run_site(tmp_path / "home") as (site, address):
        (writing,) = find_writing(site.pid)
        assert (ask_health(address), ask_writer(address)) == ("ok", "1")
        assert not os.sched_getaffinity(writing) & os.sched_getaffinity(site.pid)
        os.kill(writing, signal.SIGKILL)
        wait_for(lambda: ask_writer(address) == "0", "the site has noticed")
        assert ask_health(address) == "ok"
        assert find_writing(site.pid) == []
        site.terminate()
        said, _ = site.communicate(timeout=60)
    assert "writes by itself" in said
    assert "Traceback" not in said


def test_a_terminal_s_ctrl_c_reaches_the_process_and_hurts_nothing(tmp_path: Path) -> None:
    with run_site(tmp_path / "home") as (site, _):
        (writing,) = find_writing(site.pid)
        os.killpg(site.pid, signal.SIGINT)
        said, _ = site.communicate(timeout=60)
    end = time.monotonic() + 20
    while Path(f"/proc/{writing}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{writing}").exists()
    assert "writes by itself" not in said
    assert "Traceback" not in said
