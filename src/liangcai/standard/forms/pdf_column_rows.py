"""The rows of a table without rules, from the white across its columns.

In: marks with the number of their column. Out: rows of cells. Follows: nothing but where things stand: more white than
between lines parts rows; a label stands at the top of its row or at its middle. The first column is left aside, since
its cells reach over several rows.
"""

from collections.abc import Iterable, Iterator, Sequence

from liangcai.standard.forms.pdf_text import Mark

MORE = 0.06
Placed = Sequence[tuple[int, Mark]]
Cells = list[tuple[int, list[Mark]]]


def split_rows(placed: Placed, leading: float, size: float) -> Iterator[Cells]:
    """The cells of each row, in order."""
    tops = find_tops(placed, (leading + MORE) * size)
    held: list[dict[int, list[Mark]]] = [{} for _ in tops]
    last = 0
    for column, mark in sorted(placed, key=lambda pair: pair[1].middle):
        last = max((place for place, top in enumerate(tops) if top <= mark.middle), default=0)
        held[last].setdefault(column, []).append(mark)
    for cells in held:
        yield sorted(cells.items())


def find_tops(placed: Placed, room: float) -> list[float]:
    """Where rows begin: below more room than there is between lines."""
    columns: dict[int, list[Mark]] = {}
    for column, mark in placed:
        if column:
            columns.setdefault(column, []).append(mark)
    lines = (choose_level(line) for marks in columns.values() for line in cut_lines(marks))
    heights = sorted((mark.middle - mark.size / 2, mark.middle + mark.size / 2) for line in lines for mark in line)
    tops, bottom = [0.0], heights[0][0] if heights else 0.0
    for top, low in heights:
        if top - bottom > room:
            tops.append(top)
        bottom = max(bottom, low)
    return tops


def cut_lines(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """The marks of a column, line by line."""
    line: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.middle):
        if line and mark.middle - line[0].middle > mark.size / 2:
            yield line
            line = []
        line.append(mark)
    if line:
        yield line


def choose_level(marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks by which to measure heights: the Chinese ones, as Latin fonts stand lower or higher on their line."""
    return [mark for mark in marks if not mark.text.isascii()] or marks
