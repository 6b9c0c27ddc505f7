"""Tables of a PDF page that draw no rules: columns from the white between them that runs down over many lines.

In: the characters of a page that stand in no ruled table. Out: ``PdfTable`` values and the characters left. Follows: no
document; web pages print tables so where their style draws no rules. Two columns are never taken for a table, as
lists with their numbers look the same; a table found here is named in a finding, for nothing drawn proves it.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from liangcai.standard.forms.pdf_column_rows import MORE, choose_level, split_rows
from liangcai.standard.forms.pdf_tables import PdfCell, PdfTable
from liangcai.standard.forms.pdf_text import Mark, TextLine, build_lines

# In the size of the type: the least white between columns, the height of a table, the room that ends one.
RIVER, HEIGHT, APART = 0.2, 3.0, 0.9
# Half the height of a mark, in the size of its type.
BODY = 0.5
COLUMNS, MOST_COLUMNS = 3, 40
# Far more than a page of a standard takes: what takes longer is no page of one.
MOST_STEPS = 4_000
HEADS = 2
NUMBERED = re.compile(r"^\d+(?:\.\d+)*[.．、]?\s")
MOST_LEADING, SHARED, SAME_LEADING = 2.0, 0.05, 0.05

Gap = tuple[float, float]


class Band(msgspec.Struct, frozen=True):
    """Marks with no white line across the page between them, and from where to where they print."""

    top: float
    bottom: float
    marks: tuple[Mark, ...]
    inked: tuple[Gap, ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The tables without rules of a page, the marks in none of them, and the white that runs to the foot."""

    tables: tuple[PdfTable, ...]
    free: tuple[Mark, ...]
    rivers: tuple[Gap, ...]


def find_column_tables(marks: Sequence[Mark], page: int, leading: float, before: Sequence[Gap] = ()) -> Found:
    """The tables without rules of a page; ``before`` is the white at the foot of the page before, below a table."""
    bands = split_bands(marks)
    tables: list[PdfTable] = []
    taken: set[int] = set()
    start, floor, steps, last = 0, 0, 0, tuple(before)
    while start < len(bands) and steps < MOST_STEPS:
        going_on = last if start == 0 and does_go_on(bands[0], last) else ()
        end, rivers = grow_region(bands, start, going_on)
        last, steps = (), steps + end - start
        if not going_on and not is_table(bands[start:end], rivers, at_foot=end == len(bands)):
            start += 1
            continue
        if not going_on:
            start = reach_up(bands, start, floor, rivers, leading)
        region = bands[start:end]
        rivers = complete_rivers(region, rivers, headed=not going_on)
        tables.append(build_column_table(region, rivers, leading, page))
        taken.update(id(mark) for band in region for mark in band.marks)
        last = tuple(rivers) if end == len(bands) else ()
        start = floor = end
    free = tuple(mark for mark in marks if id(mark) not in taken)
    return Found(tables=tuple(tables), free=free, rivers=last)


def reach_up(bands: Sequence[Band], start: int, floor: int, rivers: Sequence[Gap], leading: float) -> int:
    """The first band of a table, whose first lines may stand in one column alone, as a name written downwards does."""
    size = measure_type(bands[start : start + 1])
    while start > floor and bands[start].top - bands[start - 1].bottom < (leading + MORE) * size:
        if not all(cut_spans(river, bands[start - 1].inked, RIVER * size) for river in rivers):
            break
        start -= 1
    return start


def does_go_on(band: Band, before: Sequence[Gap]) -> bool:
    """Whether the first band of a page leaves white what is white at the foot of the page before, and is no heading."""
    least = RIVER * measure_type((band,))
    if not before or not all(cut_spans(river, band.inked, least) for river in before):
        return False
    return not (is_alone(band, before) and NUMBERED.match(build_lines(band.marks, 0)[0].text))


def is_table(region: Sequence[Band], rivers: Sequence[Gap], *, at_foot: bool) -> bool:
    """Whether bands with white down between them are a table, or at the foot of a page the head of one."""
    if at_foot and len(rivers) + 1 > COLUMNS:
        return True
    return len(rivers) + 1 >= COLUMNS and region[-1].bottom - region[0].top >= HEIGHT * measure_type(region)


def measure_leading(pages: Iterable[Sequence[Mark]]) -> float:
    """The room between the lines of pages, in the size of the type: the least that many characters have below them."""
    piles: dict[tuple[int, int], list[Mark]] = {}
    for page, marks in enumerate(pages):
        for mark in choose_level(marks):
            piles.setdefault((page, int(mark.x0 / mark.size)), []).append(mark)
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
            bands.append(make_band(top, bottom, held))
            held = []
        top, bottom = (min(top, high), max(bottom, low)) if held else (high, low)
        held.append(mark)
    return [*bands, make_band(top, bottom, held)] if held else bands


def make_band(top: float, bottom: float, marks: Sequence[Mark]) -> Band:
    """A band of marks."""
    return Band(top, bottom, tuple(marks), tuple(merge_spans((mark.x0, mark.x1) for mark in marks)))


def grow_region(bands: Sequence[Band], start: int, before: Sequence[Gap]) -> tuple[int, list[Gap]]:
    """How far the white between columns runs down from a band without print across any of it, and where it is."""
    inked = bands[start].inked
    least = RIVER * measure_type(bands[start : start + 1])
    rivers = list(before) or [(left[1], right[0]) for left, right in pairwise(inked) if right[0] - left[1] >= least]
    end = start if before else start + 1
    while 0 < len(rivers) < MOST_COLUMNS and end < len(bands):
        band = bands[end]
        narrowed = [cut_spans(river, band.inked, least) for river in rivers]
        kept = [parts or [river] for parts, river in zip(narrowed, rivers, strict=True)]
        if not (all(narrowed) or reaches_over(band, narrowed)) or (
            end > start and stands_outside(band, bands[end - 1], rivers)
        ):
            break
        rivers = [part for parts in kept for part in parts]
        end += 1
    return max(end, start + 1), rivers


def reaches_over(band: Band, narrowed: Sequence[Sequence[Gap]]) -> bool:
    """Whether a band has print in enough columns although a joined cell in it crosses the white between two."""
    left = [parts[0] for parts in narrowed if parts]
    edges = [float("-inf"), *((low + high) / 2 for low, high in left), float("inf")]
    inked = [any(low <= span[0] < high for span in band.inked) for low, high in pairwise(edges)]
    return sum(inked) >= COLUMNS


def is_alone(band: Band, rivers: Sequence[Gap]) -> bool:
    """Whether a band is print in the first column alone."""
    return max(mark.x1 for mark in band.marks) < rivers[0][1]


def stands_outside(band: Band, above: Band, rivers: Sequence[Gap]) -> bool:
    """Whether a band is print in the first column alone with room above it, as a heading behind a table is."""
    return is_alone(band, rivers) and band.top - above.bottom > APART * measure_type((band,))


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


def complete_rivers(region: Sequence[Band], found: Sequence[Gap], *, headed: bool) -> list[Gap]:
    """The white between all columns of a table, also that which only its head or its first rows cross."""
    body = (region[HEADS:] or region[-1:]) if headed else region
    below = find_rivers(body, measure_type(region))
    return sorted([*found, *(gap for gap in below if not any(overlaps(gap, river) for river in found))])


def build_column_table(region: Sequence[Band], rivers: Sequence[Gap], leading: float, page: int) -> PdfTable:
    """A table from its bands: columns from the white down between them, rows from the white across."""
    size = measure_type(region)
    starts = [0.0, *((left + right) / 2 for left, right in rivers)]
    placed = [
        (find_column(piece[0].x0, starts), mark)
        for band in region
        for piece in cut_band(band, rivers, size)
        for mark in piece
    ]
    rows = [
        [(place, tuple(build_lines(marks, page))) for place, marks in cells]
        for cells in split_rows(placed, leading, size)
    ]
    lefts = {place: find_left(rows, place) for place, _ in placed}
    ends = [*starts[1:], max(mark.x1 for _, mark in placed)]
    made = (tuple(PdfCell(x0=lefts[place], x1=ends[place], lines=lines) for place, lines in cells) for cells in rows)
    return PdfTable(page=page, top=region[0].top, bottom=region[-1].bottom, left=0, right=0, rows=tuple(made))


def find_left(rows: Iterable[Sequence[tuple[int, tuple[TextLine, ...]]]], column: int) -> float:
    """Where the most lines of a column begin: a sign that opens a bracket may stand to the left or right of it."""
    starts = (round(line.x0, 1) for cells in rows for place, lines in cells if place == column for line in lines)
    counts = Counter(starts).most_common(1)
    return counts[0][0] if counts else 0.0


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
