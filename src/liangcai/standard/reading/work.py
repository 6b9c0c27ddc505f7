"""Chapter 3: what people of each level must be able to do and know.

In: sections with table rows. Out: one ``LevelWork`` a level, and what was mended on the way. Follows: chapter 3, one
section a level, or one a level and direction (or work type), whichever comes first; the two right-hand columns number
independently, and a number that does not follow its place is read as the number it should have.
"""

import re
from itertools import pairwise

import msgspec

from liangcai.standard.model import NO_TABLE, Function, Level, LevelWork, NamedLines, Repair, TableHead
from liangcai.standard.reading.document import make_head
from liangcai.standard.reading.levels import Ladder, match_name, name_direction
from liangcai.standard.reading.sections import Section, under
from liangcai.standard.reading.source import Source
from liangcai.standard.reading.table import is_header, merge_rows
from liangcai.standard.reading.tasks import read_functions

LIST_OPENING = re.compile(r"^.*?(?:包括|包含|分为|为|有|[：:])")
NAME = re.compile(r"[^、，,。；;：:\s]+")


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """The levels' work, what was mended, the head rows of the tables and those that pages print again."""

    levels: tuple[LevelWork, ...]
    repairs: tuple[Repair, ...] = ()
    heads: tuple[TableHead, ...] = ()
    furniture: tuple[NamedLines, ...] = ()


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Whose table a section holds: the heading that names the level, the level, the direction or work type."""

    heading: Section
    level: str
    kind: str | None


def read_work(
    source: Source, sections: tuple[Section, ...], chapter: str | None, names: Ladder, levels: tuple[Level, ...]
) -> Work:
    """The work of every level that chapter 3 describes."""
    inside = under(sections, chapter)
    drafts: dict[str, LevelWork] = {}
    repairs: list[Repair] = []
    heads: list[TableHead] = []
    furniture: list[NamedLines] = []
    places = {number: find_place(number, inside, names, levels) for number in {s.number for s in inside if s.rows}}
    for section in inside:
        place = places.get(section.number)
        if not (place and section.rows):
            continue
        head, again = read_heads(source, section)
        heads.extend(head)
        furniture.extend(again)
        functions, mended = read_table(source, section, place, levels)
        repairs.extend(mended)
        work = drafts.get(place.level) or make_level(source, place)
        drafts[place.level] = msgspec.structs.replace(work, functions=(*work.functions, *functions))
    return Work(levels=tuple(drafts.values()), repairs=tuple(repairs), heads=tuple(heads), furniture=tuple(furniture))


def make_level(source: Source, place: Place) -> LevelWork:
    """The work of a level at the heading that names it first."""
    heading = place.heading.heading
    return LevelWork(level=place.level, line=source.line(heading), spans=source.spans(heading))


def find_place(number: str, inside: tuple[Section, ...], names: Ladder, levels: tuple[Level, ...]) -> Place | None:
    """Level and direction of a number, from its heading and those above it; None where no level is named."""
    known = tuple(dict.fromkeys(direction for level in levels for direction in level.directions))
    found: tuple[Section, str] | None = None
    kind: str | None = None
    above = [other for other in inside if number == other.number or number.startswith(f"{other.number}.")]
    for heading in sorted(above, key=lambda other: -len(other.number)):
        level = match_name(names, heading.title.text)
        if level:
            found = found or (heading, level.name)
        elif "." in heading.number:
            kind = kind or name_direction(heading.title.text, known) or heading.title.text.removesuffix("方向")
    return Place(heading=found[0], level=found[1], kind=kind) if found else None


def read_heads(source: Source, section: Section) -> tuple[list[TableHead], list[NamedLines]]:
    """The head row of a section's table; the same row further down is what a new page prints again."""
    heads: list[TableHead] = []
    again: list[NamedLines] = []
    for row in section.rows:
        if not is_header(row):
            continue
        head = make_head(source, section.number, row)
        if heads:
            again.append(NamedLines(line=head.line, what="repeated head"))
        else:
            heads.append(head)
    return heads, again


def read_table(
    source: Source, section: Section, place: Place, levels: tuple[Level, ...]
) -> tuple[tuple[Function, ...], list[Repair]]:
    """The functions of one table, each with those for whom it counts."""
    rows, numbering = merge_rows(section.rows)
    functions, repairs = read_functions(source, rows, numbering)
    if place.kind:
        kind = place.kind
        return tuple(msgspec.structs.replace(f, table=kind, directions=(kind,)) for f in functions), repairs
    directions = next((known.directions for known in levels if known.name == place.level), ())
    return assign_directions(functions, directions, section.text), repairs


def assign_directions(
    functions: tuple[Function, ...], directions: tuple[str, ...], sentence: str
) -> tuple[Function, ...]:
    """Each function with the directions whose list in the sentence over the table names it."""
    pieces = cut_by_direction(sentence, directions)
    if not pieces:
        return functions
    # The longest name first: one name may be the beginning of another.
    names = sorted({f.name for f in functions if f.name}, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(name) for name in names) or "$^")
    listed = {direction: set(pattern.findall(piece)) for direction, piece in pieces.items()}
    return tuple(
        msgspec.structs.replace(f, directions=tuple(d for d in directions if f.name in listed.get(d, ())))
        for f in functions
    )


def cut_by_direction(sentence: str, directions: tuple[str, ...]) -> dict[str, str]:
    """What stands behind each direction in a sentence such as 甲方向……包括A、B，乙方向……包括A。"""
    found = {m.start(): (m.end(), d) for d in directions for m in re.finditer(re.escape(d) + "(?=方向)", sentence)}
    bounds = [*sorted(found), len(sentence)]
    pieces: dict[str, str] = {}
    for start, end in pairwise(bounds):
        begin, direction = found[start]
        pieces[direction] = LIST_OPENING.sub("", sentence[begin:end])
    return pieces


def split_by_direction(sentence: str, directions: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The names listed behind each direction, cut at every comma."""
    return {
        direction: tuple(NAME.findall(piece)) for direction, piece in cut_by_direction(sentence, directions).items()
    }


def adopt_directions(levels: tuple[Level, ...], work: tuple[LevelWork, ...]) -> tuple[Level, ...]:
    """Levels for which clause 1.4 lists no direction, with the ones that chapter 3 has a table for."""
    tables = {w.level: tuple(dict.fromkeys(f.table for f in w.functions if f.table != NO_TABLE)) for w in work}
    return tuple(
        level if level.directions else msgspec.structs.replace(level, directions=tables.get(level.name, ()))
        for level in levels
    )


def known_areas(work: tuple[LevelWork, ...]) -> frozenset[str]:
    """The names that rows of a weight table may have."""
    return frozenset({"职业道德", "基础知识"} | {f.name for w in work for f in w.functions})
