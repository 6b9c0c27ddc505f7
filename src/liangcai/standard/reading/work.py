"""Chapter 3: what people of each level must be able to do and know.

In: sections with table rows. Out: one ``LevelWork`` a level, and what was mended on the way. Follows: chapter 3,
one section a level; the two right-hand columns number independently, and a number that does not follow its place
is read as the number it should have.
"""

import re
from itertools import pairwise

import msgspec

from liangcai.standard.model import Function, Kind, Level, LevelWork, Repair, Requirement, TableHead, Task
from liangcai.standard.reading.document import Row, make_head
from liangcai.standard.reading.levels import match_level
from liangcai.standard.reading.sections import Section, under
from liangcai.standard.reading.source import Source, Traced
from liangcai.standard.reading.table import FUNCTION, TASK, Cell, Item, TaskRows, is_header, merge_rows, split_items

LIST_OPENING = re.compile(r"^.*?(?:包括|包含|分为|为|有|[：:])")
NAME = re.compile(r"[^、，,。；;：:\s]+")


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """The levels' work, what was mended, and the head rows of the tables."""

    levels: tuple[LevelWork, ...]
    repairs: tuple[Repair, ...] = ()
    heads: tuple[TableHead, ...] = ()


def read_work(
    source: Source, sections: tuple[Section, ...], chapter: str | None, kind: Kind, levels: tuple[Level, ...]
) -> Work:
    """The work of every level that chapter 3 describes."""
    found: list[LevelWork] = []
    repairs: list[Repair] = []
    heads: list[TableHead] = []
    for section in under(sections, chapter):
        level = match_level(kind, section.title.text)
        rows = [block for block in section.blocks if isinstance(block, Row)]
        if not level or not rows:
            continue
        heads.extend(make_head(source, section.number, row) for row in rows if is_header(row))
        directions = next((known.directions for known in levels if known.name == level.name), ())
        functions, mended = read_functions(source, merge_rows(rows))
        functions = assign_directions(functions, directions, section.text)
        found.append(
            LevelWork(
                level=level.name,
                functions=functions,
                line=source.line(section.heading),
                spans=source.spans(section.heading),
            )
        )
        repairs.extend(mended)
    return Work(levels=tuple(found), repairs=tuple(repairs), heads=tuple(heads))


def read_functions(source: Source, rows: tuple[TaskRows, ...]) -> tuple[tuple[Function, ...], list[Repair]]:
    """The functions of a table with their tasks, numbered by place."""
    functions: list[Function] = []
    repairs: list[Repair] = []
    for task_rows in rows:
        if task_rows.opens or not functions:
            functions.append(open_function(source, task_rows.opens, len(functions) + 1))
            repairs.extend(note_tidied(source, task_rows.opens, functions[-1].name))
        function = functions[-1]
        task, mended = read_task(source, task_rows, f"{function.number}.{len(function.tasks) + 1}")
        functions[-1] = msgspec.structs.replace(function, tasks=(*function.tasks, task))
        repairs.extend(mended)
    return tuple(functions), repairs


def open_function(source: Source, cell: Traced, place: int) -> Function:
    """A function as its first cell names it."""
    match = FUNCTION.match(cell.text)
    name = (cell.group(match, "name") if match else cell).tight()
    return Function(number=str(place), name=name.text, line=source.line(cell), spans=source.spans(cell))


def read_task(source: Source, rows: TaskRows, number: str) -> tuple[Task, list[Repair]]:
    """A task with its skills and its knowledge."""
    match = TASK.match(rows.task.text)
    name = (rows.task.group(match, "name") if match else rows.task).tight()
    skills, mended_skills = read_requirements(source, rows.skills, number)
    knowledge, mended_knowledge = read_requirements(source, rows.knowledge, number)
    task = Task(
        number=number,
        name=name.text,
        skills=skills,
        knowledge=knowledge,
        line=source.line(rows.task),
        spans=source.spans(rows.task),
    )
    return task, [*note_tidied(source, rows.task, name.text), *mended_skills, *mended_knowledge]


def read_requirements(source: Source, cell: Cell, task: str) -> tuple[tuple[Requirement, ...], list[Repair]]:
    """The numbered items of a cell; each gets the number of its place beside the printed one."""
    requirements: list[Requirement] = []
    repairs: list[Repair] = []
    for place, item in enumerate(split_items(cell), 1):
        requirement = make_requirement(source, item, f"{task}.{place}")
        requirements.append(requirement)
        repairs.extend(note_item(item, requirement))
    return tuple(requirements), repairs


def make_requirement(source: Source, item: Item, number: str) -> Requirement:
    """One requirement as a value."""
    whole = item.number + item.text
    printed = re.sub(r"\s", "", item.number.text).replace("．", ".") or None
    text = item.text.tight().text
    return Requirement(
        number=number, printed_number=printed, text=text, line=source.line(whole), spans=source.spans(whole)
    )


def note_item(item: Item, requirement: Requirement) -> list[Repair]:
    """What was mended in an item: a cut, blanks inside words, a number that is not that of its place."""
    line = requirement.line
    repairs = []
    if item.printed:
        repairs.append(Repair(line=line, before=item.printed, after=requirement.text, why="cut by a page break"))
    elif item.text.text != requirement.text:
        repairs.append(Repair(line=line, before=item.text.text, after=requirement.text, why="blanks inside words"))
    if requirement.printed_number not in (None, requirement.number):
        printed = requirement.printed_number or ""
        repairs.append(Repair(line=line, before=printed, after=requirement.number, why="number not of its place"))
    return repairs


def note_tidied(source: Source, cell: Traced, name: str) -> list[Repair]:
    """The record of a name that had blanks inside or was cut; nothing where it stood whole."""
    if not cell or name in cell.text:
        return []
    return [Repair(line=source.line(cell), before=cell.text, after=name, why="blanks inside words")]


def assign_directions(
    functions: tuple[Function, ...], directions: tuple[str, ...], sentence: str
) -> tuple[Function, ...]:
    """Each function with the directions whose list in the sentence over the table names it."""
    lists = split_by_direction(sentence, directions)
    if not lists:
        return functions
    return tuple(
        msgspec.structs.replace(f, directions=tuple(d for d in directions if f.name in lists.get(d, ())))
        for f in functions
    )


def split_by_direction(sentence: str, directions: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The names listed behind each direction in a sentence such as 甲方向……包括A、B，乙方向……包括A。"""
    found = {m.start(): (m.end(), d) for d in directions for m in re.finditer(re.escape(d) + "(?=方向)", sentence)}
    bounds = [*sorted(found), len(sentence)]
    lists: dict[str, tuple[str, ...]] = {}
    for start, end in pairwise(bounds):
        begin, direction = found[start]
        names = LIST_OPENING.sub("", sentence[begin:end])
        lists[direction] = tuple(NAME.findall(names))
    return lists
