"""``liangcai benches``: the benches of an installation: run their supervisor, list them, stop one.

In: the folder of the installation. Out: a supervisor until it is stopped; a line a bench. Follows: the supervisor is a
process of its own; the site and these commands talk to it over a socket in the installation.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from liangcai_cli.report import print_json
from liangcai_host.benches.client import BenchError, Benches
from liangcai_host.benches.limits import read_limits
from liangcai_host.benches.starting import can_host, run_beside
from liangcai_host.home import home_folder

ENGINES = "liangcai_stations.hosting:ENGINES"
STATES = {"opening": "准备中", "ready": "就绪", "lost": "恢复中", "broken": "故障", "ending": "结束中"}


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``benches``."""
    verbs = subjects.add_parser("benches", help="工位服务 the benches of practical stations").add_subparsers(
        dest="verb", required=True, metavar="VERB"
    )
    run = verbs.add_parser("run", help="启动工位服务 run the supervisor")
    run.set_defaults(run=run_run)
    listing = verbs.add_parser("list", help="列出工位 list the benches")
    listing.add_argument("--json", action="store_true", help="JSON")
    listing.set_defaults(run=run_list)
    stop = verbs.add_parser("stop", help="停止一个工位 stop a bench")
    stop.add_argument("attempt", help="作答编号 attempt")
    stop.set_defaults(run=run_stop)
    for verb in (run, listing, stop):
        verb.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")


def run_run(options: argparse.Namespace) -> int:
    """Run the supervisor here until it is stopped."""
    home = open_home(options)
    if fault := find_fault():
        sys.stderr.write(fault)
        return 1
    from liangcai_host.benches import __main__ as supervisor  # on Linux only

    sys.stdout.write(f"工位服务 benches: {home}  （Ctrl+C 停止 to stop）\n")
    sys.stdout.flush()
    status = supervisor.main([str(home), ENGINES])
    if status == supervisor.BUSY:
        sys.stderr.write("工位服务已在运行。\n    The supervisor runs already.\n")
    return 1 if status else 0


def run_list(options: argparse.Namespace) -> int:
    """A line a bench."""
    try:
        found = Benches(open_home(options)).health()
    except BenchError as error:
        return tell(error)
    if options.json:
        print_json(msgspec.to_builtins(found))
        return 0
    for one in found:
        state, memory = STATES[one.state], f"{one.memory / 1e6:.0f} MB"
        sys.stdout.write(f"{one.attempt:<38} {state} {one.state:<8} {one.pack:<22} {one.mode:<11} {one.address:<12} ")
        sys.stdout.write(f"{one.steps} 步 steps, {one.at} s, {memory}, 重启 restarts {one.restarts}\n")
    sys.stdout.write(f"{len(found)} 个工位 benches\n")
    return 0


def run_stop(options: argparse.Namespace) -> int:
    """Stop a bench without a hand-in."""
    try:
        Benches(open_home(options)).stop(options.attempt)
    except BenchError as error:
        return tell(error)
    return 0


@contextmanager
def run_benches(home: Path) -> Iterator[None]:
    """The supervisor beside the site; where it can't run, the site runs without and says so."""
    if fault := find_fault():
        sys.stderr.write(fault)
        yield
        return
    with run_beside(home, ENGINES) as runs:
        if not runs:
            sys.stderr.write("工位服务没有启动，或已另外启动。\n    The benches did not start, or run already.\n")
        yield


def find_fault() -> str:
    """Why benches can't run here, or blank; a warning where others can reach them."""
    if not can_host():
        return "工位只在 Linux 上运行。\n    Benches run on Linux only.\n"
    try:
        limits = read_limits(os.environ)
    except ValueError as error:
        return f"工位设置有误：{error}\n    The settings of the benches are wrong.\n"
    if limits.is_open:
        sys.stdout.write(f"注意：工位开放在 {limits.network}.0.0/16，考试网络可以访问。\n")
        sys.stdout.write("    Mind: the benches can be reached from the network of the examination.\n")
    return ""


def open_home(options: argparse.Namespace) -> Path:
    """The folder of the installation."""
    home = Path(options.home).resolve() if options.home else home_folder(os.environ)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def tell(error: BenchError) -> int:
    """Say why it can't be done."""
    sys.stderr.write(f"{error.message.zh}\n    {error.message.en}\n")
    return 1
