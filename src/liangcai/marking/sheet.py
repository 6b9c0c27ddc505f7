"""The scoring sheet of a practical part, made from the blueprint.

In: a blueprint. Out: rows of tasks with the most that each may earn, and who must sign.
Follows: the skill weight table (4.2) for the skill part, 1.9.3 for the panel; the review part has one row, as the
standard gives it no weights.
"""

from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.blueprint.model import Blueprint, PartPlan, hash_blueprint
from liangcai.standard.model import Staffing

SheetKind = Literal["skill", "review"]
STAFF_CLAUSE = "1.9.3"


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """A task to be scored from 0 to ``maximum``; ``key`` is the number of the task."""

    key: str
    name: str
    function: str
    area: str
    maximum: Decimal
    clause: str
    line: int


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

    def row(self, key: str) -> SheetRow | None:
        """The row of that key, or None."""
        return next((row for row in self.rows if row.key == key), None)


class RowScore(msgspec.Struct, frozen=True, kw_only=True):
    """What an assessor gives for a row of the sheet."""

    key: str
    points: Decimal


class AssessorSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One assessor's sheet for one candidate, filled in alone."""

    assessor: str
    candidate: str
    rows: tuple[RowScore, ...]


def derive_score_sheet(blueprint: Blueprint, kind: SheetKind = "skill") -> ScoreSheet | None:
    """The sheet of a part, or None where the level does not sit it."""
    part = blueprint.part(kind)
    if part is None:
        return None
    return ScoreSheet(
        kind=kind,
        name=part.name,
        level=blueprint.level,
        blueprint_sha256=hash_blueprint(blueprint),
        rows=_list_tasks(blueprint) if kind == "skill" else (_whole_part(part),),
        full_mark=part.full_mark,
        staff=part.staff,
        line=part.line,
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
