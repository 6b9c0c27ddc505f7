"""The tables of chapters 3, 4 and 5 set from the model.

In: a standard and one of its sections. Out: tables of cells, each cell a run of paragraphs. Follows: the published
tables; a function stands in the first of its rows only, a level may span the columns of its directions.
"""

import re
from collections.abc import Iterator

import msgspec

from liangcai.standard.model import (
    Function,
    GlossaryEntry,
    LevelWork,
    Passage,
    Placed,
    Requirement,
    Standard,
    TableHead,
    Weight,
)
from liangcai.standard.reading.appendix import SERIAL

Cell = tuple[str, ...]
Row = tuple[Cell, ...]
BLANK: Cell = ()
MARGIN = re.compile(r"[\s()（）%％]")
DASH, SUM, ITEM = "—", "合计", "项目"
BASIC_AREAS = ("职业道德", "基础知识")
THEORY = "理论"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table; ``heads`` says how many of its first rows are head rows, ``labels`` how many columns name the rows."""

    rows: tuple[Row, ...]
    heads: int = 0
    labels: int = 0


def build_tables(standard: Standard, passage: Passage, role: str) -> Iterator[Table]:
    """The table of a section, if the model has one for it."""
    heads = tuple(head for head in standard.heads if head.section == passage.number)
    build = {"3": build_work, "4": build_weights, "5": build_glossary}.get(role)
    table = build(standard, passage, heads) if build else None
    if table and table.rows:
        yield table


def head_rows(heads: tuple[TableHead, ...]) -> tuple[Row, ...]:
    """Head rows as rows of cells."""
    return tuple(tuple((text,) if text else BLANK for text in head.cells) for head in heads)


def build_work(standard: Standard, passage: Passage, heads: tuple[TableHead, ...]) -> Table:
    """The table of a level, or of one direction or work type of it; a head that was repeated stands where it stood."""
    tasks = [row for function in find_functions(standard, passage) for row in build_function(function)]
    if not tasks:
        return Table(rows=())
    known = all(line for line, _ in tasks)
    placed = [(head.line if known else 0, row) for head, row in zip(heads, head_rows(heads), strict=True)]
    rows = sorted((*placed, *tasks), key=lambda pair: pair[0])
    return Table(
        rows=tuple(row for _, row in rows), heads=sum(line < tasks[0][0] or not known for line, _ in placed), labels=2
    )


def find_functions(standard: Standard, passage: Passage) -> tuple[Function, ...]:
    """The functions whose table stands in a section: all of a level, or those of the section's own table."""
    work = find_work(standard, passage.number)
    if work is None:
        return ()
    tables = tuple(dict.fromkeys(function.table for function in work.functions))
    sections = table_sections(standard, work)
    if passage.number not in sections:
        return ()
    if len(sections) != len(tables):
        return work.functions if passage.number == sections[0] else ()
    own = tables[sections.index(passage.number)]
    return tuple(function for function in work.functions if function.table == own)


def find_work(standard: Standard, number: str) -> LevelWork | None:
    """The work of the level that a section, or one above it, is headed by."""
    while number:
        passage = standard.passage(number)
        level = match_level(standard, passage.title) if passage else None
        if level:
            return next((work for work in standard.work if work.level == level), None)
        number = number.rpartition(".")[0]
    return None


def match_level(standard: Standard, text: str) -> str | None:
    """The level that a heading or a head cell names: by its short name, its printed name or a half of that."""
    plain = MARGIN.sub("", text).replace("／", "/")
    for level in standard.levels:
        halves = re.split(r"[/（(]", level.printed_name)[:2]
        if plain in (level.name, MARGIN.sub("", level.printed_name), halves[0], halves[-1]):
            return level.name
    return None


def table_sections(standard: Standard, work: LevelWork) -> tuple[str, ...]:
    """The sections that hold the tables of a level: those with a head row, else the level's own."""
    headed = [head.section for head in standard.heads if find_work(standard, head.section) is work]
    own = [p.number for p in standard.passages if p.number[:1].isdecimal() and find_work(standard, p.number) is work]
    return tuple(dict.fromkeys(headed)) or tuple(own[:1])


def build_function(function: Function) -> Iterator[tuple[int, Row]]:
    """The rows of a function, each with the line where its task stands."""
    opening: Cell = (f"{function.number}. {function.name}".strip(),)
    for task in function.tasks:
        name = task.name if task.name.startswith(task.number) else f"{task.number} {task.name}".strip()
        yield task.line, (opening, (name,), build_items(task.skills), build_items(task.knowledge))
        opening = BLANK


def build_items(items: tuple[Requirement, ...]) -> Cell:
    """One column of a task, numbers as printed."""
    return tuple(f"{item.printed_number or ''} {item.text}".strip() for item in items)


def build_weights(standard: Standard, passage: Passage, heads: tuple[TableHead, ...]) -> Table:
    """A weight table: the head rows, a row an area, the printed totals."""
    table = "theory" if THEORY in passage.title else "skill"
    mine = [w for w in standard.weights if w.table == table and stands_in(standard, passage, w)]
    areas = split_rows(mine)
    if not areas:
        return Table(rows=head_rows(heads), heads=len(heads))
    columns = [(weight.level, weight.direction) for weight in areas[0]]
    labels = count_labels(standard, heads, len(columns))
    head = head_rows(heads) if labels else head_columns(standard, columns)
    labels = labels or 2
    rows = [build_area(row, labels) for row in areas]
    totals = [t for t in standard.totals if t.table == table and stands_in(standard, passage, t)]
    if totals:
        percents = {(total.level, total.direction): total.percent for total in totals}
        sums = tuple((str(percents[column]),) if column in percents else BLANK for column in columns)
        rows.append(((SUM,), *(BLANK,) * (labels - 1), *sums))
    return Table(rows=(*head, *rows), heads=len(head), labels=labels)


def count_labels(standard: Standard, heads: tuple[TableHead, ...], columns: int) -> int:
    """How many columns name the rows: those before the first level; 0 where the head has lost its columns."""
    cells = heads[0].cells if heads else ()
    first = next((place for place, cell in enumerate(cells) if match_level(standard, cell)), len(cells) - columns)
    return first if first > 0 and all(len(head.cells) == first + columns for head in heads) else 0


def head_columns(standard: Standard, columns: list[tuple[str, str | None]]) -> tuple[Row, ...]:
    """Head rows made from the columns: the levels, and their directions below where there are any."""
    printed = {level.name: level.printed_name for level in standard.levels}
    before = [None, *(level for level, _ in columns)]
    levels = tuple(
        BLANK if level == last else (printed.get(level, level),)
        for (level, _), last in zip(columns, before, strict=False)
    )
    top: Row = ((ITEM,), BLANK, *levels)
    if not any(direction for _, direction in columns):
        return (top,)
    return top, (BLANK, BLANK, *((direction,) if direction else BLANK for _, direction in columns))


def split_rows(weights: list[Weight]) -> list[list[Weight]]:
    """The cells of a table row by row: a row ends where the area changes or a column comes again."""
    rows: list[list[Weight]] = []
    for weight in weights:
        last = rows[-1] if rows else []
        columns = {(cell.level, cell.direction) for cell in last}
        if last and last[0].area == weight.area and (weight.level, weight.direction) not in columns:
            last.append(weight)
        else:
            rows.append([weight])
    return rows


def build_area(cells: list[Weight], labels: int) -> Row:
    """The row of one area, its name in the last column of names that has room."""
    first = cells[0]
    group = "基本要求" if first.area in BASIC_AREAS else ""
    names: list[Cell] = [(first.area,)] if labels < 2 else [(group,) if group else BLANK, (first.area,)]
    names += [BLANK] * (labels - len(names))
    return (*names, *((DASH if cell.percent is None else str(cell.percent),) for cell in cells))


def build_glossary(standard: Standard, passage: Passage, heads: tuple[TableHead, ...]) -> Table:
    """The table of terms of a section; a term that is a section of its own stands in its text already."""
    own = [p.line for p in standard.passages if p.line]
    entries = [e for e in standard.glossary if e.line not in own and stands_in(standard, passage, e)]
    width = len(heads[0].cells) if heads else 2
    serial = bool(heads) and re.sub(r"\s", "", heads[0].cells[0]) in SERIAL
    rows = tuple(build_entry(entry, place if serial else None, width) for place, entry in enumerate(entries, 1))
    return Table(rows=(*head_rows(heads), *rows), heads=len(heads))


def build_entry(entry: GlossaryEntry, serial: int | None, width: int) -> Row:
    """A term with its explanation in the last column."""
    first: list[Cell] = [(entry.term,)] if serial is None else [(str(serial),), (entry.term,)]
    return (*first, *(BLANK,) * (width - len(first) - 1), (entry.text,))


def stands_in(standard: Standard, passage: Passage, placed: Placed) -> bool:
    """Whether an element stands in a section, told by lines; where they are not known every section has it."""
    if not (placed.line and passage.line):
        return True
    below = [p.line for p in standard.passages if p.line > passage.line]
    return passage.line < placed.line < min(below, default=placed.line + 1)
