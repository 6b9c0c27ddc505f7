"""Plain text: what every other form becomes, so there is nothing to change but its encoding.

In: bytes in UTF-8, UTF-16 or GB 18030. Out: ``Extract`` with the same lines. Follows: the published plain texts.
"""

from liangcai.findings import Result
from liangcai.standard.decode import decode_document
from liangcai.standard.forms.extract import Extract


def extract_plain(data: bytes, name: str) -> Result[Extract | None]:
    """The text as it stands: its lines keep their numbers, blank ones included."""
    text = decode_document(data, name)
    return Result(Extract(form="plain", text=text.value) if text.value is not None else None, text.findings)
