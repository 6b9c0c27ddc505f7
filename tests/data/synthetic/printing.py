"""Pieces of a document as lines, with tables damaged as converters and pages damage them.

In: pieces, the kinds of damage, a seeded Random. Out: lines with their roles; a page that ends inside a row is a line
of its own. Follows: both cell encodings, merged cells, names written downwards, rows cut in one to four columns.

A page is never made to end where no reader could tell: beside a blank (which may or may not have been there), inside a
Latin word, or, where a table has lost its columns, in two columns at once.
"""

import random
import re
from typing import Literal

import msgspec

from tests.data.synthetic.writer import HeadRow, Piece, PlainRow, Role, TaskRow, Text

LineRole = Role | Literal["merged", "row", "head", "break", "flat", "flat-weights"]
Damage = Literal[
    "heads",
    "pages",
    "row-cuts",
    "paragraph-cuts",
    "blanks",
    "tags",
    "continued",
    "rules",
    "notes",
    "spaced-numbers",
    "flat-lists",
    "bullets",
    "comments",
    "crlf",
    "vertical",
    "repeated",
    "ragged",
    "indents",
    "glued",
]
NUMBER = re.compile(r"^\d+\.\d+\.\d+")
LATIN = re.compile(r"[A-Za-z]")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line to be; rows hold tabs, a break is where a page ends."""

    text: str
    role: LineRole
    table: int = 0


Cells = list[str]


def print_pieces(pieces: list[Piece], flat: str, damage: frozenset[Damage], rng: random.Random) -> list[Line]:
    """Every piece as one line or several."""
    lines: list[Line] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        group = [piece]
        if isinstance(piece, TaskRow):
            group += [
                p
                for p in pieces[index + 1 :]
                if isinstance(p, TaskRow) and p.table == piece.table and p.label == piece.label
            ]
        index += len(group)
        lines += print_group(group, flat, damage, rng)
    return lines


def print_group(group: list[Piece], flat: str, damage: frozenset[Damage], rng: random.Random) -> list[Line]:
    """A text, a head, a plain row, or all tasks of a function."""
    piece = group[0]
    if isinstance(piece, Text):
        return [Line(text=piece.text, role=piece.role)]
    if isinstance(piece, HeadRow):
        return (
            flatten([list(piece.cells)], flat, piece.table, "flat-weights")
            if flat
            else [Line(text="\t".join(piece.cells), role="head", table=piece.table)]
        )
    if isinstance(piece, PlainRow):
        if flat:
            return flatten([list(piece.cells)], flat, piece.table, "flat-weights")
        return join_rows(cut_plain(piece, damage, rng), piece.table, damage, rng)
    tasks = [task for task in group if isinstance(task, TaskRow)]
    if flat:
        return [line for task in tasks for line in flatten_task(task, flat, damage, rng)]
    rows = [rows for task in tasks for rows in cut_task(task, damage, rng)]
    return join_rows(label_rows(rows, tasks, damage, rng), piece.table, damage, rng)


def join_rows(rows: list[Cells | None], table: int, damage: frozenset[Damage], rng: random.Random) -> list[Line]:
    """Rows as lines; None is the end of a page."""
    lines = []
    for cells in rows:
        if cells is None:
            lines.append(Line(text="", role="break", table=table))
            continue
        text = "\t".join(cells)
        lines.append(
            Line(text=text.rstrip("\t") if "ragged" in damage and rng.random() < 0.5 else text, role="row", table=table)
        )
    return lines


def may_cut(text: str, at: int) -> bool:
    """Whether what a cut takes apart can be put together again."""
    before, after = text[at - 1 : at], text[at : at + 1]
    if not before.strip() or not after.strip():
        return False
    return not (LATIN.match(before) and LATIN.match(after))


def find_cut(text: str, rng: random.Random, first: int = 1) -> int | None:
    """A place for a cut, or None."""
    places = [at for at in range(first, len(text)) if may_cut(text, at)]
    return rng.choice(places) if places else None


def space_number(item: str, damage: frozenset[Damage], rng: random.Random) -> str:
    """An item whose number has blanks inside."""
    match = NUMBER.match(item)
    if not match or "spaced-numbers" not in damage or rng.random() < 0.5:
        return item
    number = match.group().replace(".", rng.choice((". ", " .", " . ", "．")))
    return number + item[match.end() :]


def print_cell(items: list[str], damage: frozenset[Damage], rng: random.Random) -> str:
    """The items of a cell in one of the two encodings."""
    if not items:
        return ""
    if "tags" in damage and rng.random() < 0.5:
        return rng.choice((" ", "")).join(f"<p>{item}</p>" for item in items)
    text = items[0]
    for item in items[1:]:
        glue = "glued" in damage and rng.random() < 0.3 and follows(items[items.index(item) - 1], item)
        text += ("" if glue else " ") + item
    return text


def follows(before: str, item: str) -> bool:
    """Whether an item bears the number behind that of the one before, whose last sign is no part of a number."""
    numbers = [NUMBER.match(text) for text in (before, item)]
    parts = [[int(part) for part in match.group().split(".")] for match in numbers if match]
    return before[-1] > "\u3400" and len(parts) == 2 and parts[1] == [*parts[0][:2], parts[0][2] + 1]


def cut_items(items: list[str], rng: random.Random) -> tuple[list[str], list[str]]:
    """The items of a cell on two pages: between two of them, or inside one."""
    place = rng.randrange(len(items))
    at = find_cut(items[place], rng)
    if at is None or items[place][:at].isdecimal() or rng.random() < 0.2:
        return items[: place + 1], items[place + 1 :]
    return [*items[:place], items[place][:at]], [items[place][at:], *items[place + 1 :]]


def cut_task(task: TaskRow, damage: frozenset[Damage], rng: random.Random) -> list[Cells | None]:
    """The rows of a task: one, or several where pages end inside it; the first cell is filled in later."""
    label, skills, knowledge = task.task, list(task.skills), list(task.knowledge)
    rows: list[Cells | None] = []
    while "row-cuts" in damage and rng.random() < 0.3:
        here: Cells = ["", label, "", ""]
        columns = rng.sample((1, 2, 3), rng.randint(1, 3))
        at = find_cut(label, rng) if 1 in columns and label else None
        here[1], label = (label[:at], label[at:]) if at else (label, "")
        first, rest = cut_items(skills, rng) if 2 in columns and skills else (skills, [])
        second, rest_2 = cut_items(knowledge, rng) if 3 in columns and knowledge else (knowledge, [])
        here[2], here[3] = print_row(task, first, second, damage, rng)
        skills, knowledge = rest, rest_2
        rows.append(here)
        if not (label or skills or knowledge):
            return rows
        rows.append(None)
    first_text, second_text = print_row(task, skills, knowledge, damage, rng)
    rows.append(["", label, first_text, second_text])
    return rows


def print_row(
    task: TaskRow, skills: list[str], knowledge: list[str], damage: frozenset[Damage], rng: random.Random
) -> tuple[str, str]:
    """Both right-hand cells of a row."""
    return tuple(
        print_cell([space_number(item, damage, rng) if item in full else item for item in items], damage, rng)
        for items, full in ((skills, task.skills), (knowledge, task.knowledge))
    )  # type: ignore[return-value]


def label_rows(
    rows: list[Cells | None], tasks: list[TaskRow], damage: frozenset[Damage], rng: random.Random
) -> list[Cells | None]:
    """The first cells of a function: once, once in each row, downwards in one cell, downwards over the rows, or cut."""
    label = tasks[0].function
    filled = [row for row in rows if row is not None]
    forms = ["once"]
    forms += ["over rows", "blanks", "tags"] if "vertical" in damage else []
    forms += ["each"] if "repeated" in damage else []
    forms += ["cut"] if "row-cuts" in damage and rows[1:2] == [None] else []
    form = rng.choice(forms)
    filled[0][0] = label
    lead, name = re.match(r"(\d+\. ?|[一二三四五六七八九十]+、)(.*)", label).groups()  # type: ignore[union-attr]
    if form == "each":
        for row in filled[1:]:
            row[0] = label
            row[1] = row[1] or next(t.task for t in tasks)[:0]
    elif form == "blanks":
        filled[0][0] = lead + " ".join(name)
    elif form == "tags":
        filled[0][0] = f"<p>{lead}</p> " + " ".join(f"<p>{c}</p>" for c in name)
    elif form == "over rows":
        filled[0][0] = lead + name[:1]
        for place, character in enumerate(name[1:], 1):
            if place < len(filled):
                filled[place][0] = character
            else:
                rows.append([character, "", "", ""])
    elif form == "cut" and (at := find_cut(label, rng)):
        filled[0][0], filled[1][0] = label[:at], label[at:]
    return rows


def cut_plain(row: PlainRow, damage: frozenset[Damage], rng: random.Random) -> list[Cells | None]:
    """A row of weights or of terms, the label or the words of which a page may cut."""
    cells = list(row.cells)
    text = cells[row.cut] if row.cut >= 0 else ""
    at = find_cut(text, rng) if "row-cuts" in damage and rng.random() < 0.3 else None
    if at is None:
        return [cells]
    rest = [""] * len(cells)
    cells[row.cut], rest[row.cut] = text[:at], text[at:]
    values = range(row.cut + 1, len(cells))
    if values and rng.random() < 0.5:
        for place in values:
            cells[place], rest[place] = "", cells[place]
    return [cells, None, rest]


def flatten(rows: list[Cells], flat: str, table: int, role: LineRole) -> list[Line]:
    """Rows that have lost their columns: a line a cell, or a line a row."""
    lines = []
    for row in rows:
        cells = [cell for cell in row if cell]
        lines += (
            [Line(text=cell, role=role, table=table) for cell in cells]
            if flat == "cells"
            else [Line(text=" ".join(cells), role=role, table=table)]
        )
    return lines


def flatten_task(task: TaskRow, flat: str, damage: frozenset[Damage], rng: random.Random) -> list[Line]:
    """A task without columns; a page may end in its last column, or before it."""
    skills, knowledge = (
        [space_number(i, damage, rng) for i in task.skills],
        [space_number(i, damage, rng) for i in task.knowledge],
    )
    labels = [task.function, task.task]
    if flat == "cells" and "vertical" in damage and task.function and rng.random() < 0.5:
        lead, name = re.match(r"(\d+\. ?|[一二三四五六七八九十]+、)(.*)", task.function).groups()  # type: ignore[union-attr]
        labels = [lead.strip(), *name, task.task]
    parts = [[*labels, *skills, *knowledge]]
    if "row-cuts" in damage and rng.random() < 0.3:
        if rng.random() < 0.5:
            first, rest = cut_items(knowledge, rng)
            parts = [[*labels, *skills, *first], rest]
        else:
            first, rest = cut_items(skills, rng)
            parts = [[*labels, *first], [*rest, *knowledge]]
    lines: list[Line] = []
    for part in parts:
        lines += [Line(text="", role="break", table=task.table)] if lines and part else []
        lines += flatten([part], flat, task.table, "flat")
    return lines
