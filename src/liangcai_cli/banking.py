"""``liangcai bank``: questions in and out of the forms that others use, and what makes them weak.

In: files of questions; the standard and level that they are for; what a person settled. Out: a bank file, a file of
another form, or findings on standard error. Status 1 while anything is open: a file is never half imported.
"""

import argparse
import sys

import msgspec

import liangcai_reference
from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai.items.bind import bind_bank
from liangcai.items.exchange.forms import WRITERS, read_bank_file, write_form
from liangcai.items.exchange.imported import Import, Settlement
from liangcai.items.exchange.native import write_native
from liangcai.items.exchange.points import list_points
from liangcai.items.exchange.settle import draft_settlement
from liangcai.items.lint import lint_items
from liangcai.items.linting.pack import read_pack
from liangcai.items.model import Bank
from liangcai.items.read import merge_banks, read_items
from liangcai_cli.counting import count_rows
from liangcai_cli.exchanging import put
from liangcai_cli.loading import open_standard
from liangcai_cli.picture_files import keep_pictures, read_pictures
from liangcai_cli.report import print_findings, print_json, read_file

_HOW = {
    "code": "按编号 by code",
    "path": "按路径 by path",
    "leaf": "按末级名称 by last name",
    "settled": "按决定 settled",
}


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``bank import``, ``export`` and ``lint``."""
    subject = subjects.add_parser("bank", help="题库导入、导出、检查 question banks in, out and checked")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    taken = verbs.add_parser("import", help="读入表格、QTI、Word、Markdown read a spreadsheet, QTI, Word, Markdown")
    taken.add_argument("file")
    _add_standard(taken, required=True)
    taken.add_argument("--level", required=True, help="等级，如 四级 level")
    taken.add_argument("--settlement", metavar="FILE", help="已作出的决定 what was settled (JSON)")
    taken.add_argument(
        "--open", metavar="FILE", help="把待决定的写到此文件 write what is open as a settlement to fill in"
    )
    taken.add_argument("--out", metavar="FILE", help="题库文件，默认标准输出 the bank file, default: standard output")
    _add_pictures(taken)
    taken.add_argument("--json", action="store_true", help="只出报告 the report as JSON instead of the bank")
    taken.set_defaults(run=run_import)
    export = verbs.add_parser("export", help="转成其他格式 write it in another form")
    export.add_argument("files", nargs="+", metavar="FILE")
    _add_standard(export, required=False)
    export.add_argument("--to", choices=tuple(WRITERS), required=True)
    _add_pictures(export)
    export.add_argument("--out", metavar="FILE", help="默认标准输出 default: standard output")
    export.set_defaults(run=run_export)
    lint = verbs.add_parser("lint", help="查出试题的毛病 find what makes questions weak")
    lint.add_argument("files", nargs="+", metavar="FILE")
    _add_standard(lint, required=False)
    lint.add_argument("--json", action="store_true", help="JSON")
    lint.set_defaults(run=run_lint)


def _add_pictures(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--pictures", metavar="FOLDER", help="图片的文件夹 the folder of the pictures (QTI, Word)")


def _add_standard(verb: argparse.ArgumentParser, *, required: bool) -> None:
    verb.add_argument(
        "--standard",
        required=required,
        metavar="FILE|KEY",
        help="标准的文件，或内置标准的代号 a file, or a bundled one",
    )


def run_import(options: argparse.Namespace) -> int:
    """Read a file of questions; the bank is written only when nothing is open."""
    standard, findings = open_standard(options.standard)
    settlement = open_settlement(options.settlement)
    data = read_file(options.file)
    findings += settlement.findings + data.findings
    if standard is None or data.value is None or settlement.value is None:
        print_findings(findings)
        return 1
    points = list_points(standard, options.level)
    with count_rows(Message("读取", "reading")) as report:
        result = read_bank_file(data.value, options.file, points, settlement.value, report)
    findings += result.findings
    if options.open and result.value is not None:
        body = msgspec.json.format(msgspec.json.encode(draft_settlement(result.value, settlement.value)), indent=2)
        findings += put(body, options.open)
    return finish_import(options, result.value, findings)


def finish_import(options: argparse.Namespace, found: Import | None, findings: tuple[Finding, ...]) -> int:
    """Say what was found, and write the bank with its pictures when it is whole."""
    if found is not None and found.bank is not None and not options.json:
        kept = keep_pictures(options.pictures, found)
        found, findings = kept.value, findings + kept.findings
    if found is not None and found.bank is not None and not options.json:
        written = write_native(found.bank)
        findings += written.findings + put(written.value, options.out)
    print_findings(findings)
    if options.json:
        shown = msgspec.structs.replace(found, pictures={}) if found else None
        print_json({"import": msgspec.to_builtins(shown), "findings": msgspec.to_builtins(findings)})
    elif found is not None:
        sys.stderr.write(describe(found))
    return 0 if found is not None and found.complete and not has_errors(findings) else 1


def describe(found: Import) -> str:
    """The matching report in lines."""
    counts = {how: sum(match.how == how for match in found.matches) for how in _HOW}
    counted = (
        f"{found.rows} 题 questions：收入 taken {len(found.items)}，知识点未定 unmatched {len(found.unmatched)}，"
        f"有误 refused {len(found.refused)}，不收 left out {len(found.left)}"
    )
    lines = [
        counted,
        "  " + "，".join(f"{_HOW[how]} {count}" for how, count in counts.items() if count),
    ]
    if not found.complete:
        lines.append("尚有未决，没有写出题库。 Something is open: no bank was written.")
    return "\n".join(line for line in lines if line.strip()) + "\n"


def run_export(options: argparse.Namespace) -> int:
    """Write a bank in a form; a question that the form cannot carry as it is is named."""
    bank, findings = open_bank(options.files)
    standard = None
    if bank is not None:
        standard, found = open_standard(options.standard or f"{bank.occupation}-{bank.edition}")
        findings += found
    if bank is None or standard is None:
        print_findings(findings)
        return 1
    pictures = read_pictures(options.pictures, bank.items)
    made = write_form(options.to, bank, list_points(standard, bank.level), pictures)
    findings += made.findings + put(made.value, options.out)
    print_findings(findings)
    return 1 if has_errors(findings) else 0


def run_lint(options: argparse.Namespace) -> int:
    """Look over bank files; with a standard at hand each requirement must exist in it."""
    bank, findings = open_bank(options.files)
    pack = read_pack(liangcai_reference.read_text("rulepacks/items.toml"))
    findings += pack.findings
    if bank is not None and pack.value is not None:
        key = f"{bank.occupation}-{bank.edition}"
        if options.standard or key in liangcai_reference.list_occupations():
            standard, found = open_standard(options.standard or key)
            findings += found + (bind_bank(bank, standard).findings if standard else ())
        findings += lint_items(bank, pack.value)
    print_findings(findings)
    if options.json:
        print_json({"findings": msgspec.to_builtins(findings)})
    return 1 if bank is None or has_errors(findings) else 0


def open_settlement(path: str | None) -> Result[Settlement | None]:
    """What was settled, as JSON; nothing where no file is named."""
    if path is None:
        return Result(Settlement())
    data = read_file(path)
    if data.value is None:
        return Result(None, data.findings)
    try:
        return Result(msgspec.json.decode(data.value, type=Settlement))
    except msgspec.DecodeError as error:
        message = Message(f"决定的文件读不懂：{error}。", f"The settlement cannot be read: {error}.")
        return Result(None, (Finding(rule="file", severity=Severity.ERROR, message=message, document=path),))


def open_bank(paths: list[str]) -> tuple[Bank | None, tuple[Finding, ...]]:
    """The bank of several bank files of one level."""
    files = [(path, read_file(path)) for path in paths]
    findings = tuple(finding for _, data in files for finding in data.findings)
    read = [read_items(data.value.decode("utf-8", "replace"), path) for path, data in files if data.value is not None]
    findings += tuple(finding for result in read for finding in result.findings)
    banks = [result.value for result in read if result.value is not None]
    if not banks:
        return None, findings
    merged = merge_banks(banks)
    return merged.value, findings + merged.findings
