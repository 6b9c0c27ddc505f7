"""Lists of running text, one paragraph an item again.

In: the paragraphs of a section. Out: a paragraph for each list item, and what was mended. Follows: converters put a
dash before items and run lists together; an item is known by its number, which follows the one before it, and by what
stands around it, so that a reference to (1) inside a sentence is none.
"""

import re
from itertools import pairwise

import msgspec

from liangcai.standard.model import Repair
from liangcai.standard.reading.repairs import BULLET, FLAT_LIST, make_repair, note_cut
from liangcai.standard.reading.source import Source, Traced

MARK = re.compile(
    r"(?P<bullet>(?<![^\s。；;：:！？])[-–—•·]\s+|^\s*[-–—•·]\s*)?"
    r"(?P<mark>(?P<open>[(（]\s*)?(?P<number>\d{1,2})\s*[)）])(?=\s*[^\s、，。；和或])"
)
ENDS = "。；;：:！？"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What may be the mark of a list item: where it begins, its number, (1) or 1), and the dash before it."""

    start: int
    number: int
    outer: bool
    bullet: tuple[int, int] | None


class Unfolded(msgspec.Struct, frozen=True, kw_only=True):
    """The paragraphs of a section, one a list item, and what was mended."""

    paragraphs: tuple[tuple[Traced, ...], ...]
    repairs: tuple[Repair, ...]


class Counter:
    """The numbers of the lists of a section as they go on, (1) and below it 1)."""

    def __init__(self) -> None:
        self.last = {True: 0, False: 0}

    def follows(self, mark: Mark) -> bool:
        """Whether a mark goes on with its list."""
        return self.last[mark.outer] > 0 and mark.number == self.last[mark.outer] + 1

    def count(self, mark: Mark) -> None:
        """Note a mark."""
        self.last[mark.outer] = mark.number
        if mark.outer:
            self.last[False] = 0


def unfold_lists(source: Source, paragraphs: tuple[Traced, ...], *, nested: bool) -> Unfolded:
    """The items of each paragraph of a section; ``nested`` says that 1) under (1) may be a list too."""
    marks = [find_marks(paragraph.text, nested=nested) for paragraph in paragraphs]
    counter = Counter()
    found: list[tuple[Traced, ...]] = []
    repairs: list[Repair] = []
    for place, paragraph in enumerate(paragraphs):
        following = next((own[0] for own in marks[place + 1 : place + 2] if own and own[0].start == 0), None)
        kept, cuts = find_cuts(paragraph.text, marks[place], following, counter)
        pieces = [paragraph[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(paragraph)], strict=True)]
        pieces = [piece for piece in pieces if piece]
        for mark in kept:
            if mark.bullet:
                dash = paragraph[slice(*mark.bullet)].strip()
                repairs.append(make_repair(source, dash, dash.text, "", BULLET))
                pieces = [drop(piece, dash) for piece in pieces]
        repairs += [note_cut(source, a, b, FLAT_LIST) for a, b in pairwise(pieces)]
        found.append(tuple(pieces))
    return Unfolded(paragraphs=tuple(found), repairs=tuple(repairs))


def drop(piece: Traced, dash: Traced) -> Traced:
    """A piece without the dash that it begins with, if that is this one."""
    return piece[len(dash) :].strip() if piece.at[:1] == dash.at[:1] else piece


def find_marks(text: str, *, nested: bool) -> tuple[Mark, ...]:
    """Everything that may be the mark of a list item."""
    found = []
    for match in MARK.finditer(text):
        start = match.start("mark")
        before = text[start - 1 : start]
        alone = not before.strip() or before in ENDS or (start > 0 and match["bullet"] is not None)
        if (match["open"] or nested or not text[:start].strip()) and alone:
            bullet = match.span("bullet") if match["bullet"] else None
            begin = bullet[0] if bullet else start
            if not text[:begin].strip():
                begin = 0
            found.append(Mark(start=begin, number=int(match["number"]), outer=bool(match["open"]), bullet=bullet))
    return tuple(found)


def find_cuts(
    text: str, marks: tuple[Mark, ...], following: Mark | None, counter: Counter
) -> tuple[list[Mark], list[int]]:
    """The marks that go on with a list or begin one, and where the paragraph is to be cut."""
    kept: list[Mark] = []
    cuts: list[int] = []
    for place, mark in enumerate(marks):
        later = (*marks[place + 1 :], *((following,) if following else ()))
        begins = mark.start == 0 or (mark.number == 1 and begins_list(text, mark, later))
        if not (counter.follows(mark) or begins):
            continue
        if mark.number == 1 and mark.start:
            cuts += find_header(text, cuts, mark.start)
        counter.count(mark)
        kept.append(mark)
        if mark.start:
            cuts.append(mark.start)
    return kept, cuts


def begins_list(text: str, mark: Mark, later: tuple[Mark, ...]) -> bool:
    """Whether a 1 opens a list: behind a colon, or with a 2 to come."""
    if text[: mark.start].rstrip().endswith(("：", ":")):
        return True
    return any(other.outer == mark.outer and other.number == mark.number + 1 for other in later)


def find_header(text: str, cuts: list[int], start: int) -> list[int]:
    """Where the sentence begins that stands over a list and ends in a colon; nothing where it begins the paragraph."""
    begin = text.rfind("。", cuts[-1] if cuts else 0, start) + 1
    return [begin] if begin and cuts and text[:start].rstrip().endswith(("：", ":")) else []
