"""How the command line shows findings and opens files.

In: findings, paths. Out: lines on the terminal. Follows: a finding says what, where, which clause, how to mend it.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.forms.extract import Extract
from liangcai_host.sandbox.opening import extract_file

MARKS = {Severity.ERROR: "错误 error", Severity.WARNING: "警告 warning", Severity.INFO: "提示 info"}
SIZE_LIMIT = 20_000_000


def format_finding(finding: Finding) -> str:
    """A finding as two or three lines: place and sentence in Chinese, the same in English, how to mend it."""
    line = finding.place or (str(finding.line) if finding.line else "")
    place = ":".join(part for part in (finding.document, line) if part)
    clause = f" [{finding.clause}]" if finding.clause else ""
    head = f"{place}: " if place else ""
    lines = [f"{head}{MARKS[finding.severity]} {finding.rule}{clause}: {finding.message.zh}"]
    lines.append(f"    {finding.message.en}")
    if finding.remedy:
        lines.append(f"    → {finding.remedy.zh} {finding.remedy.en}")
    return "\n".join(lines)


def print_findings(findings: Iterable[Finding]) -> None:
    """Findings on standard error, so that standard output stays a document."""
    for finding in findings:
        sys.stderr.write(format_finding(finding) + "\n")


def print_json(value: object) -> None:
    """A value as indented JSON on standard output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def read_file(path: str) -> Result[bytes | None]:
    """The bytes of a file, or a finding that says why it can't be opened."""
    file = Path(path)
    try:
        if file.is_file() and file.stat().st_size > SIZE_LIMIT:
            return refuse(path, "文件超过 20 MB。", "The file is larger than 20 MB.")
        return Result(file.read_bytes())
    except OSError as problem:
        reason = problem.strerror or "error"
        return refuse(path, f"打不开这个文件（{reason}）。", f"The file can't be opened ({reason}).")


def refuse(path: str, zh: str, en: str) -> Result[bytes | None]:
    """No bytes, and why."""
    finding = Finding(rule="file", severity=Severity.ERROR, message=Message(zh, en), document=path)
    return Result(None, (finding,))


def open_file(path: str) -> Result[Extract | None]:
    """The text of a file of any form, or the finding that says why there is none."""
    data = read_file(path)
    return extract_file(data.value, path) if data.value is not None else Result(None, data.findings)


def read_text(path: str) -> Result[str | None]:
    """The text alone."""
    opened = open_file(path)
    return Result(opened.value.text if opened.value else None, opened.findings)
