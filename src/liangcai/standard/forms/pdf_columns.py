"""Tables of a PDF page that draw no rules: columns from the white between them that runs down over many lines.

In: the characters of a page that stand in no ruled table. Out: ``PdfTable`` values and the characters left. Follows: no
document; web pages print tables so where their style draws no rules. Two columns are never taken for a table, as
lists with their numbers look the same; a table found here is named in a finding, for nothing drawn proves it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from liangcai.standard.forms.pdf_column_rows import split_rows
from liangcai.standard.forms.pdf_tables import PdfCell, PdfTable
from liangcai.standard.forms.pdf_text import Mark, build_lines

# In the size of the type: the least white between columns, the height of a table, the room that ends one.
RIVER, HEIGHT, APART = 0.2, 3.0, 0.9
# A mark's own height on its line; fonts claim more of it than they print.
BODY = 0.35
COLUMNS = 3
HEADS = 2
MOST_LEADING, SHARED, SAME_LEADING = 2.0, 0.05, 0.05

Gap = tuple[float, float]


class Band(msgspec.Struct, frozen=True):
    """Marks with no white line across the page between them."""

    top: float
    bottom: float
    marks: tuple[Mark, ...]

    @property
    def inked(self) -> list[Gap]:
        """From where to where there is print."""
        return merge_spans((mark.x0, mark.x1) for mark in self.marks)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The tables without rules of a page, the marks in none of them, and the white that runs to the foot."""

    tables: tuple[PdfTable, ...]
    free: tuple[Mark, ...]
    rivers: tuple[Gap, ...]


def find_column_tables(marks: Sequence[Mark], page: int, before: Sequence[Gap] = ()) -> Found:
    """The tables without rules of a page; ``before`` is the white at the foot of the page before, below a table."""
    bands, leading = split_bands(marks), measure_leading(marks)
    tables: list[PdfTable] = []
    taken: set[int] = set()
    start, last = 0, tuple(before)
    while start < len(bands):
        going_on = last if start == 0 and does_go_on(bands[0], last) else ()
        end, rivers = grow_region(bands, start, going_on)
        last = ()
        if not going_on and not is_table(bands[start:end], rivers, at_foot=end == len(bands)):
            start += 1
            continue
        region = bands[start:end]
        tables.append(build_column_table(region, rivers, leading, page, headed=not going_on))
        taken.update(id(mark) for band in region for mark in band.marks)
        last = tuple(rivers) if end == len(bands) else ()
        start = end
    free = tuple(mark for mark in marks if id(mark) not in taken)
    return Found(tables=tuple(tables), free=free, rivers=last)


def does_go_on(band: Band, before: Sequence[Gap]) -> bool:
    """Whether the first band of a page leaves white what is white at the foot of the page before."""
    least = RIVER * measure_type((band,))
    return bool(before) and all(cut_spans(river, band.inked, least) for river in before)


def is_table(region: Sequence[Band], rivers: Sequence[Gap], *, at_foot: bool) -> bool:
    """Whether bands with white down between them are a table, or at the foot of a page the head of one."""
    if at_foot and len(rivers) + 1 > COLUMNS:
        return True
    return len(rivers) + 1 >= COLUMNS and region[-1].bottom - region[0].top >= HEIGHT * measure_type(region)


def measure_leading(marks: Sequence[Mark]) -> float:
    """The room between the lines of a page, in the size of the type: the least that many characters have below them."""
    piles: dict[int, list[Mark]] = {}
    for mark in marks:
        piles.setdefault(int(mark.x0 / mark.size), []).append(mark)
    room: list[float] = []
    for pile in piles.values():
        pile.sort(key=lambda mark: mark.middle)
        steps = ((low.middle - high.middle) / max(low.size, high.size) - 1 for high, low in pairwise(pile))
        room.extend(step for step in steps if 0 < step < MOST_LEADING)
    room.sort()
    wanted = SHARED * len(room)
    return next((step for place, step in enumerate(room) if count_near(room, place) >= wanted), 0.0)


def count_near(room: Sequence[float], place: int) -> int:
    """How many of some figures in order are as large as one of them, or a little larger."""
    return bisect_right(room, room[place] + SAME_LEADING) - place


def split_bands(marks: Iterable[Mark]) -> list[Band]:
    """Marks in bands from the top of a page to its foot."""
    bands: list[Band] = []
    held: list[Mark] = []
    top = bottom = 0.0
    for mark in sorted(marks, key=lambda mark: mark.middle - BODY * mark.size):
        high, low = mark.middle - BODY * mark.size, mark.middle + BODY * mark.size
        if held and high > bottom:
            bands.append(Band(top, bottom, tuple(held)))
            held = []
        top, bottom = (min(top, high), max(bottom, low)) if held else (high, low)
        held.append(mark)
    return [*bands, Band(top, bottom, tuple(held))] if held else bands


def grow_region(bands: Sequence[Band], start: int, before: Sequence[Gap]) -> tuple[int, list[Gap]]:
    """How far the white between columns runs down from a band without print across any of it, and where it is."""
    inked = bands[start].inked
    least = RIVER * measure_type(bands[start : start + 1])
    rivers = list(before) or [(left[1], right[0]) for left, right in pairwise(inked) if right[0] - left[1] >= least]
    end = start if before else start + 1
    while rivers and end < len(bands):
        band = bands[end]
        narrowed = [cut_spans(river, band.inked, least) for river in rivers]
        if not all(narrowed) or (end > start and stands_outside(band, bands[end - 1], rivers[0][1])):
            break
        rivers = [part for parts in narrowed for part in parts]
        end += 1
    return max(end, start + 1), rivers


def stands_outside(band: Band, above: Band, first: float) -> bool:
    """Whether a band is print in the first column alone with room above it, as a heading behind a table is."""
    alone = max(mark.x1 for mark in band.marks) < first
    return alone and band.top - above.bottom > APART * measure_type((band,))


def measure_type(bands: Sequence[Band]) -> float:
    """The usual size of type in bands."""
    sizes = sorted(mark.size for band in bands for mark in band.marks)
    return sizes[len(sizes) // 2]


def merge_spans(spans: Iterable[Gap]) -> list[Gap]:
    """Spans in order, those that overlap put together."""
    merged: list[Gap] = []
    for left, right in sorted(spans):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def cut_spans(span: Gap, taken: Iterable[Gap], least: float) -> list[Gap]:
    """What is left of a span without what is taken, in parts of a least width."""
    left, parts = span[0], []
    for low, high in taken:
        if low < span[1] and high > left:
            parts.append((left, low))
            left = max(left, high)
    return [part for part in (*parts, (left, span[1])) if part[1] - part[0] >= least]


def build_column_table(
    region: Sequence[Band], found: Sequence[Gap], leading: float, page: int, *, headed: bool
) -> PdfTable:
    """A table from its bands: columns from the white, also that which only the head crosses; rows from that across."""
    size = measure_type(region)
    body = region[HEADS:] if headed else region
    new = [gap for gap in find_rivers(body, size) if not any(overlaps(gap, river) for river in found)]
    rivers = sorted([*found, *new])
    starts = [0.0, *((left + right) / 2 for left, right in rivers)]
    placed = [
        (find_column(piece[0].x0, starts), mark)
        for band in region
        for piece in cut_band(band, rivers, size)
        for mark in piece
    ]
    ends = [*starts[1:], max(mark.x1 for _, mark in placed)]
    lefts = [
        min((mark.x0 for column, mark in placed if column == place), default=left) for place, left in enumerate(starts)
    ]
    rows = tuple(
        tuple(PdfCell(x0=lefts[place], x1=ends[place], lines=tuple(build_lines(marks, page))) for place, marks in cells)
        for cells in split_rows(placed, leading, size)
    )
    return PdfTable(page=page, top=region[0].top, bottom=region[-1].bottom, left=0, right=0, rows=rows)


def overlaps(one: Gap, other: Gap) -> bool:
    """Whether two spans share a part."""
    return one[0] < other[1] and one[1] > other[0]


def find_rivers(region: Sequence[Band], size: float) -> list[Gap]:
    """The white that runs down a whole region."""
    inked = merge_spans(span for band in region for span in band.inked)
    return [(left[1], right[0]) for left, right in pairwise(inked) if right[0] - left[1] >= RIVER * size]


def find_column(x: float, starts: Sequence[float]) -> int:
    """The last column that begins at or before a place."""
    return max(place for place, start in enumerate(starts) if start <= x or place == 0)


def cut_band(band: Band, rivers: Sequence[Gap], size: float) -> list[list[Mark]]:
    """The marks of a band in pieces that stay together: single ones, or words where a joined cell crosses the white."""
    crossed = any(overlaps(river, span) for river in rivers for span in band.inked)
    if not crossed:
        return [[mark] for mark in band.marks]
    pieces: list[list[Mark]] = []
    for mark in sorted(band.marks, key=lambda mark: mark.x0):
        if pieces and mark.x0 - max(other.x1 for other in pieces[-1]) < RIVER * size:
            pieces[-1].append(mark)
        else:
            pieces.append([mark])
    return pieces
