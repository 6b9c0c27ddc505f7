"""The model beside its source: for each line of a document, what was read from it.

In: a standard with its text. Out: the entries of each line, each with its place in the model and the words that the
model holds, and what was mended there. Follows: ``liangcai standard coverage``, which the page and the command line
share.
"""

import msgspec

from liangcai.findings import Message
from liangcai.standard.coverage import CoveredLine, Told, cover_source
from liangcai.standard.model import Repair, Standard

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
WORDED = ("conditions/", "basic/", "work/", "weights/", "totals/", "heads/", "glossary/", "notes/")
PLACES = {
    "cover": "封面 cover",
    "preface": "说明 preface",
    "theory": "理论 theory",
    "skill": "技能 skill",
    "review": "综合评审 review",
}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Something of the model on a line: its kind, its place, its words there, and whether it ``begins`` there."""

    kind: Message
    place: str
    words: str
    begins: bool


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A line's share of the model; of ``loose`` words nothing was read."""

    entries: tuple[Entry, ...]
    repairs: tuple[Repair, ...]
    unmapped: bool
    loose: tuple[str, ...]


def read_beside(standard: Standard, text: str) -> dict[int, Beside]:
    """What stands beside each line, by its number."""
    return {
        line.number: Beside(
            entries=list_entries(line),
            repairs=line.repairs,
            unmapped=line.kind == "unmapped",
            loose=tuple(line.text[span.column - 1 : span.end_column] for span in line.loose),
        )
        for line in cover_source(standard, text).lines
    }


def list_entries(line: CoveredLine) -> tuple[Entry, ...]:
    """The entries of a line; a section is left out where something smaller says its words."""
    worded = any(told.path.startswith(WORDED) for told in line.told)
    return tuple(make_entry(told) for told in line.told if not (worded and told.path.startswith("passages/")))


def make_entry(told: Told) -> Entry:
    """An element on a line."""
    kind, _, place = told.path.partition("/")
    first, slash, rest = place.partition("/")
    place = PLACES.get(first, first) + slash + rest
    return Entry(kind=KINDS[kind], place=place, words=told.words, begins=told.begins)


def keep_line(show: str, beside: Beside, *, repaired: bool, furniture: bool) -> bool:
    """Whether a line belongs to what is asked for; anything unknown asks for all."""
    kept = {"repaired": repaired, "furniture": furniture, "unmapped": beside.unmapped}
    return kept.get(show, True)
