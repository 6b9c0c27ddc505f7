"""``liangcai standard``: read, account for, lint, compare and exchange published standards.

In: the file of a standard. Out: the model as JSON or a summary; findings on standard error. ``read`` ends with 0 when
the model is complete, whatever lint says; ``lint`` with 1 when there are errors.
"""

import argparse
import sys
from typing import Any

import msgspec

from liangcai.findings import has_errors
from liangcai.standard.model import Standard
from liangcai_cli.comparing import add_compare
from liangcai_cli.covering import add_coverage
from liangcai_cli.exchanging import add_exchange
from liangcai_cli.linting import add_lint
from liangcai_cli.loading import load
from liangcai_cli.report import print_findings, print_json


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verbs of ``standard``."""
    subject = subjects.add_parser(
        "standard", help="读取、检查、对比已发布的标准 read, check and compare published standards"
    )
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    read = verbs.add_parser("read", help="读成模型 read into a model")
    read.add_argument("file")
    read.add_argument("--json", action="store_true", help="整个模型 the whole model as JSON")
    read.set_defaults(run=run_read)
    add_coverage(verbs)
    add_lint(verbs)
    add_compare(verbs)
    add_exchange(verbs)


def run_read(options: argparse.Namespace) -> int:
    """Read a standard and show it."""
    standard, _, findings = load(options.file)
    print_findings(findings)
    if options.json:
        body: dict[str, Any] = msgspec.to_builtins(standard) if standard else {}
        print_json({**body, "findings": msgspec.to_builtins(findings)})
    elif standard:
        sys.stdout.write(describe(standard) + "\n")
    return 1 if standard is None or has_errors(findings) else 0


def describe(standard: Standard) -> str:
    """A summary of a standard in a few lines."""
    lines = [f"{standard.code} {standard.name}（{standard.edition} 年版，{standard.kind}）"]
    for level in standard.levels:
        functions = standard.functions(level.name)
        tasks = [task for function in functions for task in function.tasks]
        directions = f"，方向 {'、'.join(level.directions)}" if level.directions else ""
        lines.append(
            f"  {level.printed_name}{directions}：{level.training_hours} 学时，{len(functions)} 项职业功能，"
            f"{len(tasks)} 项工作内容，{sum(len(t.skills) for t in tasks)} 条技能要求，"
            f"{sum(len(t.knowledge) for t in tasks)} 条相关知识要求"
        )
    account = standard.source
    lines.append(
        f"  原文 {account.lines} 行：读入 {account.mapped}，空行 {account.blank}，页眉页码等 {account.furniture}，"
        f"未读入 {account.unmapped}；修补 {account.repaired} 行（mapped/blank/furniture/unmapped; repaired）"
    )
    return "\n".join(lines)
