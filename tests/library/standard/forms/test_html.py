"""Web pages: the text without what stands round it, tables with the cells that reach."""

from liangcai.standard.forms.detect import extract_document
from liangcai.standard.forms.extract import Extract


def extract(page: str, encoding: str = "utf-8") -> Extract:
    """The text of a page."""
    result = extract_document(page.encode(encoding), "page.html")
    assert result.value is not None, result.findings
    return result.value


def lines(body: str) -> list[str]:
    """The lines of a page with a body."""
    return extract(f"<!doctype html><html><body>{body}</body></html>").text.splitlines()


def test_a_cell_that_reaches_down_or_right_stands_once() -> None:
    table = """<table><tr><td colspan=2>项目<td>五级<td>四级
<tr><td rowspan=2>基本要求<td>职业道德<td>5<td>5
<tr><td>基础知识<td>25<td>15
<tr><td colspan=2>合计<td>100<td>100</table>"""
    assert lines(table) == [
        "项目\t\t五级\t四级",
        "基本要求\t职业道德\t5\t5",
        "\t基础知识\t25\t15",
        "合计\t\t100\t100",
    ]


def test_a_cell_that_reaches_to_the_end_reaches_no_further() -> None:
    table = "<table><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁</table><p>后文"
    assert lines(table) == ["甲\t乙", "\t丙", "\t丁", "后文"]


def test_paragraphs_breaks_and_points_in_a_cell_are_kept_apart() -> None:
    items = "<td><p>1.1.1 能选竹</p><p>1.1.2 能裁纸</p><td>1.1.1 竹材<br>1.1.2 纸张<td><ul><li>甲甲甲<li>乙乙乙</ul>"
    assert lines(f"<table><tr>{items}</table>") == [
        "<p>1.1.1 能选竹</p> <p>1.1.2 能裁纸</p>\t<p>1.1.1 竹材</p> <p>1.1.2 纸张</p>\t<p>甲甲甲</p> <p>乙乙乙</p>"
    ]


def test_a_numbered_list_gets_the_numbers_that_a_reader_sees() -> None:
    assert lines("<ol><li>甲<li><p>乙</p></ol><ol start=5><li>丙</ol>") == ["1. 甲", "2. 乙", "5. 丙"]


def test_inline_marks_are_words_of_their_paragraph_and_a_raised_mark_is_marked() -> None:
    assert lines("<p>相关<b>职业</b><sup>①</sup>\n工作 <span>1</span> 年</p>") == ["相关职业^① 工作 1 年"]


def test_scripts_menus_and_hidden_parts_are_set_aside() -> None:
    page = """<html><head><title>题</title></head><body><nav>首页 政策</nav><script>var x = "职业编码";</script>
<div class="article-content"><h1>1 职业概况</h1><p>这里是一段正文，比菜单长得多，因此是主要内容。</p>
<p style="display: none">看不见</p></div><div id="footer">版权所有</div></body></html>"""
    found = extract(page)
    assert found.text.splitlines() == ["1 职业概况", "这里是一段正文，比菜单长得多，因此是主要内容。"]
    assert {"首页 政策", "看不见", "版权所有", "题"} <= {aside.text for aside in found.furniture}


def test_the_heads_and_feet_of_pages_that_an_office_program_saves_are_set_aside() -> None:
    head, foot = "<div title='header'><p>职业编码：9-99-99-02</p></div>", "<div title='footer'>1</div>"
    words = "用竹篾和纸绢制作纸鸢的人员。" * 9
    assert lines(f"{head}<p>职业编码：9-99-99-01</p><p>{words}</p>{foot}") == ["职业编码：9-99-99-01", words]


def test_a_page_without_a_marked_text_is_read_whole() -> None:
    assert lines("<div>封面<div><p>正文</div></div><div>附录</div>") == ["封面", "正文", "附录"]


def test_the_declared_encoding_is_used() -> None:
    page = "<html><head><meta charset=gb2312></head><body><p>镕铸工</p></body></html>"
    assert extract(page, "gb18030").text == "镕铸工\n"


def test_text_set_as_typed_keeps_its_lines_and_cells() -> None:
    assert lines("<pre>1 职业概况\n\n职业功能\t工作内容\n1. 备料\t1.1 选材</pre>") == [
        "1 职业概况",
        "职业功能\t工作内容",
        "1. 备料\t1.1 选材",
    ]


def test_a_layout_table_is_no_table() -> None:
    inner = "<table><tr><td>甲<td>乙</table>"
    assert lines(f"<table><tr><td><p>前文</p>{inner}<p>后文</p></table>") == ["前文", "甲\t乙", "后文"]


def test_nothing_outside_is_read() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;。</p></body></html>'
    assert "root" not in extract(page).text


def test_a_page_saved_in_one_file_is_read() -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n"
    body = "Content-Transfer-Encoding: base64\n\nPG1ldGEgY2hhcnNldD11dGYtOD48cD7nurjpuKI8L3A+\n--B--\n"
    result = extract_document((head + body).encode(), "page.mht")
    assert result.value is not None
    assert result.value.text == "纸鸢\n"
