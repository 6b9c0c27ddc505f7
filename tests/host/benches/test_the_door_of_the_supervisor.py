"""Whatever is said at the door, it is refused with a reason, and others do not notice."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from bench.family import list_below

from liangcai_host.benches.client import BenchError, Benches, connect_in, read_line
from liangcai_host.benches.model import BenchOrder, Step
from liangcai_host.benches.starting import can_host, run_beside, start_supervisor, stop_supervisor, wait_for
from liangcai_host.benches.wire import LONGEST, SOCKET
from tests.host.benches.rig import TOY, is_alive

pytestmark = pytest.mark.skipif(not can_host(), reason="benches run on Linux")
ORDER = BenchOrder(attempt="a", pack="toy", engine="toy", files={}, seed="1")
ADD = Step(id="one", body={"do": "add", "n": 1})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation, in a folder with a long name, with a supervisor and a bench in it."""
    folder = tmp_path_factory.mktemp("an-installation-whose-path-is-longer-than-the-address-of-a-socket-may-be" * 2)
    with run_beside(folder, TOY) as runs:
        assert runs
        Benches(folder).prepare(ORDER)
        yield folder


def say(home: Path, line: bytes) -> str:
    """What the door answers to a line: the rule of the refusal."""
    with connect_in(home) as link:
        link.settimeout(5)
        link.sendall(line)
        answer = read_line(link)
        rule: str = msgspec.json.decode(answer).get("rule", "") if answer else ""
        return rule


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"not json\n",
        b"\xff\xfe\n",
        b"[" * 5000 + b"\n",
        b'{"do":"step","attempt":"a"}\n',
        b'{"do":"dance"}\n',
        b'{"do":"look","attempt":"../../etc"}\n',
        b'{"do":"look","attempt":"a","part":"x","more":1}\n',
        b'{"do":"step","attempt":"a","step":{"id":"","body":{}}}\n',
        b'{"do":"step","attempt":"a","step":{"id":"x","at":-1,"body":{}}}\n',
        b'{"do":"prepare","order":{"attempt":"a\\n","pack":"p","engine":"e","files":{},"seed":"1"}}\n',
    ],
)
def test_what_cannot_be_read_is_refused(home: Path, line: bytes) -> None:
    assert say(home, line) == "benches.read"


def test_a_huge_line_is_refused_and_the_bench_goes_on(home: Path) -> None:
    before = Benches(home).look("a")["total"]
    try:
        answer = say(home, b"x" * (LONGEST + 1_000_000) + b"\n")
    except OSError:  # the door closes while we are still talking
        answer = "benches.size"
    assert answer == "benches.size"
    assert Benches(home).look("a")["total"] == before


def test_nobody_elses_bench_can_be_had_by_a_wrong_name(home: Path) -> None:
    for name in ("b", "A", "a.", "a:a"):
        with pytest.raises(BenchError) as caught:
            Benches(home).step(name, ADD)
        assert caught.value.rule == "benches.unknown"
        assert caught.value.message.zh and caught.value.message.en


def test_only_the_owner_can_open_the_door(home: Path) -> None:
    mode = (home / SOCKET).stat().st_mode
    assert stat.S_ISSOCK(mode) and stat.S_IMODE(mode) == 0o600


def test_a_second_supervisor_is_refused(home: Path) -> None:
    process = start_supervisor(home, TOY)
    assert process.wait(20) == 3
    assert Benches(home).look("a")


def test_a_supervisor_that_is_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(BenchError) as caught:
        Benches(tmp_path).health()
    assert caught.value.rule == "benches.away"


def test_a_killed_supervisor_leaves_no_process_and_loses_no_step(tmp_path: Path) -> None:
    benches = Benches(tmp_path)
    first = start_supervisor(tmp_path, TOY)
    assert wait_for(tmp_path, first)
    benches.prepare(ORDER)
    benches.step("a", ADD)
    below = list_below(first.pid)
    assert len(below) >= 2
    first.send_signal(signal.SIGKILL)
    first.wait()
    wait_until_gone(below)
    second = start_supervisor(tmp_path, TOY)
    try:
        assert wait_for(tmp_path, second)
        assert benches.look("a")["total"] == 1
    finally:
        stop_supervisor(second)


def test_a_supervisor_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from liangcai_host.benches.starting import *; home = Path(sys.argv[1]);"
        "process = start_supervisor(home, sys.argv[2]); assert wait_for(home, process);"
        "print(process.pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path), TOY]
    site = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ})
    assert site.stdout is not None and site.stdin is not None
    supervisor = int(site.stdout.readline())
    below = list_below(supervisor)
    assert below
    site.send_signal(signal.SIGKILL)
    site.wait()
    site.stdin.close()
    site.stdout.close()
    wait_until_gone([supervisor, *below])


def wait_until_gone(pids: list[int]) -> None:
    """Until none of them is there; fails when it takes long."""
    end = time.monotonic() + 10
    while any(is_alive(pid) and not is_zombie(pid) for pid in pids):
        assert time.monotonic() < end, pids
        time.sleep(0.02)


def is_zombie(pid: int) -> bool:
    """Whether it ended and only its parent has not looked."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
