"""Bind performance tasks to a standard: sheets to functions, modules to tasks, skills to requirements of the level.

In: a bank of sheets, a standard. Out: the sheets that bind, and a matching report as findings. Follows: chapter 3 of
the standard; a function without a sheet, and a task of it that no module scores, are reported.
"""

from collections.abc import Iterator

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.tasks import TaskBank, TaskSheet
from liangcai.standard.model import Function, Standard


def bind_tasks(bank: TaskBank, standard: Standard) -> Result[TaskBank]:
    """Keep the sheets whose function, tasks and skill requirements the level has; report what has no sheet."""
    functions = {(found.table, found.number): found for found in standard.functions(bank.level)}
    faults = {
        sheet.id: tuple(check_place(sheet, functions.get((sheet.table, sheet.function)))) for sheet in bank.sheets
    }
    kept = tuple(sheet for sheet in bank.sheets if not faults[sheet.id])
    covered = {(sheet.table, sheet.function) for sheet in kept}
    bare = tuple(report_bare(found) for key, found in functions.items() if key not in covered)
    findings = (*(finding for found in faults.values() for finding in found), *bare)
    return Result(msgspec.structs.replace(bank, sheets=kept), findings)


def check_place(sheet: TaskSheet, function: Function | None) -> Iterator[Finding]:
    """Whether a sheet scores every task of its function, and only skill requirements of those tasks."""
    if function is None:
        zh = f"实操试题 {sheet.id} 的职业功能 {sheet.function} 在这一等级中不存在，未采用。"
        en = f"Task {sheet.id} names function {sheet.function}, which this level lacks; it is not used."
        yield _fault("no-function", zh, en, sheet.function)
        return
    skills = {task.number: {f"S{skill.number}" for skill in task.skills} for task in function.tasks}
    scored = {module.task for module in sheet.modules}
    if scored != set(skills):
        odd = "、".join(sorted(scored ^ set(skills)))
        zh = f"实操试题 {sheet.id} 的模块与职业功能 {function.number} 的工作内容不一致：{odd}。"
        en = f"The modules of task {sheet.id} are not the tasks of function {function.number}: {odd}."
        yield _fault("other-tasks", zh, en, function.number, function.line)
    for module in sheet.modules:
        unknown = sorted(set(module.skills) - skills.get(module.task, set()))
        if unknown or not module.skills:
            named = "、".join(unknown) or "—"
            zh = f"实操试题 {sheet.id} 的模块 {module.task} 引用的技能要求不属于该工作内容：{named}。"
            en = f"Module {module.task} of task {sheet.id} names skill requirements that are not its task's: {named}."
            yield _fault("other-skills", zh, en, module.task, function.line)


def report_bare(function: Function) -> Finding:
    """A function that no sheet examines."""
    return Finding(
        rule="tasks.uncovered",
        severity=Severity.WARNING,
        message=Message(
            f"职业功能 {function.number}「{function.name}」还没有实操试题。",
            f"Function {function.number} {function.name} has no performance task yet.",
        ),
        clause=function.number,
        line=function.line,
    )


def _fault(rule: str, zh: str, en: str, clause: str, line: int = 0) -> Finding:
    return Finding(rule=f"tasks.{rule}", severity=Severity.ERROR, message=Message(zh, en), clause=clause, line=line)
