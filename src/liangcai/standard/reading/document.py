"""The internal document: paragraphs and table rows, free of page furniture, each piece knowing its place.

In: the text of a document (table cells separated by tabs). Out: ``Document``. Follows: what typeset pages do to text:
running heads, page numbers, comments and table rules stand between the lines, and paragraphs are cut in two.
Later forms (HTML, docx, PDF) make the same value; the readers of the chapters don't know the form.
"""

import re

import msgspec

from liangcai.standard.model import NamedLines, Repair, TableHead
from liangcai.standard.reading.source import EMPTY, Source, Traced, join, open_source

RUNNING_HEAD = re.compile(r"^\s*职业编码\s*[:：]\s*[0-9-]+\s*$")
PAGE_NUMBER = re.compile(r"^\s*[-—–·]?\s*\d{1,3}\s*[-—–·]?\s*$|^\s*第\s*\d+\s*页(\s*共\s*\d+\s*页)?\s*$")
COMMENT = re.compile(r"^\s*<!--.*-->\s*$")
TABLE_RULE = re.compile(r"^[\s|:+=-]*-{2,}[\s|:+=-]*$")
PARAGRAPH_END = re.compile(r"[。：:；;！？!?）)》”]$")
OWN_START = re.compile(r"^\s*(-\s*)?([(（]?\d+[)）.．、]|\d+(\.\d+)*\s|[\^]?[①-⑳]|——|[一二三四五六七八九十]+、)")


class Paragraph(msgspec.Struct, frozen=True):
    """A line or, mended, several lines of running text."""

    text: Traced


class Row(msgspec.Struct, frozen=True):
    """A row of a table: its cells from left to right, blank ones included."""

    cells: tuple[Traced, ...]


Block = Paragraph | Row


def make_head(source: Source, section: str, row: Row) -> TableHead:
    """A head row as an element of the model."""
    whole = sum(row.cells, EMPTY)
    cells = tuple(cell.tight().text for cell in row.cells)
    return TableHead(section=section, cells=cells, line=source.line(whole), spans=source.spans(whole))


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The blocks in order, what was set aside as furniture, and what was mended."""

    source: Source
    blocks: tuple[Block, ...]
    furniture: tuple[NamedLines, ...]
    repairs: tuple[Repair, ...]


def name_furniture(text: str, *, heads_seen: int) -> str | None:
    """What a line is when it carries nothing of the standard: the first 职业编码 line is the cover's own."""
    if RUNNING_HEAD.match(text):
        return "running head" if heads_seen else None
    kinds = ((PAGE_NUMBER, "page number"), (COMMENT, "comment"), (TABLE_RULE, "table rule"))
    return next((name for pattern, name in kinds if pattern.match(text)), None)


def read_document(text: str) -> Document:
    """The document of a plain text."""
    source = open_source(text.replace("\r\n", "\n").replace("\r", "\n"))
    kept: list[tuple[Traced, bool]] = []
    furniture: list[NamedLines] = []
    heads = 0
    interrupted = False
    for number, line in enumerate(source.lines(), 1):
        if not line.text.strip():
            continue
        what = name_furniture(line.text, heads_seen=heads)
        heads += bool(RUNNING_HEAD.match(line.text))
        if what:
            furniture.append(NamedLines(line=number, what=what))
            interrupted = interrupted or what in ("running head", "page number")
            continue
        kept.append((line, interrupted))
        interrupted = False
    blocks, repairs = join_paragraphs(source, kept)
    return Document(source=source, blocks=blocks, furniture=tuple(furniture), repairs=repairs)


def join_paragraphs(source: Source, lines: list[tuple[Traced, bool]]) -> tuple[tuple[Block, ...], tuple[Repair, ...]]:
    """Lines as blocks; a paragraph that furniture cut in two is put together again, and that is recorded."""
    blocks: list[Block] = []
    repairs: list[Repair] = []
    for line, interrupted in lines:
        if "\t" in line.text:
            blocks.append(Row(split_cells(line)))
            continue
        previous = blocks[-1] if blocks else None
        if interrupted and isinstance(previous, Paragraph) and is_cut(previous.text.text, line.text):
            whole = join(previous.text, line.strip())
            repairs.append(note_join(source, previous.text, line))
            blocks[-1] = Paragraph(whole)
        else:
            blocks.append(Paragraph(line.strip()))
    return tuple(blocks), tuple(repairs)


def is_cut(before: str, after: str) -> bool:
    """Whether a text ends in the middle of a sentence and the next one goes on with it."""
    return len(before) > 20 and not PARAGRAPH_END.search(before) and not OWN_START.match(after)


def note_join(source: Source, before: Traced, after: Traced) -> Repair:
    """The record of two pieces put together: six characters on either side of the cut."""
    left, right = before.text[-6:], after.text.strip()[:6]
    return Repair(line=source.line(after), before=f"{left}⏎{right}", after=left + right, why="cut by a page break")


def split_cells(line: Traced) -> tuple[Traced, ...]:
    """The cells of a tab-separated row; blank cells keep their place."""
    cells, start = [], 0
    for index, character in enumerate(line.text):
        if character == "\t":
            cells.append(line[start:index].strip())
            start = index + 1
    cells.append(line[start:].strip())
    return tuple(cell or EMPTY for cell in cells)
