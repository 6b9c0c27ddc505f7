"""The performance tasks that fit a standard: the bundled ones of its occupation, bound to the document in hand.

In: a standard and a level. Out: task sheets, and a matching report. Follows: an adopted document binds the
bundled tasks wherever function, tasks and skill requirements agree.
"""

import liangcai_reference
from liangcai.findings import Result
from liangcai.items.bind_tasks import bind_tasks
from liangcai.items.tasks import TaskSheet, read_task_sheets
from liangcai.standard.model import Standard
from liangcai_web.services.standards.opened import open_bundled


def load_tasks(standard: Standard, level: str) -> Result[tuple[TaskSheet, ...]]:
    """The sheets of a level in the order of their ids; what does not bind is a finding."""
    key = f"{standard.code}-{standard.edition}"
    if open_bundled(key) is None:
        return Result(())
    read = [read_task_sheets(text, f"{key}/{name}") for name, text in liangcai_reference.read_task_texts(key)]
    findings = tuple(finding for result in read for finding in result.findings)
    bound = [bind_tasks(result.value, standard) for result in read if result.value and result.value.level == level]
    sheets = sorted((sheet for result in bound for sheet in result.value.sheets), key=lambda sheet: sheet.id)
    return Result(tuple(sheets), findings + tuple(finding for result in bound for finding in result.findings))
