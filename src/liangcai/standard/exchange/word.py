"""A standard as a Word document (docx): headings with styles, tables with head rows and merged cells.

In: a standard. Out: the bytes of a package, the same every time. Follows: ECMA-376, transitional; a function spans the
rows of its tasks, a level the columns of its directions; the text is never markup.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from liangcai.standard.exchange.blocks import Block, Heading, build_document
from liangcai.standard.exchange.tables import Cell, Row, Table
from liangcai.standard.exchange.word_parts import PARTS, wrap_core, wrap_document
from liangcai.standard.model import Standard

MADE = (1980, 1, 1, 0, 0, 0)  # the oldest date that a zip can hold: the bytes depend on the standard alone
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RAISED = re.compile(r"\^([①-⑳]+)")
WIDTH = 9_600  # of a table, in twentieths of a point
WIDE_COLUMNS = {4: (14, 18, 40, 28)}  # function, task and the two columns of requirements, in hundredths


def write_docx(standard: Standard) -> bytes:
    """A standard as a Word document."""
    body = "".join(write_block(block) for block in build_document(standard))
    title = f"{standard.name}（{standard.code}，{standard.edition} 年版）"
    parts = (*PARTS, ("docProps/core.xml", wrap_core(write_words(title))), ("word/document.xml", wrap_document(body)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts:
            entry = zipfile.ZipInfo(name, MADE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, text.encode())
    return stream.getvalue()


def write_words(text: str) -> str:
    """Text as XML; a character that XML can't hold is left out."""
    return escape(UNWRITABLE.sub("", text))


def write_block(block: Block) -> str:
    """One block; Word wants a paragraph behind a table."""
    if isinstance(block, Table):
        return write_table(block) + "<w:p/>"
    style = f"Heading{min(block.depth, 3)}" if isinstance(block, Heading) else ""
    return write_paragraph(block.text, style)


def write_paragraph(text: str, style: str = "") -> str:
    """A paragraph; the marks of notes stand raised."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(write_runs(text))}</w:p>"


def write_runs(text: str) -> Iterator[str]:
    """The runs of a paragraph."""
    for place, piece in enumerate(RAISED.split(text)):
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>' if place % 2 else ""
        if piece:
            yield f'<w:r>{raised}<w:t xml:space="preserve">{write_words(piece)}</w:t></w:r>'


def write_table(table: Table) -> str:
    """A table on one grid."""
    width = max(len(row) for row in table.rows)
    shares = WIDE_COLUMNS.get(width, (100 // width,) * width)
    grid = "".join(f'<w:gridCol w:w="{WIDTH * share // 100}"/>' for share in shares)
    rows = "".join(write_row(table, place, width) for place in range(len(table.rows)))
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


def write_row(table: Table, place: int, width: int) -> str:
    """One row; head rows come again on each page."""
    row: Row = table.rows[place] + ((),) * (width - len(table.rows[place]))
    head = place < table.heads
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    cells = []
    column = 0
    while column < width:
        span = count_span(row, column) if head and place + 1 < table.heads and column >= table.labels else 1
        cells.append(write_cell(row[column], span, find_merge(table, place, column), bold=head))
        column += span
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def count_span(row: Row, column: int) -> int:
    """How many columns a head cell spans: its own and the blank ones behind it."""
    behind = column + 1
    while row[column] and behind < len(row) and not row[behind]:
        behind += 1
    return behind - column


def find_merge(table: Table, place: int, column: int) -> str:
    """Whether a cell of the first column begins a run of rows, goes one on, or stands alone."""
    if column or table.labels < 2 or place < table.heads:
        return ""
    if not table.rows[place][0]:
        return "<w:vMerge/>" if place > table.heads else ""
    below = table.rows[place + 1] if place + 1 < len(table.rows) else None
    return '<w:vMerge w:val="restart"/>' if below is not None and not below[0] else ""


def write_cell(cell: Cell, span: int, merge: str, *, bold: bool) -> str:
    """A cell with its paragraphs; Word wants at least one."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    style = "TableHead" if bold else "TableText"
    paragraphs = "".join(write_paragraph(text, style) for text in cell or ("",))
    return f"<w:tc><w:tcPr>{wide}{merge}</w:tcPr>{paragraphs}</w:tc>"
