"""The element list (鉴定要素细目表): everything that can be asked, down to the smallest points, with its weight.

In: a standard, the blueprint of a level and direction, additions below the standard's lowest level. Out: the list in
the order of the document. Follows: chapters 2 and 3.1 for the points, 4.1 for the weights: the points of an area always
add up to its percent, since a weight is shared in whole hundredths by largest remainder.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from liangcai.blueprint.apportion import share_largest_remainder
from liangcai.blueprint.model import AreaPlan, Blueprint, TheoryLine
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.model import Importance
from liangcai.standard.model import BasicItem, Standard

PARTS = 100  # a weight is shared in hundredths of a percent


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """A point of the list. ``code`` is the requirement's, with ``/1``, ``/2`` for points added below it.

    ``depth`` 0 is an area of the weight table, 1 a task or basic group; ``weight`` is in percent of the theory part;
    ``size`` is what the weight above is shared by. ``table`` as in requirement ids.
    """

    code: str
    parent: str
    depth: int
    name: str
    weight: Decimal = Decimal(0)
    size: int = 1
    importance: Importance = "X"
    own: bool = False
    clause: str = ""
    line: int = 0
    table: str = ""


class Addition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A point that an organisation adds below a requirement, or, with no name, the importance it gives to one.

    ``number`` makes its code lasting (``K1.1.1/number``); 0 stands for its place among those added. ``table`` says
    which requirement of that code is meant where a level has several tables, "" for any.
    """

    under: str
    name: str = ""
    importance: Importance = "X"
    size: int = 1
    number: int = 0
    table: str = ""

    def fits(self, element: Element) -> bool:
        """Whether it belongs below that element."""
        return self.under == element.code and self.table in ("", element.table)


class ElementList(msgspec.Struct, frozen=True, kw_only=True):
    """The list of a level and direction; ``points`` are those with nothing below them."""

    standard_id: str
    level: str
    direction: str | None
    elements: tuple[Element, ...]

    @property
    def points(self) -> tuple[Element, ...]:
        """The smallest points: what questions are written for."""
        parents = {element.parent for element in self.elements}
        return tuple(element for element in self.elements if element.code not in parents)


def derive_elements(
    standard: Standard, blueprint: Blueprint, additions: Sequence[Addition] = ()
) -> Result[ElementList]:
    """The list; an addition under a code that the list lacks, or of no size, is a finding and is left out."""
    bare = tuple(element for area in blueprint.areas for element in _list_area(standard, blueprint, area))
    made = ElementList(
        standard_id=blueprint.standard_id,
        level=blueprint.level,
        direction=blueprint.direction,
        elements=_weigh(tuple(found for element in bare for found in _extend(element, bare, additions))),
    )
    return Result(made, tuple(_check_additions(made, additions)))


def _list_area(standard: Standard, blueprint: Blueprint, area: AreaPlan) -> Iterator[Element]:
    """An area with everything below it, before weights are shared."""
    weight = Decimal(area.percent)
    yield Element(code=area.area, parent="", depth=0, name=area.area, weight=weight, clause=area.clause, line=area.line)
    for line in blueprint.lines:
        if line.area == area.area:
            yield Element(
                code=line.leaf,
                parent=line.area,
                depth=1,
                name=line.name,
                size=line.requirements,
                clause=line.source_clause,
                line=line.source_line,
                table=line.table,
            )
            yield from _list_points(standard, blueprint.level, line)


def _list_points(standard: Standard, level: str, line: TheoryLine) -> Iterator[Element]:
    """What stands below a task or a basic group."""
    for group in standard.basic:
        if f"B{group.number}" == line.leaf:
            yield from _list_items(group.items, line.leaf, 2, line.table)
    for function in standard.functions(level):
        for task in function.tasks if function.table == line.table else ():
            for found in task.knowledge if f"K{task.number}" == line.leaf else ():
                yield _point(f"K{found.number}", found.text, line.leaf, 2, line.table, found.line)


def _list_items(items: tuple[BasicItem, ...], parent: str, depth: int, table: str) -> Iterator[Element]:
    for item in items:
        code = f"B{item.number}"
        below = tuple(_list_items(item.items, code, depth + 1, table))
        size = sum(element.size for element in below if element.parent == code) or 1
        yield msgspec.structs.replace(_point(code, item.text, parent, depth, table, item.line), size=size)
        yield from below


def _point(code: str, name: str, parent: str, depth: int, table: str, line: int) -> Element:
    return Element(code=code, parent=parent, depth=depth, name=name, clause=code[1:], line=line, table=table)


def _extend(element: Element, bare: tuple[Element, ...], additions: Sequence[Addition]) -> Iterator[Element]:
    """An element with the importance given to it, followed by the points added below it."""
    mine = [found for found in additions if found.fits(element) and found.size > 0]
    if not mine or any(other.parent == element.code for other in bare):
        yield element
        return
    importance = next((found.importance for found in mine if not found.name), element.importance)
    yield msgspec.structs.replace(element, importance=importance)
    for index, found in enumerate((found for found in mine if found.name), 1):
        yield msgspec.structs.replace(
            element,
            code=f"{element.code}/{found.number or index}",
            parent=element.code,
            depth=element.depth + 1,
            name=found.name,
            size=found.size,
            importance=found.importance,
            own=True,
        )


def _weigh(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Share the weight of each element over those below it; parents come before what is below them."""
    below: defaultdict[str, list[Element]] = defaultdict(list)
    for element in elements:
        below[element.parent].append(element)
    weights = {element.code: element.weight for element in elements}
    for element in elements:
        inner = below[element.code]
        total = int(weights[element.code] * PARTS)
        if inner:
            shares = share_largest_remainder(total, [found.size for found in inner])
            weights.update({found.code: Decimal(share) / PARTS for found, share in zip(inner, shares, strict=True)})
    return tuple(msgspec.structs.replace(element, weight=weights[element.code]) for element in elements)


def _check_additions(made: ElementList, additions: Sequence[Addition]) -> Iterator[Finding]:
    bare = [element for element in made.elements if not element.own]
    above = {element.parent for element in bare}
    lowest = {element.code: element for element in bare if element.code not in above}
    for found in additions:
        if found.size > 0 and found.under in lowest and found.fits(lowest[found.under]):
            continue
        yield Finding(
            rule="items.element-place",
            severity=Severity.ERROR,
            message=Message(
                f"鉴定点「{found.name or found.under}」只能加在标准的最细一级之下，且份额应大于 0；"
                f"{found.under} 不是这样的位置。",
                f"A point can only be added below the lowest level of the standard, with a size above 0; "
                f"{found.under} is no such place.",
            ),
            clause=found.under.lstrip("KB"),
        )
