"""Every requirement of a standard in one table (CSV), for spreadsheets.

In: a standard. Out: the bytes of a table. Follows: the document, its order and its numbers as printed.
"""

from collections.abc import Iterator

import msgspec

from liangcai.standard.identity import requirement_id, requirement_uuid, standard_id
from liangcai.standard.model import NO_TABLE, BasicItem, Function, Requirement, Standard, Task
from liangcai.tables.table import Column, Table
from liangcai.tables.text import write_text

KINDS = {"S": "技能要求 skill", "K": "相关知识要求 knowledge", "B": "基本要求 basic"}


class RequirementRow(msgspec.Struct, frozen=True, kw_only=True):
    """One requirement; the names of the fields head the columns."""

    id: str
    uuid: str
    level: str = ""
    directions: str = ""
    table: str = ""
    area: str
    function: str = ""
    task: str
    kind: str
    number: str
    printed_number: str = ""
    text: str
    line: int


def write_csv(standard: Standard) -> bytes:
    """The requirements of a standard: the basic ones first, then level by level."""
    columns = tuple(Column(head=name) for name in RequirementRow.__struct_fields__)
    rows = (tuple(str(value) for value in msgspec.structs.astuple(row)) for row in list_requirements(standard))
    return write_text(Table(name="requirements", columns=columns, rows=tuple(rows)))


def list_requirements(standard: Standard) -> Iterator[RequirementRow]:
    """Every requirement in the order of the document."""
    framework = standard_id(standard.code, standard.edition)
    for group in standard.basic:
        for item in walk_items(group.items):
            yield list_basic(framework, group.area, group.name, item)
    for work in standard.work:
        for function in work.functions:
            for task in function.tasks:
                yield from list_task(framework, work.level, function, task)


def walk_items(items: tuple[BasicItem, ...]) -> Iterator[BasicItem]:
    """Points with the points below them."""
    for item in items:
        yield item
        yield from walk_items(item.items)


def list_basic(framework: str, area: str, group: str, item: BasicItem) -> RequirementRow:
    """A basic point as a row."""
    identity = requirement_id(framework, "", "B", item.number)
    return RequirementRow(
        id=identity,
        uuid=str(requirement_uuid(identity)),
        area=area,
        task=group,
        kind=KINDS["B"],
        number=item.number,
        text=item.text,
        line=item.line,
    )


def list_task(framework: str, level: str, function: Function, task: Task) -> Iterator[RequirementRow]:
    """The skills and the knowledge of a task as rows."""
    columns: tuple[tuple[str, tuple[Requirement, ...]], ...] = (("S", task.skills), ("K", task.knowledge))
    for kind, items in columns:
        for item in items:
            identity = requirement_id(framework, level, kind, item.number, function.table)
            yield RequirementRow(
                id=identity,
                uuid=str(requirement_uuid(identity)),
                level=level,
                directions="、".join(function.directions),
                table="" if function.table == NO_TABLE else function.table,
                area=function.name,
                function=function.number,
                task=f"{task.number} {task.name}",
                kind=KINDS[kind],
                number=item.number,
                printed_number=item.printed_number or "",
                text=item.text,
                line=item.line,
            )
