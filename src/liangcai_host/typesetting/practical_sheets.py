"""The practical package as a sheet: preparation notice, paper and scoring record of one performance task.

In: a task sheet, the name of its function, the examination it is for. Out: ``PracticalSheet``. Follows: the form of
practical papers (practice); a scoring record is filled in by one assessor alone (1.9.3).
"""

import datetime
from typing import Literal

from liangcai.blueprint.model import Blueprint
from liangcai.findings import Message
from liangcai.items.tasks import Mode, TaskSheet, hash_sheet
from liangcai_host.typesetting.sheets import Exam, Sheet

Piece = Literal["preparation", "paper", "record"]
PIECES: tuple[Piece, ...] = ("preparation", "paper", "record")
MODES: dict[Mode, Message] = {
    "real": Message("实际操作", "real operation"),
    "simulated": Message("模拟操作", "simulated operation"),
    "scheme": Message("方案设计", "scheme design"),
    "oral": Message("口述", "oral"),
}


class PracticalSheet(Sheet, frozen=True, kw_only=True):
    """A task of the practical part for all who need it; ``weight`` is its function's share in 4.2, None when not known.

    ``pieces`` are those that are printed: the preparation notice goes out before the paper may be seen. Fields of
    ``task`` that are empty are left out of its JSON.
    """

    function: str
    mode: Message
    weight: int | None
    task: TaskSheet
    pieces: tuple[Piece, ...] = PIECES


def practical_sheet(
    task: TaskSheet,
    function: str,
    exam: Exam,
    *,
    made: datetime.date,
    blueprint: Blueprint | None = None,
    pieces: tuple[Piece, ...] = PIECES,
) -> PracticalSheet:
    """The package of a task; the weight of its function is looked up in the blueprint by name."""
    areas = blueprint.skill_areas if blueprint else ()
    weight = next((area.percent for area in areas if area.area == function), None)
    return PracticalSheet(
        exam=exam,
        version=hash_sheet(task),
        made=made,
        function=function,
        mode=MODES[task.mode],
        weight=weight,
        task=task,
        pieces=pieces,
    )
