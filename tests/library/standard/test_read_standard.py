"""A published standard becomes a model, whatever its pages did to it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data import documents

import liangcai_reference
from liangcai.findings import Span, has_errors
from liangcai.standard.decode import decode_document
from liangcai.standard.model import Function, Standard
from liangcai.standard.read import read_standard


def read(text: str) -> Standard:
    """The model of a text that is a standard."""
    standard = read_standard(text, "test").value
    assert standard is not None
    return standard


def functions(text: str, level: str = "五级") -> tuple[Function, ...]:
    return read(text).functions(level)


def with_rows(*rows: str) -> str:
    """The document with these rows at its lowest level."""
    return documents.make_document(work=documents.make_work(low=rows))


def test_a_clean_document_is_read_whole_and_without_findings() -> None:
    result = read_standard(documents.make_document(), "test")
    assert result.findings == ()
    standard = read(documents.make_document())
    assert (standard.code, standard.name, standard.edition, standard.kind) == (
        "9-99-99-01",
        "纸鸢扎制工",
        "2026",
        "skill",
    )
    assert [(level.name, level.printed_name, level.training_hours) for level in standard.levels] == [
        ("五级", "五级/初级工", 60),
        ("四级", "四级/中级工", 40),
    ]
    assert [(c.level, c.number, c.notes) for c in standard.conditions] == [
        ("五级", "1", ("①",)),
        ("五级", "2", ()),
        ("四级", "1", ()),
    ]
    assert [(part.kind, part.minutes_min) for part in standard.assessment.parts] == [("theory", 60), ("skill", 90)]
    theory, skill = (part.staff for part in standard.assessment.parts)
    assert theory is not None
    assert skill is not None
    assert (theory.ratio, theory.per, theory.at_least, theory.odd) == ("1:15", "room", 2, False)
    assert (skill.ratio, skill.per, skill.at_least, skill.odd) == ("1:10", "panel", 3, True)
    assert [item.number for item in standard.basic[2].items[0].items] == ["2.2.1.1.1", "2.2.1.1.2"]
    assert standard.glossary[0].term == "硬翅"
    assert standard.notes[0].mark == "①"
    assert standard.source.unmapped == 0


def test_a_row_that_a_page_cuts_in_the_middle_of_a_word_is_one_row() -> None:
    rows = (
        "1. 备料\t1.1 选材\t1.1.1 能按图选竹 1.1.2 能裁\t1.1.1 竹的种",
        "\t\t纸并晾干 1.1.3 能称重\t类 1.1.2 纸的种类",
    )
    task = functions(with_rows(*rows))[0].tasks[0]
    assert [skill.text for skill in task.skills] == ["能按图选竹", "能裁纸并晾干", "能称重"]
    assert [item.text for item in task.knowledge] == ["竹的种类", "纸的种类"]


def test_names_cut_over_two_rows_and_spread_by_narrow_columns_are_put_together() -> None:
    rows = ("1. 备\t1.1 选 材\t1.1.1 能选竹\t1.1.1 竹的种类", "料\t入 库\t能登记\t台账")
    function = functions(with_rows(*rows))[0]
    assert (function.name, function.tasks[0].name) == ("备料", "选材入库")
    assert function.tasks[0].skills[0].text == "能选竹能登记"
    assert {repair.why for repair in read(with_rows(*rows)).source.repairs} == {"page-cut"}


def test_a_function_whose_label_a_page_left_for_the_next_one_begins_with_its_first_task() -> None:
    rows = (
        "1. 备料\t1.1 选材\t1.1.1 能选竹\t1.1.1 竹的种类",
        "\t2.1 扎骨架\t2.1.1 能扎\t2.1.1 绳结知识",
        "2. 扎制\t\t硬翅\t",
        "\t2.2 糊面\t2.2.1 能糊面\t2.2.1 浆糊知识",
    )
    found = functions(with_rows(*rows))
    assert [(f.number, f.name, [task.number for task in f.tasks]) for f in found] == [
        ("1", "备料", ["1.1"]),
        ("2", "扎制", ["2.1", "2.2"]),
    ]
    assert found[1].tasks[0].skills[0].text == "能扎硬翅"


def test_paragraphs_inside_a_cell_of_terms_or_weights_are_joined() -> None:
    table = "5 附录\n\n5.1 术语\n\n序号\t名称\t解释\n1\t硬翅\t<p>上下两根篾条</p> <p>撑住的翅膀</p>\n"
    weights = documents.WEIGHTS.replace("五级/初级工 (%)", "<p>五级/初级工</p> <p>(%)</p>").replace(
        "职业道德", "<p>职业</p> <p>道德</p>"
    )
    standard = read(documents.make_document(glossary=table, weights=weights))
    assert standard.glossary[0].text == "上下两根篾条撑住的翅膀"
    clean = read(documents.make_document(glossary=table))
    assert [(w.area, w.level, w.percent) for w in standard.weights] == [
        (w.area, w.level, w.percent) for w in clean.weights
    ]


def test_a_cut_element_has_a_span_on_each_of_its_lines() -> None:
    text = with_rows("1. 备料\t1.1 选材\t1.1.1 能裁\t1.1.1 竹的种类", "\t\t纸\t")
    skill = functions(text)[0].tasks[0].skills[0]
    lines = text.split("\n")
    assert [lines[s.line - 1][s.column - 1 : s.end_column] for s in skill.spans] == ["1.1.1 能裁", "纸"]
    assert skill.line == skill.spans[0].line


def test_a_misprinted_number_is_kept_beside_the_right_one() -> None:
    text = with_rows("1. 备料\t1.1 选材\t1.1.1 能选竹 1.2.2 能裁纸\t竹的种类")
    task = functions(text)[0].tasks[0]
    assert [(skill.number, skill.printed_number) for skill in task.skills] == [("1.1.1", "1.1.1"), ("1.1.2", "1.2.2")]
    assert [(item.number, item.printed_number) for item in task.knowledge] == [("1.1.1", None)]


@pytest.mark.parametrize("spaced", ["1. 1. 1 能选竹", "1 .1.1 能选竹", "1．1．1 能选竹"])
def test_a_number_with_blanks_or_wide_dots_is_the_same_number(spaced: str) -> None:
    task = functions(with_rows(f"1. 备料\t1.1 选材\t{spaced}\t1.1.1 竹的种类"))[0].tasks[0]
    assert [skill.text for skill in task.skills] == ["能选竹"]


def test_more_than_nine_items_are_told_apart() -> None:
    items = " ".join(f"1.1.{n} 能做第{n}件事" for n in range(1, 13))
    task = functions(with_rows(f"1. 备料\t1.1 选材\t{items}\t1.1.1 竹的种类"))[0].tasks[0]
    assert [skill.number for skill in task.skills] == [f"1.1.{n}" for n in range(1, 13)]


def test_both_cell_encodings_may_stand_in_one_row() -> None:
    row = "1. 备料\t1.1 选材\t<p>1.1.1 能选竹</p> <p>1.1.2 能裁纸</p>\t1.1.1 竹的种类 1.1.2 纸的种类"
    task = functions(with_rows(row))[0].tasks[0]
    assert (len(task.skills), len(task.knowledge)) == (2, 2)


def test_running_heads_and_page_numbers_are_furniture_and_join_what_they_cut() -> None:
    before, after = "本文件由多个示例单位共同起草，参加人员来自各地，包括甲样一、乙样", "庚、丙样辛等人。"
    preface = f"说明\n\n{before}\n\n职业编码：9-99-99-01\n\n— 3 —\n\n{after}\n"
    standard = read(documents.make_document(cover=documents.COVER + preface))
    passage = standard.passage("preface")
    assert passage is not None
    assert "乙样庚、丙样辛" in passage.text
    assert {line.what for line in standard.source.furniture_lines} == {"running head", "page number"}
    assert standard.source.unmapped == 0
    assert standard.code == "9-99-99-01"


def test_every_line_is_mapped_blank_or_furniture_in_the_bundled_standards() -> None:
    for occupation in liangcai_reference.list_occupations():
        result = read_standard(liangcai_reference.read_standard_text(occupation), occupation)
        assert result.findings == ()
        assert result.value is not None
        account = result.value.source
        assert account.lines == account.mapped + account.blank + account.furniture
        assert account.unmapped == 0


def test_a_table_item_that_lost_its_table_is_reported_with_its_line() -> None:
    text = documents.make_document().replace("4 权重表", "1.1.9 能放飞\n\n4 权重表", 1)
    result = read_standard(text, "test")
    line = text.split("\n").index("1.1.9 能放飞") + 1
    assert [(finding.rule, finding.line) for finding in result.findings] == [("read.unmapped-line", line)]


@given(st.integers(0, 200), st.sampled_from(["\n职业编码：9-99-99-01\n", "\n12\n", "\n<!-- -->\n", "\n\n\n"]))
def test_furniture_between_paragraphs_changes_nothing_but_line_numbers(place: int, furniture: str) -> None:
    paragraphs = documents.make_document().split("\n\n")
    # After the cover, where the code stands for itself.
    at = 3 + place % (len(paragraphs) - 3)
    damaged = "\n\n".join(paragraphs[:at]) + "\n" + furniture + "\n" + "\n\n".join(paragraphs[at:])
    assert strip_places(read(damaged)) == strip_places(read(documents.make_document()))


def strip_places(standard: Standard) -> str:
    """The model as text, without lines, spans and the account of lines."""
    text = re.sub(r"(line|spans)=(\d+|\((Span\([^)]*\),? ?)*\))", "", repr(standard))
    return text.partition("source=")[0]


def test_spans_point_at_the_text_they_carry() -> None:
    text = documents.make_document()
    lines = text.split("\n")
    for function in read(text).functions("五级"):
        for requirement in (r for task in function.tasks for r in (*task.skills, *task.knowledge)):
            assert cut(lines, requirement.spans) == f"{requirement.printed_number} {requirement.text}"


def cut(lines: list[str], spans: tuple[Span, ...]) -> str:
    return "".join(lines[span.line - 1][span.column - 1 : span.end_column] for span in spans)


CHAPTERS = ("1 职业概况", "2 基本要求", "3 工作要求", "4 权重表")


@pytest.mark.parametrize("heading", CHAPTERS)
def test_a_missing_chapter_is_an_error_with_its_clause_and_a_line(heading: str) -> None:
    text = documents.make_document()
    start = text.index(f"\n{heading}\n")
    end = min(text.index(f"\n{other}\n") for other in (*CHAPTERS, "5 附录") if text.index(f"\n{other}\n") > start)
    result = read_standard(text[:start] + text[end:], "test")
    missing = [finding for finding in result.findings if finding.rule == "read.chapter-missing"]
    assert [finding.clause for finding in missing] == [heading[0]]
    assert missing[0].line > 0
    assert result.value is not None
    assert result.value.code


def test_a_column_that_does_not_reach_100_is_an_error_of_that_column() -> None:
    text = documents.make_document().replace("\t扎制\t\t40\t50", "\t扎制\t\t35\t50")
    findings = read_standard(text, "test").findings
    assert [(finding.rule, finding.clause) for finding in findings] == [("read.weights-sum", "4.1")]
    assert "五级" in findings[0].message.zh
    assert "95" in findings[0].message.zh


def test_a_missing_weight_table_is_an_error_and_the_rest_is_still_there() -> None:
    text = documents.make_document()
    start, end = text.index("4.2 技能要求权重表"), text.index("5 附录")
    result = read_standard(text[:start] + text[end:], "test")
    assert [finding.rule for finding in result.findings] == ["read.missing"]
    assert result.value is not None
    assert len(result.value.work) == 2


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "read.empty"),
        (b" \n\t\n", "read.empty"),
        (b"%PDF-1.7 ...", "read.form"),
        (b"PK\x03\x04....", "read.form"),
        (b"\xd0\xcf\x11\xe0....", "read.form"),
        (bytes(range(256)) * 8, "read.binary"),
        (b"\xff\xff\xff\xff" * 40, "read.binary"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, rule: str) -> None:
    result = decode_document(data, "file")
    assert result.value is None
    assert [finding.rule for finding in result.findings] == [rule]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings_give_the_same_text(encoding: str) -> None:
    text = documents.make_document()
    assert decode_document(text.replace("\n", "\r\n").encode(encoding), "file").value == text


def test_a_text_of_another_kind_is_refused() -> None:
    result = read_standard("今天天气很好。\n\n我们去公园。\n", "test")
    assert result.value is None
    assert [finding.rule for finding in result.findings] == ["read.not-a-standard"]


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_standard(text, "test")


@given(st.data())
def test_no_mangled_standard_breaks_the_reader(data: st.DataObject) -> None:
    lines = documents.make_document().split("\n")
    kept = data.draw(st.lists(st.sampled_from(range(len(lines))), max_size=80))
    result = read_standard("\n".join(lines[index] for index in kept), "test")
    assert result.value is None or result.value.source.lines >= 0
    assert result.value is not None or has_errors(result.findings)


@pytest.mark.parametrize("digits", ["7" * 6002, "7 " * 6002, "7\n" * 301], ids=["a run", "with blanks", "down a page"])
def test_a_number_without_end_is_a_finding_with_its_line(digits: str) -> None:
    text = documents.make_document().replace("纸鸢扎制工", f"纸鸢扎制工\n{digits}", 1)
    result = read_standard(text, "test")
    assert result.value is None
    (finding,) = result.findings
    assert finding.rule == "read.endless-number"
    assert text.splitlines()[finding.line - 1].startswith("7")


def test_a_long_number_that_fits_is_kept_as_it_stands() -> None:
    text = documents.make_document() + "\n" + "7" * 300
    assert read_standard(text, "test").value is not None
