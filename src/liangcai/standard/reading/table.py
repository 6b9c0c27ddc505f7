"""A table of chapter 3 put together again: functions with their tasks, however the pages cut the rows.

In: the rows of a table. Out: ``FunctionRows`` in order, each with its label and tasks; a task with its label and the
pieces of its two columns. Follows: a page break may cut a row in one or more columns at once, in the middle of a word
or of a number; the rest then stands in a row that has no numbers in its first two cells. The label of a merged cell
stands once, or in each of its rows, or is spread over them.
"""

import re
from collections.abc import Iterable

import msgspec

from liangcai.standard.reading.document import Row
from liangcai.standard.reading.items import BREAK
from liangcai.standard.reading.numbering import Numbering, choose_numbering, read_number, split_number
from liangcai.standard.reading.source import EMPTY, Traced, join

PARAGRAPH_TAG = re.compile(r"</?p>|<br\s*/?>")
BREAKS = re.compile("[\v\f]")
HEADERS = ("职业功能",)
COLUMNS = 4


class TaskRows(msgspec.Struct, kw_only=True):
    """A task while its rows are put together: its label, the label where it is printed again, its two columns."""

    label: Traced
    again: Traced = EMPTY
    skills: tuple[Traced, ...] = ()
    knowledge: tuple[Traced, ...] = ()


class FunctionRows(msgspec.Struct, kw_only=True):
    """A function while its rows are put together; ``spread`` says that its label stood in rows of several tasks."""

    label: Traced
    again: Traced = EMPTY
    spread: bool = False
    tasks: list[TaskRows] = []


class Label(msgspec.Struct, frozen=True):
    """A label taken apart: its number as written, and its name without blanks."""

    number: str
    name: str


def is_header(row: Row) -> bool:
    """Whether a row is the head of a work table."""
    return row.cells[0].tight().text in HEADERS


def normal_cell(cell: Traced) -> Traced:
    """A cell with its paragraph tags turned into break marks."""
    found, start = EMPTY, 0
    for match in PARAGRAPH_TAG.finditer(cell.text):
        piece = cell[start : match.start()].strip()
        found = found + piece
        if match.group() != "</p>" and found and found.text[-1] != "\v":
            found = found + BREAK
        start = match.end()
    return (found + cell[start:]).strip() if start else cell


def clean_label(label: Traced) -> Traced:
    """A label on one line: whatever broke it is taken out."""
    whole = EMPTY
    for part in label.split(BREAKS):
        whole = join(whole, part)
    return whole


def plain_row(row: Row) -> Row:
    """A row of a table without numbered items: paragraphs inside a cell are joined, their tags taken out."""
    return Row(tuple(clean_label(normal_cell(cell)) for cell in row.cells))


def read_label(label: Traced, pattern: re.Pattern[str]) -> Label | None:
    """The number and the name of a label, or None when it has no number."""
    match = pattern.match(label.text)
    return Label(match["number"], label.group(match, "name").tight().text) if match else None


Cells = tuple[Traced, Traced, Traced, Traced]


def merge_rows(rows: Iterable[Row]) -> tuple[tuple[FunctionRows, ...], Numbering]:
    """The functions of a table with their tasks, and how they are numbered."""
    cut = [read_cells(row) for row in rows if not is_header(row)]
    numbering = choose_numbering([label.text for cells in cut for label in cells[:2]])
    cut = place_late_labels(cut, numbering)
    merger = Merger(numbering, cut)
    for cells in cut:
        merger.add(*cells)
    return tuple(merger.functions), numbering


def place_late_labels(rows: list[Cells], numbering: Numbering) -> list[Cells]:
    """Rows with each function's label where its first task begins: a page end may leave the label on the next page."""
    placed = list(rows)
    for begin, (function, task, *_) in enumerate(rows):
        number = first_task_of(task, numbering)
        late = (
            next((at for at in range(begin + 1, len(rows)) if rows[at][0]), None) if number and not function else None
        )
        if late is None or first_task_of(rows[late][1], numbering):
            continue
        label = read_label(rows[late][0], numbering.function)
        if label and read_number(label.number) == number:
            placed[begin] = (rows[late][0], *placed[begin][1:])
            placed[late] = (EMPTY, *placed[late][1:])
    return placed


def first_task_of(task: Traced, numbering: Numbering) -> int | None:
    """The number of the function whose first task a label names, such as 5 for 5.1; None for any other label."""
    label = read_label(task, numbering.task) if numbering.dotted else None
    parts = split_number(label.number) if label else ()
    return parts[0] if len(parts) == 2 and parts[1] == 1 else None


def read_cells(row: Row) -> Cells:
    """The four cells of a row; the labels on one line."""
    cells = [normal_cell(cell) for cell in row.cells] + [EMPTY] * (COLUMNS - len(row.cells))
    return clean_label(cells[0]), clean_label(cells[1]), cells[2], cells[3]


class Merger:
    """The functions of a table while its rows come in."""

    def __init__(self, numbering: Numbering, rows: list[Cells]) -> None:
        self.numbering = numbering
        self.functions: list[FunctionRows] = []
        self.numbered = any(numbering.function.match(function.text) for function, *_ in rows)
        self.bare = not self.numbered and not any(numbering.task.match(task.text) for _, task, *_ in rows)

    def add(self, function: Traced, task: Traced, skills: Traced, knowledge: Traced) -> None:
        """Put a row to what there is, or begin a task or a function with it."""
        if not self.functions or self.opens_function(function, task):
            self.functions.append(FunctionRows(label=function, tasks=[TaskRows(label=task)]))
        else:
            opens = self.opens_task(task, skills)
            self.add_function_label(function, spread=opens)
            self.add_task_label(task, opens=opens)
        last = self.functions[-1].tasks[-1]
        last.skills += (skills,) if skills else ()
        last.knowledge += (knowledge,) if knowledge else ()

    def opens_function(self, function: Traced, task: Traced) -> bool:
        """Whether a row begins a function that is not the present one printed again."""
        if not function:
            return False
        label = read_label(function, self.numbering.function)
        if not self.numbered:
            read = read_label(task, self.numbering.task)
            return self.bare or bool(read and split_number(read.number)[-1] == 1)
        following = len(self.functions) + 1
        if label is None:
            return (
                bool(self.numbering.part_of_function.match(function.text)) and read_number(function.text) == following
            )
        marked = re.match(r"^\s*\w+\s*[.．、]", function.text)
        return not self.is_present_function(label) and (bool(marked) or read_number(label.number) == following)

    def is_present_function(self, label: Label) -> bool:
        """Whether a label is the one of the present function again."""
        present = read_label(self.functions[-1].label, self.numbering.function)
        return bool(present and present.number == label.number and label.name and present.name == label.name)

    def opens_task(self, task: Traced, skills: Traced) -> bool:
        """Whether a row begins a task that is not the present one printed again."""
        if not task:
            return False
        present = self.functions[-1].tasks[-1]
        label = read_label(task, self.numbering.task)
        if label:
            return label != read_label(present.label, self.numbering.task)
        if self.numbering.part_of_task.match(task.text):
            return bool(read_label(present.label, self.numbering.task))
        return self.bare or self.begins_another_task(skills)

    def begins_another_task(self, skills: Traced) -> bool:
        """Whether the items of a row without a task number are the first ones of another task."""
        match = self.numbering.item.match(skills.text) if self.numbering.dotted else None
        present = read_label(self.functions[-1].tasks[-1].label, self.numbering.task)
        if not (match and present):
            return False
        function, task = split_number(present.number)
        return split_number(match["number"]) == (function, task + 1, 1)

    def add_function_label(self, function: Traced, *, spread: bool) -> None:
        """Put the first cell of a row to the label of the present function."""
        present = self.functions[-1]
        label = read_label(function, self.numbering.function)
        if function and label and self.is_present_function(label):
            present.again = present.again + function
        elif function:
            present.label = join(present.label, function)
            present.spread = present.spread or spread

    def add_task_label(self, task: Traced, *, opens: bool) -> None:
        """Put the second cell of a row to the label of the present task, or begin a task with it."""
        tasks = self.functions[-1].tasks
        if opens and (tasks[-1].label or tasks[-1].skills):
            tasks.append(TaskRows(label=task))
        elif task and tasks[-1].label and read_label(task, self.numbering.task) and not opens:
            tasks[-1].again = tasks[-1].again + task
        else:
            tasks[-1].label = join(tasks[-1].label, task)
