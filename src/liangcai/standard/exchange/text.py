"""A document as plain text in the published form: a table row is a line, its cells set apart by tabs.

In: a standard. Out: text. Follows: the published plain texts, which the reader reads.
"""

from liangcai.standard.exchange.blocks import Block, build_document
from liangcai.standard.exchange.tables import Cell, Table
from liangcai.standard.model import Standard


def write_text(standard: Standard) -> str:
    """A standard as plain text."""
    return "\n".join(write_block(block) for block in build_document(standard))


def write_block(block: Block) -> str:
    """One block with its line ends."""
    if isinstance(block, Table):
        return "".join("\t".join(write_cell(cell) for cell in row) + "\n" for row in block.rows)
    return f"{block.text}\n"


def write_cell(cell: Cell) -> str:
    """A cell; several paragraphs stand as ``<p>`` runs."""
    return cell[0] if len(cell) == 1 else " ".join(f"<p>{text}</p>" for text in cell)
