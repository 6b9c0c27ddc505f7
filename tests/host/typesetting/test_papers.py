"""Papers and keys: what stands on them, and what must never stand on a paper."""

from collections import Counter
from decimal import Decimal

import pytest
from msgspec.structs import replace

from liangcai_host.typesetting.key_sheets import key_sheet
from liangcai_host.typesetting.paper_sheets import paper_sheet
from liangcai_host.typesetting.questions import print_question
from liangcai_host.typesetting.sheets import PaperSheet
from liangcai_host.typesetting.typeset import typeset_key, typeset_paper
from tests.data.items import make_item
from tests.data.sheets import BLUEPRINT, EXAM, MADE, assemble, read_pages, read_pdf

FORM = assemble().forms[0]


def paper() -> PaperSheet:
    return paper_sheet(FORM, BLUEPRINT, EXAM, made=MADE)


def paper_with(stem: str, *options: str) -> PaperSheet:
    """The paper with one question only."""
    question = print_question(1, make_item("single", stem=stem, options=options), Decimal(1))
    section = replace(paper().sections[0], questions=(question,))
    return replace(paper(), sections=(section,))


def test_a_paper_shows_its_head_its_three_sections_and_every_question() -> None:
    text = read_pdf(typeset_paper(paper()))
    for said in (
        "测试员",
        "初级",
        "理论知识考试试卷",
        "A卷",
        "考试时间：90分钟",
        "满分：100分",
        "准考证号",
        "密封线内不要答题",
    ):
        assert said in text
    for section in FORM.sections:
        assert "".join(section.heading.zh.split()) in text
    for question in FORM.questions:
        assert f"{question.number}.{''.join(question.item.stem.split())}" in text


def test_a_paper_holds_no_key_no_rationale_and_no_requirement_apart_from_the_options() -> None:
    secret = replace(
        FORM,
        sections=tuple(
            replace(
                section,
                questions=tuple(
                    replace(q, item=replace(q.item, rationale="绝密依据", requirement="K9.9.9", note="绝密注"))
                    for q in section.questions
                ),
            )
            for section in FORM.sections
        ),
    )
    text = read_pdf(typeset_paper(paper_sheet(secret, BLUEPRINT, EXAM, made=MADE)))
    assert "绝密" not in text
    assert "K9.9.9" not in text


def test_the_same_paper_is_printed_whatever_the_keys_are() -> None:
    turned = replace(
        FORM,
        sections=tuple(
            replace(section, questions=tuple(replace(q, item=replace(q.item, key="A")) for q in section.questions))
            for section in FORM.sections
        ),
    )
    other = replace(paper_sheet(turned, BLUEPRINT, EXAM, made=MADE), version=paper().version)
    assert other == paper()


def test_every_page_of_a_paper_is_numbered_and_names_batch_and_version() -> None:
    pages = read_pages(typeset_paper(paper()))
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
        assert "批次2026-018" in page
        assert f"版本{paper().version[:12]}" in page


def test_the_key_gives_each_number_its_letters_its_requirement_and_its_ground() -> None:
    text = read_pdf(typeset_key(key_sheet(FORM, BLUEPRINT, EXAM, made=MADE)))
    shown = {"T": "√", "F": "×"}
    for question in FORM.questions:
        key = shown.get(question.item.key, question.item.key)
        assert f"{question.number}{key}1{question.item.requirement}" in text
    assert Counter(text)["见"] == len(FORM.questions)


MARKUP = (
    "#panic()",
    "$x^2",
    "$未知\\foo$",
    "\\frac{1}{2}",
    "*粗*_斜_",
    "= 标题",
    "<label>",
    "@ref",
    "// 注",
    "/ 甲: 乙",
    "\\u{41}",
    "`raw`",
    "[a](b)",
)


@pytest.mark.parametrize("written", MARKUP)
def test_what_people_write_is_printed_as_written_and_never_run(written: str) -> None:
    text = read_pdf(typeset_paper(paper_with(f"甲{written}乙（）", f"丙{written}丁", "戊")))
    plain = "".join(written.split())
    assert f"甲{plain}乙" in text
    assert f"丙{plain}丁" in text


def test_a_blank_is_widened_and_added_where_it_lacks() -> None:
    stems = [question.stem for section in paper().sections for question in section.questions]
    assert all(stem[-1].text.endswith("（　　）") for stem in stems[:80])
    assert not any("（　　）" in piece.text for stem in stems[80:] for piece in stem)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert typeset_paper(paper()).value == typeset_paper(paper()).value


def test_a_question_with_long_options_takes_a_line_for_each_and_a_short_one_a_single_line() -> None:
    long = read_pages(typeset_paper(paper_with("题（）", *("很长的选项" * 9,) * 4)))
    assert long[0].count("很长的选项") == 36
    assert len(read_pages(typeset_paper(paper_with("题（）", "一", "二", "三", "四", "五")))) == 1
