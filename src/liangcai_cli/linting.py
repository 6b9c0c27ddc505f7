"""``liangcai standard lint``: find the slips of a standard, for people, programs and editors.

In: the file of a standard; a layout, an edition of the catalogue and a notice where the caller names them. Out: the
findings of reading and of lint: on standard error as text, or on standard output as JSON or SARIF. Status 1 when there
are errors.
"""

import argparse
import sys
from importlib.metadata import PackageNotFoundError, version

import msgspec

import liangcai_reference
from liangcai.catalogue.model import Catalogue, Notice
from liangcai.catalogue.notice import read_notice
from liangcai.catalogue.read import read_catalogue
from liangcai.findings import Finding, Result, has_errors
from liangcai.standard.forms.extract import place_findings
from liangcai.standard.lint import RULES, choose_rules, lint_standard
from liangcai.standard.linting.profile import PROFILES, Profile, detect_profile
from liangcai.standard.linting.rule import References
from liangcai.standard.linting.sarif import write_sarif
from liangcai_cli.loading import load
from liangcai_cli.report import print_findings, print_json, read_text


def add_lint(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``standard lint``."""
    lint = verbs.add_parser("lint", help="查出文本中的差错 find its slips")
    lint.add_argument("file")
    lint.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="默认 default: text")
    lint.add_argument("--json", dest="format", action="store_const", const="json", help="= --format json")
    lint.add_argument("--profile", choices=tuple(PROFILES), help="版式（默认自动判断）layout (default: detected)")
    lint.add_argument(
        "--catalogue", metavar="EDITION|FILE", help="核对编码所用的职业目录 the catalogue that the code is looked up in"
    )
    lint.add_argument("--notice", metavar="FILE", help="核对定义所用的新职业公告 the notice that announced it")
    lint.set_defaults(run=run_lint)


def run_lint(options: argparse.Namespace) -> int:
    """Check a standard; what reading found is said too, and not twice."""
    standard, extract, findings = load(options.file)
    references = open_references(options.catalogue, options.notice)
    findings += references.findings
    profile: Profile | None = None
    if standard and extract:
        profile = options.profile or detect_profile(standard)
        linted = lint_standard(
            standard,
            options.file,
            source_text=extract.text,
            profile=profile,
            references=references.value,
            said=findings,
        )
        findings += place_findings(linted, extract)
    report(options.format, findings, profile)
    return 1 if standard is None or has_errors(findings) else 0


def report(form: str, findings: tuple[Finding, ...], profile: Profile | None) -> None:
    """The findings in the form that was asked for."""
    if form == "sarif":
        rules = choose_rules(profile) if profile else RULES
        sys.stdout.write(write_sarif(findings, rules, own_version()).decode())
    elif form == "json":
        print_json({"profile": profile, "findings": msgspec.to_builtins(findings)})
    else:
        print_findings(findings)
        sys.stdout.write(f"{len(findings)} 条 findings\n")


def own_version() -> str:
    """The version of the program; 0 where it runs without being installed."""
    try:
        return version("liangcai")
    except PackageNotFoundError:
        return "0"


def open_references(catalogue: str | None, notice: str | None) -> Result[References]:
    """The catalogue and the notice that were named."""
    table = open_catalogue(catalogue) if catalogue else Result(None)
    announced = open_notice(notice) if notice else Result(None)
    return Result(References(catalogue=table.value, notice=announced.value), table.findings + announced.findings)


def open_catalogue(named: str) -> Result[Catalogue | None]:
    """A bundled edition by its year, or the catalogue in a file."""
    bundled = f"catalogue/occupations-{named}.csv"
    if named.isdecimal() and liangcai_reference.root().joinpath(bundled).is_file():
        return read_catalogue(liangcai_reference.read_text(bundled), bundled)
    text = read_text(named)
    return read_catalogue(text.value, named) if text.value is not None else Result(None, text.findings)


def open_notice(path: str) -> Result[Notice | None]:
    """The notice in a file."""
    text = read_text(path)
    return read_notice(text.value, path) if text.value is not None else Result(None, text.findings)
