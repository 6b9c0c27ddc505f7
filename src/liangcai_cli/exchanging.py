"""``liangcai standard export`` and ``import``: a standard for other programs, and from them.

In: the file of a standard, or one that another program wrote. Out: a file (or standard output) in the form asked for;
findings on standard error. Status 1 when nothing could be written.
"""

import argparse
import sys
from pathlib import Path

import msgspec

from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai.standard.exchange.case_read import read_case
from liangcai.standard.exchange.case_write import write_case
from liangcai.standard.exchange.framework import Framework
from liangcai.standard.exchange.interchange import read_json, write_json, write_schema
from liangcai.standard.exchange.listing import write_csv
from liangcai.standard.exchange.markdown import write_markdown
from liangcai.standard.exchange.word import write_docx
from liangcai.standard.model import Standard
from liangcai_cli.loading import load
from liangcai_cli.report import print_findings, print_json, read_file

FORMS = ("json", "schema", "case", "markdown", "docx", "csv")
CASE_KEY = b'"CFDocument"'


def add_exchange(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``standard export`` and ``standard import``."""
    export = verbs.add_parser("export", help="转成其他格式 write it in another form")
    export.add_argument("file", nargs="?", help="标准（schema 不需要）the standard (none is needed for schema)")
    export.add_argument("--to", choices=FORMS, required=True)
    export.add_argument("--out", metavar="FILE", help="默认标准输出 default: standard output")
    export.set_defaults(run=run_export)
    taken = verbs.add_parser(
        "import", help="读入 CASE 1.1 包或交换格式 read a CASE 1.1 package or the interchange form"
    )
    taken.add_argument("file")
    taken.set_defaults(run=run_import)


def run_export(options: argparse.Namespace) -> int:
    """Write a standard in the form asked for."""
    made = Result[bytes | None](write_schema()) if options.to == "schema" else export_file(options.file, options.to)
    findings = made.findings
    if made.value is not None:
        findings += put(made.value, options.out)
    print_findings(findings)
    return 1 if made.value is None or has_errors(findings[len(made.findings) :]) else 0


def export_file(path: str | None, form: str) -> Result[bytes | None]:
    """The standard of a file in a form; errors of reading are told, and what was read is written."""
    if path is None:
        message = Message("没有给出标准的文件。", "No file of a standard was given.")
        return Result(None, (Finding(rule="file", severity=Severity.ERROR, message=message),))
    standard, _, findings = load(path)
    if standard is None:
        return Result(None, findings)
    made = write_form(standard, form)
    return Result(made.value, findings + made.findings)


def write_form(standard: Standard, form: str) -> Result[bytes | None]:
    """A standard in a form."""
    if form == "case":
        return write_case(standard)
    if form == "markdown":
        return Result(write_markdown(standard).encode())
    return Result({"json": write_json, "docx": write_docx, "csv": write_csv}[form](standard))


def put(data: bytes, path: str | None) -> tuple[Finding, ...]:
    """Write the bytes to a file or to standard output; a finding when that can't be done."""
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return ()
    try:
        Path(path).write_bytes(data)
    except OSError as problem:
        reason = problem.strerror or "error"
        message = Message(f"写不了这个文件（{reason}）。", f"The file can't be written ({reason}).")
        return (Finding(rule="file", severity=Severity.ERROR, message=message, document=path),)
    return ()


def run_import(options: argparse.Namespace) -> int:
    """Read what another program wrote, and show it as JSON."""
    data = read_file(options.file)
    taken: Result[Standard | Framework | None] = Result(None, data.findings)
    if data.value is not None:
        taken = (read_case if CASE_KEY in data.value else read_json)(data.value, options.file)
    print_findings(taken.findings)
    body = msgspec.to_builtins(taken.value) if taken.value else {}
    print_json({**body, "findings": msgspec.to_builtins(taken.findings)})
    return 1 if taken.value is None or has_errors(taken.findings) else 0
