"""``liangcai standard coverage``: what became of every line of a standard.

In: the file of a standard. Out: each line with its kind, the elements on it and what was mended there, or all of it as
JSON. Follows: nothing is lost in silence; the command ends with 1 when a line became nothing.
"""

import argparse
import sys

import msgspec

from liangcai.standard.coverage import Coverage, CoveredLine, cover_source
from liangcai.standard.reading.repairs import describe_code
from liangcai_cli.loading import load
from liangcai_cli.report import print_findings, print_json

KINDS = {"mapped": "读入", "furniture": "版面", "blank": "空行", "unmapped": "未读入"}
WIDTH = 60


def add_coverage(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``standard coverage``."""
    verb = verbs.add_parser("coverage", help="逐行交代读成了什么 say what became of every line")
    verb.add_argument("file")
    verb.add_argument("--json", action="store_true", help="JSON")
    verb.set_defaults(run=run_coverage)


def run_coverage(options: argparse.Namespace) -> int:
    """Account for every line of a standard; what its form already set aside comes first."""
    standard, extract, findings = load(options.file)
    if standard is None or extract is None:
        print_findings(findings)
        return 1
    coverage = cover_source(standard, extract.text)
    if options.json:
        aside = msgspec.to_builtins(extract.furniture)
        print_json({**msgspec.to_builtins(coverage), "set_aside": aside, "places": extract.places})
    else:
        for piece in extract.furniture:
            sys.stdout.write(f"      {KINDS['furniture']} {piece.what}  {piece.text.strip()[:WIDTH]}\n")
        sys.stdout.write(describe(coverage, extract.places) + "\n")
    return 1 if coverage.unmapped else 0


def describe(coverage: Coverage, places: tuple[str, ...]) -> str:
    """Every line that is not blank, and the counts below; ``places`` are those of a form without lines."""
    named = {line.number: place for line, place in zip(coverage.lines, places, strict=False)}
    said = [describe_line(line, named.get(line.number, "")) for line in coverage.lines if line.kind != "blank"]
    counts = (
        f"{len(coverage.lines)} 行 lines：读入 mapped {coverage.mapped}，版面 furniture {coverage.furniture}，"
        f"空行 blank {coverage.blank}，未读入 unmapped {coverage.unmapped}；修补 repaired {coverage.repaired}"
    )
    return "\n".join([*said, counts])


def describe_line(line: CoveredLine, place: str) -> str:
    """A line: number, kind, the beginning of its text; below it the elements on it and what was mended."""
    words = describe_code(line.what)
    what = f"（{words.zh} {words.en}）" if line.what else ""
    where = f"{line.number:5}" + (f" [{place}]" if place else "")
    shown = [f"{where} {KINDS[line.kind]} {line.kind}{what}  {line.text.strip()[:WIDTH]}"]
    shown += [f"      = {one.path}  {' '.join(one.words.split())[:WIDTH]}".rstrip() for one in line.told]
    shown += [f"      ? {line.text[span.column - 1 : span.end_column]}" for span in line.loose]
    for repair in line.repairs:
        why = describe_code(repair.why)
        shown.append(f"      ~ {repair.before.strip()} → {repair.after}（{why.zh} {why.en}）")
    return "\n".join(shown)
