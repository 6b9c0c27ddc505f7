"""What an examination of a level must contain, weigh and last, as a value.

In: built by ``derive_blueprint``. Out: frozen structs; ``hash_blueprint`` names the value in later records.
Follows: the weight tables (chapter 4), the requirements they weigh (chapters 2 and 3), the parts (1.9.2-1.9.4).
"""

import hashlib
from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.standard.model import NO_TABLE, PartKind, Staffing

QuestionType = Literal[
    "single", "multiple", "truefalse", "fill", "order", "match", "short", "calculation", "essay", "case"
]


class TypeCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many questions of a type."""

    type: QuestionType
    count: int


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """A band of difficulty, from the band before up to and without ``upto``, and its percent of each area and type."""

    upto: Decimal
    percent: int


class AreaPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a weight table: points by the percent, and questions where the part has questions."""

    area: str
    percent: int
    points: Decimal
    questions: int
    clause: str
    line: int


class TheoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a leaf gets in the theory part; ``leaf`` is K + task number or B + basic group number.

    ``clause`` and ``line`` are those of the weight, ``source_clause`` and ``source_line`` those of the requirements.
    """

    leaf: str
    name: str
    area: str
    requirements: int
    questions: int
    points: Decimal
    counts: tuple[TypeCount, ...]
    clause: str
    line: int
    source_clause: str
    source_line: int
    table: str = NO_TABLE

    def count(self, kind: str) -> int:
        """How many questions of a type the leaf gets."""
        return sum(cell.count for cell in self.counts if cell.type == kind)


class SkillLine(msgspec.Struct, frozen=True, kw_only=True):
    """The points of a task in the skill part; clauses and lines as in ``TheoryLine``."""

    task: str
    name: str
    function: str
    area: str
    requirements: int
    points: Decimal
    clause: str
    line: int
    source_clause: str
    source_line: int
    table: str = NO_TABLE


class PartPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A part that the level sits: minutes (1.9.4), full and pass mark (1.9.2), staff (1.9.3)."""

    name: str
    kind: PartKind
    minutes: int
    full_mark: int
    pass_mark: int
    staff: Staffing | None
    line: int


class Blueprint(msgspec.Struct, frozen=True, kw_only=True):
    """The whole plan of an examination of one level and direction, under one rule pack."""

    standard_id: str
    standard_sha256: str
    level: str
    direction: str | None
    pack_id: str
    types: tuple[TypeCount, ...]
    question_points: Decimal
    areas: tuple[AreaPlan, ...]
    lines: tuple[TheoryLine, ...]
    skill_areas: tuple[AreaPlan, ...]
    skill_lines: tuple[SkillLine, ...]
    parts: tuple[PartPlan, ...]
    bands: tuple[Band, ...] = ()

    def part(self, kind: PartKind) -> PartPlan | None:
        """The part of that kind, or None where the level does not sit one."""
        return next((part for part in self.parts if part.kind == kind), None)


def hash_blueprint(blueprint: Blueprint) -> str:
    """The SHA-256, in hex, of the blueprint's JSON: what a paper and a decision name."""
    return hashlib.sha256(msgspec.json.encode(blueprint)).hexdigest()
