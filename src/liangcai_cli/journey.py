"""``liangcai journey``: from a published standard to verified certificates, without a browser.

In: the file of a standard, a level, how many candidates, a seed, a folder. Out: papers, tickets, score sheets,
decisions, certificates and a one-page report in the folder; the findings of every stage on standard error.
"""

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from liangcai.findings import Finding, Message, Severity
from liangcai_cli.benches import run_benches
from liangcai_cli.report import print_findings, read_file
from liangcai_cli.site import close_site, open_site
from liangcai_cli.station_playing import play_solution
from liangcai_cli.station_publishing import publish_packs
from liangcai_host import clock

INSTALLATION = "installation"
SEEDS = 2


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``journey``."""
    subject = subjects.add_parser("journey", help="从标准到证书走一遍 run everything from a standard to certificates")
    subject.add_argument("file", help="已发布标准的文本 text of a published standard")
    subject.add_argument("--level", required=True, help="等级 level，如 初级、四级")
    subject.add_argument("--direction", help="职业方向 direction, where the level has any")
    subject.add_argument("--candidates", type=int, default=30, metavar="N")
    subject.add_argument("--seed", type=int, default=1, metavar="S")
    subject.add_argument(
        "--station", default="", metavar="PACK", help="技能考核使用的工位包 a station for the skill part"
    )
    subject.add_argument("--out", type=Path, required=True, metavar="DIR")
    subject.set_defaults(run=run_journey_command)


def refuse(zh: str, en: str, place: str) -> int:
    """Say why the journey can't begin."""
    message = Message(zh, en)
    print_findings((Finding(rule="journey", severity=Severity.ERROR, message=message, document=place),))
    return 1


def run_journey_command(options: argparse.Namespace) -> int:
    """Run the journey and write everything that it makes."""
    if not 1 <= options.candidates <= 2000:
        return refuse("考生人数应在 1 到 2000 之间。", "Between 1 and 2000 candidates are possible.", "--candidates")
    read = read_file(options.file)
    if read.value is None:
        print_findings(read.findings)
        return 1
    home = options.out / INSTALLATION
    if home.exists():
        return refuse(
            "这个文件夹里已有一次演练；请换一个文件夹，原有数据不会被覆盖。",
            "This folder holds a journey already; choose another one, nothing is overwritten.",
            str(options.out),
        )
    open_site(home)
    try:
        return travel(options, read.value)
    finally:
        close_site()


def travel(options: argparse.Namespace, content: bytes) -> int:
    """Run the recipe, write the files, and end with 1 when a stage could not be passed."""
    from liangcai_cli.progress import show_progress
    from liangcai_web.pages.journey_report import render_report
    from liangcai_web.services.registers.teams import gather_team
    from liangcai_web.services.rehearsal.journey import Order, run_journey
    from liangcai_web.services.rehearsal.journey_files import write_outcome

    order = Order(
        content=content,
        name=Path(options.file).name,
        level=options.level,
        direction=options.direction,
        candidates=options.candidates,
        seed=options.seed,
        station=options.station,
    )
    benches = run_benches(options.out / INSTALLATION) if options.station else nullcontext()
    if options.station:
        publish_packs([options.station], SEEDS)
    with benches, show_progress() as progress:
        outcome = run_journey(order, gather_team(), clock.now(), progress, play_solution)
        written = write_outcome(outcome, options.out, clock.now(), progress)
    (options.out / "report.html").write_text(render_report(outcome), encoding="utf-8")
    print_findings(outcome.findings)
    sys.stdout.write(f"{written.summary.zh}\n{written.summary.en}\n{options.out / 'report.html'}\n")
    return 0 if written.complete else 1
