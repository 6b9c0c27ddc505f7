"""``liangcai report``: drawn up, handed to the authority, judged; written out as a spreadsheet or as text.

In: an installation; a batch, or the version of a report. Out: files, findings, where reports stand; status 0 done, 1
where something is wrong. Follows: the workflow, steps 18 and 19.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from liangcai.findings import Finding, Message, Severity
from liangcai_cli.on_batch import add_verb, find_account, find_batch
from liangcai_cli.report import print_findings
from liangcai_host import clock

if TYPE_CHECKING:
    from liangcai.tables.table import Table
    from liangcai_web.records.batches import Batch
    from liangcai_web.records.reports import Report

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
KINDS = {"results": "report-results", "certificates": "report-certificates"}


def add_arguments(subjects: Verbs) -> None:
    """Declare ``report draft``, ``submit``, ``list``, ``accept`` and ``return``."""
    subject = subjects.add_parser("report", help="上报主管部门 reports to the authority")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    drafting = add_verb(verbs, "draft", "核对，并写成 xlsx 或 csv check it and write it out", draft)
    submitting = add_verb(verbs, "submit", "上报 hand it in", submit)
    submitting.add_argument("--note", default="", help="说明 a note")
    add_verb(verbs, "list", "上报到哪一步 where reports stand", show)
    accepting = add_verb(verbs, "accept", "主管部门核验通过 the authority accepts the last version", accept)
    returning = add_verb(verbs, "return", "主管部门退回 the authority returns the last version", give_back)
    for parser in (drafting, submitting, accepting, returning):
        parser.add_argument("kind", choices=tuple(KINDS), help="成绩或证书数据 results or certificates")
    drafting.add_argument("--out", type=Path, help="以 .xlsx 或 .csv 结尾 ends with .xlsx or .csv")
    returning.add_argument("--words", default="", help="总的意见 in general")
    returning.add_argument("--remark", action="append", default=[], metavar="TICKET=WORDS", help="逐行意见 of a row")
    for parser in (submitting, accepting, returning):
        parser.add_argument("--as", dest="account", required=True, help="以哪个账户 the account")


def draft(options: argparse.Namespace) -> int:
    """What would be handed in, and what is wrong in it."""
    from liangcai_web.services.workflow.reports import draft_report

    batch = find_batch(options)
    if batch is None:
        return 1
    made = draft_report(batch, KINDS[options.kind])
    print_findings(made.findings)
    if options.out is not None and not write_out(made.table, options.out):
        return 1
    sys.stdout.write(f"行 rows {len(made.table.rows)}，问题 faults {len(made.findings)}\n")
    return 1 if made.findings else 0


def write_out(table: "Table", path: Path) -> bool:
    """The table as its ending says."""
    from liangcai.tables.text import write_text
    from liangcai.tables.workbook import write_workbook

    write = {".xlsx": write_workbook, ".csv": write_text}.get(path.suffix)
    if write is None:
        fail("文件名须以 .xlsx 或 .csv 结尾。", "The name must end with .xlsx or .csv.")
        return False
    path.write_bytes(write(table))
    return True


def submit(options: argparse.Namespace) -> int:
    """Hand a report in."""
    from liangcai_web.services.workflow.reports import submit_report

    batch = find_batch(options)
    account = find_account(options, batch, "officer") if batch else None
    if batch is None or account is None:
        return 1
    made = submit_report(batch, KINDS[options.kind], options.note, actor=account, now=clock.now())
    print_findings(made.findings)
    if made.value is None:
        return 1
    sys.stdout.write(f"{made.value.pack} 第 version {made.value.version}，行 rows {made.value.count}\n")
    return 0


def show(options: argparse.Namespace) -> int:
    """Every version with what became of it."""
    from liangcai_web.records.reports import Report

    batch = find_batch(options)
    for one in Report.objects.filter(batch=batch).order_by("pk") if batch else ():
        sys.stdout.write(f"{one.pack:<20} {one.version:>3}  {one.state:<10} {one.count:>6}  {one.sha256[:12]}\n")
    return 0 if batch else 1


def accept(options: argparse.Namespace) -> int:
    """Accept what waits."""
    return judge(options, "", {}, accept=True)


def give_back(options: argparse.Namespace) -> int:
    """Return what waits."""
    remarks = dict(one.partition("=")[::2] for one in options.remark)
    return judge(options, options.words, remarks, accept=False)


def judge(options: argparse.Namespace, words: str, remarks: dict[str, str], *, accept: bool) -> int:
    """The authority's word on the last version; a remark names a row that there is."""
    from liangcai_web.services.workflow.reports import find_key, judge_report, read_rows

    batch = find_batch(options)
    account = find_account(options, batch, "authority") if batch else None
    report = find_last(batch, KINDS[options.kind]) if batch else None
    if account is None or report is None:
        return 1
    key = find_key(report.pack)
    unknown = set(remarks) - {row[key] for row in read_rows(report)}
    if unknown:
        return fail(f"没有这些行：{'、'.join(sorted(unknown))}。", f"There are no such rows: {', '.join(unknown)}.")
    judged = judge_report(report, words, remarks, accept=accept, actor=account, now=clock.now())
    print_findings(judged.findings)
    return 0 if judged.value else 1


def find_last(batch: "Batch", name: str) -> "Report | None":
    """The newest version of a report; a finding where nothing was handed in."""
    from liangcai_web.services.workflow.reports import last_report

    found = last_report(batch, name)
    if found is None:
        fail("还没有上报。", "Nothing was handed in.")
    return found


def fail(zh: str, en: str) -> int:
    """Say what is wrong."""
    print_findings((Finding(rule="report.command", severity=Severity.ERROR, message=Message(zh, en)),))
    return 1
