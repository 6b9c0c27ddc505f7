"""The rows of a table without rules, from the white across its columns.

In: marks with the number of their column. Out: rows of cells. Follows: nothing but where things stand: more white than
between lines parts rows; a label stands at the top of its row or at its middle. The first column is left aside, since
its cells reach over several rows.
"""

from collections.abc import Iterator, Sequence

from liangcai.standard.forms.pdf_text import Mark

MORE = 0.15
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
    heights = sorted((mark.middle - mark.size / 2, mark.middle + mark.size / 2) for column, mark in placed if column)
    tops, bottom = [0.0], heights[0][0] if heights else 0.0
    for top, low in heights:
        if top - bottom > room:
            tops.append(top)
        bottom = max(bottom, low)
    return tops
