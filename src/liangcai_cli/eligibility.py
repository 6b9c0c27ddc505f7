"""``liangcai eligibility``: the application conditions of a standard, and their boundary cases.

In: a standard by file or key, perhaps a level, a day. Out: each condition with applications that just pass and just
fail, or what a form asks and in which order, on standard output; status 1 when a case does not come out as it should.
"""

import argparse
import sys
from datetime import date

import msgspec

import liangcai_reference
from liangcai.eligibility.asking import order_kinds
from liangcai.eligibility.boundary import SAID, BoundaryCase, list_boundary_cases
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.pack import read_pack
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Finding, has_errors
from liangcai_cli.loading import open_standard
from liangcai_cli.report import print_findings, print_json
from liangcai_host import clock

PACK = "rulepacks/eligibility.toml"


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``eligibility cases``."""
    subject = subjects.add_parser("eligibility", help="申报条件 application conditions")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    cases = verbs.add_parser("cases", help="每条条件的边界案例 cases at the edge of every condition")
    cases.add_argument("standard", metavar="FILE|KEY", help="标准的文件，或内置标准的代号 a file, or a bundled one")
    cases.add_argument("--level", help="等级，缺省全部 a level, default all")
    cases.add_argument("--day", type=date.fromisoformat, help="哪一天，缺省今天 the day, default today")
    cases.add_argument("--json", action="store_true", help="JSON")
    cases.set_defaults(run=run_cases)


def run_cases(options: argparse.Namespace) -> int:
    """List the cases of one level or of all."""
    conditions, findings = read_conditions(options.standard, options.level)
    print_findings(findings)
    day = options.day or clock.now().date()
    found = [(one, tuple(list_boundary_cases(one, day))) for one in conditions]
    if options.json:
        print_json({"cases": [msgspec.to_builtins(case) for _, cases in found for case in cases]})
    else:
        for one, cases in found:
            sys.stdout.write(describe_level(one, cases))
    every = [case for _, cases in found for case in cases]
    failed = sum(not case.holds for case in every)
    clauses = len({(case.level, case.clause) for case in every})
    sys.stderr.write(f"条件 conditions {clauses}，案例 cases {len(every)}，不符预期 unexpected {failed}\n")
    return 1 if failed or not every or has_errors(findings) else 0


def read_conditions(named: str, level: str | None) -> tuple[tuple[ConditionSet, ...], tuple[Finding, ...]]:
    """The conditions of the levels asked for."""
    standard, findings = open_standard(named)
    if standard is None:
        return (), findings
    pack = read_pack(liangcai_reference.read_text(PACK)).value
    names = [level] if level else [one.name for one in standard.levels]
    results = [compile_conditions(standard, name, pack) for name in names]
    findings += tuple(finding for result in results for finding in result.findings)
    return tuple(result.value for result in results if result.value is not None), findings


def describe_level(conditions: ConditionSet, cases: tuple[BoundaryCase, ...]) -> str:
    """The cases of a level in lines, each condition with its clause and its line in the document."""
    order = "、".join(order_kinds(conditions))
    lines = [f"{conditions.occupation} {conditions.level}　提问顺序 asked in this order: {order}"]
    clause = ""
    for case in cases:
        if case.clause != clause:
            clause = case.clause
            lines.append(f"  {clause}（第 {case.line} 行 line）：须{case.rule.zh}")
        mark = "✓" if case.holds else "✗"
        said = SAID[case.side]
        earliest = f"，最早 earliest {case.earliest}" if case.earliest else ""
        lines.append(f"    {mark} {case.day} {case.found:<9} {said.zh} {said.en}{earliest}")
    return "\n".join(lines) + "\n"
