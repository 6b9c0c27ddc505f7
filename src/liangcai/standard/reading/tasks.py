"""Functions, tasks and requirements as values, from the rows of a table put together.

In: the functions of a table with their labels and cells. Out: ``Function`` values numbered by place, and what was
mended. Follows: chapter 3; ``printed_number`` is what stands there, in dotted form.
"""

import re

from liangcai.standard.model import Function, Repair, Requirement, Task
from liangcai.standard.reading.items import CUTS, Expected, Item, join_pieces, mend_cuts, show_cuts, split_items
from liangcai.standard.reading.numbering import Numbering, split_number
from liangcai.standard.reading.repairs import (
    INNER_BLANKS,
    LABEL_OVER_ROWS,
    NUMBER,
    PAGE_CUT,
    REPEATED_LABEL,
    make_repair,
)
from liangcai.standard.reading.source import Source, Traced
from liangcai.standard.reading.table import FunctionRows, TaskRows, read_label


def read_functions(
    source: Source, rows: tuple[FunctionRows, ...], numbering: Numbering
) -> tuple[tuple[Function, ...], list[Repair]]:
    """The functions of a table with their tasks, numbered by place."""
    functions: list[Function] = []
    repairs: list[Repair] = []
    for place, function in enumerate(rows, 1):
        tasks = []
        for order, task in enumerate(function.tasks, 1):
            read, mended = read_task(source, task, numbering, (place, order))
            tasks.append(read)
            repairs.extend(mended)
        label = read_label(function.label, numbering.function)
        name = label.name if label else function.label.tight().text
        whole = function.label + function.again
        functions.append(
            Function(
                number=str(place), name=name, tasks=tuple(tasks), line=source.line(whole), spans=source.spans(whole)
            )
        )
        repairs.extend(note_label(source, function.label, name, LABEL_OVER_ROWS if function.spread else INNER_BLANKS))
        repairs.extend(note_again(source, function.again))
    return tuple(functions), repairs


def read_task(
    source: Source, rows: TaskRows, numbering: Numbering, place: tuple[int, int]
) -> tuple[Task, list[Repair]]:
    """A task with its skills and its knowledge."""
    label = read_label(rows.label, numbering.task)
    name = label.name if label else rows.label.tight().text
    printed = split_number(label.number) if label and numbering.dotted else place
    expected = Expected(numbering, frozenset({place, printed}))
    number = f"{place[0]}.{place[1]}"
    skills, mended_skills = read_requirements(source, join_pieces(rows.skills), expected, number)
    knowledge, mended_knowledge = read_requirements(source, join_pieces(rows.knowledge), expected, number)
    whole = rows.label + rows.again
    task = Task(
        number=number,
        name=name,
        skills=skills,
        knowledge=knowledge,
        line=source.line(whole),
        spans=source.spans(whole),
    )
    mended = note_label(source, rows.label, name, INNER_BLANKS) + note_again(source, rows.again)
    return task, [*mended, *mended_skills, *mended_knowledge]


def read_requirements(
    source: Source, cell: Traced, expected: Expected, task: str
) -> tuple[tuple[Requirement, ...], list[Repair]]:
    """The items of a cell; each gets the number of its place beside the printed one."""
    requirements: list[Requirement] = []
    repairs: list[Repair] = []
    for place, item in enumerate(split_items(cell, expected), 1):
        requirement = make_requirement(source, item, expected, f"{task}.{place}")
        requirements.append(requirement)
        repairs.extend(note_item(source, item, requirement))
    return tuple(requirements), repairs


def make_requirement(source: Source, item: Item, expected: Expected, number: str) -> Requirement:
    """One requirement as a value."""
    whole = item.number + item.text
    printed = re.sub(r"\s", "", item.number.text).replace("．", ".").rstrip(".、") or None
    if printed and not expected.numbering.dotted:
        printed = f"{number.rpartition('.')[0]}.{split_number(printed)[-1]}"
    text = mend_cuts(item.text).tight().text
    return Requirement(
        number=number, printed_number=printed, text=text, line=source.line(whole), spans=source.spans(whole)
    )


def note_item(source: Source, item: Item, requirement: Requirement) -> list[Repair]:
    """What was mended in an item: a cut, blanks inside words, a number that is not that of its place."""
    repairs = []
    if CUTS.search(item.text.text):
        repairs.append(make_repair(source, item.text, show_cuts(item.text), requirement.text, PAGE_CUT))
    elif item.text.text != requirement.text:
        repairs.append(make_repair(source, item.text, item.text.text, requirement.text, INNER_BLANKS))
    if requirement.printed_number not in (None, requirement.number):
        repairs.append(make_repair(source, item.number, item.number.text, requirement.number, NUMBER))
    return repairs


def note_label(source: Source, label: Traced, name: str, why: str) -> list[Repair]:
    """The record of a name that had blanks inside, was cut or spread; nothing where it stood whole."""
    spans = source.spans(label)
    broken = len({span.line for span in spans}) > 1
    if not label or (name in label.text and not broken):
        return []
    return [make_repair(source, label, label.text, name, PAGE_CUT if broken and why == INNER_BLANKS else why)]


def note_again(source: Source, again: Traced) -> list[Repair]:
    """The record of a label that a converter printed in each row of a merged cell."""
    return [make_repair(source, again, again.text, "", REPEATED_LABEL)] if again else []
