"""Tables of a PDF that draw no rules: told apart by the white between them, and always named in a finding."""

import re
from collections import Counter

import pytest
from tests.data import forms

import liangcai_reference
from liangcai.standard.forms.detect import extract_document
from liangcai.standard.forms.extract import Extract
from liangcai.standard.read import read_standard
from liangcai_host.typesetting.fonts import FAMILY

OCCUPATIONS = liangcai_reference.list_occupations()
LOOKS = (
    forms.PageLook(width=210, height=297, justify=False, indent=0, ruled=False),
    forms.PageLook(ruled=False),
    forms.PageLook(width=200, height=110, narrow=True, head="示例标准", ruled=False),
)
SETUP = f"""#set text(font: "{FAMILY}", size: 10pt, lang: "zh")
#set page(width: 160mm, height: 90mm, margin: 18mm)
"""
# Where lines follow one another, as in any document, the room between them is known.
LONG = "用竹篾和纸绢制作纸鸢的人员应当按图选材，" * 6
ROWS = (
    ("职业功能", "工作内容", "要求"),
    ("1. 备料", "1.1 选材", "1.1.1 能选竹"),
    ("", "1.2 劈篾", "1.2.1 能劈出匀净的篾条"),
)


def extract(data: bytes) -> tuple[Extract, list[str]]:
    """What a PDF holds, and the rules of the findings on it."""
    result = extract_document(data, "file.pdf")
    assert result.value is not None
    return result.value, [finding.rule for finding in result.findings]


def set_table(columns: str, cells: str) -> str:
    """The markup of a table without rules."""
    return f"{SETUP}{LONG}\n\n#table(columns: ({columns}), stroke: none, {cells})\n\n后文。"


def test_columns_are_told_apart_and_named_in_a_finding() -> None:
    cells = ", ".join("[" + re.sub(r"^(\d)\. ", r"\1\\. ", cell) + "]" for row in ROWS for cell in row)
    found, rules = extract(forms.compile_pdf(set_table("2fr, 2fr, 3fr", cells)))
    assert found.text.splitlines() == [LONG, *("\t".join(row) for row in ROWS), "后文。"]
    assert rules == ["read.unruled-tables"]


def test_numbered_lists_and_two_columns_are_no_tables() -> None:
    items = "\n\n".join(f"({n}) 纸绢与竹篾 {n} 种" for n in range(1, 9))
    assert extract(forms.compile_pdf(SETUP + items))[1] == []
    cells = ", ".join(f"[{n}], [纸绢与竹篾]" for n in range(1, 9))
    assert extract(forms.compile_pdf(set_table("1fr, 3fr", cells)))[1] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", OCCUPATIONS)
@pytest.mark.parametrize("look", LOOKS)
def test_no_word_of_a_standard_is_lost(name: str, look: forms.PageLook) -> None:
    text = liangcai_reference.read_standard_text(name)
    found, rules = extract(forms.make_pdf(text, look))
    assert rules == ["read.unruled-tables"]
    assert not count(text) - count(found.text)


@pytest.mark.slow
def test_a_standard_on_large_pages_reads_to_the_same_model() -> None:
    text = liangcai_reference.read_standard_text(OCCUPATIONS[-1])
    found, _ = extract(forms.make_pdf(text, LOOKS[0]))
    read, expected = read_standard(found.text, "file").value, read_standard(text, "file").value
    assert read is not None
    assert expected is not None
    assert forms.describe_model(read) == forms.describe_model(expected)


def count(text: str) -> Counter[str]:
    """How often each Chinese character stands in a text."""
    return Counter(re.findall(r"[\u4e00-\u9fff]", text))
