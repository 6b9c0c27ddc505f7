"""The scoring sheet of a practical part, made from the blueprint.

In: a blueprint, the tasks that are done, the form of a review. Out: rows with the most that each may earn, veto items,
and who must sign. Follows: the skill weight table (4.2) for the skill part, 1.9.3 for the panel; the standard gives the
review part no weights: a rule pack gives it criteria, without one it has a single row.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import msgspec

from liangcai.blueprint.model import Blueprint, PartPlan, hash_blueprint
from liangcai.items.tasks import TaskSheet
from liangcai.marking.review import ReviewForm
from liangcai.standard.model import Staffing

SheetKind = Literal["skill", "review"]
STAFF_CLAUSE = "1.9.3"


class Keyed(msgspec.Struct, frozen=True, kw_only=True):
    """Something with a key: the number of a task, or with more behind a hyphen where a station divides it."""

    key: str

    @property
    def number(self) -> str:
        """The number of the task; blank for what is watched and belongs to no task."""
        head = self.key.partition("-")[0]
        return head if head == self.key or "." in head else ""


class SheetRow(Keyed, frozen=True, kw_only=True):
    """A task to be scored from 0 to ``maximum``; ``key`` is the number of the task."""

    name: str
    function: str
    area: str
    maximum: Decimal
    clause: str
    line: int


class FixedRow(Keyed, frozen=True, kw_only=True):
    """What a station gives for its share of a task: the same for every assessor, who signs it and can't change it.

    ``earned`` is exact, written n/d; None while the station has not been graded.
    """

    name: str
    function: str
    area: str
    maximum: Decimal
    earned: str | None
    clause: str
    line: int

    @property
    def points(self) -> Fraction:
        """What was earned, exact; nothing while it is not known."""
        return Fraction(self.earned or 0)


class VetoItem(msgspec.Struct, frozen=True, kw_only=True):
    """What ends a task whoever does it (一票否决); ``rows`` are those of its function, by their keys."""

    key: str
    text: str
    area: str
    rows: tuple[str, ...]


class ScoreSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What each assessor fills in, alone."""

    kind: SheetKind
    name: str
    level: str
    blueprint_sha256: str
    rows: tuple[SheetRow, ...]
    full_mark: int
    staff: Staffing | None
    line: int
    vetoes: tuple[VetoItem, ...] = ()
    fixed: tuple[FixedRow, ...] = ()

    @property
    def keyed(self) -> tuple["SheetRow | FixedRow", ...]:
        """All that earns points, whoever gives them."""
        return (*self.rows, *self.fixed)

    def row(self, key: str) -> SheetRow | None:
        """The row of that key, or None."""
        return next((row for row in self.rows if row.key == key), None)


class RowScore(msgspec.Struct, frozen=True, kw_only=True):
    """What an assessor gives for a row of the sheet."""

    key: str
    points: Decimal


class VetoSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A veto item that an assessor saw happen, and what they saw."""

    key: str
    note: str


class AssessorSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One assessor's sheet for one candidate, filled in alone; ``fixed`` is what the station had given by then."""

    assessor: str
    candidate: str
    rows: tuple[RowScore, ...]
    vetoes: tuple[VetoSeen, ...] = ()
    fixed: tuple[FixedRow, ...] = ()


def derive_score_sheet(
    blueprint: Blueprint,
    kind: SheetKind = "skill",
    *,
    tasks: tuple[TaskSheet, ...] = (),
    form: ReviewForm | None = None,
) -> ScoreSheet | None:
    """The sheet of a part, or None where the level does not sit it."""
    part = blueprint.part(kind)
    if part is None:
        return None
    review = _list_criteria(part, form) if form else (_whole_part(part),)
    return ScoreSheet(
        kind=kind,
        name=part.name,
        level=blueprint.level,
        blueprint_sha256=hash_blueprint(blueprint),
        rows=_list_tasks(blueprint) if kind == "skill" else review,
        full_mark=part.full_mark,
        staff=part.staff,
        line=part.line,
        vetoes=tuple(_list_vetoes(blueprint, tasks)) if kind == "skill" else (),
    )


def _list_vetoes(blueprint: Blueprint, tasks: tuple[TaskSheet, ...]) -> Iterator[VetoItem]:
    """The veto items of the tasks whose function is scored."""
    for task in tasks:
        lines = [line for line in blueprint.skill_lines if (line.table, line.function) == (task.table, task.function)]
        scored = [line for line in lines if line.points]
        for number, text in enumerate(task.vetoes if scored else (), 1):
            rows = tuple(line.task for line in scored)
            yield VetoItem(key=f"{task.id}-{number}", text=text, area=scored[0].area, rows=rows)


def _list_criteria(part: PartPlan, form: ReviewForm) -> tuple[SheetRow, ...]:
    """A row a criterion, its points scaled to the full mark of the part."""
    whole = form.points
    return tuple(
        SheetRow(
            key=f"R{number}",
            name=f"{row.zh} {row.en}",
            function="",
            area=form.zh,
            maximum=row.points * part.full_mark / whole,
            clause="1.9.2",
            line=part.line,
        )
        for number, row in enumerate(form.criteria, 1)
    )


def _list_tasks(blueprint: Blueprint) -> tuple[SheetRow, ...]:
    return tuple(
        SheetRow(
            key=line.task,
            name=line.name,
            function=line.function,
            area=line.area,
            maximum=line.points,
            clause=line.clause,
            line=line.line,
        )
        for line in blueprint.skill_lines
        if line.points
    )


def _whole_part(part: PartPlan) -> SheetRow:
    return SheetRow(
        key=part.kind,
        name=part.name,
        function="",
        area=part.name,
        maximum=Decimal(part.full_mark),
        clause="1.9.2",
        line=part.line,
    )
