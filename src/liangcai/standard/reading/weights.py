"""Chapter 4: the two weight tables cell by cell.

In: sections with table rows. Out: ``Weight`` values, and the printed totals. Follows: clauses 4.1 (theory) and 4.2
(skill); a level may span the columns of its directions, and a dash or a blank means that the area does not apply.
"""

import re
from typing import Literal

import msgspec

from liangcai.findings import Span
from liangcai.standard.model import Level, NamedLines, Repair, TableHead, Total, Weight
from liangcai.standard.reading.document import Row, make_head
from liangcai.standard.reading.levels import Ladder, match_name, name_direction
from liangcai.standard.reading.repairs import PAGE_CUT, make_repair
from liangcai.standard.reading.sections import Section
from liangcai.standard.reading.source import EMPTY, Source, Traced, concatenate, join
from liangcai.standard.reading.table import plain_row

LONGEST_NAME = 200
DASHES = {"", "—", "-", "－", "–", "——", "/", "―", "─"}
TOTAL = re.compile(r"^(合计|总计)")
Table = Literal["theory", "skill"]


class Column(msgspec.Struct, frozen=True):
    """A column of numbers: which level and direction it is for."""

    index: int
    level: str
    direction: str | None


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """All cells, the printed totals, the head rows, those that pages print again, and what was mended."""

    cells: tuple[Weight, ...] = ()
    totals: tuple[Total, ...] = ()
    heads: tuple[TableHead, ...] = ()
    furniture: tuple[NamedLines, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def __add__(self, other: "Weights") -> "Weights":
        return Weights(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})


class AreaRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of numbers: what names the area, the other labels, and a cell a column."""

    name: Traced
    labels: Traced
    values: tuple[Traced, ...]


def read_table(
    source: Source, section: Section, table: Table, names: Ladder, levels: tuple[Level, ...], areas: frozenset[str]
) -> Weights:
    """One table: head rows give the columns, each further row an area."""
    table_rows = tuple(plain_row(row) for row in section.rows)
    columns, height = read_columns(table_rows, names, levels, name_of_section(section, levels))
    heads = tuple(make_head(source, section.number, row) for row in table_rows[:height])
    printed = [head.cells for head in heads]
    body: list[Row] = []
    again: list[NamedLines] = []
    for row in table_rows[height:]:
        head = make_head(source, section.number, row)
        if trim(head.cells) in [trim(cells) for cells in printed]:
            again.append(NamedLines(line=head.line, what="repeated head"))
        else:
            body.append(row)
    rows, repairs = mend_labels(source, [split_row(row, columns) for row in body], areas)
    return read_rows(source, rows, columns, table) + Weights(heads=heads, furniture=tuple(again), repairs=repairs)


def trim(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of a row up to the last that is filled."""
    end = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:end]


def name_of_section(section: Section, levels: tuple[Level, ...]) -> str | None:
    """The direction or work type that has the table for itself, where the heading names one."""
    known = tuple(dict.fromkeys(direction for level in levels for direction in level.directions))
    return name_direction(section.title.text, known)


def read_columns(
    rows: tuple[Row, ...], names: Ladder, levels: tuple[Level, ...], kind: str | None
) -> tuple[tuple[Column, ...], int]:
    """The number columns, and how many rows the head takes."""
    directions = tuple(dict.fromkeys(direction for level in levels for direction in level.directions))
    second = rows[1].cells if len(rows) > 1 else ()
    below = [name_direction(cell.text, directions) for cell in second]
    two = any(below)
    columns: list[Column] = []
    current = None
    for index, cell in enumerate(rows[0].cells):
        named = match_name(names, cell.text)
        direction = below[index] if two and index < len(below) else None
        current = named.name if named else (current if not cell.text.strip() and direction else None)
        if current:
            columns.append(Column(index, current, direction or kind))
    return tuple(columns), 2 if two else 1


def split_row(row: Row, columns: tuple[Column, ...]) -> AreaRow:
    """A row by what its cells are; the last filled label names the area."""
    first = columns[0].index if columns else len(row.cells)
    labels = [cell for cell in row.cells[:first] if cell]
    return AreaRow(
        name=labels[-1] if labels else EMPTY,
        labels=concatenate(labels[:-1]),
        values=tuple(row.cells[c.index] if c.index < len(row.cells) else EMPTY for c in columns),
    )


def mend_labels(source: Source, rows: list[AreaRow], areas: frozenset[str]) -> tuple[list[AreaRow], tuple[Repair, ...]]:
    """The rows of a table, a name that a page cut put together; one part of it has no numbers beside it."""
    mended: list[AreaRow] = []
    repairs: list[Repair] = []
    for row in rows:
        before = mended[-1] if mended else None
        # The whole name may be one of chapter 3 whichever part stands beside the numbers.
        if before and (not any(before.values) or not any(row.values)) and belongs(before, row, areas):
            name = join(before.name, row.name)
            repairs.append(
                make_repair(source, name, f"{before.name.text}⏎{row.name.text}", name.tight().text, PAGE_CUT)
            )
            values = before.values if any(before.values) else row.values
            mended[-1] = AreaRow(name=name, labels=before.labels + row.labels, values=values)
        else:
            mended.append(row)
    return mended, tuple(repairs)


def belongs(before: AreaRow, row: AreaRow, areas: frozenset[str]) -> bool:
    """Whether two rows are one that a page cut; no name is so long that a third page would be needed."""
    if len(before.name) + len(row.name) > LONGEST_NAME:
        return False
    whole = join(before.name, row.name).tight().text
    if whole in areas:
        return True
    return before.name.tight().text not in areas and row.name.tight().text not in areas and not any(row.values)


def read_percent(text: str) -> int | None:
    """A whole percentage, or None for a dash or a blank."""
    plain = re.sub(r"[\s%％]", "", text)
    return None if plain in DASHES or not plain.isdecimal() else int(plain)


def read_rows(source: Source, rows: list[AreaRow], columns: tuple[Column, ...], table: Table) -> Weights:
    """The cells and totals of rows."""
    cells: list[Weight] = []
    totals: list[Total] = []
    for row in rows:
        if TOTAL.match(re.sub(r"\s", "", row.name.text)):
            totals += read_totals(source, row, columns, table)
        else:
            cells += read_cells(source, row, columns, table)
    return Weights(cells=tuple(cells), totals=tuple(totals))


def read_cells(source: Source, row: AreaRow, columns: tuple[Column, ...], table: Table) -> list[Weight]:
    """The cells of one area."""
    name = row.name.tight().text
    return [
        Weight(
            table=table,
            level=column.level,
            direction=column.direction,
            area=name,
            percent=read_percent(value.text),
            line=source.line(value or row.name),
            spans=place_cell(source, row, place),
        )
        for place, (column, value) in enumerate(zip(columns, row.values, strict=True))
    ]


def read_totals(source: Source, row: AreaRow, columns: tuple[Column, ...], table: Table) -> list[Total]:
    """The printed totals of a table."""
    return [
        Total(
            table=table,
            level=column.level,
            direction=column.direction,
            percent=percent,
            line=source.line(value),
            spans=place_cell(source, row, place),
        )
        for place, (column, value) in enumerate(zip(columns, row.values, strict=True))
        if (percent := read_percent(value.text)) is not None
    ]


def place_cell(source: Source, row: AreaRow, place: int) -> tuple[Span, ...]:
    """Where a cell stands, with what names its row; the words that name a group of rows go with the first cell."""
    named = row.labels + row.name if place == 0 else row.name
    return source.spans(named) + source.spans(row.values[place])
