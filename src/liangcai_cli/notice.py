"""``liangcai notice``: read a notice that announces or changes occupations.

In: the file of a notice. Out: occupations and changes as JSON or a summary; findings on standard error.
"""

import argparse
import sys

import msgspec

from liangcai.catalogue.notice import read_notice
from liangcai.findings import has_errors
from liangcai_cli.report import print_findings, print_json, read_text


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``notice read``."""
    subject = subjects.add_parser("notice", help="读取职业信息通知 read a notice of occupations")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    read = verbs.add_parser("read", help="读成数据 read into data")
    read.add_argument("file")
    read.add_argument("--json", action="store_true", help="JSON")
    read.set_defaults(run=run_read)


def run_read(options: argparse.Namespace) -> int:
    """Read a notice and show it."""
    text = read_text(options.file)
    notice, findings = None, text.findings
    if text.value is not None:
        result = read_notice(text.value, options.file)
        notice, findings = result.value, result.findings
    print_findings(findings)
    if options.json:
        body = msgspec.to_builtins(notice) if notice else {}
        print_json({**body, "findings": msgspec.to_builtins(findings)})
    elif notice:
        for occupation in notice.occupations:
            sys.stdout.write(f"{occupation.code} {occupation.name}：{len(occupation.tasks)} 项任务\n")
        for change in notice.changes:
            sys.stdout.write(f"{change.kind} {change.code} {change.name} {'、'.join(change.work_types)}\n")
    return 1 if notice is None or has_errors(findings) else 0
