"""The numbered items of a cell, however lines and pages cut it.

In: the pieces of a cell and the numbers that its items should have. Out: ``Item`` values. Follows: items are numbered
by task, 1.1.1, 1.1.2 …; a lone item may have no number. A number in the middle of a sentence is an item's only when it
is the one that has to come, or stands where an item may begin and misses it in one place.
"""

import re

import msgspec

from liangcai.standard.reading.numbering import Numbering, split_number
from liangcai.standard.reading.source import EMPTY, NOWHERE, Traced, join

BREAK = Traced("\v", (NOWHERE,))
CUT = Traced("\f", (NOWHERE,))
CUTS = re.compile("\f")
SKILL_BEGINS = "能"


class Item(msgspec.Struct, frozen=True):
    """One item of a cell; ``number`` has its punctuation, blank where none is printed; the text may hold page cuts."""

    number: Traced
    text: Traced


class Expected(msgspec.Struct, frozen=True):
    """Which numbers the items of a cell should have: how they are written, and the numbers of function and task."""

    numbering: Numbering
    prefixes: frozenset[tuple[int, ...]]


class Mark(msgspec.Struct, frozen=True):
    """The number of an item: where it stands, where its text begins, its last part."""

    start: int
    text_start: int
    last: int


def join_pieces(pieces: tuple[Traced, ...]) -> Traced:
    """The pieces of a cell in one, a cut between each two."""
    whole = EMPTY
    for piece in pieces:
        whole = whole + CUT + piece if whole and piece else whole or piece
    return whole


def split_items(cell: Traced, expected: Expected) -> tuple[Item, ...]:
    """The items of a cell."""
    marks = find_marks(cell.text, expected)
    bounds = [*(mark.start for mark in marks), len(cell)]
    items = [Item(EMPTY, text) for text in split_paragraphs(cell[: bounds[0]])]
    for place, (mark, end) in enumerate(zip(marks, bounds[1:], strict=True)):
        first, *rest = split_paragraphs(cell[mark.text_start : end]) or (EMPTY,)
        items.append(Item(cell[mark.start : mark.text_start].without(CUTS).strip(), first))
        following = marks[place + 1].last if place + 1 < len(marks) else None
        for text in rest:
            if stands_alone(text, mark, following):
                items.append(Item(EMPTY, text))
            else:
                items[-1] = Item(items[-1].number, items[-1].text + CUT + text)
    return tuple(items)


def stands_alone(text: Traced, mark: Mark, following: int | None) -> bool:
    """Whether a paragraph without a number is an item: the number after it leaves room, or it begins as skills do."""
    return following == mark.last + 2 or text.text.startswith(SKILL_BEGINS)


def split_paragraphs(piece: Traced) -> tuple[Traced, ...]:
    """The paragraphs of a piece, blanks and cuts at their ends taken off."""
    return tuple(text for part in piece.split(re.compile("\v")) if (text := part.strip()))


def find_marks(text: str, expected: Expected) -> tuple[Mark, ...]:
    """The numbers of the items."""
    marks: list[Mark] = []
    for match in expected.numbering.item.finditer(text):
        place = marks[-1].last + 1 if marks else 1
        mark = read_mark(text, match, expected, place) or read_mark(text, match, expected, len(marks) + 1)
        if mark:
            marks.append(mark)
    return tuple(marks)


def read_mark(text: str, match: re.Match[str], expected: Expected, place: int) -> Mark | None:
    """The number that a match is for the item of that place; a cut inside may belong to it or end it."""
    whole, end = match["number"], match.end("number")
    head, cut, _ = whole.rpartition("\f")
    if cut and head[-1:].isdecimal() and is_exact(head, expected, place) and not is_exact(whole, expected, place):
        whole, end = head, match.start("number") + len(head)
    start = match.start("number")
    exact = is_exact(whole, expected, place)
    if not (exact or is_plausible(text, start, match.end(), split_number(whole), expected, place)):
        return None
    text_start = match.end() if end == match.end("number") else end
    return Mark(start, text_start, split_number(whole)[-1])


def is_exact(number: str, expected: Expected, place: int) -> bool:
    """Whether a number is the one that has to come."""
    parts = split_number(number)
    return parts[-1:] == (place,) and (not expected.numbering.dotted or parts[:-1] in expected.prefixes)


def is_plausible(text: str, start: int, end: int, parts: tuple[int, ...], expected: Expected, place: int) -> bool:
    """Whether a number is an item's though it is another than has to come."""
    before = text[start - 1 : start]
    if before in ("", "\v"):
        return True
    inside_number = before == "\f" and text[start - 2 : start - 1].isdecimal()
    if not expected.numbering.dotted or not before.isspace() or inside_number or text[end : end + 1].isascii():
        return False
    return parts[-1] == place or parts[:-1] in expected.prefixes


def mend_cuts(text: Traced) -> Traced:
    """A text with its cuts closed."""
    whole = EMPTY
    for part in text.split(CUTS):
        whole = join(whole, part)
    return whole


def show_cuts(text: Traced) -> str:
    """A text with its cuts shown, for the record."""
    return text.text.replace("\f", "⏎")
