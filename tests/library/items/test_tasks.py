"""A performance task is sound in itself and bound to the function that it examines."""

import pytest
from tests.data import documents
from tests.data.tasks import SHEET

import liangcai_reference
from liangcai.items.bind_tasks import bind_tasks
from liangcai.items.tasks import hash_sheet, read_task_sheets
from liangcai.standard.read import read_standard


def rules(text: str) -> tuple[str, ...]:
    """The rules that a file breaks."""
    return tuple(finding.rule for finding in read_task_sheets(text, "t.toml").findings)


def test_a_sound_file_is_read_without_findings() -> None:
    result = read_task_sheets(SHEET, "t.toml")
    assert result.value is not None
    assert result.findings == ()
    (sheet,) = result.value.sheets
    assert (sheet.points, sheet.modules[0].points, len(hash_sheet(sheet))) == (100, 100, 64)


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("points = 60", "points = 50", "tasks.points"),
        ("points = 60", "points = 140", "tasks.points"),
        ("minutes = 60", "minutes = 0", "tasks.empty"),
        ('steps = ["扎骨架", "糊面"]', "steps = []", "tasks.empty"),
        ("minutes = 60", "minutes = 60\nunknown = 1", "tasks.file"),
        ("[[sheets]]", "[[sheets", "tasks.file"),
    ],
)
def test_each_fault_is_a_finding(before: str, after: str, rule: str) -> None:
    assert rule in rules(SHEET.replace(before, after))


def test_an_unsound_sheet_is_left_out_and_the_others_stay() -> None:
    second = SHEET[SHEET.index("[[sheets]]") :].replace("P2-01", "P2-02").replace("points = 60", "points = 61")
    result = read_task_sheets(SHEET + second, "t.toml")
    assert result.value is not None
    assert [sheet.id for sheet in result.value.sheets] == ["P2-01"]


def test_two_sheets_of_one_id_are_refused() -> None:
    assert "tasks.repeated-id" in rules(SHEET + SHEET[SHEET.index("[[sheets]]") :])


def bind(text: str) -> tuple[tuple[str, ...], set[str]]:
    """The ids that bind to the test document, and the rules broken."""
    bank = read_task_sheets(text, "t.toml").value
    standard = read_standard(documents.make_document(), "test").value
    assert bank is not None
    assert standard is not None
    result = bind_tasks(bank, standard)
    return tuple(sheet.id for sheet in result.value.sheets), {finding.rule for finding in result.findings}


def test_a_sheet_that_fits_binds_and_functions_without_one_are_named() -> None:
    assert bind(SHEET) == (("P2-01",), {"tasks.uncovered"})


def test_a_module_for_another_task_binds_nothing() -> None:
    kept, found = bind(SHEET.replace('task = "2.1"', 'task = "2.2"'))
    assert kept == ()
    assert "tasks.other-tasks" in found


def test_a_function_that_the_level_lacks_binds_nothing() -> None:
    kept, found = bind(SHEET.replace('function = "2"', 'function = "9"'))
    assert kept == ()
    assert {"tasks.no-function", "tasks.uncovered"} <= found


def test_a_skill_of_another_task_binds_nothing() -> None:
    kept, found = bind(SHEET.replace("S2.1.1", "S1.1.1"))
    assert kept == ()
    assert "tasks.other-skills" in found


@pytest.mark.parametrize("occupation", liangcai_reference.list_occupations())
def test_every_bundled_task_is_sound_and_fits_its_standard(occupation: str) -> None:
    standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
    assert standard is not None
    texts = liangcai_reference.read_task_texts(occupation)
    assert texts
    for name, text in texts:
        result = read_task_sheets(text, name)
        assert result.findings == ()
        assert result.value is not None
        bound = bind_tasks(result.value, standard)
        assert bound.value.sheets == result.value.sheets
        assert {finding.rule for finding in bound.findings} <= {"tasks.uncovered"}
