"""A source rebuilt from its model and the repairs, without a look at the source.

In: a standard and the shape of its text: where characters stand, not which. Out: the characters, and what is left open.
Follows: nothing is lost and nothing invented. The model keeps numbers by their value: how the sign in front of an item
is printed (1．1, 一、, (1)) is left open, and so is the dash of an empty weight; their values are checked instead.
"""

import re

import msgspec

from liangcai.findings import Span
from liangcai.standard.coverage import Element, walk_elements
from liangcai.standard.model import (
    Function,
    GlossaryEntry,
    Note,
    Passage,
    Placed,
    Requirement,
    Standard,
    TableHead,
    Task,
    Total,
    Weight,
)
from liangcai.standard.reading.account import PARAGRAPH_TAG

Place = tuple[int, int]
STANDS = "█"
LONGEST_DASH = 2


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """Characters of which the model holds the value only: the number of an element, or a weight that is none."""

    path: str
    value: Placed
    places: tuple[Place, ...]


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """The characters by line and column (from 1), what is open, and where two elements say different things."""

    characters: dict[Place, str]
    open: tuple[Open, ...]
    quarrels: tuple[tuple[Place, str, str], ...]


def take_shape(text: str) -> list[str]:
    """The lines of a text with one sign for every character but blanks and the encoding of table cells."""
    lines = re.split(r"\r\n|\r|\n", text)
    bare = [PARAGRAPH_TAG.sub(lambda tag: " " * len(tag.group()), line) for line in lines]
    return ["".join(" " if character.isspace() else STANDS for character in line) for line in bare]


def squeeze(text: str) -> str:
    """Words without blanks and without the encoding of cells."""
    return re.sub(r"\s", "", PARAGRAPH_TAG.sub("", text))


def words_of(value: Placed) -> str | None:
    """What an element says in the source; None for what says it through others."""
    match value:
        case Requirement() | Note():
            return squeeze(value.text)
        case Task() | Function():
            return squeeze(value.name)
        case Passage():
            return squeeze(value.title + value.text)
        case GlossaryEntry():
            return squeeze(value.term + value.text)
        case TableHead():
            return squeeze("".join(value.cells))
        case Total():
            return str(value.percent)
    return None


class Page:
    """The characters found so far."""

    def __init__(self, shape: list[str]) -> None:
        self.shape = shape
        self.found: dict[Place, str] = {}
        self.open: list[Open] = []
        self.quarrels: list[tuple[Place, str, str]] = []

    def list_places(self, spans: tuple[Span, ...]) -> list[Place]:
        """Where characters stand within spans."""
        return [
            (span.line, column)
            for span in spans
            for column in range(span.column, span.end_column + 1)
            if self.shape[span.line - 1][column - 1] == STANDS
        ]

    def put(self, places: list[Place], words: str) -> None:
        """Words at places, one character each."""
        for place, character in zip(places, words, strict=True):
            before = self.found.setdefault(place, character)
            if before != character:
                self.quarrels.append((place, before, character))

    def leave_open(self, element: Element, places: list[Place]) -> None:
        """Places that the model knows by value only."""
        if places:
            self.open.append(Open(path=element.path, value=element.value, places=tuple(places)))


def rebuild(standard: Standard, shape: list[str]) -> Rebuilt:
    """Put every word of the model and the repairs where it stands."""
    page = Page(shape)
    for named in standard.source.furniture_lines:
        line = Span(named.line, 1, named.line, len(shape[named.line - 1]))
        page.put(page.list_places((line,)), squeeze(named.text))
    left_out: set[Place] = set()
    for repair in standard.source.repairs:
        places = page.list_places(repair.spans)
        if places and len(places) == len(squeeze(repair.before)):
            page.put(places, squeeze(repair.before))
        if not repair.after:
            left_out.update(places)
    for element in sorted(walk_elements(standard), key=is_empty):
        places = [place for place in page.list_places(element.value.spans) if place not in left_out]
        put_element(page, element, places)
    return Rebuilt(characters=page.found, open=tuple(page.open), quarrels=tuple(page.quarrels))


def is_empty(element: Element) -> bool:
    """Whether an element is a weight without a number; those come last."""
    return isinstance(element.value, Weight) and element.value.percent is None


def put_element(page: Page, element: Element, places: list[Place]) -> None:
    """The words of an element; its number stands in front of them."""
    value, words = element.value, words_of(element.value)
    if isinstance(value, Weight):
        area, percent = squeeze(value.area), "" if value.percent is None else str(value.percent)
        end = len(places) - (len(percent) or count_dash(page, value, places, area))
        page.leave_open(element, places[: end - len(area)])
        page.put(places[end - len(area) : end], area)
        if percent:
            page.put(places[end:], percent)
        else:
            page.leave_open(element, places[end:])
    elif words:
        number = len(places) - len(words)
        page.leave_open(element, places[:number])
        page.put(places[number:], words)


def count_dash(page: Page, weight: Weight, places: list[Place], area: str) -> int:
    """How many characters the dash of an empty weight has.

    Where another column of the row has a number, that one has told where the name of the row stands. In front of that
    name may stand the name of its group, which is longer than a dash.
    """
    known = [place for place in places if place in page.found]
    if len(known) >= len(area):
        return len(places) - 1 - places.index(known[-1])
    more, last = len(places) - len(area), len(page.list_places(weight.spans[-1:]))
    return more if more <= LONGEST_DASH else last if last <= LONGEST_DASH else 0
