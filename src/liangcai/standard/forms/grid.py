"""A table of any form as lines of text: one line a row, one tab between cells, merged cells where they begin.

In: cells with their row, column and extent. Out: lines of text. Follows: the published plain texts; a column in which
no cell begins is no column, it comes from the way that word processors save widths.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from liangcai.standard.forms.limits import TABLE_CELLS, TABLE_COLUMNS

PARAGRAPH = re.compile("(?:</?p> ?)+")


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell at its first place (zero-based) with how far it reaches; its text is rendered already."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


class Occupied(msgspec.Struct):
    """The places of a grid that cells from above still cover: for each column the first row that is free again."""

    until: dict[int, int] = msgspec.field(default_factory=dict)

    def next_free(self, row: int, column: int) -> int:
        """The first column at or behind one that no cell from above covers in a row."""
        while self.until.get(column, 0) > row:
            column += 1
        return column

    def cover(self, cell: Cell) -> None:
        """Note what a cell covers."""
        for column in range(cell.column, cell.column + cell.columns):
            self.until[column] = cell.row + cell.rows


def lay_out(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The rows of a table as lines; nothing for a table beyond the limits, whose size the caller has checked."""
    if not cells:
        return ()
    height = max(cell.row for cell in cells) + 1
    columns = sorted({cell.column for cell in cells})
    place = {column: index for index, column in enumerate(columns)}
    rows = [[""] * len(columns) for _ in range(height)]
    for cell in cells:
        rows[cell.row][place[cell.column]] = cell.text
    return join_rows(rows)


def join_rows(rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Rows of cell texts as lines without the blank ones; a table of one column is no table but paragraphs."""
    lines: list[str] = []
    for row in rows:
        if len(row) == 1:
            lines.extend(PARAGRAPH.split(row[0]))
        elif any(row):
            lines.append("\t".join(row))
    return tuple(line for line in lines if line)


def is_too_large(rows: int, columns: int) -> bool:
    """Whether a table has more cells than any standard."""
    return columns > TABLE_COLUMNS or rows * columns > TABLE_CELLS
