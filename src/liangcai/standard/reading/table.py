"""A table of chapter 3 put together again: one value for each task, however the pages cut its rows.

In: the rows of a table. Out: ``TaskRows`` in order: function, task and the two columns as continuous text.
Follows: a page break may cut a row in one, two or three columns at once, in the middle of a word; the rest then
stands in a row that has no numbers in its first two cells. Items stand one after another or as ``<p>`` paragraphs.
"""

import re
from collections.abc import Iterable

import msgspec

from liangcai.standard.reading.document import Row
from liangcai.standard.reading.source import EMPTY, NOWHERE, Traced, join

FUNCTION = re.compile(r"^(\d+)\s*[.．、]?(?!\s*\d)\s*(?P<name>.*)$", re.DOTALL)
TASK = re.compile(r"^(\d+\s*[.．]\s*\d+)\s*[.．]?\s*(?P<name>[^\d.．].*|)$", re.DOTALL)
PARAGRAPH_TAG = re.compile(r"</?p>")
ITEM_NUMBER = re.compile(r"(?:^|(?<=[\s⏎]))(\d+\s*[.．]\s*\d+\s*[.．]\s*\d+)(?!\s*[.．]?\d)[.．]?\s*")
BREAK = Traced("⏎", (NOWHERE,))
HEADERS = ("职业功能",)


class Cell(msgspec.Struct, frozen=True):
    """One column of a task, the pieces of its rows in order; a break mark stands where paragraphs began."""

    pieces: tuple[Traced, ...] = ()


class TaskRows(msgspec.Struct, frozen=True, kw_only=True):
    """A task with everything its rows hold; ``opens`` is the function that begins with it, if one does."""

    opens: Traced
    task: Traced
    skills: Cell = Cell()
    knowledge: Cell = Cell()


def is_header(row: Row) -> bool:
    """Whether a row is the head of a work table."""
    return row.cells[0].tight().text in HEADERS


def normal_cell(cell: Traced) -> Traced:
    """A cell with its paragraph tags turned into break marks."""
    found = EMPTY
    start = 0
    for match in PARAGRAPH_TAG.finditer(cell.text):
        found = found + cell[start : match.start()].strip() + (BREAK if match.group() == "<p>" and found else EMPTY)
        start = match.end()
    return (found + cell[start:]).strip() if start else cell


def merge_rows(rows: Iterable[Row]) -> tuple[TaskRows, ...]:
    """The tasks of a table; rows that continue one are put to it."""
    tasks: list[TaskRows] = []
    for row in rows:
        cells = [normal_cell(cell) for cell in row.cells] + [EMPTY] * (4 - len(row.cells))
        function, task, skills, knowledge = cells[:4]
        if is_header(row):
            continue
        opens_nothing = not FUNCTION.match(function.text) and not TASK.match(task.text)
        if tasks and (opens_nothing or not tasks[-1].task):
            tasks[-1] = continue_task(tasks[-1], function, task, skills, knowledge)
        else:
            tasks.append(TaskRows(opens=function, task=task, skills=Cell((skills,)), knowledge=Cell((knowledge,))))
    return tuple(tasks)


def continue_task(before: TaskRows, function: Traced, task: Traced, skills: Traced, knowledge: Traced) -> TaskRows:
    """A task with the row that a page break cut off it."""
    return TaskRows(
        opens=join(before.opens, function),
        task=join(before.task, task),
        skills=Cell((*before.skills.pieces, skills)),
        knowledge=Cell((*before.knowledge.pieces, knowledge)),
    )


class Item(msgspec.Struct, frozen=True):
    """One numbered item of a cell; ``number`` is blank where none is printed.

    ``printed`` is the text as it stands, with ⏎ where a page cut it; blank where it was not cut.
    """

    number: Traced
    text: Traced
    printed: str = ""


def split_items(cell: Cell) -> tuple[Item, ...]:
    """The items of a cell; what stands before the first number of a later piece goes on the item before it."""
    items: list[Item] = []
    for piece in cell.pieces:
        for index, (number, text) in enumerate(split_piece(piece)):
            if number or not items:
                items.append(Item(number, text))
            elif index == 0:
                last = items[-1]
                printed = f"{last.printed or last.text.text}⏎{text.text}"
                items[-1] = Item(last.number, join(last.text, text), printed)
            else:
                items.append(Item(number, text))
    return tuple(items)


def split_piece(piece: Traced) -> tuple[tuple[Traced, Traced], ...]:
    """The numbered runs of one piece of a cell as (number, text); the number is blank for what has none."""
    marks = list(ITEM_NUMBER.finditer(piece.text))
    bounds = [match.start() for match in marks] + [len(piece)]
    found = [(EMPTY, text) for text in split_breaks(piece[: bounds[0]])]
    for match, end in zip(marks, bounds[1:], strict=True):
        first, *rest = split_breaks(piece[match.end() : end]) or (EMPTY,)
        found.append((piece.group(match, 1), first))
        found.extend((EMPTY, text) for text in rest)
    return tuple(found)


def split_breaks(piece: Traced) -> tuple[Traced, ...]:
    """The paragraphs of a piece, break marks and blank ends taken off."""
    return piece.split(re.compile("⏎"))
