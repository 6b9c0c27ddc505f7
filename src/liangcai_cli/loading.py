"""A standard, opened for the verbs of the command line.

In: a path, or the key of a bundled standard. Out: the standard as far as it could be read, its text, and the findings
of reading. Follows: each finding names the place in the user's own file.
"""

from pathlib import Path

import liangcai_reference
from liangcai.findings import Finding, Message, Severity
from liangcai.standard.forms.extract import Extract, place_findings
from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard
from liangcai_cli.report import open_file


def load(path: str) -> tuple[Standard | None, Extract | None, tuple[Finding, ...]]:
    """The standard in a file as far as it could be read, what was taken out of it, and the findings of reading."""
    opened = open_file(path)
    if opened.value is None:
        return None, None, opened.findings
    result = read_standard(opened.value.text, path)
    return result.value, opened.value, opened.findings + place_findings(result.findings, opened.value)


def open_standard(named: str) -> tuple[Standard | None, tuple[Finding, ...]]:
    """A standard by its file, or a bundled one by its key such as ``code-edition``."""
    if named in liangcai_reference.list_occupations():
        result = read_standard(liangcai_reference.read_standard_text(named), named)
        return result.value, tuple(finding for finding in result.findings if finding.severity is Severity.ERROR)
    if not named or not Path(named).exists():
        message = Message(f"找不到标准「{named}」。", f"There is no standard {named!r}.")
        known = liangcai_reference.list_occupations()
        remedy = Message(
            f"请给出文件，或内置标准之一：{'、'.join(known)}。", f"Name a file, or a bundled one: {', '.join(known)}."
        )
        return None, (Finding(rule="file", severity=Severity.ERROR, message=message, remedy=remedy),)
    standard, _, findings = load(named)
    return standard, findings if standard is None else ()
