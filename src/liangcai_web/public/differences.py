"""The differences of two editions as a page shows them: rows with two sides, under chapters.

In: a comparison with both documents. Out: frozen views that a template only prints. Follows: every side carries a
clause tag to its own source; names are shown in English as far as there is any.
"""

from collections.abc import Iterable
from itertools import groupby

import msgspec

from liangcai.findings import Message
from liangcai.standard.compare.model import Change, Side
from liangcai.standard.compare.words import (
    CHAPTER_WORDS,
    FIELD_WORDS,
    HOW_WORDS,
    SUBJECT_WORDS,
    TABLE_WORDS,
    name_value,
)
from liangcai.standard.model import Standard
from liangcai_web.public.terms import PARTS, Dictionary, Term, read_dictionary
from liangcai_web.services.bank.comparing import Compared
from liangcai_web.services.names import AREAS

TONES = {"added": "ok", "removed": "bad", "moved": "warn", "reworded": "warn"}
SAYS_ITSELF = ("part", "mark", "weight")
NUMBERED = ("passage", "basic", "function", "task", "skill", "knowledge", "glossary", "note")


class Piece(msgspec.Struct, frozen=True):
    """A run of words of one side; ``changed`` where the other side has none such."""

    text: str
    changed: bool


class SideView(msgspec.Struct, frozen=True, kw_only=True):
    """One side: its source and clause, its words in pieces or its value; ``gloss`` is the English if there is any.

    ``place`` names what it stands under where that differs from side to side.
    """

    key: str
    clause: str
    line: int
    face: str
    pieces: tuple[Piece, ...]
    value: Message | None
    gloss: str
    place: tuple[Term, ...]


class ChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """A row: how it changed, of what, under which names (where both are alike), and both sides or one."""

    hows: tuple[tuple[str, Message], ...]
    subject: Message
    field: Message | None
    place: tuple[Term, ...]
    similarity: int | None
    old: SideView | None
    new: SideView | None


class ChapterView(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a chapter on this page."""

    number: str
    name: Message
    rows: tuple[ChangeView, ...]


class Source(msgspec.Struct, frozen=True):
    """A document with its key and the English of its names."""

    key: str
    words: Dictionary
    english: dict[str, str]


class Sources(msgspec.Struct, frozen=True):
    """Both documents."""

    old: Source
    new: Source


def open_sources(compared: Compared) -> Sources:
    """Both documents of a comparison; editions of one occupation share the English of names that agree."""
    old, new = (open_source(one.key, one.standard) for one in (compared.old, compared.new))
    if compared.comparison.same_occupation:
        english = {**new.english, **old.english}
        return Sources(Source(old.key, old.words, english), Source(new.key, new.words, english))
    return Sources(old, new)


def open_source(key: str, standard: Standard) -> Source:
    """A document with the English of its names."""
    words = read_dictionary(standard)
    overlay = words.overlay
    tasks = {name: overlay.tasks[place] for place, name in words.names.items() if place in overlay.tasks}
    return Source(key, words, {**tasks, **words.areas, **AREAS, **overlay.levels, **overlay.directions})


def view_chapters(changes: Iterable[Change], sources: Sources) -> tuple[ChapterView, ...]:
    """Changes in the order of the chapters as rows under chapters."""
    return tuple(
        ChapterView(
            number=number,
            name=CHAPTER_WORDS.get(number, Message("其他", "Other")),
            rows=tuple(view_change(change, sources) for change in group),
        )
        for number, group in groupby(changes, key=lambda change: change.chapter)
    )


def view_change(change: Change, sources: Sources) -> ChangeView:
    """One row."""
    valued = change.field != "text"
    side, source = (change.new, sources.new) if change.new else (change.old, sources.old)
    words = FIELD_WORDS[change.field] if valued else SUBJECT_WORDS[change.subject]
    return ChangeView(
        hows=tuple((TONES.get(how, ""), HOW_WORDS[how]) for how in change.how),
        subject=words if change.subject in SAYS_ITSELF else SUBJECT_WORDS[change.subject],
        field=words if valued and change.subject not in SAYS_ITSELF else None,
        place=name_place(change, side, source) if side and "moved" not in change.how else (),
        similarity=change.similarity if "reworded" in change.how else None,
        old=view_side(change, change.old, sources.old) if change.old else None,
        new=view_side(change, change.new, sources.new) if change.new else None,
    )


def view_side(change: Change, side: Side, source: Source) -> SideView:
    """One side of a row; a section is opened whole, everything else at its line."""
    runs = tuple(Piece(run.old if side is change.old else run.new, changed=not run.alike) for run in change.runs)
    pieces = runs or (Piece(side.text, changed=False),)
    return SideView(
        key=source.key,
        clause=side.clause,
        line=0 if change.subject == "passage" else side.line,
        face=name_face(change, side),
        pieces=tuple(piece for piece in pieces if piece.text),
        value=name_value(change, side) if change.field != "text" else None,
        gloss=find_gloss(change, side, source),
        place=name_place(change, side, source) if "moved" in change.how else (),
    )


def name_face(change: Change, side: Side) -> str:
    """What the clause tag of a side says: the number of what it is, else the section."""
    if change.subject == "condition":
        return f"{side.clause} ({side.number})"
    return side.number if change.subject in NUMBERED and side.number else side.clause


def name_place(change: Change, side: Side, source: Source) -> tuple[Term, ...]:
    """Under which names a side stands, each in both languages as far as there is English."""
    if change.subject in ("passage", "glossary"):
        return ()
    names = (*side.level.split("、"), *(side.direction or "").split("、"), *side.above)
    table = TABLE_WORDS.get(side.table) if change.subject == "weight" else None
    found = [Term(name, find_english(change, side, name, source)) for name in names if name]
    return (*((Term(table.zh, table.en),) if table else ()), *found)


def find_english(change: Change, side: Side, name: str, source: Source) -> str:
    """The English of a name, blank where there is none; a part is called by its kind."""
    if change.subject == "part" and name in side.above:
        return PARTS[side.number].en
    return source.english.get(name, "")


def find_gloss(change: Change, side: Side, source: Source) -> str:
    """The English of a requirement, as far as the document agrees with the one that the English was written for."""
    if change.subject not in ("skill", "knowledge") or not side.above:
        return ""
    task = f"{side.level}/{side.table}/{side.number.rpartition('.')[0]}"
    known = source.words.overlay.skills if change.subject == "skill" else source.words.overlay.knowledge
    return known.get(f"{side.level}/{side.number}", "") if source.words.agrees(task, side.above[-1]) else ""
