"""Banks in Word and Markdown: the numbered form in use is read, and whatever it leaves open is reported by line."""

import io

import docx
import pytest
from tests.data.exchange import POINTS, make_bank, one_of_each
from tests.data.items import make_item

from liangcai.findings import Result
from liangcai.items.exchange.imported import Import, Rated, Settlement
from liangcai.items.exchange.markdown import read_markdown, write_markdown
from liangcai.items.exchange.word import read_word, write_word

PAPER = """某职业理论题库

一、单项选择题（每题 1 分，共 2 分）
1、竹篾应当（　）。
A．一    B．二    C．三
【答案】B
【解析】见要求。
难度：0.6
知识点：备料 / 选竹 / 竹的种类
2、裁绢时应当
先做哪一步（　）。
A. 一
B. 二
C. 三
答案：C
解析：分两步：
先量后裁。
难度：0.5
知识点：裁绢 / 安全

二、判断题
1. 竹分许多种。
答案：√
解析：见要求。
难度：80%
知识点：职业守则
"""
SETTLED = Settlement(difficulties=(Rated(word="", difficulty=0.6),), rationale="见教材。")
QUESTION = "一、单项选择题\n1. 选（　）。\nA. 一\nB. 二\nC. 三\n答案：B\n知识点：竹的种类\n"


def read(text: str, settlement: Settlement | None = None) -> tuple[Import, Result[Import | None]]:
    result = read_markdown(text.encode(), "题库.md", POINTS, settlement)
    assert result.value is not None, result.findings
    return result.value, result


def errors(result: Result[Import | None]) -> list[int]:
    return [finding.line for finding in result.findings if finding.severity == "error"]


@pytest.mark.parametrize(("write", "read_back"), [(write_markdown, read_markdown), (write_word, read_word)])
def test_a_bank_of_every_type_comes_back_the_same(write, read_back) -> None:
    bank = one_of_each()
    made = write(bank, POINTS)
    assert made.ok, made.findings
    back = read_back(made.value, "x", POINTS)
    assert back.value is not None and back.value.bank is not None
    assert back.value.bank.sha256 == bank.sha256
    assert write(bank, POINTS).value == made.value


def test_a_paper_in_the_usual_form_is_read_and_what_does_not_match_is_reported() -> None:
    found, result = read(PAPER)
    assert [(item.type, item.key, item.requirement) for item in found.items] == [
        ("single", "B", "K1.1.1"),
        ("truefalse", "T", "B2.1.1"),
    ]
    assert found.items[0].options == ("一", "二", "三")
    assert [open_.candidates for open_ in found.unmatched] == [("K1.2.1", "B2.2.1")]
    assert errors(result) == [10]
    fixed, _ = read(PAPER.replace("裁绢 / 安全", "备料 / 裁绢 / 安全"))
    assert fixed.complete and fixed.items[1].stem == "裁绢时应当\n先做哪一步（　）。"
    assert fixed.items[1].rationale == "分两步：\n先量后裁。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("B. 二", "C. 二"),
        ("B. 二\n", ""),
        ("答案：B", "答案：B\n答案：C"),
        ("答案：B", ""),
        ("单项选择题", "脑筋急转弯"),
        ("选（　）", "<img src=x>（　）"),
        ("答案：B", "答案：B\n解析：\n3. 这是解析还是试题"),
    ],
)
def test_what_is_no_question_is_reported_by_its_line(old: str, new: str) -> None:
    found, result = read(QUESTION.replace(old, new), SETTLED)
    assert not found.items and 2 in errors(result)


def test_lines_that_look_like_signs_keep_their_place() -> None:
    text = "第一行\n1. 不是题号\nA. 不是选项\n答案：不是\n\\反斜杠\n\n一、不是大题\n（1）不是小题（　）"
    bank = make_bank(make_item("single", stem=text, options=("见 B. 图", "二", "三")))
    for write, read_back in ((write_markdown, read_markdown), (write_word, read_word)):
        made = write(bank, POINTS)
        assert not made.findings
        back = read_back(made.value, "x", POINTS).value
        assert back is not None and back.bank is not None and back.bank.items[0].stem == text


@pytest.mark.parametrize(("write", "read_back"), [(write_markdown, read_markdown), (write_word, read_word)])
def test_a_bank_of_another_level_is_not_taken_for_this_one(write, read_back) -> None:
    other = type(POINTS)(occupation="9-99-99-01", edition="2026", level="四级", points=POINTS.points)
    result = read_back(write(make_bank(make_item("single")), POINTS).value, "x", other)
    assert result.value is not None and not result.value.complete


def make_document(text: str, *odd: str) -> bytes:
    """A Word document of another program; ``odd`` says what stands in it beside words."""
    document = docx.Document()
    for line in text.splitlines():
        paragraph = document.add_paragraph(line)
        if "选（" in line and "raised" in odd:
            paragraph.add_run("2").font.superscript = True
        if "选（" in line and "table" in odd:
            document.add_table(rows=1, cols=2)
        if "选（" in line and "hidden" in odd:
            paragraph.add_run("答案是 B").font.hidden = True
        if "选（" in line and "formula" in odd:
            space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
            paragraph._p.append(paragraph._p.makeelement(f"{{{space}}}oMath"))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_word_document_of_another_program_is_read() -> None:
    result = read_word(make_document(QUESTION), "x.docx", POINTS, SETTLED)
    assert result.value is not None and result.value.complete


@pytest.mark.parametrize("odd", ["raised", "table", "hidden", "formula"])
def test_what_a_paragraph_holds_beside_words_is_reported(odd: str) -> None:
    result = read_word(make_document(QUESTION, odd), "x.docx", POINTS, SETTLED)
    assert result.value is not None and not result.value.items and not result.ok


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xff\xfe\x00", b"\x00"])
def test_what_is_no_text_and_no_document_is_refused(data: bytes) -> None:
    assert read_word(data, "x", POINTS).value is None
    if data:
        refused = read_markdown(data, "x", POINTS).value
        assert refused is None or not refused.complete


def test_lines_of_endless_blanks_take_no_time() -> None:
    blanks = " " * 300_000
    for old, new in (
        ("A. 一", f"A. 一{blanks}x"),
        ("答案：B", f"答案：数值：1{' ' * 30_000}x"),
        ("1. 选", f"1. {blanks}选"),
    ):
        found, _ = read(QUESTION.replace(old, new).replace("单项选择题", "填空题"), SETTLED)
        assert not found.items
