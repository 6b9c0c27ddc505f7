"""The weight tables of a standard as drawings with a table beside each.

In: a standard, a level. Out: one ``WeightView`` for each table and direction. Follows: chapter 4; a dash is shown as a
dash and has no area.
"""

from typing import Literal

import msgspec

from liangcai.findings import Message
from liangcai.standard.model import Level, Standard, Weight
from liangcai_web.public.labels import LINE, fit_label
from liangcai_web.public.terms import TABLES, Dictionary, Term
from liangcai_web.public.treemap import Block, lay_out

WIDTH, HEIGHT = 360, 216
SIZE = 13.0
NUMBER_SIZE = 15.0
NARROW = 60.0
TABLE_NAMES: tuple[Literal["theory", "skill"], ...] = ("theory", "skill")
ETHICS_AND_BASICS = ("职业道德", "基础知识")


class LabelLine(msgspec.Struct, frozen=True):
    """A line of a label at its baseline."""

    words: str
    y: float


class BlockView(msgspec.Struct, frozen=True, kw_only=True):
    """A block with its number, percentage and name, as far as they fit."""

    block: Block
    number: int
    percent: int
    tone: int
    text_x: float
    text_y: float
    percent_x: float
    percent_y: float
    zh: tuple[LabelLine, ...]
    en: tuple[LabelLine, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table beside the drawing; ``percent`` is None for a dash."""

    number: int
    area: Term
    percent: int | None
    line: int

    @property
    def said(self) -> str:
        """The percentage as the page writes it."""
        return "—" if self.percent is None else f"{self.percent}%"


class WeightView(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a weight table."""

    title: Message
    direction: Term | None
    clause: str
    rows: tuple[Row, ...]
    total: int
    blocks: tuple[BlockView, ...]
    width: int = WIDTH
    height: int = HEIGHT


def view_weights(standard: Standard, level: Level, words: Dictionary) -> tuple[WeightView, ...]:
    """The columns of a level: theory and skill, for each direction."""
    return tuple(
        view_column(standard, column, direction, words)
        for direction in level.directions or (None,)
        for table in TABLE_NAMES
        if (column := pick_column(standard, table, level.name, direction))
    )


def pick_column(standard: Standard, table: str, level: str, direction: str | None) -> tuple[Weight, ...]:
    """The cells of a column."""
    return tuple(
        weight
        for weight in standard.weights
        if (weight.table, weight.level, weight.direction) == (table, level, direction)
    )


def view_column(standard: Standard, column: tuple[Weight, ...], direction: str | None, words: Dictionary) -> WeightView:
    """A column as rows and blocks; rows are numbered from the top, and the blocks carry those numbers."""
    rows = tuple(
        Row(number=number, area=words.area(weight.area), percent=weight.percent, line=weight.line)
        for number, weight in enumerate(column, 1)
    )
    blocks = lay_out([row.percent or 0 for row in rows], WIDTH, HEIGHT)
    return WeightView(
        title=TABLES[column[0].table],
        direction=words.direction(direction) if direction else None,
        clause=find_section(standard, column[0].line),
        rows=rows,
        total=sum(row.percent or 0 for row in rows),
        blocks=tuple(view_block(block, rows[block.index]) for block in blocks),
    )


def view_block(block: Block, row: Row) -> BlockView:
    """A block with what fits into it; in a narrow one the percentage stands below the number."""
    narrow = block.width < NARROW
    top = block.y + NUMBER_SIZE * (2.7 if narrow else 1.6)
    basic = row.area.zh in ETHICS_AND_BASICS
    return BlockView(
        block=block,
        number=row.number,
        percent=row.percent or 0,
        tone=0 if basic else 1 + row.number % 2,
        text_x=block.x + 7,
        text_y=block.y + NUMBER_SIZE + 5,
        percent_x=block.x + (7 if narrow else 13 + 9 * len(str(row.number))),
        percent_y=block.y + NUMBER_SIZE + (21 if narrow else 5),
        zh=place_lines(row.area.zh, block, top),
        en=place_lines(row.area.en or row.area.zh, block, top),
    )


def place_lines(words: str, block: Block, top: float) -> tuple[LabelLine, ...]:
    """The lines of a name below the number."""
    lines = fit_label(words, block.width - 6, block.height - (top - block.y), SIZE)
    return tuple(LabelLine(line, round(top + SIZE * (1 + LINE * row), 1)) for row, line in enumerate(lines))


def find_section(standard: Standard, line: int) -> str:
    """The number of the section in which a line stands."""
    before = [passage for passage in standard.passages if 0 < passage.line <= line]
    return max(before, key=lambda passage: passage.line).number if before else ""
