"""``liangcai station``: which requirements of a standard a station can try today; the packs are tried elsewhere.

In: the file of a standard. Out: each skill requirement with the way in which it is assessed, and counts. Follows:
chapter 3 of the standard; the classification is bundled data.
"""

import argparse
import sys
from collections import Counter

import msgspec

import liangcai_reference
from liangcai.findings import Finding
from liangcai.stations.coverage import WAYS, SkillCoverage, cover_skills, read_methods
from liangcai.stations.model import Pack
from liangcai.stations.pack import read_pack
from liangcai_cli import station_publishing, station_trials
from liangcai_cli.loading import open_standard
from liangcai_cli.report import print_findings, print_json

METHODS = "stations/methods.csv"
WIDTH = 40


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``station``."""
    verbs = subjects.add_parser("station", help="实训工位 practical stations").add_subparsers(
        dest="verb", required=True, metavar="VERB"
    )
    coverage = verbs.add_parser("coverage", help="各项技能要求如今如何考 how each skill requirement is assessed today")
    coverage.add_argument(
        "file", metavar="FILE|KEY", help="标准的文件或内置标准的代号 a file, or the key of a bundled standard"
    )
    coverage.add_argument("--level", help="只看一个等级 one level only")
    coverage.add_argument("--json", action="store_true", help="JSON")
    coverage.set_defaults(run=run_coverage)
    station_trials.add_verbs(verbs)
    station_publishing.add_verbs(verbs)


def run_coverage(options: argparse.Namespace) -> int:
    """List every skill requirement with the way in which it can be assessed today."""
    standard, findings = open_standard(options.file)
    if standard is None:
        print_findings(findings)
        return 1
    methods = read_methods(liangcai_reference.read_text(METHODS), METHODS)
    packs, faults = read_packs()
    rows = cover_skills(standard, methods.value, packs)
    if options.level:
        rows = tuple(row for row in rows if row.level == options.level)
    if not rows:
        levels = "、".join(level.name for level in standard.levels)
        sys.stderr.write(f"标准没有等级「{options.level}」，有：{levels}。\n    There is no such level.\n")
        return 1
    if options.json:
        print_json(msgspec.to_builtins(rows))
    else:
        sys.stdout.write(describe(rows))
    print_findings((*methods.findings, *faults))
    return 1 if methods.findings or faults else 0


def read_packs() -> tuple[tuple[Pack, ...], tuple[Finding, ...]]:
    """The bundled packs, and what is wrong with those that can't be used."""
    read = [read_pack(text, f"{name}/pack.toml") for name, text in liangcai_reference.read_pack_texts()]
    found = tuple(one.value for one in read if one.value is not None)
    return found, tuple(finding for one in read for finding in one.findings)


def describe(rows: tuple[SkillCoverage, ...]) -> str:
    """A line a requirement, below the name of its level; then how many are assessed in which way."""
    said, level = [], ""
    for row in rows:
        if row.level != level:
            said.append(row.level)
            level = row.level
        packs = f"  {'、'.join(row.packs)}" if row.packs else ""
        family = f"  {row.family}" if row.family and not row.packs else ""
        said.append(f"  {row.number:<8}{name_way(row)}  {row.text[:WIDTH]}{family}{packs}")
    counts = Counter(row.way for row in rows)
    total = "，".join(f"{way.zh} {way.en} {counts[key]}" for key, way in WAYS.items())
    return "\n".join([*said, f"技能要求 skill requirements {len(rows)}：{total}"]) + "\n"


def name_way(row: SkillCoverage) -> str:
    """How a requirement is assessed today; where no station is there yet, what it lends itself to."""
    if row.way == "not yet" and row.method:
        return f"{WAYS[row.way].zh}（宜{WAYS[row.method].zh}）"
    return WAYS[row.way].zh
