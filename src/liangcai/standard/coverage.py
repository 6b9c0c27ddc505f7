"""What became of every character of a source: an element, a repair, page furniture, or nothing.

In: a standard and the text that it was read from. Out: ``Coverage``, line by line, with the paths of the elements on
each line, such as work/初级/1.1/S1.1.2, and what the model holds of them there. Follows: nothing is lost and nothing
invented; what stands in no element, in no named furniture and in no record of something left out is loose, and its line
counts as unmapped.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from liangcai.findings import Span
from liangcai.standard.model import NO_TABLE, BasicItem, Function, Part, Placed, Repair, Standard, Task, Total, Weight
from liangcai.standard.reading.account import find_loose
from liangcai.standard.telling import tell_lines

LineKind = Literal["mapped", "furniture", "blank", "unmapped"]


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the model that stands in the source, and where it is in the model."""

    path: str
    value: Placed


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An element on a line: what the model holds of it there, and whether it begins on that line."""

    path: str
    words: str
    begins: bool


class CoveredLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the source; ``what`` names furniture, ``loose`` are the runs of characters that nothing covers.

    ``elements`` are the paths of what is ``told``.
    """

    number: int
    kind: LineKind
    text: str
    what: str = ""
    elements: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    repairs: tuple[Repair, ...] = ()
    loose: tuple[Span, ...] = ()


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """All lines and how many there are of each kind; ``repaired`` lines are among the mapped ones."""

    lines: tuple[CoveredLine, ...]
    mapped: int
    furniture: int
    blank: int
    unmapped: int
    repaired: int


def cover_source(standard: Standard, text: str) -> Coverage:
    """Account for every line of the text that a standard was read from."""
    source = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if source[-1] == "":
        source.pop()
    furniture = {named.line: named.what for named in standard.source.furniture_lines}
    loose = find_loose(source, (standard,), standard.source)
    told = index_elements(standard, source)
    repairs: dict[int, list[Repair]] = {}
    for repair in standard.source.repairs:
        repairs.setdefault(repair.line, []).append(repair)
    lines = tuple(
        CoveredLine(
            number=number,
            kind=name_kind(line, number, furniture, loose),
            text=line,
            what=furniture.get(number, ""),
            elements=tuple(one.path for one in told.get(number, ())),
            told=tuple(told.get(number, ())),
            repairs=tuple(repairs.get(number, ())),
            loose=loose.get(number, ()),
        )
        for number, line in enumerate(source, 1)
    )
    counts = {kind: sum(line.kind == kind for line in lines) for kind in ("mapped", "furniture", "blank", "unmapped")}
    return Coverage(lines=lines, repaired=sum(bool(line.repairs) for line in lines), **counts)


def name_kind(line: str, number: int, furniture: dict[int, str], loose: dict[int, tuple[Span, ...]]) -> LineKind:
    """What a line is as a whole."""
    if not line.strip():
        return "blank"
    if number in furniture:
        return "furniture"
    return "unmapped" if number in loose else "mapped"


def index_elements(standard: Standard, source: list[str]) -> dict[int, list[Told]]:
    """What is told of the elements on each line, in the order of the model."""
    found: dict[int, dict[str, Told]] = {}
    for element in walk_elements(standard):
        for line, words in tell_lines(element.value, source).items():
            told = Told(path=element.path, words=words, begins=line == element.value.line)
            found.setdefault(line, {}).setdefault(element.path, told)
    return {line: list(paths.values()) for line, paths in found.items()}


def walk_elements(standard: Standard) -> Iterator[Element]:
    """Everything of the model that stands in the source, passages last."""
    assessment = standard.assessment
    yield from (Element(path=f"level/{level.name}", value=level) for level in standard.levels)
    yield from (Element(path=f"conditions/{c.level}/{c.number}", value=c) for c in standard.conditions)
    yield Element(path="training", value=standard.training)
    yield Element(path="assessment", value=assessment)
    for part in assessment.parts:
        yield from walk_part(part)
    for group in standard.basic:
        yield Element(path=f"basic/{group.number}", value=group)
        yield from walk_items(group.items)
    for work in standard.work:
        yield Element(path=f"work/{work.level}", value=work)
        for function in work.functions:
            yield from walk_function(work.level, function)
    yield from (Element(path=f"weights/{name_column(w)}/{w.area}", value=w) for w in standard.weights)
    yield from (Element(path=f"totals/{name_column(total)}", value=total) for total in standard.totals)
    yield from (Element(path=f"heads/{head.section}", value=head) for head in standard.heads)
    yield from (Element(path=f"glossary/{entry.term}", value=entry) for entry in standard.glossary)
    yield from (Element(path=f"notes/{note.mark}", value=note) for note in standard.notes)
    yield from (Element(path=f"passages/{passage.number}", value=passage) for passage in standard.passages)


def walk_part(part: Part) -> Iterator[Element]:
    """A part of the examination and its minutes where levels differ."""
    yield Element(path=f"assessment/{part.kind}", value=part)
    yield from (Element(path=f"assessment/{part.kind}/{'、'.join(own.levels)}", value=own) for own in part.minutes)


def walk_items(items: tuple[BasicItem, ...]) -> Iterator[Element]:
    """The points of the basic requirements and those below them."""
    for item in items:
        yield Element(path=f"basic/B{item.number}", value=item)
        yield from walk_items(item.items)


def walk_function(level: str, function: Function) -> Iterator[Element]:
    """A function, its tasks and their requirements; the table has a place in the path where a level has several."""
    root = f"work/{level}" if function.table == NO_TABLE else f"work/{level}/{function.table}"
    yield Element(path=f"{root}/{function.number}", value=function)
    for task in function.tasks:
        yield from walk_task(root, task)


def walk_task(root: str, task: Task) -> Iterator[Element]:
    """A task and its requirements."""
    yield Element(path=f"{root}/{task.number}", value=task)
    for kind, column in (("S", task.skills), ("K", task.knowledge)):
        yield from (Element(path=f"{root}/{task.number}/{kind}{one.number}", value=one) for one in column)


def name_column(cell: Weight | Total) -> str:
    """The column of a weight table as part of a path."""
    return f"{cell.table}/{cell.level}" + (f"/{cell.direction}" if cell.direction else "")
