"""PDF files: lines become paragraphs, rules become tables, and what belongs to the pages is told from the text."""

import io

import pytest
from PIL import Image
from tests.data.forms import compile_pdf

from liangcai.standard.forms.detect import extract_document
from liangcai.standard.forms.extract import Extract
from liangcai.standard.forms.pdf_characters import unify_lookalikes
from liangcai.standard.forms.pdf_paragraphs import learn_habit
from liangcai.standard.forms.pdf_tables import PdfCell, PdfTable, write_rows
from liangcai.standard.forms.pdf_text import Mark, build_lines
from liangcai_host.typesetting.fonts import FAMILY

SETUP = f"""#set text(font: "{FAMILY}", size: 10pt, lang: "zh")
#set page(width: 120mm, height: 90mm, margin: 18mm)
"""
LONG = "用竹篾和纸绢制作纸鸢的人员应当按图选材并把骨架扎得左右匀称，"


def extract(markup: str) -> Extract:
    """The text of a PDF that is set from markup."""
    result = extract_document(compile_pdf(SETUP + markup), "file.pdf")
    assert result.value is not None, result.findings
    return result.value


def lines(markup: str) -> list[str]:
    """The lines of a PDF."""
    return extract(markup).text.splitlines()


@pytest.mark.parametrize(
    "look",
    [
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), spacing: 0.65em)",
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))",
        "#set par(justify: false)",
    ],
)
def test_lines_of_a_paragraph_are_put_together_and_paragraphs_kept_apart(look: str) -> None:
    paragraphs = [
        "1.5 职业环境条件",
        LONG * 3 + "并且晾干。",
        "(1) " + LONG * 2 + "再称重。",
        "(2) 裁纸。",
        LONG + "完。",
    ]
    assert lines(f"{look}\n\n" + "\n\n".join(paragraphs)) == paragraphs


def test_a_paragraph_over_a_page_end_is_one_line_of_its_first_page() -> None:
    found = extract("#set page(footer: context align(center)[— #here().page() —])\n\n" + LONG * 14 + "完。\n\n后文。")
    assert found.text.splitlines() == [LONG * 14 + "完。", "— 1 —", "后文。", "— 2 —"]
    assert found.pages == (1, 1, 2, 2)


def test_running_heads_are_set_aside_and_those_the_reader_knows_stay() -> None:
    page = "#set page(header: [示例标准], footer: [职业编码：9-99-99-01])\n"
    found = extract(page + "甲。#pagebreak()乙。#pagebreak()丙。")
    assert found.text.splitlines()[0] == "甲。"
    assert found.text.count("职业编码：9-99-99-01") == 3
    assert {aside.text for aside in found.furniture} == {"示例标准"}


def test_a_running_head_never_comes_before_the_code_of_the_cover() -> None:
    page = "#set page(header: [职业编码：9-99-99-01])\n"
    found = extract(page + "纸鸢\n\n职业编码：9-99-99-01#pagebreak()甲。")
    assert found.text.splitlines() == ["纸鸢", "职业编码：9-99-99-01", "职业编码：9-99-99-01", "甲。"]
    assert [aside.page for aside in found.furniture] == [1]


def test_lines_of_a_table_of_contents_are_set_aside() -> None:
    found = extract(
        "目录\n\n1 职业概况 #box(width: 1fr, repeat[.]) 1\n\n2 基本要求 #box(width: 1fr, repeat[.]) 3\n\n正文。"
    )
    assert found.text == "正文。\n"
    assert {aside.what for aside in found.furniture} == {"contents"}


def test_a_note_at_the_foot_stands_behind_the_paragraph_that_the_page_end_cuts() -> None:
    note = '#footnote(numbering: "①")[相关职业：' + "灯彩扎制工、" * 30 + "下同。]"
    found = lines("相关职业" + note + "工作 1 年。\n\n" + LONG * 12 + "完。")
    assert found[0] == "相关职业^①工作 1 年。"
    assert set(found[1:]) == {LONG * 12 + "完。", "^①相关职业：" + "灯彩扎制工、" * 30 + "下同。"}


TABLE = """#table(columns: (2fr, 2fr, 3fr), stroke: STROKE, table.header([职业功能], [工作内容], [技能要求]),
  table.cell(rowspan: 2)[1\\. 备料], [1.1 选材], [1.1.1 能选竹], [1.2 劈篾], [1.2.1 能劈出匀净的篾条])"""
ROWS = ["职业功能\t工作内容\t技能要求", "1. 备料\t1.1 选材\t1.1.1 能选竹", "\t1.2 劈篾\t1.2.1 能劈出匀净的篾条"]


@pytest.mark.parametrize(
    "stroke",
    [
        "0.5pt",
        "0.5pt, gutter: 2pt",
        "(x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 { 0.5pt }, right: if x < 2 { 0.5pt })",
    ],
)
def test_a_ruled_table_becomes_rows_with_or_without_outer_rules_and_with_cells_apart(stroke: str) -> None:
    assert lines("前文。\n\n" + TABLE.replace("STROKE", stroke) + "\n\n后文。") == ["前文。", *ROWS, "后文。"]


def test_a_name_written_downwards_is_put_together() -> None:
    table = "#table(columns: (6mm, 30mm), inset: (x: 1mm), [1\\. 备料], [1.1 选材], [2\\. 扎制], [2.1 扎骨架])"
    assert lines(table)[0].split("\t")[0].replace(" ", "") == "1.备料"


def test_a_table_over_pages_repeats_no_head_and_keeps_cut_rows_apart() -> None:
    items = " ".join(f"1.1.{n} {LONG}" for n in range(1, 12))
    head = "table.header([职业功能], [工作内容], [技能要求])"
    found = extract(f"#table(columns: (2fr, 2fr, 5fr), {head}, [1\\. 备料], [1.1 选材], [{items}])")
    rows = found.text.splitlines()
    assert rows[0] == ROWS[0]
    assert rows[1].startswith("1. 备料\t1.1 选材\t")
    assert len(rows) > 2
    assert all(row.startswith("\t\t") for row in rows[2:])
    assert [aside.what for aside in found.furniture] == ["repeated head"] * (max(found.pages) - 1)


def make_part(page: int, *texts: str, opened: bool) -> PdfTable:
    """The part of a one-row table on a page, open where the page ends or begins."""
    cells = [
        PdfCell(
            x0=place,
            x1=place + 50,
            lines=tuple(build_lines(set_marks(text, place), page)),
            open_top=opened and page > 1,
            open_bottom=opened and page == 1,
        )
        for place, text in zip((0, 50, 100), texts, strict=True)
    ]
    return PdfTable(page=page, top=0, bottom=20, left=0, right=150, rows=(tuple(cells),))


def set_marks(text: str, left: float) -> list[Mark]:
    """Characters side by side."""
    return [
        Mark(text=sign, x0=left + 10 * n, x1=left + 10 * n + 10, top=0, bottom=10, size=10)
        for n, sign in enumerate(text)
    ]


@pytest.mark.parametrize("opened", [True, False])
def test_a_head_that_a_page_end_cuts_is_made_whole_where_its_cells_are_left_open(opened: bool) -> None:
    parts = [make_part(1, "职业", "工作内容", "要求", opened=opened), make_part(2, "功能", "", "", opened=opened)]
    rows = [row for _, row in write_rows(parts, learn_habit([]), [])]
    assert rows == (["职业功能\t工作内容\t要求"] if opened else ["职业\t工作内容\t要求", "功能\t\t"])


def test_the_words_table_continued_are_set_aside() -> None:
    first, second = TABLE.replace("STROKE", "0.5pt"), TABLE.replace("STROKE", "0.5pt").replace("备料", "扎制")
    found = extract(f"{first}#pagebreak()续表\n\n{second}")
    assert found.text.splitlines() == [*ROWS, ROWS[1].replace("备料", "扎制"), ROWS[2]]
    assert [aside.text for aside in found.furniture][:1] == ["续表"]


def test_items_without_numbers_are_kept_apart_where_their_lines_end_early() -> None:
    table = f"#table(columns: (2fr, 3fr), [选竹知识 \\ 裁纸知识], [{LONG * 2}])"
    assert lines(table) == [f"<p>选竹知识</p> <p>裁纸知识</p>\t{LONG * 2}"]


def test_characters_that_a_font_names_by_a_lookalike_are_put_back() -> None:
    assert unify_lookalikes("⻔⼾⼯⻅⸺甲 Uniﬁed") == "门户工见——甲 Unified"


def test_a_gap_is_a_blank_only_where_it_is_as_wide_as_one() -> None:
    def marks(*places: tuple[str, float]) -> list[Mark]:
        return [Mark(text, x, x + 10, 0, 10, 10) for text, x in places]

    assert [line.text for line in build_lines(marks(("甲", 0), ("乙", 12), ("a", 25), ("b", 40)), 1)] == ["甲乙a b"]


def test_words_printed_twice_to_look_bold_are_read_once() -> None:
    doubled = [Mark("甲", x, x + 10, 0, 10, 10) for x in (0, 0.5)] + [
        Mark("乙", x, x + 10, 0, 10, 10) for x in (10, 10.5)
    ]
    assert [line.text for line in build_lines(doubled, 1)] == ["甲乙"]


def test_characters_that_print_nothing_make_no_line() -> None:
    assert build_lines([Mark(text, 0, 10, 0, 10, 10) for text in ("\u200b", " ", "\x00")], 1) == []


def test_a_scan_is_refused_and_single_scanned_pages_are_named() -> None:
    scan = io.BytesIO()
    Image.new("L", (300, 400), 200).save(scan, "PDF")
    refused = extract_document(scan.getvalue(), "file.pdf")
    assert [finding.rule for finding in refused.findings] == ["read.scanned"]
    picture = io.BytesIO()
    Image.new("L", (30, 40), 200).save(picture, "PNG")
    mixed = compile_pdf(f"{SETUP}{LONG * 3}#pagebreak()#image(bytes({tuple(picture.getvalue())}))")
    result = extract_document(mixed, "file.pdf")
    assert result.value is not None
    assert [(finding.rule, "2" in finding.message.zh) for finding in result.findings] == [("read.scanned-pages", True)]


def test_fonts_that_do_not_name_their_characters_are_reported() -> None:
    broken = compile_pdf(SETUP + LONG * 3).replace(b"/ToUnicode", b"/ToUnicorn")
    assert [finding.rule for finding in extract_document(broken, "file.pdf").findings] == ["read.broken-fonts"]
