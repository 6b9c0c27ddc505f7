"""The competencies of a framework as one list of nodes, each knowing its parent.

In: a framework. Out: nodes, parents before children. Follows: chapters 2 and 3: level, function, task, requirement;
area, group, point. An identity is that of ``standard.identity``; L, T and A stand for levels, tasks and areas.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from liangcai.standard.exchange.case_model import TypeKey
from liangcai.standard.exchange.framework import Framework
from liangcai.standard.identity import requirement_id, standard_id
from liangcai.standard.model import NO_TABLE, BasicItem, Function, Requirement, Task


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A competency or a heading over some: ``short`` is a level's short name, ``printed`` a number as printed."""

    identity: str
    parent: str
    kind: TypeKey
    text: str
    number: str = ""
    printed: str | None = None
    short: str = ""
    level: str = ""
    directions: tuple[str, ...] = ()
    extra: dict[str, Any] = {}


def list_nodes(framework: Framework) -> tuple[Node, ...]:
    """Every node of a framework."""
    root = standard_id(framework.code, framework.edition)
    return (*list_levels(framework, root), *list_work(framework, root), *list_basic(framework, root))


def level_identity(root: str, level: str) -> str:
    """The identity of a level."""
    return f"{root}/{level}/-/L/-"


def list_levels(framework: Framework, root: str) -> Iterator[Node]:
    """The levels, and those that only chapter 3 knows."""
    for level in framework.levels:
        yield Node(
            identity=level_identity(root, level.name),
            parent=root,
            kind="level",
            text=level.printed_name,
            short=level.name,
            level=level.name,
            directions=level.directions,
            extra={} if level.training_hours is None else {"trainingHours": level.training_hours},
        )
    known = {level.name for level in framework.levels}
    for name in dict.fromkeys(work.level for work in framework.work if work.level not in known):
        yield Node(
            identity=level_identity(root, name),
            parent=root,
            kind="level",
            text=name,
            short=name,
            level=name,
            extra={"undefined": True},
        )


def list_work(framework: Framework, root: str) -> Iterator[Node]:
    """The functions of each level with what is below them."""
    for work in framework.work:
        for function in work.functions:
            yield from list_function(root, work.level, function)


def list_function(root: str, level: str, function: Function) -> Iterator[Node]:
    """A function with its tasks."""
    identity = requirement_id(root, level, "F", function.number, function.table)
    yield Node(
        identity=identity,
        parent=level_identity(root, level),
        kind="function",
        text=function.name,
        number=function.number,
        level=level,
        directions=function.directions,
        extra={} if function.table == NO_TABLE else {"table": function.table},
    )
    for task in function.tasks:
        yield from list_task(root, level, function, identity, task)


def list_task(root: str, level: str, function: Function, parent: str, task: Task) -> Iterator[Node]:
    """A task with its two columns, the skills first."""
    identity = f"{root}/{level}/{function.table}/T/{task.number}"
    yield Node(identity=identity, parent=parent, kind="task", text=task.name, number=task.number, level=level)
    columns: tuple[tuple[TypeKey, str, tuple[Requirement, ...]], ...] = (
        ("skill", "S", task.skills),
        ("knowledge", "K", task.knowledge),
    )
    for kind, letter, items in columns:
        for item in items:
            yield Node(
                identity=requirement_id(root, level, letter, item.number, function.table),
                parent=identity,
                kind=kind,
                text=item.text,
                number=item.number,
                printed=item.printed_number,
                level=level,
            )


def list_basic(framework: Framework, root: str) -> Iterator[Node]:
    """The areas of chapter 2 with their groups and points."""
    for area in dict.fromkeys(group.area for group in framework.basic):
        above = f"{root}/-/-/A/{area}"
        yield Node(identity=above, parent=root, kind="area", text=area)
        for group in framework.basic:
            if group.area == area:
                identity = requirement_id(root, "", "B", group.number)
                yield Node(identity=identity, parent=above, kind="group", text=group.name, number=group.number)
                yield from list_points(root, identity, group.items)


def list_points(root: str, parent: str, items: tuple[BasicItem, ...]) -> Iterator[Node]:
    """Points with the points below them."""
    for item in items:
        identity = requirement_id(root, "", "B", item.number)
        yield Node(identity=identity, parent=parent, kind="point", text=item.text, number=item.number)
        yield from list_points(root, identity, item.items)
