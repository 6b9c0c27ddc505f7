"""The points that a question can be coded to, by code and by path of names.

In: a standard and a level, or an element list. Out: ``Points``, and the point that a path means. Follows: chapters 2
and 3.1; real banks do not match their own element list, so a path is joined exactly, then by its last name, else not.
"""

import functools
import re
from collections.abc import Iterator

import msgspec

from liangcai.items.elements import ElementList
from liangcai.items.plain import plain_words
from liangcai.standard.model import NO_TABLE, BasicItem, Standard

_NUMBER = re.compile(r"^(?:[A-Z]-?)*\d+(?:[.\-．]\d+)*[.．、]?[ \t　]*(?=\D)")


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement (K or B with its number), or an element below one, under the names that lead to it."""

    code: str
    path: tuple[str, ...]
    table: str = NO_TABLE
    element: str = ""


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """Every point of a level of an edition of an occupation."""

    occupation: str
    edition: str
    level: str
    points: tuple[Point, ...]


class Directory:
    """The points, looked up: built once for a file."""

    def __init__(self, points: Points) -> None:
        self._codes: dict[str, list[Point]] = {}
        self._paths: dict[tuple[str, ...], list[Point]] = {}
        self._leaves: dict[str, list[Point]] = {}
        for point in points.points:
            self._codes.setdefault(point.element or point.code, []).append(point)
            self._paths.setdefault(plain_path(point.path), []).append(point)
            self._leaves.setdefault(plain_name(point.path[-1]), []).append(point)

    def find_code(self, code: str, table: str) -> Point | None:
        """The point of a code in a table; the only one there is where no table of that name has it."""
        found = self._codes.get(code, [])
        exact = [point for point in found if point.table == table]
        return exact[0] if exact else found[0] if len(found) == 1 else None

    def find_path(self, path: tuple[str, ...]) -> list[Point]:
        """The points with exactly this path; numbers before names say nothing."""
        return self._paths.get(plain_path(path), [])

    def find_leaf(self, path: tuple[str, ...]) -> list[Point]:
        """The points with this last name, wherever they stand."""
        return self._leaves.get(plain_name(path[-1]), [])


def list_points(standard: Standard, level: str) -> Points:
    """The points of a level: knowledge of its functions, then basic requirements, in the order of the document."""
    return Points(
        occupation=standard.code,
        edition=standard.edition,
        level=level,
        points=(*_list_knowledge(standard, level), *_list_basic(standard)),
    )


def list_element_points(standard: Standard, made: ElementList) -> Points:
    """The points of a level with those that an organisation added below them."""
    bare = list_points(standard, made.level)
    paths = {(point.table, point.code): point.path for point in bare.points}
    own = [element for element in made.elements if element.own]
    added = tuple(
        Point(code=element.parent, path=(*paths[key], element.name), table=element.table, element=element.code)
        for element in own
        if (key := (element.table if element.parent.startswith("K") else NO_TABLE, element.parent)) in paths
    )
    return msgspec.structs.replace(bare, points=(*bare.points, *added))


def list_paths(points: Points) -> dict[tuple[str, str], tuple[str, ...]]:
    """The path of each point by table and code (an element's own code)."""
    return {(point.table, point.element or point.code): point.path for point in points.points}


def plain_path(path: tuple[str, ...]) -> tuple[str, ...]:
    """A path in the form in which paths are compared."""
    return tuple(plain_name(name) for name in path)


@functools.lru_cache(20_000)
def plain_name(name: str) -> str:
    """A name without the number before it, without spaces and letter case."""
    return plain_words(_NUMBER.sub("", name.strip()))


def _list_knowledge(standard: Standard, level: str) -> Iterator[Point]:
    for function in standard.functions(level):
        above = (function.name,) if function.table == NO_TABLE else (function.table, function.name)
        for task in function.tasks:
            for found in task.knowledge:
                yield Point(code=f"K{found.number}", path=(*above, task.name, found.text), table=function.table)


def _list_basic(standard: Standard) -> Iterator[Point]:
    for group in standard.basic:
        path = (group.area, group.name)
        yield Point(code=f"B{group.number}", path=path)
        yield from _list_items(group.items, path)


def _list_items(items: tuple[BasicItem, ...], above: tuple[str, ...]) -> Iterator[Point]:
    for item in items:
        yield Point(code=f"B{item.number}", path=(*above, item.text))
        yield from _list_items(item.items, (*above, item.text))
