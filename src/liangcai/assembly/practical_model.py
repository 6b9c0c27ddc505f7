"""Practical papers and the proof that they conform, as values.

In: built by ``assemble_practical`` and ``report_practical``. Out: frozen structs; a paper carries the very version of
every sheet. Follows: 4.2.
"""

import hashlib
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


class PracticalCount(msgspec.Struct, frozen=True, kw_only=True):
    """A task that weighs: the sheets that score it, with their versions; its points as wanted and on the paper."""

    area: str
    task: str
    sheets: tuple[str, ...]
    sha256: tuple[str, ...]
    wanted: Decimal
    got: Decimal

    @property
    def met(self) -> bool:
        """Whether one sheet scores the task, for its points."""
        return self.wanted == self.got and len(self.sheets) == 1


class PracticalConformity(msgspec.Struct, frozen=True, kw_only=True):
    """The account of one practical paper; ``misplaced`` points are for tasks that do not weigh.

    ``minutes`` is what its sheets take, ``minutes_least`` what the part lasts at least (1.9.4); they are stated beside
    each other, not a condition, as stations may be sat one after another.
    """

    form_id: str
    form_sha256: str
    rows: tuple[PracticalCount, ...]
    points: Decimal
    points_wanted: Decimal
    misplaced: int
    minutes: int
    minutes_least: int

    @property
    def conforms(self) -> bool:
        """Whether each task has its points once, and they add up to the full mark."""
        whole = self.points == self.points_wanted and not self.misplaced
        return whole and all(row.met for row in self.rows)


class PracticalReport(msgspec.Struct, frozen=True, kw_only=True):
    """The account of practical papers: what made them, each against the blueprint; ``worn`` sheets are on too many."""

    standard_id: str
    level: str
    direction: str | None
    blueprint_sha256: str
    tasks_sha256: str
    seed: int
    uses: int
    worn: int
    forms: tuple[PracticalConformity, ...]

    @property
    def conforms(self) -> bool:
        """Whether every paper conforms and no sheet is on too many."""
        return bool(self.forms) and not self.worn and all(form.conforms for form in self.forms)


def hash_practical(form: PracticalForm) -> str:
    """The SHA-256, in hex, of the paper's JSON."""
    return hashlib.sha256(msgspec.json.encode(form)).hexdigest()
