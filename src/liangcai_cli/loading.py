"""The file of a standard, opened for the verbs of ``liangcai standard``.

In: a path. Out: the standard as far as it could be read, its text, and the findings of reading.
"""

from liangcai.findings import Finding
from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard
from liangcai_cli.report import read_text


def load(path: str) -> tuple[Standard | None, str, tuple[Finding, ...]]:
    """The standard in a file as far as it could be read, its text, and the findings of reading."""
    text = read_text(path)
    if text.value is None:
        return None, "", text.findings
    result = read_standard(text.value, path)
    return result.value, text.value, result.findings
