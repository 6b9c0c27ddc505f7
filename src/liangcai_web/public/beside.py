"""The model beside its source: for each line of a document, what was read from it.

In: a standard with its text. Out: the entries of each line, each with its place in the model and the words that the
model holds. Follows: ``liangcai standard coverage``, which the page and the command line share.
"""

from typing import Literal

import msgspec

from liangcai.findings import Message
from liangcai.standard.coverage import CoveredLine, Element, cover_source, walk_elements
from liangcai.standard.model import (
    Assessment,
    Condition,
    Level,
    Passage,
    Placed,
    Standard,
    TableHead,
    Total,
    Training,
    Weight,
)

Show = Literal["all", "repaired", "furniture", "unmapped"]
KINDS = {
    "level": Message("等级", "level"),
    "conditions": Message("申报条件", "condition"),
    "training": Message("培训", "training"),
    "assessment": Message("考核", "examination"),
    "basic": Message("基本要求", "basic"),
    "work": Message("工作要求", "work"),
    "weights": Message("权重", "weight"),
    "totals": Message("合计", "total"),
    "heads": Message("表头", "table head"),
    "glossary": Message("术语", "term"),
    "notes": Message("注", "note"),
    "passages": Message("章节", "section"),
}
PLACES = {"cover": "封面 cover", "preface": "说明 preface"}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Something of the model on a line: its kind, its place, and its words where it ``begins`` on this line."""

    kind: Message
    place: str
    words: str
    begins: bool


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A line's share of the model; ``unmapped`` lines have none and are no furniture either."""

    entries: tuple[Entry, ...]
    unmapped: bool


def read_beside(standard: Standard, text: str) -> dict[int, Beside]:
    """What stands beside each line, by its number."""
    elements = {element.path: element for element in walk_elements(standard)}
    return {
        line.number: Beside(entries=list_entries(line, elements), unmapped=line.kind == "unmapped")
        for line in cover_source(standard, text).lines
    }


def list_entries(line: CoveredLine, elements: dict[str, Element]) -> tuple[Entry, ...]:
    """The entries of a line; a section is named only where nothing smaller stands on its line."""
    found = [elements[path] for path in line.elements]
    smaller = [element for element in found if not isinstance(element.value, Passage)]
    return tuple(make_entry(element, line.number) for element in smaller or found)


def make_entry(element: Element, number: int) -> Entry:
    """An element on a line."""
    kind, _, place = element.path.partition("/")
    begins = element.value.line == number
    words = describe(element.value) if begins else ""
    return Entry(kind=KINDS[kind], place=PLACES.get(place, place), words=words, begins=begins)


def describe(value: Placed) -> str:
    """What the model holds, in a line."""
    match value:
        case Level():
            return f"{value.printed_name} {'、'.join(value.directions)}".strip()
        case Weight() | Total():
            return "—" if value.percent is None else f"{value.percent}%"
        case TableHead():
            return " | ".join(value.cells)
        case Training():
            return "；".join((*value.teachers, value.places))
        case Assessment():
            return f"{value.full_mark}/{value.pass_mark}"
        case Passage():
            return value.title
        case Condition():
            return value.text
    return str(getattr(value, "text", "") or getattr(value, "name", ""))


def keep_line(show: str, beside: Beside, *, repaired: bool, furniture: bool) -> bool:
    """Whether a line belongs to what is asked for; anything unknown asks for all."""
    kept = {"repaired": repaired, "furniture": furniture, "unmapped": beside.unmapped}
    return kept.get(show, True)
