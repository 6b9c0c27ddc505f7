"""The characters of a PDF page as lines of text.

In: characters with their boxes. Out: ``TextLine`` values from top to bottom. Follows: the text layer of a PDF, where
words have no order but their places; a raised ① is written ^①, as in the published plain texts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from liangcai.standard.forms.extract import clean_text

CIRCLED = re.compile("^[①-⑳]$")
RAISED_SIZE, RAISED_RISE = 0.85, 0.08
DOUBLED = 0.15
OPENING, CLOSING = "（《“‘【〈(", "，。、；：？！）》”’】〉·—…,.;:!?)/%℃"
# How wide a gap, in the size of the type, stands for a blank: between Latin letters, beside one, between Chinese.
GAP_LATIN, GAP_MIXED, GAP_CHINESE = 0.18, 0.5, 1.0


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A character in points from the top left of its page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


class TextLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of text: where it stands, the size of its type, how wide its first unbreakable piece is."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    first_width: float


def build_lines(marks: Iterable[Mark], page: int) -> list[TextLine]:
    """The lines that some characters make, from top to bottom; characters that overlap in height share a line."""
    rows: list[list[Mark]] = []
    tallest: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.middle):
        if rows and shares_line(tallest[-1], mark):
            rows[-1].append(mark)
            if mark.size > tallest[-1].size:
                tallest[-1] = mark
        else:
            rows.append([mark])
            tallest.append(mark)
    lines = (build_line(row, page) for row in rows)
    return [line for line in lines if line is not None]


def shares_line(line: Mark, mark: Mark) -> bool:
    """Whether the middle of one of two characters lies at the height of the other."""
    return line.top <= mark.middle <= line.bottom or mark.top <= line.middle <= mark.bottom


def build_line(row: Sequence[Mark], page: int) -> TextLine | None:
    """One line from its characters in any order; None for blanks alone."""
    marks = drop_doubled(sorted(row, key=lambda mark: mark.x0))
    printed = [mark for mark in marks if clean_text(mark.text)]
    if not printed:
        return None
    size = Counter(round(mark.size, 1) for mark in printed).most_common(1)[0][0]
    return TextLine(
        text=clean_text(write_marks(marks, size, max(mark.bottom for mark in printed))),
        page=page,
        x0=printed[0].x0,
        x1=max(mark.x1 for mark in printed),
        top=min(mark.top for mark in printed),
        bottom=max(mark.bottom for mark in printed),
        size=size,
        first_width=measure_first(marks[marks.index(printed[0]) :]),
    )


def drop_doubled(marks: Sequence[Mark]) -> list[Mark]:
    """Characters without those printed twice at one place to look bold."""
    kept: list[Mark] = []
    for mark in marks:
        if kept and kept[-1].text == mark.text and mark.x0 - kept[-1].x0 < DOUBLED * mark.size:
            continue
        kept.append(mark)
    return kept


def write_marks(marks: Sequence[Mark], size: float, bottom: float) -> str:
    """The text of a line; a gap as wide as a blank is one."""
    pieces: list[str] = []
    last: Mark | None = None
    for mark in marks:
        if last is not None and not (last.text.isspace() or mark.text.isspace()) and is_gap(last, mark):
            pieces.append(" ")
        if CIRCLED.match(mark.text) and mark.size <= RAISED_SIZE * size and bottom - mark.bottom > RAISED_RISE * size:
            pieces.append("^")
        pieces.append(mark.text)
        last = mark
    return "".join(pieces)


def is_gap(before: Mark, after: Mark) -> bool:
    """Whether the room between two characters stands for a blank that the file leaves out."""
    latin = before.text.isascii() + after.text.isascii()
    wide = (GAP_CHINESE, GAP_MIXED, GAP_LATIN)[latin]
    return after.x0 - before.x1 > wide * min(before.size, after.size)


def measure_first(marks: Sequence[Mark]) -> float:
    """The width of what can't be parted at the beginning of a line: a Latin word, or a character with its signs."""
    end = 0
    while end + 1 < len(marks) and sticks(marks[end], marks[end + 1]):
        end += 1
    return marks[end].x1 - marks[0].x0


def sticks(before: Mark, after: Mark) -> bool:
    """Whether no line may end between two characters."""
    if before.text.isspace() or after.text.isspace() or is_gap(before, after):
        return False
    if before.text in OPENING or after.text in CLOSING:
        return True
    return before.text.isascii() and after.text.isascii()
