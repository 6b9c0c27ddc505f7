"""Practical papers have a sheet a function, the points of every task, and no sheet twice while there are others."""

from decimal import Decimal

import msgspec
import pytest
from tests.data.paper import CODE, EDITION, build_blueprint, build_pack
from tests.library.assembly.test_reference_papers import CASES, load_standard

from liangcai.assembly.practical import assemble_practical
from liangcai.assembly.practical_conformity import check_practical
from liangcai.assembly.practical_report import report_practical
from liangcai.blueprint.derive import derive_blueprint
from liangcai.items.tasks import Module, Preparation, ScoreRow, TaskBank, TaskSheet, hash_tasks, read_task_sheets
from liangcai_reference import read_task_texts

BLUEPRINT = build_blueprint()
FUNCTIONS = {
    line.function: [other.task for other in BLUEPRINT.skill_lines if other.function == line.function]
    for line in BLUEPRINT.skill_lines
}


def build_sheet(function, serial, minutes=60):
    tasks = FUNCTIONS[function]
    points = [Decimal(100) - 10 * (len(tasks) - 1), *[Decimal(10)] * (len(tasks) - 1)]
    return TaskSheet(
        id=f"P{function}-{serial:02}",
        function=function,
        title="做一件事",
        mode="real",
        minutes=minutes,
        preparation=Preparation(place="台前", supplies=()),
        situation="有一件事要做。",
        steps=("做",),
        deliverables=("一件",),
        modules=tuple(
            Module(task=task, name=task, skills=(f"S{task}.1",), rows=(ScoreRow(text="对", points=share, guide="看"),))
            for task, share in zip(tasks, points, strict=True)
        ),
    )


def build_tasks(per_function=3, minutes=lambda _: 60):
    sheets = [
        build_sheet(function, serial, minutes(serial)) for function in FUNCTIONS for serial in range(per_function)
    ]
    return TaskBank(occupation=CODE, edition=EDITION, level="初级", sheets=tuple(sheets))


def assemble(bank, seed=1, forms=2, uses=1):
    made = assemble_practical(BLUEPRINT, bank, seed, forms, uses)
    assert made.value is not None, made.findings
    assert check_practical(made.value, BLUEPRINT, uses) == ()
    return made.value


def test_every_function_has_a_sheet_and_every_task_its_points():
    for form in assemble(build_tasks(), forms=3).forms:
        assert [task.sheet.function for task in form.tasks] == list(FUNCTIONS)
        points = {number: points for task in form.tasks for number, points in task.points}
        assert points == {line.task: line.points for line in BLUEPRINT.skill_lines}
        assert sum(points.values()) == 100


def test_no_sheet_stands_on_two_papers():
    made = assemble(build_tasks(), forms=3)
    sheets = [task.sheet.id for form in made.forms for task in form.tasks]
    assert len(sheets) == len(set(sheets))


def test_papers_are_of_near_length():
    bank = build_tasks(2, lambda serial: 40 + 20 * serial)
    assert {form.minutes for form in assemble(bank).forms} == {100}


def test_the_same_seed_draws_the_same_whatever_the_order_and_another_draws_others():
    bank = build_tasks(9)
    turned = msgspec.structs.replace(bank, sheets=tuple(reversed(bank.sheets)))
    assert assemble(bank, 1) == assemble(turned, 1)
    assert len({msgspec.json.encode(assemble(bank, seed).forms) for seed in range(8)}) > 1


def test_too_few_sheets_are_said_by_function_with_how_many():
    bank = build_tasks(1)
    made = assemble_practical(BLUEPRINT, bank, 1, 3)
    assert made.value is None
    assert [finding.rule for finding in made.findings] == ["assembly.function-lacks-sheets"] * len(FUNCTIONS)
    assert "缺 2 份" in made.findings[0].message.zh
    assert len(assemble(bank, forms=3, uses=3).forms) == 3


def test_a_sheet_that_does_not_score_every_task_is_not_drawn():
    bank = build_tasks(1)
    halved = msgspec.structs.replace(bank.sheets[0], modules=bank.sheets[0].modules[:1])
    made = assemble_practical(BLUEPRINT, msgspec.structs.replace(bank, sheets=(halved, *bank.sheets[1:])), 1)
    assert made.value is None


def test_sheets_of_another_level_are_refused():
    made = assemble_practical(BLUEPRINT, msgspec.structs.replace(build_tasks(), level="高级"), 1)
    assert [finding.rule for finding in made.findings] == ["assembly.other-bank"]
    with pytest.raises(ValueError, match="papers"):
        assemble_practical(BLUEPRINT, build_tasks(), 1, 0)


def test_the_proof_finds_other_points_a_missing_sheet_and_one_used_twice():
    made = assemble(build_tasks(), forms=2)
    first, second = made.forms
    task = first.tasks[0]
    dear = msgspec.structs.replace(task, points=((task.points[0][0], task.points[0][1] + 1), *task.points[1:]))
    planted = {
        "assembly.practical-total": (dear, *first.tasks[1:]),
        "assembly.practical-points": first.tasks[1:],
        "assembly.practical-overlap": (second.tasks[0], *first.tasks[1:]),
    }
    for rule, tasks in planted.items():
        forms = (msgspec.structs.replace(first, tasks=tasks), second)
        found = check_practical(msgspec.structs.replace(made, forms=forms), BLUEPRINT)
        assert rule in {finding.rule for finding in found}


def test_the_report_sets_each_task_beside_its_points_and_names_every_version():
    bank = build_tasks()
    made = assemble(bank, forms=2)
    report = report_practical(made, BLUEPRINT, bank)
    assert report.conforms
    assert report.tasks_sha256 == hash_tasks(msgspec.structs.replace(bank, sheets=bank.sheets[::-1]))
    for form, account in zip(made.forms, report.forms, strict=True):
        assert [(row.task, row.wanted) for row in account.rows] == [
            (line.task, line.points) for line in BLUEPRINT.skill_lines
        ]
        assert {name for row in account.rows for name in row.sheets} == {task.sheet.id for task in form.tasks}
        assert (account.points, account.points_wanted, account.minutes) == (100, 100, form.minutes)


def test_the_report_does_not_conform_where_points_a_sheet_or_a_task_are_wrong():
    bank = build_tasks()
    made = assemble(bank, forms=2)
    first, second = made.forms
    task = first.tasks[0]
    other = msgspec.structs.replace(task, points=(*task.points, ("9.9", Decimal(0))))
    dear = msgspec.structs.replace(task, points=((task.points[0][0], task.points[0][1] + 1), *task.points[1:]))
    modules = msgspec.structs.replace(task, sheet=msgspec.structs.replace(task.sheet, modules=task.sheet.modules[1:]))
    for planted in ((other,), (dear,), (modules,), (), (task, task), (second.tasks[0],)):
        form = msgspec.structs.replace(first, tasks=(*planted, *first.tasks[1:]))
        report = report_practical(msgspec.structs.replace(made, forms=(form, second)), BLUEPRINT, bank)
        assert not report.conforms, planted
    assert not report_practical(msgspec.structs.replace(made, forms=()), BLUEPRINT, bank).conforms


@pytest.mark.parametrize(("folder", "level"), CASES)
def test_the_bundled_sheets_give_a_practical_paper_where_every_function_has_one(folder, level):
    blueprint = derive_blueprint(load_standard(folder), level, None, build_pack()).value
    banks = [read_task_sheets(text, name).value for name, text in read_task_texts(folder)]
    sheets = tuple(sheet for bank in banks if bank.level == level for sheet in bank.sheets)
    bank = msgspec.structs.replace(next(bank for bank in banks if bank.level == level), sheets=sheets)
    made = assemble_practical(blueprint, bank, 1)
    assert made.value is not None, made.findings
    assert check_practical(made.value, blueprint) == ()
