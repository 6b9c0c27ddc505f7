"""Lint finds the slips of real standards at their lines, and cries no wolf where a habit is only a habit."""

from pathlib import Path

import pytest

from liangcai.findings import Finding, Severity
from liangcai.standard.lint import lint_standard
from liangcai.standard.linting.example import render_example
from liangcai.standard.read import read_standard

ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared/seeds"
REFERENCE = sorted((ROOT / "src/liangcai_reference/occupations").glob("*/standard.txt"))
NEEDS_SEEDS = pytest.mark.skipif(not SEEDS.exists(), reason="the published standards are not beside this project")


def lint_text(text: str, *, with_source: bool = True) -> tuple[Finding, ...]:
    """The findings of lint on a text that is a standard."""
    standard = read_standard(text, "standard.txt").value
    assert standard is not None
    return lint_standard(standard, source_text=text if with_source else None)


def rules_for(slot: str, text: str) -> list[str]:
    """The rules that find something in the technical example with one slot filled."""
    return [finding.rule for finding in lint_text(render_example("technical", slot, text))]


def test_a_lone_item_without_a_number_is_convention() -> None:
    assert not rules_for("first_task", "1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t风杆知识")


def test_items_that_agree_with_a_misprinted_row_are_not_blamed_for_it() -> None:
    assert rules_for("second_task", "2. 维护\t2.3 保养\t2.3.1 能清洁风杯\t2.3.1 保养知识") == ["numbering.row"]


def test_one_misprint_in_a_column_is_one_finding() -> None:
    row = "1. 观测\t1.1 架设\t1.1.1 能架设风杆\t1.2.1 风杆知识 1.2.2 校准方法 1.2.3 测风知识"
    assert rules_for("first_task", row) == ["numbering.item-prefix"]


@pytest.mark.parametrize("start", ["能够校准风杆", "校准风杆", "能源消耗统计"])
def test_a_skill_begins_with_can_and_not_with_a_word_that_looks_like_it(start: str) -> None:
    assert rules_for("second_task", f"2. 维护\t2.1 保养\t2.1.1 {start}\t2.1.1 保养知识") == ["wording.skill-can"]


def test_knowledge_may_begin_with_a_noun_that_looks_like_can() -> None:
    assert not rules_for("second_task", "2. 维护\t2.1 保养\t2.1.1 能清洁风杯\t2.1.1 能源知识")


@pytest.mark.parametrize("name", ["公众参与", "风能知识普及", "测风与预报"])
def test_a_whole_name_that_ends_like_a_cut_one_is_left_alone(name: str) -> None:
    assert not rules_for("second_task", f"2. 维护\t2.1 {name}\t2.1.1 能清洁风杯\t2.1.1 保养知识")


def test_the_same_skill_in_two_directions_is_no_repeat() -> None:
    text = render_example("technical").replace("能绘制风图", "能检修风杆")
    assert not lint_text(text)


def test_findings_stand_in_the_order_of_the_document() -> None:
    text = render_example("technical", "weights_heading", "4. 权重表").replace("能选择测点", "选择测点")
    lines = [finding.line for finding in lint_text(text)]
    assert len(lines) == 2
    assert lines == sorted(lines)


def test_most_rules_need_no_source() -> None:
    text = render_example("technical", "second_task", "2. 维护\t2.1 保养\t2.1.1 清洁风杯\t2.1.1 保养知识")
    assert lint_text(text, with_source=False) == lint_text(text)


@pytest.mark.parametrize("path", REFERENCE, ids=[path.parent.name for path in REFERENCE])
def test_a_bundled_standard_has_no_error(path: Path) -> None:
    errors = [f for f in lint_text(path.read_text(encoding="utf-8")) if f.severity is Severity.ERROR]
    assert not errors


@pytest.mark.seeds
@NEEDS_SEEDS
@pytest.mark.parametrize(
    ("file", "slips"),
    [
        (
            "standard-2-02-10-13-2021.txt",
            {
                (120, "conditions.years"),
                (132, "terms.part-name"),
                (229, "terms.glossary"),
                (240, "wording.skill-can"),
                (285, "headings.chapter-mark"),
            },
        ),
        (
            "standard-4-14-01-04-2021.txt",
            {
                (63, "terms.cut-name"),
                (73, "levels.unknown"),
                (79, "staff.practical"),
                (230, "terms.punctuation"),
                (250, "headings.table-head"),
                (252, "terms.punctuation"),
                (255, "numbering.item-prefix"),
                (261, "numbering.item-prefix"),
                (263, "wording.skill-can"),
                (281, "headings.table-head"),
                (300, "terms.punctuation"),
            },
        ),
    ],
)
def test_the_slips_of_the_published_standards_are_found_at_their_lines(file: str, slips: set[tuple[int, str]]) -> None:
    found = lint_text((SEEDS / file).read_text(encoding="utf-8"))
    assert {(finding.line, finding.rule) for finding in found} == slips
