"""A standard laid out as a list of clauses that can be matched one by one.

In: a standard. Out: ``Node`` values in the order of the document, each knowing what it stands under. Follows: chapters
1 (sections, conditions, notes), 2 (basic requirements), 3 (functions, tasks, requirements) and 5 (terms). The cover
and the preface ask nothing of anybody and are left out.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from liangcai.standard.compare.likeness import pair_letters, plain
from liangcai.standard.compare.model import Side, Subject
from liangcai.standard.model import NO_TABLE, BasicItem, Function, Placed, Requirement, Standard, Task

FRONT = ("cover", "preface")
MARKS = re.compile(r"^[\s^①-⑳*＊]*(?:[(（]?\d{1,2}(?:[)）]|[.、](?!\d)))?\s*")


class Node(NamedTuple):
    """A clause to match. ``tail`` is its number below its parent; ``content`` the letters of all that it holds.

    ``order`` is its place among the nodes of its document and names it there.
    """

    order: int
    subject: Subject
    depth: int
    parent: int | None
    tail: str
    side: Side
    plain: str
    letters: frozenset[str]
    content: frozenset[str] = frozenset()


class _Outline:
    """Collects the nodes of one document."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self.nodes: list[Node] = []

    def section(self, line: int) -> str:
        """The number of the section in which a line stands."""
        return find_section(self.standard, line)

    def add(self, subject: Subject, side: Side, *, parent: Node | None = None, tail: str, content: str = "") -> Node:
        """One node more."""
        words = plain(side.text)
        node = Node(
            order=len(self.nodes),
            subject=subject,
            depth=parent.depth + 1 if parent else 0,
            parent=parent.order if parent else None,
            tail=tail,
            side=side,
            plain=words,
            letters=pair_letters(words),
            content=pair_letters(plain(content)),
        )
        self.nodes.append(node)
        return node


def find_section(standard: Standard, line: int) -> str:
    """The number of the section in which a line stands, blank when unknown."""
    before = [passage for passage in standard.passages if 0 < passage.line <= line]
    return max(before, key=lambda passage: passage.line).number if before else ""


def lay_out(standard: Standard) -> tuple[Node, ...]:
    """The clauses of a standard."""
    outline = _Outline(standard)
    for add in (add_passages, add_conditions, add_basic, add_work, add_glossary):
        add(outline, standard)
    return tuple(outline.nodes)


def add_passages(outline: _Outline, standard: Standard) -> None:
    """The sections with what remains of their text once conditions, notes, items and terms are taken out."""
    held = {plain(text) for text in walk_texts(standard)}
    groups = {group.number for group in standard.basic}
    terms = {plain(entry.term) for entry in standard.glossary}
    levels = {name for level in standard.levels for name in (level.name, level.printed_name)}
    for passage in standard.passages:
        if passage.number in FRONT:
            continue
        rest = [line for line in passage.text.split("\n") if plain(MARKS.sub("", line)) not in held]
        body = "\n".join(line for line in rest if line.strip() and plain(line) not in held)
        heads_elements = passage.number in groups or plain(passage.title) in terms or passage.title in levels
        if body or not heads_elements:
            text = f"{passage.title}\n{body}" if body else passage.title
            side = Side(clause=passage.number, line=passage.line, number=passage.number, text=text)
            outline.add("passage", side, tail=passage.number)


def walk_texts(standard: Standard) -> Iterator[str]:
    """The texts that are nodes of their own and need not be compared again with their section."""
    yield from (condition.text for condition in standard.conditions)
    yield from (note.text for note in standard.notes)
    yield from (line for entry in standard.glossary for line in entry.text.split("\n"))
    yield from (entry.text for entry in standard.glossary)
    yield from (item.text for group in standard.basic for item in walk_items(group.items))


def walk_items(items: tuple[BasicItem, ...]) -> Iterator[BasicItem]:
    """The points of a group and those below them."""
    for item in items:
        yield item
        yield from walk_items(item.items)


def add_conditions(outline: _Outline, standard: Standard) -> None:
    """The application conditions with what heads their list, and the notes."""
    for condition in standard.conditions:
        text = f"{condition.requires}；{condition.text}" if condition.requires else condition.text
        side = place(outline, condition, condition.number, text, level=condition.level)
        outline.add("condition", side, tail=condition.number)
    for note in standard.notes:
        outline.add("note", place(outline, note, note.mark, note.text), tail=note.mark)


def place(outline: _Outline, element: Placed, number: str, text: str, *, level: str = "") -> Side:
    """A side that is opened by its section and line."""
    return Side(clause=outline.section(element.line), line=element.line, number=number, text=text, level=level)


def add_basic(outline: _Outline, standard: Standard) -> None:
    """The groups of chapter 2 and their points."""
    for group in standard.basic:
        content = "\n".join(item.text for item in walk_items(group.items))
        side = Side(clause=group.number, line=group.line, number=group.number, text=group.name, above=(group.area,))
        node = outline.add("basic", side, tail=group.number, content=content)
        add_items(outline, group.items, node, (group.area, group.name))


def add_items(outline: _Outline, items: tuple[BasicItem, ...], parent: Node, above: tuple[str, ...]) -> None:
    """The points below a group or a point."""
    for item in items:
        content = "\n".join(below.text for below in walk_items(item.items))
        side = Side(clause=f"B{item.number}", line=item.line, number=item.number, text=item.text, above=above)
        node = outline.add("basic", side, parent=parent, tail=find_tail(item.number, parent), content=content)
        add_items(outline, item.items, node, (*above, item.text))


def find_tail(number: str, parent: Node) -> str:
    """What a number adds to that of its parent, so that what follows a renumbered parent keeps its place."""
    return number.removeprefix(f"{parent.side.number}.")


def add_work(outline: _Outline, standard: Standard) -> None:
    """The functions of chapter 3 with their tasks and requirements."""
    for work in standard.work:
        for function in work.functions:
            node = add_named(outline, "function", function, work.level, function.table, (), None, function.tasks)
            for task in function.tasks:
                above = (function.name,)
                below = add_named(outline, "task", task, work.level, function.table, above, node, (task,))
                add_requirements(outline, task, work.level, function, below)


def add_named(
    outline: _Outline,
    subject: Subject,
    element: Function | Task,
    level: str,
    table: str,
    above: tuple[str, ...],
    parent: Node | None,
    tasks: Iterable[Task],
) -> Node:
    """A function or a task, known by its name and by what it holds."""
    side = Side(
        clause=outline.section(element.line),
        line=element.line,
        number=element.number,
        text=element.name,
        level=level,
        table=table,
        direction="、".join(element.directions) if isinstance(element, Function) and element.directions else None,
        above=above,
    )
    content = "\n".join(one.text for task in tasks for one in (*task.skills, *task.knowledge))
    tail = find_tail(element.number, parent) if parent else element.number
    return outline.add(subject, side, parent=parent, tail=tail, content=content)


def add_requirements(outline: _Outline, task: Task, level: str, function: Function, parent: Node) -> None:
    """Both columns of a task."""
    columns: tuple[tuple[Subject, str, tuple[Requirement, ...]], ...] = (
        ("skill", "S", task.skills),
        ("knowledge", "K", task.knowledge),
    )
    for subject, letter, requirements in columns:
        for requirement in requirements:
            side = Side(
                clause=f"{letter}{requirement.number}",
                line=requirement.line,
                number=requirement.number,
                text=requirement.text,
                level=level,
                table=function.table or NO_TABLE,
                above=(function.name, task.name),
            )
            outline.add(subject, side, parent=parent, tail=find_tail(requirement.number, parent))


def add_glossary(outline: _Outline, standard: Standard) -> None:
    """The terms of the appendix with their explanations."""
    for entry in standard.glossary:
        section = outline.section(entry.line)
        text = f"{entry.term}：{entry.text}"
        side = Side(clause=section, line=entry.line, number=section, text=text, above=(entry.term,))
        outline.add("glossary", side, tail=entry.term)
