"""What a new edition does to the questions, the papers and the staff.

In: a comparison of two editions and the banks written for the old one. Out: ``Effects``. Follows: the requirements that
questions name (chapters 2 and 3), the points of areas (chapter 4 with the full mark of 1.9.2), parts, minutes and staff
(1.9.2-1.9.4). A question whose task or function has another name will not bind by itself; one whose requirement was
reworded has to be read again; nothing is decided for its author.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.items.model import Bank, Item, is_under
from liangcai.standard.compare.model import Change, Comparison, Heading, How, Side
from liangcai.standard.model import NO_TABLE

FULL_PERCENT = 100
STAFF_FIELDS = ("ratio", "at_least", "per", "odd")
Touch = Literal["itself", "below", "above"]


class QuestionEffect(msgspec.Struct, frozen=True, kw_only=True):
    """A question that a change touches.

    ``touch`` says whether the change is of the requirement itself, of a point below the group that the question names,
    or of the name of its task or function; ``new_requirement`` is the code in the new edition, blank when it is gone.
    """

    item: str
    level: str
    requirement: str
    touch: Touch
    how: tuple[How, ...]
    new_requirement: str
    new_level: str
    change: Change


class PointsEffect(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a weight table whose points change; None where the row or the full mark is missing."""

    change: Change
    before: Decimal | None
    after: Decimal | None


class Effects(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the new edition touches; ``kept`` counts the questions that stay as they are."""

    questions: tuple[QuestionEffect, ...] = ()
    kept: int = 0
    points: tuple[PointsEffect, ...] = ()
    examination: tuple[Change, ...] = ()
    staff: tuple[Change, ...] = ()

    @property
    def touched(self) -> int:
        """How many questions are touched, each counted once."""
        return len({(effect.level, effect.item) for effect in self.questions})


class _Index(msgspec.Struct, frozen=True):
    """The changes by what a question may name, (level, table, code), and the names above it, (level, table, number)."""

    requirements: dict[tuple[str, str, str], list[Change]]
    names: dict[tuple[str, str, str], Change]


def trace_effects(comparison: Comparison, *banks: Bank) -> Effects:
    """What the change of edition touches: questions of the banks, points of areas, the examination, its staff."""
    index = index_changes(comparison)
    touched = [(bank, item, tuple(trace_item(bank, item, index))) for bank in banks for item in bank.items]
    changes = comparison.changes
    parts = tuple(change for change in changes if change.subject in ("part", "mark"))
    return Effects(
        questions=tuple(effect for _, _, effects in touched for effect in effects),
        kept=sum(not effects for _, _, effects in touched),
        points=tuple(weigh(change, comparison.old, comparison.new) for change in changes if change.subject == "weight"),
        examination=tuple(change for change in parts if change.field not in STAFF_FIELDS),
        staff=tuple(change for change in parts if change.field in STAFF_FIELDS),
    )


def index_changes(comparison: Comparison) -> _Index:
    """The changes of what stood in the old edition, by its codes there."""
    requirements: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
    names: dict[tuple[str, str, str], Change] = {}
    for change in comparison.changes:
        old = change.old
        if old is None or change.field != "text":
            continue
        if change.subject in ("knowledge", "skill", "basic"):
            requirements[old.level, old.table, code_of(change.subject, old)].append(change)
        elif change.subject in ("function", "task") and "reworded" in change.how:
            names[old.level, old.table, old.number] = change
    return _Index(dict(requirements), names)


def code_of(subject: str, side: Side) -> str:
    """The code by which a question names a requirement."""
    return f"{'B' if subject == 'basic' else 'S' if subject == 'skill' else 'K'}{side.number}"


def trace_item(bank: Bank, item: Item, index: _Index) -> Iterator[QuestionEffect]:
    """The changes that touch one question: of its requirement, else of points below it; and of the names above it."""
    basic = item.requirement.startswith("B")
    level, table = ("", NO_TABLE) if basic else (bank.level, item.table)
    itself = index.requirements.get((level, table, item.requirement), [])
    for change in itself:
        yield touch_item(bank, item, "itself", change)
    gone = any(change.new is None for change in itself)
    if basic and not gone:
        for (_, _, code), changes in index.requirements.items():
            if code != item.requirement and is_under(code, item.requirement):
                yield from (touch_item(bank, item, "below", change) for change in changes)
    for number in [] if basic or gone else list_above(item.requirement[1:]):
        named = index.names.get((level, table, number))
        if named:
            yield touch_item(bank, item, "above", named)


def list_above(number: str) -> list[str]:
    """The numbers of the function and the task above a requirement: 1.2.3 gives 1 and 1.2."""
    figures = number.split(".")
    return [".".join(figures[:depth]) for depth in range(1, len(figures))]


def touch_item(bank: Bank, item: Item, touch: Touch, change: Change) -> QuestionEffect:
    """A question and the change that touches it."""
    new, level = item.requirement, bank.level
    if touch == "itself":
        new = code_of(change.subject, change.new) if change.new else ""
        level = (change.new.level or bank.level) if change.new else ""
    return QuestionEffect(
        item=item.id,
        level=bank.level,
        requirement=item.requirement,
        touch=touch,
        how=change.how,
        new_requirement=new,
        new_level=level,
        change=change,
    )


def weigh(change: Change, old: Heading, new: Heading) -> PointsEffect:
    """The points of a row before and after."""
    return PointsEffect(
        change=change, before=count_points(change.old, old.full_mark), after=count_points(change.new, new.full_mark)
    )


def count_points(side: Side | None, full_mark: int | None) -> Decimal | None:
    """The points of a cell: its share of the full mark."""
    if side is None or not side.text or full_mark is None:
        return None
    return Decimal(side.text) * full_mark / FULL_PERCENT
