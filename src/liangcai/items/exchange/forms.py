"""A file of questions in whatever form it comes, and the forms in which a bank can be written.

In: the bytes of a file, the points of a level, what a person settled. Out: ``Import`` with findings, or the writers by
name. Follows: the form is told from the content, never from the name of the file.
"""

import re
from collections.abc import Callable
from functools import partial

from liangcai.findings import Message, Result, Severity
from liangcai.items.exchange.imported import Import, Progress, Settlement, report
from liangcai.items.exchange.markdown import read_markdown, write_markdown
from liangcai.items.exchange.native import write_native
from liangcai.items.exchange.native_read import read_native
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.qti.names import MANIFEST
from liangcai.items.exchange.qti.package_read import read_package
from liangcai.items.exchange.qti.package_write import write_package
from liangcai.items.exchange.splitting import MOST_ROWS, advise_splitting
from liangcai.items.exchange.spreadsheet_read import read_spreadsheet
from liangcai.items.exchange.spreadsheet_write import write_spreadsheet
from liangcai.items.exchange.word import read_word, write_word
from liangcai.items.model import Bank
from liangcai.items.pictures import Pictures
from liangcai.standard.forms.archive import Archive, open_archive

OLE = b"\xd0\xcf\x11\xe0"
_NATIVE = re.compile(rb"^[ \t]*\[\[[ \t]*item[ \t]*\]\]", re.MULTILINE)
Writer = Callable[[Bank, Points], Result[bytes]]
Carrier = Callable[[Bank, Points, Pictures], Result[bytes]]
Reader = Callable[[bytes, str, Points, Settlement | None, Progress | None], Result[Import | None]]
WRITERS: dict[str, Writer] = {
    "xlsx": write_spreadsheet,
    "qti": write_package,
    "docx": write_word,
    "markdown": write_markdown,
    "toml": write_native,
}
CARRIERS: dict[str, Carrier] = {"qti": write_package, "docx": write_word}


def write_form(form: str, bank: Bank, points: Points, pictures: Pictures) -> Result[bytes]:
    """The bank in one of the forms of ``WRITERS``; QTI and Word carry its pictures, the others only name them."""
    carry = CARRIERS.get(form)
    return carry(bank, points, pictures) if carry else WRITERS[form](bank, points)


def read_bank_file(
    data: bytes,
    name: str,
    points: Points,
    settlement: Settlement | None = None,
    progress: Progress | None = None,
    *,
    most: int = MOST_ROWS,
) -> Result[Import | None]:
    """What a file of questions holds, whatever its form; None where there is none, or more than ``most`` rows."""
    found = _choose(data, most)(data, name, points, settlement, progress)
    said = advise_splitting(found.findings, most)
    if found.value is None or found.value.rows:
        return Result(found.value, said)
    nothing = Message("文件里没有找到试题。", "No question was found in the file.")
    return Result(found.value, (*said, report("nothing", Severity.ERROR, nothing, document=name)))


def _choose(data: bytes, most: int) -> Reader:
    sheet = partial(read_spreadsheet, most=most)
    if data.startswith(b"PK"):
        archive = open_archive(data, "")
        if isinstance(archive, Archive) and MANIFEST in archive.sizes:
            return read_package
        return read_word if isinstance(archive, Archive) and "word/document.xml" in archive.sizes else sheet
    if data.startswith(OLE):
        return sheet
    return read_native if _NATIVE.search(data) else read_markdown
