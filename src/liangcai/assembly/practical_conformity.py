"""Prove that practical papers meet their blueprint, without asking what drew them.

In: practical papers, a blueprint. Out: findings; none where all is well. Follows: the skill weights (4.2) by way of the
blueprint: every task that weighs is scored once, for its points.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from liangcai.assembly.faults import report_fault
from liangcai.assembly.practical_model import PracticalForm, PracticalSet
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Finding

NONE = Decimal(0)


def check_practical(made: PracticalSet, blueprint: Blueprint, uses: int = 1) -> tuple[Finding, ...]:
    """Recount practical papers: every task of the blueprint once with its points, the full mark, no sheet too often."""
    counts = Counter(task.sheet.id for form in made.forms for task in form.tasks)
    worn = tuple(_worn(name, count, uses) for name, count in counts.items() if count > uses)
    return (*worn, *(finding for form in made.forms for finding in _check_form(form, blueprint)))


def _check_form(form: PracticalForm, blueprint: Blueprint) -> Iterator[Finding]:
    part = blueprint.part("skill")
    full = Decimal(part.full_mark if part else 0)
    wanted = {(line.table, line.task): line.points for line in blueprint.skill_lines}
    got = _score(form)
    for key in sorted(wanted.keys() | got.keys()):
        want, have = wanted.get(key, NONE), got.get(key, NONE)
        if want != have:
            zh = f"{form.id} 卷工作内容 {key[1]} 有 {have} 分，应为 {want} 分。"
            en = f"Task {key[1]} has {have} points on paper {form.id}, not {want}."
            yield report_fault("practical-points", zh, en)
    if sum(got.values()) != full:
        zh = f"{form.id} 卷满分 {sum(got.values())}，应为 {full}。"
        yield report_fault("practical-total", zh, f"Paper {form.id} has {sum(got.values())} points, not {full}.")


def _score(form: PracticalForm) -> dict[tuple[str, str], Decimal]:
    """What can be earned for each task, which counts only where a module of its sheet scores it."""
    got: dict[tuple[str, str], Decimal] = {}
    for task in form.tasks:
        scored = {module.task for module in task.sheet.modules}
        for number, points in task.points:
            key = (task.sheet.table, number)
            got[key] = got.get(key, NONE) + (points if number in scored else NONE)
    return got


def _worn(name: str, count: int, uses: int) -> Finding:
    zh = f"实操试题 {name} 用于 {count} 套试卷，最多 {uses} 套。"
    return report_fault("practical-overlap", zh, f"Sheet {name} is on {count} papers; {uses} at most are allowed.")
