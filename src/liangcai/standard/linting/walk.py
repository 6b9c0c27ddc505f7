"""The ways through a standard that several rules take.

In: a standard. Out: columns of requirements, columns of weights, passages of a level. Follows: chapters 3 and 4.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from liangcai.standard.model import Function, LevelWork, Passage, Requirement, Standard, Task, Weight

Table = Literal["theory", "skill"]
TABLES: tuple[tuple[Table, str, str, str], ...] = (
    ("theory", "4.1", "理论知识权重表", "theory weight table"),
    ("skill", "4.2", "技能（专业能力）要求权重表", "skill weight table"),
)
BASIC_AREAS = ("职业道德", "基础知识")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two columns of a task."""

    level: str
    function: Function
    task: Task
    of_skills: bool
    items: tuple[Requirement, ...]

    @property
    def zh(self) -> str:
        """The name of the column in Chinese."""
        return "技能要求" if self.of_skills else "相关知识要求"

    @property
    def en(self) -> str:
        """The name of the column in English."""
        return "skill column" if self.of_skills else "knowledge column"

    @property
    def clause(self) -> str:
        """The place of the column as a clause."""
        return f"3 {self.level} {self.task.number}"


class WeightColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a weight table."""

    table: Table
    clause: str
    zh: str
    en: str
    level: str
    direction: str | None
    cells: tuple[Weight, ...]

    @property
    def heading(self) -> str:
        """Level and direction in one word."""
        return self.level + (f"（{self.direction}方向）" if self.direction else "")


def walk_columns(standard: Standard) -> Iterator[Column]:
    """Both columns of each task, in document order."""
    for work in standard.work:
        for function in work.functions:
            for task in function.tasks:
                for of_skills, items in ((True, task.skills), (False, task.knowledge)):
                    yield Column(level=work.level, function=function, task=task, of_skills=of_skills, items=items)


def walk_weights(standard: Standard) -> Iterator[WeightColumn]:
    """Each column of both weight tables."""
    for table, clause, zh, en in TABLES:
        cells = [weight for weight in standard.weights if weight.table == table]
        for level, direction in dict.fromkeys((weight.level, weight.direction) for weight in cells):
            mine = tuple(cell for cell in cells if (cell.level, cell.direction) == (level, direction))
            yield WeightColumn(table=table, clause=clause, zh=zh, en=en, level=level, direction=direction, cells=mine)


def passage_titled(standard: Standard, chapter: str, *words: str) -> Passage | None:
    """The first section below a chapter whose title holds one of the words."""
    inside = (p for p in standard.passages if p.number.startswith(chapter + "."))
    return next((passage for passage in inside if any(word in passage.title for word in words)), None)


def passage_of_work(standard: Standard, work: LevelWork) -> Passage | None:
    """The section that holds the table of a level."""
    return next((p for p in standard.passages if p.line == work.line and p.number.startswith("3")), None)


def chapters(standard: Standard) -> tuple[Passage, ...]:
    """The headings of the chapters."""
    return tuple(passage for passage in standard.passages if passage.number.isdecimal())
