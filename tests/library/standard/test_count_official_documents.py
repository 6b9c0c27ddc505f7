"""Numbers of both official documents, counted a second time on the raw text by plain patterns, without the reader."""

import re

import pytest
from tests.data.seeds import read_seed

from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard

TECHNICAL, SKILL = "standard-2-02-10-13-2021.txt", "standard-4-14-01-04-2021.txt"
DASH = "-"
pytestmark = [pytest.mark.seeds, pytest.mark.parametrize("name", [TECHNICAL, SKILL])]


def read(name: str) -> Standard:
    standard = read_standard(read_seed(name), name).value
    assert standard is not None
    return standard


def cut(text: str, begin: str, end: str) -> str:
    """The raw text between two headings, each a line that begins with these words (blanks do not count)."""
    lines = text.split("\n")
    plain = [re.sub(r"\s", "", line) for line in lines]
    first = max(n for n, line in enumerate(plain) if re.match(begin, line))
    last = next((n for n, line in enumerate(plain) if n > first and re.match(end, line)), len(lines))
    return "\n".join(lines[first + 1 : last])


def integers(pattern: str, text: str) -> list[int]:
    return [int(found) for found in re.findall(pattern, text)]


def test_code_and_edition(name: str) -> None:
    text, standard = read_seed(name), read(name)
    assert {standard.code} == set(re.findall(r"(?<!\d)\d-\d\d-\d\d-\d\d(?!\d)", text))
    assert {standard.edition} == set(re.findall(r"\((\d{4}) 年版\)", text))


def test_training_hours(name: str) -> None:
    assert [level.training_hours for level in read(name).levels] == integers(r"(\d+)\s*标准学时", read_seed(name))


def test_minutes(name: str) -> None:
    raw = cut(read_seed(name), r"1\.9\.4", r"1\.9\.5")
    assert [part.minutes_min for part in read(name).assessment.parts] == integers(r"(\d+)\s*(?:min|分钟)", raw)


def test_ratios_and_head_counts(name: str) -> None:
    raw = cut(read_seed(name), r"1\.9\.3", r"1\.9\.4")
    staff = [part.staff for part in read(name).assessment.parts if part.staff]
    assert [one.ratio for one in staff if one.ratio] == re.findall(r"\d+:\d+", raw)
    assert [one.at_least for one in staff] == integers(r"(\d+)\s*[名人]", raw)
    assert [one.odd for one in staff].count(True) == raw.count("单数")


def test_pass_mark(name: str) -> None:
    raw = cut(read_seed(name), r"1\.9\.2", r"1\.9\.3")
    assert [read(name).assessment.pass_mark] == integers(r"(\d+)\s*分（含）", raw)


def test_conditions_and_the_years_in_them(name: str) -> None:
    raw = cut(read_seed(name), r"1\.9\.1", r"1\.9\.2")
    conditions = read(name).conditions
    assert [int(condition.number) for condition in conditions] == integers(r"(?m)^[ -]*\((\d+)\)", raw)
    assert [n for c in conditions for n in integers(r"(\d+)\s*年", c.text)] == integers(r"(\d+)\s*年", raw)
    marks, notes = re.findall(r"[①-⑳]", raw), re.findall(r"(?m)^\^[①-⑳]", raw)
    assert sum(len(condition.notes) for condition in conditions) == len(marks) - len(notes)


def test_points_of_the_basic_requirements(name: str) -> None:
    raw = cut(read_seed(name), r"2\.?基本要求", r"3\.?工作要求")
    groups = read(name).basic
    assert len(groups) == len(re.findall(r"(?m)^\s*2\.\d\.\d", raw))
    outer, inner = len(re.findall(r"(?m)^[ -]*\(\d+\)", raw)), len(re.findall(r"(?m)^[ -]*\d+\)", raw))
    assert sum(len(group.items) for group in groups) == outer
    assert sum(len(item.items) for group in groups for item in group.items) == inner


def test_numbers_of_functions_tasks_and_requirements(name: str) -> None:
    raw = cut(read_seed(name), r"3\.?工作要求", r"4\.?权重表")
    work = read(name).work
    functions = [function for level in work for function in level.functions]
    tasks = [task for function in functions for task in function.tasks]
    items = [item for task in tasks for item in (*task.skills, *task.knowledge)]
    rows = [line.split("\t") for line in raw.split("\n") if "\t" in line]
    assert [int(function.number) for function in functions] == [
        n for row in rows for n in integers(r"^(\d+)\.", row[0])
    ]
    assert [task.number for task in tasks] == [n for row in rows for n in re.findall(r"^(\d+\.\d+)(?![\d.])", row[1])]
    printed = sorted(re.sub(r"\s", "", n) for n in re.findall(r"(?<![\d.])\d+\.\s*\d+\.\s*\d+(?![\d.])", raw))
    assert sorted(item.printed_number for item in items if item.printed_number) == printed
    assert len(items) - len(printed) == (1 if name == SKILL else 0)


def test_every_cell_of_the_weight_tables(name: str) -> None:
    raw = cut(read_seed(name), r"4\.?权重表", r"5\.?(职业标准)?附录")
    rows = [line.split("\t") for line in raw.split("\n") if re.search(r"\t(\d+|[—-])$", line)]
    cells = [[DASH if cell in "—-" else cell for cell in row if re.fullmatch(r"\d+|[—-]", cell)] for row in rows]
    standard = read(name)
    totals = [str(total.percent) for total in standard.totals]
    weights = [DASH if weight.percent is None else str(weight.percent) for weight in standard.weights]
    counted = [cell for row, found in zip(rows, cells, strict=True) for cell in found if row[0] != "合计"]
    assert weights == counted
    assert totals == [cell for row, found in zip(rows, cells, strict=True) for cell in found if row[0] == "合计"]
    assert [w.area for w in standard.weights] == [
        [cell for cell in row if cell and not re.fullmatch(r"\d+|[—-]", cell)][-1]
        for row, found in zip(rows, cells, strict=True)
        for _ in found
        if row[0] != "合计"
    ]


def test_terms_and_notes(name: str) -> None:
    text, standard = read_seed(name), read(name)
    raw = cut(text, r"5\.?(职业标准)?附录", r"(?!)")
    sections, rows = re.findall(r"(?m)^5\.\d+ ", raw), re.findall(r"(?m)^\d+\t", raw)
    assert len(standard.glossary) == (len(rows) or len(sections))
    assert len(standard.notes) == len(re.findall(r"(?m)^\^[①-⑳]", text))


def test_what_is_compared_is_not_nothing(name: str) -> None:
    standard = read(name)
    assert len(standard.weights) == (70 if name == TECHNICAL else 48)
    assert len(standard.totals) == (10 if name == TECHNICAL else 6)
    assert len(standard.levels) == 3
    assert len(standard.assessment.parts) == (2 if name == TECHNICAL else 3)
    assert len(standard.conditions) == (13 if name == TECHNICAL else 8)
