"""A table of a web page as cells with their extent.

In: a table element. Out: ``Cell`` values. Follows: the HTML standard, "forming a table": a cell that reaches down or
to the right keeps the places it covers.
"""

from collections.abc import Iterator

from liangcai.standard.forms.extract import render_cell
from liangcai.standard.forms.grid import Cell, Occupied, is_too_large
from liangcai.standard.forms.html_flow import Flow, read_flow
from liangcai.standard.forms.limits import TABLE_COLUMNS
from liangcai.standard.forms.markup import Element, name_of


def find_rows(table: Element) -> Iterator[Element]:
    """The rows of a table in order."""
    for inner in table.iterchildren("*"):
        if name_of(inner) == "tr":
            yield inner
        elif name_of(inner) in ("thead", "tbody", "tfoot"):
            yield from inner.iterchildren("tr")


def find_cells(row: Element) -> Iterator[Element]:
    """The cells of a row."""
    yield from (inner for inner in row.iterchildren("*") if name_of(inner) in ("td", "th"))


def find_table_size(table: Element) -> int | None:
    """How many rows a table has; None when it is larger than any of a standard."""
    rows = list(find_rows(table))
    widest = max((sum(read_span(cell, "colspan") for cell in find_cells(row)) for row in rows), default=0)
    return None if is_too_large(len(rows), widest) else len(rows)


def read_table(table: Element) -> list[Cell]:
    """The cells of a table."""
    cells: list[Cell] = []
    occupied = Occupied()
    rows = list(find_rows(table))
    for number, row in enumerate(rows):
        column = 0
        for element in find_cells(row):
            column = occupied.next_free(number, column)
            if column > TABLE_COLUMNS:
                break
            reach = read_span(element, "rowspan") or len(rows)
            cell = Cell(
                row=number,
                column=column,
                text=read_cell(element),
                rows=min(reach, len(rows) - number),
                columns=max(1, read_span(element, "colspan")),
            )
            occupied.cover(cell)
            cells.append(cell)
            column += cell.columns
    return cells


def read_span(cell: Element, name: str) -> int:
    """How far a cell reaches; what is no number counts as one, and a rowspan of 0 means to the end."""
    text = (cell.get(name) or "1").strip()
    return min(int(text), 1 << 16) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def read_cell(cell: Element) -> str:
    """The text of a cell, a run a paragraph."""
    flow = Flow()
    read_flow(cell, flow)
    return render_cell(block if isinstance(block, str) else "" for block in flow.blocks)
