"""The internal document: paragraphs and table rows, free of page furniture, each piece knowing its place.

In: the text of a document (table cells separated by tabs). Out: ``Document``. Follows: what typeset pages do to text:
furniture stands between the lines, paragraphs are cut in two, and footnotes stand where the page ended.
"""

import re

import msgspec

from liangcai.standard.model import NamedLines, Repair, TableHead
from liangcai.standard.reading.lines import Line, read_lines
from liangcai.standard.reading.repairs import note_cut
from liangcai.standard.reading.source import BLANK, EMPTY, Source, Traced, concatenate, join, open_source

PARAGRAPH_END = re.compile(r"[。：:；;！？!?）)》”]$")
GOES_ON = re.compile(r"[，、（(《“]$")
NEVER_BEGINS = re.compile(r"^\s*[，。、；：）)》”]")
NOTE = re.compile(r"^\s*\^?[①-⑳]\^?\s*\S")
OWN_START = re.compile(
    r"^\s*(?:[-–—]\s+)?(?:[(（]\s*\d+\s*[)）]|\d+\s*[)）]|\d+\s*[.．、]|\d+\s*(?:职业概况|基本要求|工作要求|权重表|比重表|附录)"
    r"|[(（]\s*\d{4}\s*年|[（(][一二三四五六七八九十]+[)）]|\^?[①-⑳]|——|[一二三四五六七八九十]+、)"
)
SECTION_NUMBER = re.compile(r"^\s*(?:\d+(?:\s*[.．]\s*\d+)*\s*[.．]?|[(（]\s*\d+\s*[)）]|\d+\s*[)）])\s*$")
LIST_MARK = re.compile(r"^\s*[(（]?\s*\d+\s*[)）]")
NARROW = str.maketrans("（）", "()")
HEADING = re.compile(r"^\d+(?:\s*[.．]\s*\d+)+\s*[.．]?\s*\S.{1,36}$")
PART_OF_LABEL = re.compile(r"^[\u3400-\u9fff、\s]{1,12}$")
FULL_LINE = 20


class Paragraph(msgspec.Struct, frozen=True):
    """A line or, mended, several lines of running text."""

    text: Traced


class Row(msgspec.Struct, frozen=True):
    """A row of a table: its cells from left to right, blank ones included."""

    cells: tuple[Traced, ...]


Block = Paragraph | Row


def make_head(source: Source, section: str, row: Row) -> TableHead:
    """A head row as an element of the model."""
    whole = concatenate(row.cells)
    cells = tuple(cell.tight().text for cell in row.cells)
    return TableHead(section=section, cells=cells, line=source.line(whole), spans=source.spans(whole))


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The blocks in order, what was set aside as furniture, and what was mended."""

    source: Source
    blocks: tuple[Block, ...]
    furniture: tuple[NamedLines, ...]
    repairs: tuple[Repair, ...]


def read_document(text: str) -> Document:
    """The document of a plain text."""
    source = open_source(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = read_lines(source)
    blocks, repairs = join_paragraphs(source, lines.content)
    return Document(source=source, blocks=blocks, furniture=lines.furniture, repairs=lines.repairs + repairs)


def join_paragraphs(source: Source, lines: tuple[Line, ...]) -> tuple[tuple[Block, ...], tuple[Repair, ...]]:
    """Lines as blocks; a paragraph that a page cut in two is put together again, and that is recorded.

    Footnotes stand at the end of a page, so they may stand between the two halves.
    """
    blocks: list[Block] = []
    repairs: list[Repair] = []
    last, in_table, interrupted = -1, False, False
    for line in lines:
        block = make_block(line.text, in_table=in_table)
        interrupted = interrupted or line.after_furniture
        if isinstance(block, Row):
            blocks.append(block)
            last, in_table, interrupted = -1, True, False
            continue
        if NOTE.match(block.text.text):
            blocks.append(block)
            interrupted = True
            continue
        before = blocks[last] if last >= 0 else None
        goes_on = isinstance(before, Paragraph) and is_cut(
            before.text.text, block.text.tight().text, interrupted=interrupted
        )
        if isinstance(before, Paragraph) and goes_on and not line.cell:
            repairs.append(note_cut(source, before.text, block.text))
            blocks[last] = Paragraph(join(before.text, block.text))
        else:
            blocks.append(block)
            last = len(blocks) - 1
        in_table, interrupted = False, False
    return tuple(blocks), tuple(repairs)


def make_block(line: Traced, *, in_table: bool) -> Block:
    """A row or a paragraph; outside a table a tab may also be an indent, or stand behind the number of a heading.

    Inside a table some bare characters are what is left of a row whose other cells are blank.
    """
    if "\t" not in line.text:
        text = line.strip()
        return Row((text,)) if in_table and PART_OF_LABEL.match(text.text) else Paragraph(text)
    cells = split_cells(line)
    if not in_table:
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            return Paragraph(filled[0])
        if len(filled) == 2 and SECTION_NUMBER.match(filled[0].text):
            return Paragraph(filled[0] + BLANK + filled[1])
    return Row(cells)


def is_cut(before: str, after: str, *, interrupted: bool) -> bool:
    """Whether a text ends in the middle of a sentence and the next one goes on with it.

    Where nothing but blank lines stands between them, only signs that leave no doubt tell.
    """
    if OWN_START.match(after) or len(before) <= FULL_LINE or HEADING.match(before):
        return False
    if GOES_ON.search(before) or NEVER_BEGINS.match(after) or is_open(before):
        return True
    return interrupted and not PARAGRAPH_END.search(before)


def is_open(text: str) -> bool:
    """Whether a bracket is open at the end of a text; brackets may be closed in the other width."""
    text = LIST_MARK.sub("", text).translate(NARROW)
    return any(text.count(left) > text.count(right) for left, right in ("()", "《》", "“”"))


def split_cells(line: Traced) -> tuple[Traced, ...]:
    """The cells of a tab-separated row; blank cells keep their place."""
    cells, start = [], 0
    for index, character in enumerate(line.text):
        if character == "\t":
            cells.append(line[start:index].strip())
            start = index + 1
    cells.append(line[start:].strip())
    return tuple(cell or EMPTY for cell in cells)
