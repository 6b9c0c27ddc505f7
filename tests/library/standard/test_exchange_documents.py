"""A standard written as text, Markdown or Word reads back to the same model, and is the same every time."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.documents import ROWS_LOW, make_document, make_work
from tests.data.seeds import read_seed

from liangcai.standard.exchange.markdown import write_markdown
from liangcai.standard.exchange.text import write_text
from liangcai.standard.exchange.word import write_docx
from liangcai.standard.forms.docx import extract_docx
from liangcai.standard.forms.extract import clean_text
from liangcai.standard.forms.markdown import extract_markdown
from liangcai.standard.linting.example import render_example
from liangcai.standard.model import GlossaryEntry, Passage, Standard, TableHead
from liangcai.standard.read import NO_ACCOUNT, read_standard

REFERENCE = sorted((Path(__file__).parents[3] / "src/liangcai_reference/occupations").glob("*/standard.txt"))
UNNUMBERED = (*ROWS_LOW[:2], "2. 扎制\t2.1 扎骨架\t<p>能扎硬翅</p> <p>2.1.2 能校正左右重量</p>\t平衡知识")
MISPRINTED = (*ROWS_LOW[:1], "\t1.2 劈篾\t1.3.1 能劈出匀净的篾条 1.2.2 能磨刀\t1.2.1 刀具知识", ROWS_LOW[2])
SIGNS = (
    *ROWS_LOW[:1],
    "\t1.2 劈*篾*\t1.2.1 能用 a|b、<br> 与 `c_d_e` [f](g) \\*\t1.2.1 <刀具> ~~知识~~ #1",
    ROWS_LOW[2],
)


def write_as_text(standard: Standard) -> str:
    """Through plain text."""
    return write_text(standard)


def write_as_markdown(standard: Standard) -> str:
    """Through Markdown and its adapter."""
    extract = extract_markdown(write_markdown(standard).encode(), "standard.md").value
    assert extract
    return extract.text


def write_as_docx(standard: Standard) -> str:
    """Through Word and its adapter."""
    extract = extract_docx(write_docx(standard), "standard.docx").value
    assert extract
    return extract.text


Through = Callable[[Standard], str]
EACH_FORM = pytest.mark.parametrize("through", [write_as_text, write_as_markdown, write_as_docx])
DOCUMENTS = {
    "made": make_document(),
    "without appendix": make_document(glossary=""),
    "without a number": make_document(work=make_work(low=UNNUMBERED)),
    "misprinted": make_document(work=make_work(low=MISPRINTED)),
    "full of signs": make_document(work=make_work(low=SIGNS)),
    "technical": render_example("technical"),
    "skill": render_example("skill"),
    **{path.parent.name: path.read_text(encoding="utf-8") for path in REFERENCE},
}


def read(text: str) -> Standard:
    """The standard in a text."""
    standard = read_standard(text, "standard").value
    assert standard
    return standard


def plain(standard: Standard) -> object:
    """A standard as plain data without places and without the account of its source."""
    return drop_places(msgspec.to_builtins(standard))


def drop_places(value: object) -> object:
    """A value without what depends on where it stood."""
    if isinstance(value, dict):
        return {key: drop_places(inner) for key, inner in value.items() if key not in ("line", "spans", "source")}
    return [drop_places(inner) for inner in value] if isinstance(value, list | tuple) else value


@EACH_FORM
@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_what_is_written_reads_back_to_the_same_model(text: str, through: Through) -> None:
    standard = read(text)
    again = read(through(standard))
    assert plain(again) == plain(standard)
    assert again.source.unmapped == 0


@EACH_FORM
@pytest.mark.seeds
@pytest.mark.parametrize("name", ["standard-2-02-10-13-2021.txt", "standard-4-14-01-04-2021.txt"])
def test_a_published_standard_comes_back_whole(name: str, through: Through) -> None:
    standard = read(read_seed(name))
    assert plain(read(through(standard))) == plain(standard)


def test_writing_twice_gives_the_same_bytes() -> None:
    standard, again = read(make_document()), read(make_document())
    assert write_markdown(standard) == write_markdown(again)
    assert write_docx(standard) == write_docx(again)


def test_markdown_has_headings_by_depth_and_pipe_tables() -> None:
    lines = write_markdown(read(make_document())).split("\n")
    assert "# 1 职业概况" in lines
    assert "## 1.1 职业名称" in lines
    assert "### 1.9.1 申报条件" in lines
    assert "| 职业功能 | 工作内容 | 技能要求 | 相关知识要求 |" in lines
    assert "| 1. 备料 | 1.1 选材 | 1.1.1 能按图选竹<br>1.1.2 能裁纸 | 1.1.1 竹的种类<br>1.1.2 纸的种类 |" in lines


def test_a_word_document_has_heading_styles_and_merged_cells() -> None:
    document = docx.Document(io.BytesIO(write_docx(read(make_document()))))
    styles = {p.text: p.style.name for p in document.paragraphs if p.style is not None}
    assert styles["1 职业概况"] == "Heading 1"
    assert styles["1.9.1 申报条件"] == "Heading 3"
    work = document.tables[0]
    assert [cell.text for cell in work.rows[0].cells] == ["职业功能", "工作内容", "技能要求", "相关知识要求"]
    assert work.cell(1, 0)._tc is work.cell(2, 0)._tc
    assert work.cell(1, 0).text == "1. 备料"
    assert document.core_properties.title.startswith("纸鸢扎制工")


def test_a_level_spans_the_columns_of_its_directions_in_word() -> None:
    document = docx.Document(io.BytesIO(write_docx(read(render_example("technical")))))
    head = document.tables[2].rows[0].cells
    assert head[3]._tc is head[4]._tc
    assert head[3].text == "中级 (%)"


def test_a_character_that_xml_cannot_hold_is_left_out_of_word() -> None:
    standard = read(make_document().replace("能裁纸", "能裁\x0b纸\ufffe & <b>"))
    text = write_as_docx(standard)
    assert "能裁纸 & <b>" in text


LINES = st.text(alphabet="竹鸢ab12 *_`~|\\[]()<>#+-=!.^①$&:", min_size=1, max_size=30).map(str.strip).filter(bool)


@given(st.lists(LINES, min_size=1, max_size=5))
def test_no_sign_of_markdown_changes_a_line_of_text(lines: list[str]) -> None:
    wanted = [clean_text(line) for line in lines]
    standard = Standard(
        code="",
        name="",
        edition="",
        kind="skill",
        definition="",
        passages=(Passage(number="1", title="职业概况", text="\n".join(wanted)),),
        source=NO_ACCOUNT,
    )
    assert write_as_markdown(standard).split("\n") == ["1 职业概况", *wanted, ""]


@given(LINES, LINES)
def test_no_sign_of_markdown_changes_a_cell(term: str, text: str) -> None:
    wanted = [clean_text(term), clean_text(text)]
    standard = Standard(
        code="",
        name="",
        edition="",
        kind="skill",
        definition="",
        heads=(TableHead(section="5.1", cells=("术语", "解释")),),
        glossary=(GlossaryEntry(term=wanted[0], text=wanted[1], line=3),),
        passages=(
            Passage(number="5", title="附录", text="", line=1),
            Passage(number="5.1", title="术语", text="", line=2),
        ),
        source=NO_ACCOUNT,
    )
    assert write_as_markdown(standard).split("\n")[2:] == ["术语\t解释", "\t".join(wanted), ""]
