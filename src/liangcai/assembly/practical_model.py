"""Practical papers as values.

In: built by ``assemble_practical``. Out: frozen structs that carry the very version of every sheet. Follows: 4.2.
"""

from decimal import Decimal

import msgspec

from liangcai.items.tasks import TaskSheet


class PracticalTask(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet on a paper: its function's name, and the points of each of its tasks."""

    sheet: TaskSheet
    area: str
    points: tuple[tuple[str, Decimal], ...]


class PracticalForm(msgspec.Struct, frozen=True, kw_only=True):
    """A practical paper: id A, B and so on, in the order of the functions."""

    id: str
    blueprint_sha256: str
    tasks: tuple[PracticalTask, ...]

    @property
    def minutes(self) -> int:
        """The time that all sheets take together."""
        return sum(task.sheet.minutes for task in self.tasks)


class PracticalSet(msgspec.Struct, frozen=True, kw_only=True):
    """Parallel practical papers."""

    seed: int
    forms: tuple[PracticalForm, ...]
