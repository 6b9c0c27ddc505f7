"""A bank as Markdown, out and in.

In: a bank with its points, or the bytes of a file. Out: bytes, or ``Import``; findings. Follows: the numbered form; two
blanks end each line, so that a page shows the lines as they stand.
"""

from collections.abc import Iterator, Mapping

from liangcai.findings import Message, Result, Severity
from liangcai.items.exchange.compare import find_changed
from liangcai.items.exchange.imported import Import, Progress, Settlement, Spot, report
from liangcai.items.exchange.numbered import Line
from liangcai.items.exchange.numbered_read import NumberedReader
from liangcai.items.exchange.numbered_write import write_lines
from liangcai.items.exchange.pictures import Gatherer, Held
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.take import Taker, take_drafts
from liangcai.items.model import Bank
from liangcai.standard.forms.limits import TEXT_BYTES

NO_PICTURES: Mapping[str, Held] = {}


def write_markdown(bank: Bank, points: Points) -> Result[bytes]:
    """The file, and a finding for each question that reading it again would change."""
    data = "".join(_write(bank, points)).encode("utf-8", "replace")
    return Result(data, find_changed(bank, read_markdown(data, "", points)))


def _write(bank: Bank, points: Points) -> Iterator[str]:
    for line in write_lines(bank, points):
        if line.rank:
            yield f"\n{'#' * line.rank} {line.text}\n" if line.rank > 1 else f"# {line.text}\n"
        else:
            yield f"{chr(10) if line.starts else ''}{line.text}  \n"


def read_markdown(
    data: bytes, name: str, points: Points, settlement: Settlement | None = None, progress: Progress | None = None
) -> Result[Import | None]:
    """What a Markdown or plain text file holds; None where it is no text."""
    try:
        text = data.decode("utf-8-sig") if len(data) <= TEXT_BYTES else None
    except UnicodeDecodeError:
        text = None
    if text is None or "\x00" in text:
        message = Message("这不是 UTF-8 文本，或文件过大。", "This is no UTF-8 text, or it is too large.")
        return Result(None, (report("file", Severity.ERROR, message, document=name),))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = (Line(text=line, spot=Spot(row=number)) for number, line in enumerate(lines, 1))
    return read_numbered(found, name, points, settlement, progress)


def read_numbered(
    lines: Iterator[Line],
    name: str,
    points: Points,
    settlement: Settlement | None,
    progress: Progress | None,
    held: Mapping[str, Held] = NO_PICTURES,
) -> Result[Import | None]:
    """What lines of the numbered form hold, with the pictures that stand in them."""
    reader = NumberedReader(name, points)
    taker = Taker(name, points, settlement or Settlement(), lambda draft, _: draft.spot)
    gatherer = Gatherer()
    take_drafts((gatherer.add(found, held) for found in reader.read(lines)), taker, progress)
    return gatherer.finish(taker.finish((*reader.findings, *reader.notes.list_findings())))
