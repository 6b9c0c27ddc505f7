"""Any file of questions read, whatever its form.

In: the bytes and the name of a file, the points of a level, what a person settled. Out: ``Import`` with findings.
Follows: the form is told by the bytes, not by the name; what is no known form is a finding.
"""

import io
import zipfile
from collections.abc import Callable

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.imported import Import, Progress, Settlement, report
from liangcai.items.exchange.markdown import read_markdown
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.qti.package_read import read_package
from liangcai.items.exchange.spreadsheet_read import read_spreadsheet
from liangcai.items.exchange.word import read_word

Reader = Callable[[bytes, str, Points, Settlement | None, Progress | None], Result[Import | None]]
_SIGNS: tuple[tuple[str, Reader], ...] = (
    ("imsmanifest.xml", read_package),
    ("xl/workbook.xml", read_spreadsheet),
    ("word/document.xml", read_word),
)


def read_bank_file(
    data: bytes, name: str, points: Points, settlement: Settlement | None = None, progress: Progress | None = None
) -> Result[Import | None]:
    """The questions of a spreadsheet, a QTI package, a Word document or a Markdown text."""
    read = _choose(data)
    if read is None:
        zh = "这不是题库文件：可用电子表格（xlsx）、QTI 3.0 包、Word（docx）或 Markdown 文本"
        en = "This is no file of questions: xlsx, a QTI 3.0 package, Word (docx) and Markdown can be read"
        return Result(None, (_refuse("form", zh, en, name),))
    found = read(data, name, points, settlement, progress)
    if found.value is not None and not found.value.rows:
        nothing = _refuse("nothing", "文件里没有找到试题", "No question was found in the file", name)
        return Result(None, (*found.findings, nothing))
    return found


def _choose(data: bytes) -> Reader | None:
    if not data.startswith(b"PK"):
        return read_markdown
    names = _list_names(data)
    return next((read for sign, read in _SIGNS if sign in names), None)


def _refuse(rule: str, zh: str, en: str, name: str) -> Finding:
    return report(rule, Severity.ERROR, Message(f"{zh}。", f"{en}."), document=name)


def _list_names(data: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return frozenset()
