"""The file of a standard, opened for the verbs of ``liangcai standard``.

In: a path. Out: the standard as far as it could be read, its text, and the findings of reading. Follows: each finding
names the place in the user's own file.
"""

from liangcai.findings import Finding
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
