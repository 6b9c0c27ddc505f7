"""The report on practical papers: every task of the blueprint beside what the papers give for it.

In: practical papers, a blueprint, the bank of sheets that they were drawn from. Out: ``PracticalReport``. Follows: the
skill weights (4.2) by way of the blueprint; points count only where a module of the sheet scores the task.
"""

from collections import Counter
from decimal import Decimal

from liangcai.assembly.practical_model import (
    PracticalConformity,
    PracticalCount,
    PracticalForm,
    PracticalReport,
    PracticalSet,
    hash_practical,
)
from liangcai.blueprint.model import Blueprint, SkillLine, hash_blueprint
from liangcai.items.tasks import TaskBank, hash_sheet, hash_tasks


def report_practical(made: PracticalSet, blueprint: Blueprint, bank: TaskBank, uses: int = 1) -> PracticalReport:
    """Recount practical papers; ``uses`` is on how many of them a sheet may be."""
    counts = Counter(task.sheet.id for form in made.forms for task in form.tasks)
    return PracticalReport(
        standard_id=blueprint.standard_id,
        level=blueprint.level,
        direction=blueprint.direction,
        blueprint_sha256=hash_blueprint(blueprint),
        tasks_sha256=hash_tasks(bank),
        seed=made.seed,
        uses=uses,
        worn=sum(count > uses for count in counts.values()),
        forms=tuple(_count_form(form, blueprint) for form in made.forms),
    )


def _count_form(form: PracticalForm, blueprint: Blueprint) -> PracticalConformity:
    part = blueprint.part("skill")
    rows = tuple(_count_line(line, form) for line in blueprint.skill_lines if line.points)
    known = {(line.table, line.task) for line in blueprint.skill_lines if line.points}
    return PracticalConformity(
        form_id=form.id,
        form_sha256=hash_practical(form),
        rows=rows,
        points=sum((points for task in form.tasks for _, points in task.points), Decimal(0)),
        points_wanted=Decimal(part.full_mark if part else 0),
        misplaced=sum((task.sheet.table, name) not in known for task in form.tasks for name, _ in task.points),
        minutes=form.minutes,
        minutes_least=part.minutes if part else 0,
    )


def _count_line(line: SkillLine, form: PracticalForm) -> PracticalCount:
    """A task of the blueprint, with what all sheets of the paper that score it give."""
    tasks = [task for task in form.tasks if task.sheet.table == line.table]
    scoring = [task for task in tasks if any(module.task == line.task for module in task.sheet.modules)]
    got = sum((points for task in scoring for name, points in task.points if name == line.task), Decimal(0))
    return PracticalCount(
        area=line.area,
        task=line.task,
        sheets=tuple(task.sheet.id for task in scoring),
        sha256=tuple(hash_sheet(task.sheet) for task in scoring),
        wanted=line.points,
        got=got,
    )
