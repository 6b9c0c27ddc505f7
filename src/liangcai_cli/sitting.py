"""``liangcai sitting``: what an office does for a running or ended sitting without a browser.

In: an emergency file of a candidate's page. Out: its events in the journal, or findings on standard error. Status 1
when nothing was taken in.
"""

import argparse
import os
import sys
from pathlib import Path

from liangcai_cli.report import print_findings, read_file
from liangcai_cli.site import close_site, open_site
from liangcai_host.home import home_folder


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``sitting import``."""
    subject = subjects.add_parser("sitting", help="考试现场 a sitting")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    taken = verbs.add_parser("import", help="导入考生页面的应急文件 take in the emergency file of a candidate's page")
    taken.add_argument("file")
    taken.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    taken.set_defaults(run=run_import)


def run_import(options: argparse.Namespace) -> int:
    """Take a file in; a second time changes nothing."""
    data = read_file(options.file)
    if data.value is None:
        print_findings(data.findings)
        return 1
    open_site(options.home or home_folder(os.environ))
    from liangcai_host import clock
    from liangcai_web.services.sittings.intake import Source, import_file

    try:
        taken = import_file(Source(data.value, options.file), None, clock.now())
    finally:
        close_site()
    print_findings(taken.findings)
    if taken.value is None:
        return 1
    found = taken.value
    sys.stdout.write(
        f"{found.candidate.ticket_number}：{found.events} 条，新 new {found.fresh}，"
        f"迟到须两人核准 late, for two people to count {found.doubtful}\n"
    )
    return 0
