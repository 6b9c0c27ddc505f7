"""A published occupational standard as a value.

In: built by ``read_standard``. Out: frozen structs whose JSON is the interchange form of ``liangcai standard read``.
Follows: the chapters of a published standard: 1 overview, 2 basic requirements, 3 work requirements, 4 weights,
5 appendix. Every element knows the line it begins on and the spans it covers, as many as the pages cut it into.
"""

from typing import Literal

import msgspec

from liangcai.findings import Span

Kind = Literal["technical", "skill"]
PartKind = Literal["theory", "skill", "review"]
NO_TABLE = "-"


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """Anything that stands somewhere in the source: first line (one-based, 0 when unknown) and spans."""

    line: int = 0
    spans: tuple[Span, ...] = ()


class Passage(Placed, frozen=True, kw_only=True):
    """A numbered section with its title and whole text; ``mark`` is the punctuation behind the number.

    This is what a clause tag opens. The cover and the preface stand under ``cover`` and ``preface``.
    """

    number: str
    title: str
    text: str
    mark: str = ""


class Level(Placed, frozen=True, kw_only=True):
    """A level (clause 1.4): short name 四级, printed name 四级/中级工, its directions, its training hours (1.8)."""

    name: str
    printed_name: str
    directions: tuple[str, ...] = ()
    training_hours: int | None = None


class Condition(Placed, frozen=True, kw_only=True):
    """One application condition (clause 1.9.1): any one of a level's list suffices, beside what heads the list.

    ``notes`` are the marks of the footnotes that the text refers to.
    """

    level: str
    number: str
    text: str
    requires: str | None = None
    notes: tuple[str, ...] = ()


class Staffing(msgspec.Struct, frozen=True, kw_only=True):
    """Who must be present (clause 1.9.3): ``ratio`` is staff to candidates, ``at_least`` people per room or panel."""

    ratio: str | None
    per: Literal["room", "panel"]
    at_least: int
    odd: bool = False


class LevelMinutes(Placed, frozen=True, kw_only=True):
    """How many minutes a part lasts at least (clause 1.9.4) for the levels that have the same."""

    levels: tuple[str, ...]
    minutes: int


class Part(Placed, frozen=True, kw_only=True):
    """A part of the examination (1.9.2–1.9.4): the levels that sit it, its minimum minutes and its staff.

    ``minutes_min`` holds at every level. Where levels differ it is the least of them, and ``minutes`` has each level's
    own; a level that is missing there has none.
    """

    name: str
    kind: PartKind
    levels: tuple[str, ...]
    minutes_min: int | None
    staff: Staffing | None
    minutes: tuple[LevelMinutes, ...] = ()

    def minutes_at(self, level: str) -> int | None:
        """The minimum minutes of a level by its short name; None where the standard gives it none."""
        if not self.minutes:
            return self.minutes_min
        return next((own.minutes for own in self.minutes if level in own.levels), None)

    def at(self, level: str) -> "Part":
        """The part as a level sits it: its ``minutes_min`` is that of the level."""
        return msgspec.structs.replace(self, minutes_min=self.minutes_at(level), minutes=()) if self.minutes else self


class Assessment(Placed, frozen=True, kw_only=True):
    """How people are examined (clause 1.9.2): the full mark and the pass mark hold for each part alone."""

    full_mark: int | None = None
    pass_mark: int | None = None
    parts: tuple[Part, ...] = ()


class BasicItem(Placed, frozen=True, kw_only=True):
    """One point of the basic requirements; ``number`` is dotted from its group: 2.2.2.1.3 is item 3) of (1)."""

    number: str
    text: str
    items: tuple["BasicItem", ...] = ()


class BasicGroup(Placed, frozen=True, kw_only=True):
    """A group of chapter 2, such as 2.2.1; ``area`` is the row of the weight table that it belongs to."""

    number: str
    name: str
    area: str
    items: tuple[BasicItem, ...] = ()


class Requirement(Placed, frozen=True, kw_only=True):
    """A skill or knowledge requirement: ``number`` as it should be, ``printed_number`` as it stands there.

    Where functions and tasks are numbered in Chinese and items 1, 2 …, the printed number is in dotted form as well.
    """

    number: str
    printed_number: str | None
    text: str


class Task(Placed, frozen=True, kw_only=True):
    """A task (工作内容) with its two columns, which number independently."""

    number: str
    name: str
    skills: tuple[Requirement, ...] = ()
    knowledge: tuple[Requirement, ...] = ()


class Function(Placed, frozen=True, kw_only=True):
    """An occupational function (职业功能) at a level; ``directions`` says for whom it counts, empty means everyone."""

    number: str
    name: str
    directions: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    table: str = NO_TABLE


class LevelWork(Placed, frozen=True, kw_only=True):
    """What people of a level must be able to do and know (one section of chapter 3)."""

    level: str
    functions: tuple[Function, ...] = ()


class Weight(Placed, frozen=True, kw_only=True):
    """One cell of a weight table (chapter 4); ``percent`` is None where the table prints a dash."""

    table: Literal["theory", "skill"]
    level: str
    direction: str | None
    area: str
    percent: int | None


class Total(Placed, frozen=True, kw_only=True):
    """A printed total of a column of a weight table."""

    table: Literal["theory", "skill"]
    level: str
    direction: str | None
    percent: int


class TableHead(Placed, frozen=True, kw_only=True):
    """The head row of a table: the section that it stands in and its words from left to right."""

    section: str
    cells: tuple[str, ...]


class GlossaryEntry(Placed, frozen=True, kw_only=True):
    """A term of the appendix with its explanation."""

    term: str
    text: str


class Note(Placed, frozen=True, kw_only=True):
    """A footnote with its mark, such as ①."""

    mark: str
    text: str


class Training(Placed, frozen=True, kw_only=True):
    """What the standard says of teachers and places (1.8.2, 1.8.3 of the technical layout); hours stand in levels."""

    teachers: tuple[str, ...] = ()
    places: str = ""


class Repair(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the text was mended: what stood there, what was read instead, and why, as a code.

    ``spans`` are the characters that were changed or left out, where they can be told.
    """

    line: int
    before: str
    after: str
    why: str
    spans: tuple[Span, ...] = ()


class NamedLines(msgspec.Struct, frozen=True, kw_only=True):
    """A line that carries nothing of the model, what it is (a running head, a table rule), and what stands there."""

    line: int
    what: str
    text: str = ""


class SourceAccount(msgspec.Struct, frozen=True, kw_only=True):
    """The account of every line: lines = blank + mapped + furniture + unmapped; repaired counts lines mended."""

    sha256: str
    lines: int
    blank: int
    mapped: int
    repaired: int
    furniture: int
    unmapped: int
    repairs: tuple[Repair, ...] = ()
    furniture_lines: tuple[NamedLines, ...] = ()
    unmapped_lines: tuple[int, ...] = ()


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of a published standard."""

    code: str
    name: str
    edition: str
    kind: Kind
    definition: str
    levels: tuple[Level, ...] = ()
    conditions: tuple[Condition, ...] = ()
    training: Training = Training()
    assessment: Assessment = Assessment()
    basic: tuple[BasicGroup, ...] = ()
    work: tuple[LevelWork, ...] = ()
    weights: tuple[Weight, ...] = ()
    totals: tuple[Total, ...] = ()
    heads: tuple[TableHead, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    passages: tuple[Passage, ...] = ()
    source: SourceAccount

    def level(self, name: str) -> Level | None:
        """The level of that short or printed name, or None."""
        return next((level for level in self.levels if name in (level.name, level.printed_name)), None)

    def functions(self, level: str, direction: str | None = None) -> tuple[Function, ...]:
        """The functions that count for a level and direction, in the order of the document."""
        return tuple(
            function
            for work in self.work
            if work.level == level
            for function in work.functions
            if direction is None or not function.directions or direction in function.directions
        )

    def passage(self, number: str) -> Passage | None:
        """The section of that number, such as 1.9.3, or None."""
        return next((passage for passage in self.passages if passage.number == number), None)
