"""The ruled tables of a PDF: cells from the lines that are drawn, tables over several pages as one.

In: a page with its characters. Out: ``PdfTable``, and rows of text for a chain of them. Follows: published standards:
tables often have no rule at their left and right ends, a head repeated on each page, and cells merged over rows.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec
from pdfplumber.page import Page

from liangcai.standard.forms.extract import Aside, render_cell
from liangcai.standard.forms.grid import join_rows
from liangcai.standard.forms.pdf_paragraphs import Habit, Region, split_cell
from liangcai.standard.forms.pdf_rules import NEAR, Box, Rules, find_boxes, find_rules
from liangcai.standard.forms.pdf_text import Mark, TextLine, build_lines

HEAD_ROWS = 3
PADDING = (1.0, 8.0)
CONTINUED = re.compile(r"^[（(]?\s*续\s*上?\s*表\s*[\d.．—-]*\s*[)）]?[:：]?$")


class PdfCell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell with the lines in it, from ``x0`` to ``x1``; an open end, as a page break leaves one, has no rule."""

    x0: float
    x1: float
    lines: tuple[TextLine, ...]
    open_top: bool = False
    open_bottom: bool = False


class PdfTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table on one page; the cells of a row are those that begin in it."""

    page: int
    top: float
    bottom: float
    left: float
    right: float
    rows: tuple[tuple[PdfCell, ...], ...]


def find_tables(page: Page, marks: Sequence[Mark]) -> tuple[list[PdfTable], list[Mark]]:
    """The tables of a page, and the characters that stand in none."""
    left = list(marks)
    built: list[PdfTable] = []
    for rules in find_rules(page.edges):
        for boxes in find_boxes(rules):
            if len({box[0] for box in boxes}) > 1:
                extent = measure_boxes(boxes)
                inside = [mark for mark in left if is_inside(mark, extent)]
                left = [mark for mark in left if not is_inside(mark, extent)]
                built.append(build_table(boxes, rules, inside, page.page_number))
    return sorted(built, key=lambda table: table.top), left


def measure_boxes(boxes: Sequence[Box]) -> Box:
    """The box that holds all boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def is_inside(mark: Mark, box: Box) -> bool:
    """Whether the middle of a character lies in a box (left, top, right, bottom)."""
    return box[0] <= (mark.x0 + mark.x1) / 2 < box[2] and box[1] <= mark.middle < box[3]


def build_table(boxes: Sequence[Box], rules: Rules, marks: Sequence[Mark], page: int) -> PdfTable:
    """A table with the lines of its cells; characters that fall in none of them go to the cell before."""
    boxes = sorted(boxes, key=lambda box: (box[1], box[0]))
    held: dict[Box, list[Mark]] = {box: [] for box in boxes}
    last = boxes[0]
    for mark in sorted(marks, key=lambda mark: (mark.middle, mark.x0)):
        last = next((box for box in boxes if is_inside(mark, box)), last)
        held[last].append(mark)
    rows: dict[float, list[PdfCell]] = {}
    for box, inside in held.items():
        cell = PdfCell(
            x0=box[0],
            x1=box[2],
            lines=tuple(build_lines(inside, page)),
            open_top=not rules.is_drawn(box[1], box[0], box[2]),
            open_bottom=not rules.is_drawn(box[3], box[0], box[2]),
        )
        rows.setdefault(box[1], []).append(cell)
    left, top, right, bottom = measure_boxes(boxes)
    return PdfTable(
        page=page, top=top, bottom=bottom, left=left, right=right, rows=tuple(tuple(row) for row in rows.values())
    )


def continues(before: PdfTable, after: PdfTable) -> bool:
    """Whether a table at the top of a page goes on with the one at the foot of the page before."""
    same_ends = abs(before.left - after.left) < 2 * NEAR and abs(before.right - after.right) < 2 * NEAR
    if after.page != before.page + 1 or not same_ends:
        return False
    ours, theirs = find_columns([before]), find_columns([after])
    fewer, more = sorted((ours, theirs), key=len)
    return all(any(abs(x - other) < NEAR for other in more) for x in fewer)


def find_columns(chain: Sequence[PdfTable]) -> list[float]:
    """The places at which columns begin in any table of a chain."""
    columns: list[float] = []
    for x in sorted(cell.x0 for table in chain for row in table.rows for cell in row):
        if not columns or x - columns[-1] > NEAR:
            columns.append(x)
    return columns


def write_rows(chain: Sequence[PdfTable], habit: Habit, asides: list[Aside]) -> Iterator[tuple[int, str]]:
    """The rows of a table over one or more pages as lines, each with its page; repeated heads are set aside."""
    chain = mend_head(chain)
    columns = find_columns(chain)
    regions = [find_cell_region(chain, columns, place) for place in range(len(columns))]
    head: list[list[str]] = []
    for table in chain:
        rows = [write_row(row, columns, regions, habit) for row in table.rows]
        repeated = count_repeated(head, rows)
        for row in rows[:repeated]:
            asides.append(Aside(text=" ".join(cell for cell in row if cell), what="repeated head", page=table.page))
        head = head or rows[:HEAD_ROWS]
        for row in rows[repeated:]:
            yield from ((table.page, line) for line in join_rows([row]))


def mend_head(chain: Sequence[PdfTable]) -> Sequence[PdfTable]:
    """A chain with its first row made whole where a page break cuts it and leaves its cells open."""
    if len(chain) < 2 or not chain[1].rows or any(cell.lines for row in chain[0].rows[1:] for cell in row):
        return chain
    upper, lower = chain[0].rows[0], [cell for cell in chain[1].rows[0] if cell.lines]
    pairs = [(cell, rest) for cell in upper for rest in lower if abs(cell.x0 - rest.x0) < NEAR]
    cut = [(cell, rest) for cell, rest in pairs if cell.lines and cell.open_bottom and rest.open_top]
    if not lower or len(cut) < len(lower):
        return chain
    whole = {cell.x0: cell.lines + rest.lines for cell, rest in cut}
    head = tuple(msgspec.structs.replace(cell, lines=whole.get(cell.x0, cell.lines)) for cell in upper)
    first = msgspec.structs.replace(chain[0], rows=(head,))
    second = msgspec.structs.replace(chain[1], rows=chain[1].rows[1:])
    return (first, second, *chain[2:])


def count_repeated(head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top of a page are those at the top of the table, blanks left aside."""
    count = 0
    for ours, theirs in zip(head, rows, strict=False):
        if [cell.replace(" ", "") for cell in ours] != [cell.replace(" ", "") for cell in theirs]:
            break
        count += 1
    return count


def write_row(row: Sequence[PdfCell], columns: Sequence[float], regions: Sequence[float], habit: Habit) -> list[str]:
    """The texts of a row, blank where a cell from above or from the left reaches."""
    texts = [""] * len(columns)
    for cell in row:
        place = min(range(len(columns)), key=lambda index: abs(columns[index] - cell.x0))
        region = Region(left=cell.x0 + regions[place], right=cell.x1 - regions[place], leading=0)
        runs = split_cell(cell.lines, region)
        texts[place] = render_cell(habit.join([line.text for line in run]) for run in runs)
    return texts


def find_cell_region(chain: Sequence[PdfTable], columns: Sequence[float], place: int) -> float:
    """The room between the rule and the text in a column, as its leftmost line shows it."""
    cells = [c for table in chain for row in table.rows for c in row if abs(c.x0 - columns[place]) < NEAR]
    rooms = [line.x0 - cell.x0 for cell in cells for line in cell.lines]
    return min(max(min(rooms, default=PADDING[0]), PADDING[0]), PADDING[1])
