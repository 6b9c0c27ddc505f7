"""Word documents: what Word keeps apart from the words, its numbers, notes, merges and changes, is put in its place."""

from tests.data.forms import make_package

from liangcai.standard.forms.detect import extract_document
from liangcai.standard.forms.extract import Extract


def extract(body: str, **parts: str) -> Extract:
    """The text of a package."""
    result = extract_document(make_package(body, **parts), "file.docx")
    assert result.value is not None, result.findings
    return result.value


def lines(body: str, **parts: str) -> list[str]:
    """The lines of a package."""
    return extract(body, **parts).text.splitlines()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def level(place: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbered(text: str, place: int, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>')


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "(%1)")
    + level(1, "decimal", "%2)")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_numbers_that_word_writes_by_itself_are_written() -> None:
    body = numbered("竹材", 0) + numbered("选竹", 1) + numbered("劈篾", 1) + numbered("纸绢", 0) + numbered("裁纸", 1)
    assert lines(body, numbering=LISTS) == ["(1) 竹材", "1) 选竹", "2) 劈篾", "(2) 纸绢", "1) 裁纸"]


def test_a_list_that_starts_again_starts_again() -> None:
    body = numbered("甲", 0) + numbered("乙", 0) + numbered("丙", 0, 2) + numbered("丁", 0, 2)
    assert lines(body, numbering=LISTS) == ["(1) 甲", "(2) 乙", "(1) 丙", "(2) 丁"]


def test_headings_numbered_by_their_style_get_their_number() -> None:
    styles = "".join(
        f'<w:style w:styleId="H{n}"><w:name w:val="heading {n}"/>{based}<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
        for n, based in ((1, ""), (2, '<w:basedOn w:val="H1"/>'))
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>')
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(
        paragraph(text, f'<w:pStyle w:val="H{n}"/>') for n, text in ((1, "职业概况"), (2, "职业名称"), (2, "职业编码"))
    )
    assert lines(body, styles=styles, numbering=numbering) == ["1 职业概况", "1.1 职业名称", "1.2 职业编码"]


def test_chinese_and_circled_numbers_are_written_as_printed() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
        + level(1, "decimalEnclosedCircle", "%2")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(numbered("甲", 0) for _ in range(11)) + numbered("乙", 1)
    assert lines(body, numbering=numbering)[-2:] == ["十一、甲", "① 乙"]


def test_a_footnote_stands_behind_the_paragraph_of_its_mark() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run(" 相关职业：灯彩扎制工。")}</w:p></w:footnote>'
    body = f"<w:p>{run('相关职业')}{reference}{run('工作 1 年。')}</w:p>" + paragraph("下一段。")
    assert lines(body, footnotes=note) == ["相关职业^①工作 1 年。", "^①相关职业：灯彩扎制工。", "下一段。"]


def test_a_raised_mark_typed_by_hand_is_written_the_same() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert lines(f"<w:p>{run('相关职业')}{run('①', raised)}{run('工作')}</w:p>") == ["相关职业^①工作"]


def test_merged_cells_stand_once_and_keep_the_columns() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        row(cell("项目", '<w:gridSpan w:val="2"/>'), cell("五级"), cell("四级"))
        + row(cell("基本要求", begins), cell("职业道德"), cell("5"), cell("5"))
        + row(cell("", goes_on), cell("基础知识"), cell("25"), cell("15"))
        + row(cell("合计", '<w:gridSpan w:val="2"/>'), cell("100"), cell("100"))
    )
    assert lines(f"<w:tbl>{table}</w:tbl>") == [
        "项目\t\t五级\t四级",
        "基本要求\t职业道德\t5\t5",
        "\t基础知识\t25\t15",
        "合计\t\t100\t100",
    ]


def test_columns_that_only_the_saved_widths_make_are_none() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    table = row(cell("职业功能", wide), cell("工作内容"), cell("技能要求")) + row(
        cell("1. 备料"), cell("1.1 选材", wide), cell("1.1.1 能选竹")
    )
    assert lines(f"<w:tbl>{table}</w:tbl>") == ["职业功能\t工作内容\t技能要求", "1. 备料\t1.1 选材\t1.1.1 能选竹"]


def test_paragraphs_of_a_cell_are_kept_apart_and_upright_words_put_together() -> None:
    items = f"<w:tc>{paragraph('1.1.1 能选竹')}{paragraph('1.1.2 能裁纸')}</w:tc>"
    upright = f"<w:tc>{''.join(paragraph(part) for part in ('1.', '备', '料'))}</w:tc>"
    assert lines(f"<w:tbl>{row(upright, items)}</w:tbl>") == ["1.备料\t<p>1.1.1 能选竹</p> <p>1.1.2 能裁纸</p>"]


def test_a_tab_or_a_line_end_in_the_words_makes_no_cell() -> None:
    body = "<w:p><w:r><w:t>1.1</w:t><w:tab/><w:t>职业名称</w:t><w:br/><w:t>纸鸢扎制工</w:t></w:r></w:p>"
    assert lines(body) == ["1.1 职业名称", "纸鸢扎制工"]


def test_deleted_words_are_gone_and_inserted_words_are_there() -> None:
    body = (
        f"<w:p>{run('满')}<w:del><w:r><w:delText>2</w:delText></w:r></w:del><w:ins>{run('3')}</w:ins>{run('年')}</w:p>"
    )
    assert lines(body) == ["满3年"]


def test_contents_and_hidden_words_are_set_aside_by_name() -> None:
    styles = '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    body = paragraph("1 职业概况 1", '<w:pStyle w:val="T1"/>') + f"<w:p>{run('正文')}{run('批注', '<w:vanish/>')}</w:p>"
    found = extract(body, styles=styles)
    assert found.text == "正文\n"
    assert [(aside.what, aside.text) for aside in found.furniture] == [
        ("contents", "1 职业概况 1"),
        ("hidden text", "批注"),
    ]


def test_words_in_a_text_box_stand_behind_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('框中文字')}</w:txbxContent>"
    both = f"<mc:AlternateContent xmlns:mc='m'><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p>{run('段落')}<w:r>{both}</mc:AlternateContent></w:r></w:p>"
    assert lines(body) == ["段落", "框中文字"]


def test_each_line_says_where_it_stands() -> None:
    found = extract(paragraph("甲") + paragraph("") + f"<w:tbl>{row(cell('乙'), cell('丙'))}</w:tbl>" + paragraph("丁"))
    assert found.places == ("paragraph 1", "table 1 row 1", "paragraph 2")
