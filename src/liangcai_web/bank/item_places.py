"""What a question may be written for: the requirements of a level, and the points that were added below them.

In: a shelf. Out: choices of a form. Follows: a requirement is named by table and code, a point by its number below.
"""

from collections.abc import Iterable, Iterator

import msgspec

from liangcai.items.elements import Addition
from liangcai.items.model import Item
from liangcai.standard.model import NO_TABLE, BasicGroup, BasicItem
from liangcai_web.bank.shelf import list_directions, plan
from liangcai_web.services.bank.elements import list_additions
from liangcai_web.services.bank.items import Shelf

Choice = tuple[str, str]


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """``requirements`` as ``table|code`` and words; ``points`` by requirement, as ``table|code/number`` and words."""

    requirements: tuple[Choice, ...]
    points: tuple[tuple[str, tuple[Choice, ...]] | Choice, ...]


def list_places(shelf: Shelf, chosen: str = "") -> Places:
    """Every choice of a level; a point that is ``chosen`` and none of them, as another body's code, stays one."""
    requirements = dict(_list_requirements(shelf))
    points = tuple(_group_points(requirements, list_additions(shelf)))
    known = {value for _, group in points for value, _ in group}
    other = ((chosen, chosen.rpartition("|")[2]),) if chosen and chosen not in known else ()
    return Places(requirements=tuple(requirements.items()), points=(*points, *other))


def choose_point(item: Item) -> str:
    """The choice that stands for the element of a question: a point below its requirement, or another body's code."""
    below = item.element.rpartition("/")[0] == item.requirement
    return f"{item.table}|{item.element}" if below else item.element


def _list_requirements(shelf: Shelf) -> Iterator[Choice]:
    """Every requirement that a question may name; a group of basic requirements comes before the others."""
    standard = shelf.standard
    for direction in list_directions(standard, shelf.level):
        blueprint = plan(shelf, direction)
        for line in blueprint.lines if blueprint else ():
            if line.leaf.startswith("B"):
                yield f"{NO_TABLE}|{line.leaf}", f"{line.leaf} {line.name}"
    for function in standard.functions(shelf.level):
        for task in function.tasks:
            for found in task.knowledge:
                yield f"{function.table}|K{found.number}", f"K{found.number} {found.text}"
    for number, text in _list_basic(standard.basic):
        yield f"{NO_TABLE}|B{number}", f"B{number} {text}"


def _list_basic(groups: Iterable[BasicGroup | BasicItem]) -> list[Choice]:
    """The points of the basic requirements, however deep."""
    return [
        found for group in groups for item in group.items for found in ((item.number, item.text), *_list_basic((item,)))
    ]


def _group_points(
    requirements: dict[str, str], additions: tuple[Addition, ...]
) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """The added points under the words of their requirement, in the order of the standard."""
    for requirement, words in requirements.items():
        table, _, code = requirement.rpartition("|")
        mine = [found for found in additions if found.name and found.under == code and found.table in ("", table)]
        if mine:
            yield words, tuple((f"{requirement}/{one.number}", f"{code}/{one.number} {one.name}") for one in mine)
