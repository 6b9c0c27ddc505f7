"""Markdown: marks go, words and cells stay."""

from liangcai.standard.forms.markdown import extract_markdown


def lines(text: str) -> list[str]:
    """The lines of a Markdown text."""
    result = extract_markdown(text.encode(), "file.md")
    assert result.value is not None, result.findings
    return result.value.text.splitlines()


def test_a_pipe_table_becomes_rows_whatever_its_outer_bars() -> None:
    assert lines("| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |\n|  | 3 |") == ["甲\t乙", "1\t2", "\t3"]
    assert lines("甲 | 乙\n--- | ---\n1 | 2") == ["甲\t乙", "1\t2"]


def test_bars_that_are_words_and_breaks_in_cells_are_kept() -> None:
    assert lines("|甲|乙|\n|-|-|\n|a\\|b|1.1.1 能选竹<br>1.1.2 能裁纸|") == [
        "甲\t乙",
        "a|b\t<p>1.1.1 能选竹</p> <p>1.1.2 能裁纸</p>",
    ]


def test_a_bar_in_running_text_makes_no_table() -> None:
    assert lines("甲 | 乙 是一段话。") == ["甲 | 乙 是一段话。"]


def test_headings_lists_and_emphasis_lose_their_marks() -> None:
    text = "# 1 职业概况 #\n\n* **重要**的`代码`\n- (1) 条件\n> 引文[链接](http://a.b)\n\n---\n\n3 * 4 * 5"
    assert lines(text) == ["1 职业概况", "- 重要的代码", "- (1) 条件", "引文链接", "3 * 4 * 5"]


def test_marks_of_notes_are_written_as_in_the_published_texts() -> None:
    assert lines("相关职业<sup>①</sup>工作[^②]\n\n[^②]: 说明") == ["相关职业^①工作^②", "^②说明"]


def test_front_matter_and_comments_are_set_aside_and_lines_keep_their_numbers() -> None:
    result = extract_markdown("---\na: b\n---\n<!-- 旁注 -->\n正文\n".encode(), "file.md")
    assert result.value is not None
    assert (result.value.text, result.value.places) == ("正文\n", ("line 5",))
    assert [aside.what for aside in result.value.furniture] == ["front matter", "comment"]


def test_an_html_table_in_markdown_keeps_its_merged_cells() -> None:
    table = "<table><tr><td rowspan=2>甲</td><td>乙</td></tr>\n<tr><td>丙</td></tr></table>"
    assert lines(f"# 题\n\n{table}\n\n后文") == ["题", "甲\t乙", "\t丙", "后文"]
