"""A standard as Markdown: headings, paragraphs, pipe tables.

In: a standard. Out: text. Follows: CommonMark and the tables of GitHub; signs that would mean something are escaped, so
that the Markdown adapter of ``forms`` reads back what was written.
"""

import re

from liangcai.standard.exchange.blocks import Block, Heading, build_document
from liangcai.standard.exchange.tables import Cell, Row, Table
from liangcai.standard.model import Standard

SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|(?<=<)!|(?<=\])\(")
OPENING = re.compile(r"^(?=#|\+\s|-[-\s]*$)")
RULED = re.compile(r"^[-:\s]+$")
RAISED = re.compile(r"\^([①-⑳])")


def write_markdown(standard: Standard) -> str:
    """A standard as Markdown, blocks parted by blank lines."""
    return "\n\n".join(write_block(block) for block in build_document(standard)) + "\n"


def write_block(block: Block) -> str:
    """One block."""
    if isinstance(block, Table):
        return write_table(block)
    if isinstance(block, Heading):
        return f"{'#' * min(block.depth, 6)} {escape(block.text)}"
    return OPENING.sub(r"\\", escape(block.text))


def write_table(table: Table) -> str:
    """A pipe table; its first head row is the head, and it has one even where the model has none."""
    width = max(len(row) for row in table.rows)
    head, body = (table.rows[0], table.rows[1:]) if table.heads else ((), table.rows)
    rows = [write_row(head, width), "|" + " --- |" * width, *(write_row(row, width) for row in body)]
    return "\n".join(rows)


def write_row(row: Row, width: int) -> str:
    """A row with as many cells as the table is wide."""
    cells = [write_cell(cell) for cell in row] + [""] * (width - len(row))
    return "| " + " | ".join(cells) + " |"


def write_cell(cell: Cell) -> str:
    """A cell; its paragraphs stand on lines of their own, and one of dashes is not the rule under a head."""
    return "<br>".join(escape(text).replace("-", "\\-") if RULED.match(text) else escape(text) for text in cell)


def escape(text: str) -> str:
    """Text whose signs mean themselves; the mark of a note is raised."""
    return RAISED.sub(r"<sup>\1</sup>", SPECIAL.sub(lambda sign: "\\" + sign.group(), text))
