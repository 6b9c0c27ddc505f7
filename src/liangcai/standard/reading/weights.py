"""Chapter 4: the two weight tables cell by cell.

In: sections with table rows. Out: ``Weight`` values, and the printed totals. Follows: clauses 4.1 (theory) and 4.2
(skill); a level may span the columns of its directions, and a dash means that the area does not apply.
"""

import re
from typing import Literal

import msgspec

from liangcai.standard.model import Kind, Level, TableHead, Total, Weight
from liangcai.standard.reading.document import Row, make_head
from liangcai.standard.reading.levels import match_level
from liangcai.standard.reading.sections import Section, under
from liangcai.standard.reading.source import Source, Traced

DASHES = {"", "—", "-", "－", "–", "——", "/"}
TOTAL = re.compile(r"^(合计|总计|合\s*计)")


class Column(msgspec.Struct, frozen=True):
    """A column of numbers: which level and direction it is for."""

    index: int
    level: str
    direction: str | None


Table = Literal["theory", "skill"]


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """All cells, the printed totals and the head rows."""

    cells: tuple[Weight, ...] = ()
    totals: tuple[Total, ...] = ()
    heads: tuple[TableHead, ...] = ()


def read_weights(
    source: Source, sections: tuple[Section, ...], chapter: str | None, kind: Kind, levels: tuple[Level, ...]
) -> Weights:
    """The cells of every weight table in the chapter."""
    whole = Weights()
    for section in under(sections, chapter):
        rows = [block for block in section.blocks if isinstance(block, Row)]
        if rows:
            found = read_table(source, section, rows, kind, levels)
            whole = Weights(
                cells=whole.cells + found.cells,
                totals=whole.totals + found.totals,
                heads=whole.heads + found.heads,
            )
    return whole


def read_table(source: Source, section: Section, rows: list[Row], kind: Kind, levels: tuple[Level, ...]) -> Weights:
    """One table: head rows give the columns, each further row an area."""
    table: Table = "theory" if "理论" in section.title.text else "skill"
    columns, height = read_columns(rows, kind, levels)
    cells: list[Weight] = []
    totals: list[Total] = []
    for row in rows[height:]:
        if TOTAL.match(row.cells[0].tight().text):
            totals.extend(read_totals(source, row, columns, table))
        else:
            cells.extend(read_row(source, row, columns, table))
    heads = tuple(make_head(source, section.number, row) for row in rows[:height])
    return Weights(cells=tuple(cells), totals=tuple(totals), heads=heads)


def read_columns(rows: list[Row], kind: Kind, levels: tuple[Level, ...]) -> tuple[tuple[Column, ...], int]:
    """The number columns, and how many rows the head takes."""
    head = rows[0]
    directions = {direction for level in levels for direction in level.directions}
    second = rows[1] if len(rows) > 1 and any(direction_of(c, directions) for c in rows[1].cells) else None
    columns: list[Column] = []
    current = None
    for index, cell in enumerate(head.cells):
        named = match_level(kind, cell.tight().text)
        current = named.name if named else (current if not cell.text.strip() else None)
        if current is None:
            continue
        below = second.cells[index] if second and index < len(second.cells) else None
        columns.append(Column(index, current, direction_of(below, directions) if below else None))
    return tuple(columns), 2 if second else 1


def direction_of(cell: Traced, directions: set[str]) -> str | None:
    """The direction that a head cell names, or None."""
    name = cell.tight().text.removesuffix("方向")
    return name if name in directions else None


def read_percent(text: str) -> int | None:
    """A whole percentage, or None for a dash or a blank."""
    plain = re.sub(r"[\s%％]", "", text)
    return None if plain in DASHES or not plain.isdecimal() else int(plain)


def read_row(source: Source, row: Row, columns: tuple[Column, ...], table: Table) -> list[Weight]:
    """The cells of one area; the last filled label cell names it."""
    first = columns[0].index if columns else len(row.cells)
    labels = [cell.tight() for cell in row.cells[:first] if cell]
    if not labels:
        return []
    name = labels[-1]
    cells = []
    for column in columns:
        cell = row.cells[column.index] if column.index < len(row.cells) else name[0:0]
        place = cell or name
        cells.append(
            Weight(
                table=table,
                level=column.level,
                direction=column.direction,
                area=name.text,
                percent=read_percent(cell.text),
                line=source.line(place),
                spans=source.spans(name) + source.spans(cell),
            )
        )
    return cells


def read_totals(source: Source, row: Row, columns: tuple[Column, ...], table: Table) -> list[Total]:
    """The printed totals of a table."""
    found = []
    for column in columns:
        cell = row.cells[column.index] if column.index < len(row.cells) else row.cells[0]
        percent = read_percent(cell.text)
        if percent is not None:
            found.append(
                Total(
                    table=table,
                    level=column.level,
                    direction=column.direction,
                    percent=percent,
                    line=source.line(cell),
                    spans=source.spans(cell),
                )
            )
    return found
