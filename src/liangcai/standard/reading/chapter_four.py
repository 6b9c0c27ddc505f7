"""Chapter 4 as it stands: tables with columns, or tables that lost them.

In: the sections of chapter 4. Out: ``Weights`` of the whole chapter. Follows: a table copied as text is a line a cell
or a line a row; the words of its head name the columns, and each area is followed by a number or a dash for each.
"""

import re

from liangcai.standard.model import Level
from liangcai.standard.reading.document import Row, make_head
from liangcai.standard.reading.levels import Ladder, match_name, name_direction
from liangcai.standard.reading.sections import Section, under
from liangcai.standard.reading.source import EMPTY, Source, Traced, concatenate
from liangcai.standard.reading.weights import (
    DASHES,
    AreaRow,
    Column,
    Table,
    Weights,
    read_percent,
    read_rows,
    read_table,
)

BLANK_RUN = re.compile(r"\s+")
PERCENT = r"\s*(?:[(（]\s*[%％]\s*[)）]|[%％])?"


def read_weights(
    source: Source,
    sections: tuple[Section, ...],
    chapter: str | None,
    names: Ladder,
    levels: tuple[Level, ...],
    areas: frozenset[str],
) -> Weights:
    """The cells of every weight table in the chapter."""
    whole = Weights()
    theory = number_theory(under(sections, chapter))
    for section in under(sections, chapter):
        table = name_table(section, theory)
        if section.rows:
            whole = whole + read_table(source, section, table, names, levels, areas)
        elif section.lost_table:
            whole = whole + read_flat(source, section, table, names, levels)
    return whole


def number_theory(inside: tuple[Section, ...]) -> frozenset[str]:
    """The numbers of the sections whose heading speaks of theory."""
    return frozenset(section.number for section in inside if "理论" in section.title.text)


def name_table(section: Section, theory: frozenset[str]) -> Table:
    """Theory or skill, from the heading of a section or of the one above it."""
    return "theory" if theory & {section.number, section.number.rpartition(".")[0]} else "skill"


def is_flat(section: Section) -> bool:
    """Whether the paragraphs of a section are the cells of a table."""
    if section.rows:
        return False
    return any(read_percent(token.text) is not None for p in section.paragraphs for token in p.split(BLANK_RUN)[-1:])


def read_flat(source: Source, section: Section, table: Table, names: Ladder, levels: tuple[Level, ...]) -> Weights:
    """A table without columns."""
    tokens = [token for line in section.lost_table for token in split_line(line, names)]
    if not any(len(line.split(BLANK_RUN)) > 1 and is_value(line.split(BLANK_RUN)[-1]) for line in section.lost_table):
        tokens = list(section.lost_table)
    known = tuple(dict.fromkeys(direction for level in levels for direction in level.directions))
    end = find_head_end(tokens, names, known)
    columns = make_columns(tokens[:end], names, levels, known)
    heads = tuple(make_head(source, section.number, row) for row in make_head_rows(tokens[:end], known))
    return read_rows(source, group_cells(tokens[end:], len(columns)), columns, table) + Weights(heads=heads)


def split_line(line: Traced, names: Ladder) -> tuple[Traced, ...]:
    """The cells of a row on one line: level names whole, everything else set apart by blanks."""
    level = "|".join(f"(?:{name.pattern})" for name in names)
    pattern = re.compile(rf"(?:{level})(?:（国家职业资格[一二三四五]级）)?{PERCENT}(?=\s|$)|\S+{PERCENT}")
    return tuple(line.group(match) for match in pattern.finditer(line.text))


def is_value(token: Traced) -> bool:
    """Whether a cell is a number or a dash."""
    return read_percent(token.text) is not None or token.text.strip() in DASHES


def find_head_end(tokens: list[Traced], names: Ladder, known: tuple[str, ...]) -> int:
    """How many cells the head has: up to the last that names a level or a direction before the first value."""
    first = next((place for place, token in enumerate(tokens) if is_value(token)), len(tokens))
    named = (match_name(names, t.text) or name_direction(t.text, known) for t in tokens[:first])
    return max((place for place, name in enumerate(named, 1) if name), default=0)


def make_head_rows(head: list[Traced], known: tuple[str, ...]) -> list[Row]:
    """The cells of the head, those that name directions in a row of their own."""
    first = [token for token in head if not name_direction(token.text, known)]
    second = [token for token in head if name_direction(token.text, known)]
    return [Row(tuple(row)) for row in (first, second) if row]


def make_columns(
    head: list[Traced], names: Ladder, levels: tuple[Level, ...], known: tuple[str, ...]
) -> tuple[Column, ...]:
    """The columns: each level that the head names, with each of its directions where it names those too."""
    with_directions = any(name_direction(token.text, known) for token in head)
    columns: list[Column] = []
    for token in head:
        named = match_name(names, token.text)
        level = next((level for level in levels if named and level.name == named.name), None)
        if level is None:
            continue
        for direction in level.directions if with_directions and level.directions else (None,):
            columns.append(Column(len(columns), level.name, direction))
    return tuple(columns)


def group_cells(cells: list[Traced], columns: int) -> list[AreaRow]:
    """Rows of labels and a value a column; the last label names the row."""
    rows: list[AreaRow] = []
    labels: list[Traced] = []
    values: list[Traced] = []
    for cell in [*cells, EMPTY]:
        if cell and is_value(cell):
            values.append(cell)
            continue
        if labels and values:
            padded = (*values, *[EMPTY] * columns)[:columns]
            rows.append(AreaRow(name=labels[-1], labels=concatenate(labels[:-1]), values=padded))
            labels, values = [], []
        labels.append(cell)
    return rows
