"""What a candidate should train next: the requirements behind the points that were lost.

In: the standard, level and direction, the blueprint, what was earned a leaf of the theory paper and a row of the
practical sheet. Out: ``Need``s, the most points lost first. Follows: 1.9.2 (the share that passes), chapters 2 and 3
(what is required); a leaf or a row below that share is to be trained, whether or not the part was passed.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.blueprint.model import Blueprint, SkillLine, TheoryLine
from liangcai.marking.panel import PanelMark
from liangcai.marking.theory import Subtotal
from liangcai.standard.model import Requirement, Standard, Task

Kind = Literal["theory", "skill"]
BASIC, KNOWLEDGE = "B", "K"
# The share that passes, where the standard states none.
PASSING = Decimal("0.6")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the standard asks for, by its number, or blank where it has none."""

    number: str
    text: str


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """A leaf or a row: what it is called, what was earned of it, what the standard asks for there.

    ``weak`` where less was earned than the share that passes; ``clause`` and ``line`` lead to the requirements.
    """

    kind: Kind
    area: str
    place: str
    name: str
    points: Decimal
    full: Decimal
    weak: bool
    asked: tuple[Asked, ...]
    clause: str
    line: int

    @property
    def lost(self) -> Decimal:
        """The points that were not earned."""
        return self.full - self.points


def advise_training(
    standard: Standard,
    blueprint: Blueprint,
    leaves: Sequence[Subtotal],
    panel: PanelMark | None,
) -> tuple[Need, ...]:
    """Every leaf and row, the weak ones first and of these the one with most points lost."""
    share = _passing_share(standard)
    needs = [
        *_theory(standard, blueprint, leaves, share),
        *(_skill(standard, blueprint, panel, share) if panel else ()),
    ]
    return tuple(sorted(needs, key=lambda need: (not need.weak, -need.lost, need.kind, need.place)))


def _passing_share(standard: Standard) -> Decimal:
    full, passing = standard.assessment.full_mark, standard.assessment.pass_mark
    return Decimal(passing) / full if full and passing else PASSING


def _theory(standard: Standard, blueprint: Blueprint, leaves: Sequence[Subtotal], share: Decimal) -> Iterator[Need]:
    lines = {line.leaf: line for line in blueprint.lines}
    for leaf in leaves:
        line = lines.get(leaf.key)
        if line is not None and leaf.full:
            yield Need(
                kind="theory",
                area=line.area,
                place=leaf.key,
                name=line.name,
                points=leaf.points,
                full=leaf.full,
                weak=leaf.points < share * leaf.full,
                asked=_ask_of_leaf(standard, blueprint, line),
                clause=line.source_clause,
                line=line.source_line,
            )


def _skill(standard: Standard, blueprint: Blueprint, panel: PanelMark, share: Decimal) -> Iterator[Need]:
    for line in blueprint.skill_lines:
        earned, full = _add_up(panel, line)
        if full:
            task = _find_task(standard, blueprint, line.table, line.task)
            yield Need(
                kind="skill",
                area=line.area,
                place=line.task,
                name=line.name,
                points=earned.quantize(Decimal("0.1")),
                full=full,
                weak=earned < share * full,
                asked=_list_asked(task.skills if task else ()),
                clause=line.source_clause,
                line=line.source_line,
            )


def _add_up(panel: PanelMark, line: SkillLine) -> tuple[Decimal, Decimal]:
    """What a task earned and could: the mean of what people gave, and what a station gave."""
    rows = [row for row in panel.rows if _is_of(row.area, row.key, line)]
    fixed = [row for row in panel.fixed if _is_of(row.area, row.key, line)]
    scored = sum((sum(row.scores, Decimal(0)) / max(1, len(row.scores)) for row in rows), Decimal(0))
    given = sum((Decimal(row.points.numerator) / row.points.denominator for row in fixed), Decimal(0))
    return scored + given, sum((row.maximum for row in rows), Decimal(0)) + sum(
        (row.maximum for row in fixed), Decimal(0)
    )


def _is_of(area: str, key: str, line: SkillLine) -> bool:
    return area == line.area and key.partition("-")[0] == line.task


def _ask_of_leaf(standard: Standard, blueprint: Blueprint, line: TheoryLine) -> tuple[Asked, ...]:
    """What a leaf asks for: the knowledge of a task, or the points of a basic group."""
    if line.leaf.startswith(BASIC):
        group = next((one for one in standard.basic if one.number == line.leaf.removeprefix(BASIC)), None)
        return tuple(Asked(number=one.number, text=one.text) for one in group.items) if group else ()
    task = _find_task(standard, blueprint, line.table, line.leaf.removeprefix(KNOWLEDGE))
    return _list_asked(task.knowledge if task else ())


def _find_task(standard: Standard, blueprint: Blueprint, table: str, number: str) -> Task | None:
    functions = standard.functions(blueprint.level, blueprint.direction)
    tasks = (task for function in functions if function.table == table for task in function.tasks)
    return next((task for task in tasks if task.number == number), None)


def _list_asked(requirements: Sequence[Requirement]) -> tuple[Asked, ...]:
    return tuple(Asked(number=one.number, text=one.text) for one in requirements)
