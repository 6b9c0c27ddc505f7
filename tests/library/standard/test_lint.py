"""Lint finds the slips of real standards at their lines, and cries no wolf where a habit is only a habit."""

from pathlib import Path

import pytest
from tests.data.documents import make_document

from liangcai.findings import Finding, Severity
from liangcai.standard.lint import lint_standard
from liangcai.standard.linting.example import EXAMPLE_REFERENCES, render_example
from liangcai.standard.linting.profile import detect_profile
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


def lint_rules(text: str) -> list[str]:
    """The rules that find something in a text."""
    return [finding.rule for finding in lint_text(text)]


def rules_for(slot: str, text: str) -> list[str]:
    """The rules that find something in the technical example with one slot filled."""
    return lint_rules(render_example("technical", slot, text))


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


def test_a_clean_document_with_a_glossary_of_plain_words_is_passed_over_in_silence() -> None:
    assert not lint_text(make_document())


def test_what_reading_has_said_of_a_column_is_not_said_again() -> None:
    text = render_example("technical", "theory_basic_row", "\t基础知识\t25\t15\t10")
    read = read_standard(text, "standard.txt")
    assert read.value
    alone = lint_standard(read.value, source_text=text)
    after = lint_standard(read.value, source_text=text, said=read.findings)
    assert "read.weights-sum" in {finding.rule for finding in read.findings}
    assert "weights.sum" in {finding.rule for finding in alone}
    assert "weights.sum" not in {finding.rule for finding in after}
    assert {finding.rule for finding in after} == {finding.rule for finding in alone} - {"weights.sum"}


def test_rules_that_compare_are_silent_without_what_they_compare_with() -> None:
    text = render_example("technical", "code", "9-01-01-10")
    assert not [rule for rule in lint_rules(text) if rule.startswith("code.")]


def test_a_code_is_looked_up_in_the_edition_that_was_named_and_the_code_of_the_name_is_told() -> None:
    standard = read_standard(render_example("technical", "code", "9-01-01-02"), "standard.txt").value
    assert standard
    found = [f for f in lint_standard(standard, references=EXAMPLE_REFERENCES) if f.rule == "code.catalogue"]
    assert len(found) == 1
    assert "2021 年版" in found[0].message.zh
    assert "测风员" in found[0].message.zh
    assert "9-01-01-01" in found[0].message.zh


def test_a_definition_that_differs_only_in_blanks_and_the_width_of_marks_is_the_notices() -> None:
    text = render_example("technical", "definition", "测量、记录和 预报风的工程技术人员")
    standard = read_standard(text, "standard.txt").value
    assert standard
    assert not lint_standard(standard, references=EXAMPLE_REFERENCES)


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        (render_example("technical"), "technical-2021"),
        (render_example("skill"), "skill-2018"),
        (render_example("skill").replace("鉴定", "评价"), "skill-2023"),
        (render_example("skill").replace("权重表", "比重表"), "pre-2015"),
    ],
    ids=["technical", "skill", "assessed", "old"],
)
def test_the_layout_is_told_from_the_document(text: str, profile: str) -> None:
    standard = read_standard(text, "standard.txt").value
    assert standard
    assert detect_profile(standard) == profile


def test_the_wording_of_2023_is_as_clean_as_that_of_2018() -> None:
    assert not lint_text(render_example("skill").replace("鉴定", "评价"))


def test_a_layout_that_is_named_chooses_its_rules() -> None:
    text = render_example("skill").replace("能架设风杆", "架设风杆")
    standard = read_standard(text, "standard.txt").value
    assert standard
    assert [f.rule for f in lint_standard(standard)] == ["wording.skill-can"]
    assert not lint_standard(standard, profile="pre-2015")


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("second_task", "2. 维护\t2.1 保养\t2.1.1 能一步一步清洁风杯\t2.1.1 保养知识"),
        ("second_task", "2. 维护\t2.1 保养\t2.1.1 能清洁风杯\t2.1.1 风杆知识"),
        ("preface", "与上一版相比，修改了职业概况、基本要求、附件的内容。"),
        ("preface", "本标准自发布之日起施行。"),
        ("junior_conditions", "(1) 取得技术员职称……并测风满2年。"),
        ("hours", "完成规定学时。初级 60 标准学时；中级 80 标准学时。具有高级职称者可免修。"),
        ("glossary", "1\tAGPS (Assisted GPS)\tGPS 定位知识，辅助定位。"),
        ("glossary", "序一\tGPS\t全球定位系统。"),
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(slot: str, text: str) -> None:
    assert not rules_for(slot, text)


def test_the_width_of_digits_is_no_gap_in_a_list() -> None:
    assert not rules_for("basic_list", "（１）气象仪器\n\n（２）气象观测")


def test_a_function_whose_name_holds_a_comma_is_found_in_the_sentence_on_directions() -> None:
    text = render_example("technical").replace("维护", "维护、保管与研究")
    assert "levels.direction-functions" not in lint_rules(text)


def test_the_level_that_a_lone_condition_is_for_is_not_one_to_be_held() -> None:
    condition = "累计从事本职业或相关职业^①工作 6 年（含）以上者，可申报三级/高级工。"
    text = render_example("skill", "conditions", condition)
    assert "conditions.level-below" not in lint_rules(text)


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
