"""Lines of a page put together to paragraphs, by what setting type leaves behind.

In: lines and the region that they are set in. Out: paragraphs. Follows: a line that ends although the next word would
have fitted ends its paragraph; so do more room below, another size of type, and a first line that is indented.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from liangcai.standard.forms.pdf_text import TextLine

LIST_START = re.compile(
    r"^(?:[-–—]\s*)?(?:[(（]\s*\d+\s*[)）]|\d+[)）]|\^?[①-⑳]|——|[一二三四五六七八九十]+、|第[一二三四五六七八九十\d]+[章条部])"
)
NUMBER_START = re.compile(r"^\d+(?:\s*[.．]\s*\d+){1,3}\s*[^\d.．,，%％\s]")
ITEM_START = re.compile(r"^\d+\s*[.．]\s*\d+\s*[.．]\s*\d+(?!\s*[.．]?\d)")
SENTENCE_END = re.compile(r"[。：:；;！？!?]$")
EXTRA_ROOM, SAME_PLACE, INDENT, SPARE = 0.4, 0.5, 0.8, 0.5
NARROW_CELL = 6
PAIR = re.compile(r"(?=(\S)( ?)(\S))")


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """Where lines are set: from where to where, and the usual room between two lines; all in points."""

    left: float
    right: float
    leading: float


class Habit(msgspec.Struct, frozen=True):
    """Between which kinds of characters a document writes a blank, as the difference of with and without."""

    counts: dict[tuple[str, str], int]

    def join(self, texts: Sequence[str]) -> str:
        """Lines of one paragraph as one text; the blank that a line end swallowed is written where it is the habit."""
        joined = texts[0]
        for text in texts[1:]:
            joined += (" " if self.parts(joined[-1], text[0]) else "") + text
        return joined

    def parts(self, before: str, after: str) -> bool:
        """Whether a blank belongs between two characters that stood on either side of a line end."""
        kinds = kind_of(before), kind_of(after)
        if kinds[0] in ("digit", "latin") and kinds[1] in ("digit", "latin"):
            return True
        return self.counts.get(kinds, 0) > 0


def kind_of(character: str) -> str:
    """A kind of character; each ASCII sign is a kind of its own."""
    if not character.isascii():
        return "chinese" if character.isalnum() else "wide sign"
    if character.isdigit():
        return "digit"
    return "latin" if character.isalpha() else character


def learn_habit(texts: Iterable[str]) -> Habit:
    """The habit of a document from the insides of its lines."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for match in PAIR.finditer(text):
            before, blank, after = match.groups()
            counts[kind_of(before), kind_of(after)] += 1 if blank else -1
    return Habit(dict(counts))


def find_region(lines: Sequence[TextLine], width: float) -> Region:
    """The region of running text on pages of a width: where several lines begin, and where full lines end."""
    if not lines:
        return Region(left=0, right=width, leading=0)
    size = Counter(line.size for line in lines).most_common(1)[0][0]
    gaps = sorted(
        below.top - above.bottom
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < below.top - above.bottom < 2 * size
    )
    left = settle(sorted(line.x0 for line in lines), size, 3)
    return Region(
        left=left,
        right=find_right(lines, left, width - left, size),
        leading=settle(gaps, 0.15 * size, 3) if gaps else 0.0,
    )


def find_right(lines: Sequence[TextLine], left: float, mirrored: float, size: float) -> float:
    """Where full lines end: where several end exactly, else near the longest; ``mirrored`` mirrors the left."""
    longest = max(line.x1 for line in lines)
    if longest - left < (mirrored - left) / 2:
        return mirrored
    ends = sorted((line.x1 for line in lines if line.x1 > min(longest, mirrored) - 2.5 * size), reverse=True)
    exact = settle(ends, 0.1 * size, 4)
    if sum(abs(end - exact) < 0.1 * size for end in ends) >= 4:
        return exact
    return max(exact, min(mirrored, longest + 1.5 * size))


def settle(places: Sequence[float], near: float, wanted: int) -> float:
    """The first place that so many share within a distance; the first of all when none is shared."""
    for place in places:
        if sum(abs(other - place) < near for other in places) >= min(wanted, len(places)):
            return place
    return places[0]


def split_paragraphs(lines: Iterable[TextLine], region: Region) -> Iterator[list[TextLine]]:
    """Lines of running text in runs, one a paragraph."""
    run: list[TextLine] = []
    for line in lines:
        if run and begins_paragraph(run, line, region):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def begins_paragraph(run: Sequence[TextLine], line: TextLine, region: Region) -> bool:
    """Whether a line begins a paragraph behind the lines of an open one."""
    first, last, size = run[0], run[-1], line.size
    if abs(size - last.size) > 0.1 * size or is_centred(last, region) or is_centred(line, region):
        return True
    if line.page == last.page and line.top - last.bottom > region.leading + EXTRA_ROOM * size:
        return True
    if ends_early(last, line, region.right):
        return True
    ended = bool(SENTENCE_END.search(last.text))
    if NUMBER_START.match(line.text) and ended:
        return True
    indent, first_indent = line.x0 - region.left, first.x0 - region.left
    if indent < SAME_PLACE * size and first_indent > INDENT * size:
        return False
    if LIST_START.match(line.text):
        return True
    return indent > INDENT * size and is_indented_start(run, line, ended=ended)


def is_indented_start(run: Sequence[TextLine], line: TextLine, *, ended: bool) -> bool:
    """Whether an indented line behind a full one begins a paragraph, and is not the rest of an indented one."""
    first, last, near = run[0], run[-1], SAME_PLACE * line.size
    if line.x0 - first.x0 > near:
        return line.x0 - last.x0 > near and not LIST_START.match(first.text)
    if first.x0 - line.x0 > near:
        return False
    return line.x0 - last.x0 > near or ended


def ends_early(last: TextLine, line: TextLine, right: float) -> bool:
    """Whether the beginning of a line would have fitted behind the line before."""
    blank = SPARE if last.text[-1].isascii() or line.text[0].isascii() else 0
    return right - last.x1 > line.first_width + (SPARE + blank) * line.size


def is_centred(line: TextLine, region: Region) -> bool:
    """Whether a line stands in the middle of its region, as titles do."""
    left, right = line.x0 - region.left, region.right - line.x1
    return min(left, right) > 2 * line.size and abs(left - right) < line.size


def split_cell(lines: Sequence[TextLine], region: Region) -> list[list[TextLine]]:
    """The lines of a cell in runs, one a paragraph: each numbered item, else as lines end; a narrow cell holds one."""
    size = max((line.size for line in lines), default=1)
    narrow = region.right - region.left < NARROW_CELL * size
    centred = all(is_middle(line, region) for line in lines)
    numbered = any(ITEM_START.match(line.text) for line in lines)
    runs: list[list[TextLine]] = []
    for line in lines:
        starts = bool(ITEM_START.match(line.text))
        if runs and not (numbered or narrow or centred):
            starts = bool(LIST_START.match(line.text)) or ends_early(runs[-1][-1], line, region.right - line.size)
        if starts or not runs:
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def is_middle(line: TextLine, region: Region) -> bool:
    """Whether a line has the same room on both sides of it in a cell."""
    left, right = line.x0 - region.left, region.right - line.x1
    return left > 0.3 * line.size and abs(left - right) < 0.7 * line.size
