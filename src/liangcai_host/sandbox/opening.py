"""Any file of a standard opened: plain text here, every other form in a bounded child.

In: the bytes and the name of a file. Out: ``Extract``, or a finding. Follows: untrusted files are parsed in a child
process; a plain text needs no parser and no child, so that reading one stays a matter of milliseconds.
"""

from liangcai.findings import Result
from liangcai.standard.forms.detect import extract_document, is_plain
from liangcai.standard.forms.extract import Extract
from liangcai_host.sandbox.read import read_in_child


def extract_file(data: bytes, name: str) -> Result[Extract | None]:
    """The text of a file of any form; None with a finding when there is none to be had."""
    return extract_document(data, name) if is_plain(data) else read_in_child(data, name)
