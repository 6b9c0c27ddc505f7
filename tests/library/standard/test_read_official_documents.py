"""Both official documents are read in full; the figures were counted by hand in the documents."""

import time

import pytest
from tests.data.seeds import read_seed

import liangcai_reference
from liangcai.findings import has_errors
from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard

TECHNICAL, SKILL = "standard-2-02-10-13-2021.txt", "standard-4-14-01-04-2021.txt"
pytestmark = pytest.mark.seeds


def read(name: str) -> Standard:
    result = read_standard(read_seed(name), name)
    assert not has_errors(result.findings)
    assert result.value is not None
    return result.value


def outline(standard: Standard) -> list[tuple[object, ...]]:
    """Everything that an official document and its restatement must have in common."""
    work = [
        (level.level, f.number, f.name, f.directions, t.number, t.name, len(t.skills), len(t.knowledge))
        for level in standard.work
        for f in level.functions
        for t in f.tasks
    ]
    weights = [(w.table, w.level, w.direction, w.area, w.percent) for w in standard.weights]
    levels = [(level.name, level.directions, level.training_hours) for level in standard.levels]
    conditions = [(c.level, c.number, bool(c.requires)) for c in standard.conditions]
    basic = [(b.number, b.name, b.area, [len(i.items) for i in b.items]) for b in standard.basic]
    parts = [(p.name, p.levels, p.minutes_min, p.staff) for p in standard.assessment.parts]
    return [*work, *weights, *levels, *conditions, *basic, *parts]


@pytest.mark.parametrize("name", [TECHNICAL, SKILL])
def test_the_restatement_has_the_structure_of_the_official_document(name: str) -> None:
    key = name.removeprefix("standard-").removesuffix(".txt")
    restated = read_standard(liangcai_reference.read_standard_text(key), key).value
    assert restated is not None
    assert outline(restated) == outline(read(name))


@pytest.mark.parametrize(
    ("name", "skills", "knowledge"), [(TECHNICAL, [47, 71, 53], [41, 69, 39]), (SKILL, [59, 64, 62], [61, 57, 56])]
)
def test_every_requirement_of_every_level_is_there(name: str, skills: list[int], knowledge: list[int]) -> None:
    work = read(name).work
    assert [sum(len(t.skills) for f in level.functions for t in f.tasks) for level in work] == skills
    assert [sum(len(t.knowledge) for f in level.functions for t in f.tasks) for level in work] == knowledge


def test_no_line_is_lost() -> None:
    for name in (TECHNICAL, SKILL):
        account = read(name).source
        assert account.unmapped == 0
        assert account.lines == account.mapped + account.blank + account.furniture


def test_misprinted_numbers_are_read_as_the_numbers_they_should_be() -> None:
    misprinted = [
        (level.level, item.printed_number, item.number)
        for level in read(SKILL).work
        for function in level.functions
        for task in function.tasks
        for item in (*task.skills, *task.knowledge)
        if item.printed_number != item.number
    ]
    assert misprinted == [
        ("三级", None, "1.1.1"),
        ("三级", "2.3.3", "2.2.3"),
        ("三级", "3.2.1", "3.3.1"),
        ("三级", "3.2.2", "3.3.2"),
        ("三级", "3.2.3", "3.3.3"),
    ]


@pytest.mark.parametrize("name", [TECHNICAL, SKILL])
def test_reading_takes_a_small_part_of_half_a_second(name: str) -> None:
    # Not a measurement (that is the bench's work): ten times the budget, so that only a blunder fails here.
    text = read_seed(name)
    began = time.process_time()
    read_standard(text, name)
    assert time.process_time() - began < 5
