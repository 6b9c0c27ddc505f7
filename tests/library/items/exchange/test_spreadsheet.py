"""Banks in spreadsheets: every row is taken or reported by row and column, and what is written comes back the same."""

import io
import zipfile

import openpyxl
import pytest
import python_calamine
from openpyxl.worksheet.worksheet import Worksheet
from tests.data.exchange import HEADS, POINTS, ROW, change_row, make_bank, make_sheet, one_of_each

from liangcai.findings import Result
from liangcai.items.exchange.imported import Import, Rated, Settled, Settlement
from liangcai.items.exchange.spreadsheet_read import read_spreadsheet
from liangcai.items.exchange.spreadsheet_write import write_spreadsheet


def read(data: bytes, settlement: Settlement | None = None) -> tuple[Import, Result[Import | None]]:
    result = read_spreadsheet(data, "题库.xlsx", POINTS, settlement)
    assert result.value is not None, result.findings
    found = result.value
    assert found.rows == len(found.items) + len(found.unmatched) + len(found.refused) + len(found.left)
    assert found.complete == (found.bank is not None)
    return found, result


def places(result: Result[Import | None]) -> list[str]:
    return [finding.place for finding in result.findings if finding.severity == "error"]


def test_a_bank_of_every_type_comes_back_the_same() -> None:
    bank = one_of_each()
    made = write_spreadsheet(bank, POINTS)
    assert made.ok, made.findings
    assert read(made.value)[0].bank == bank
    assert write_spreadsheet(bank, POINTS).value == made.value


def test_what_a_form_cannot_carry_is_named() -> None:
    item = one_of_each().items[0]
    bank = make_bank(
        type(item)(**{**{f: getattr(item, f) for f in item.__struct_fields__}, "stem": " 前面有空格（　）"})
    )
    made = write_spreadsheet(bank, POINTS)
    assert [finding.document for finding in made.findings] == [item.id]


def test_other_programs_read_words_as_words_and_nothing_as_a_formula() -> None:
    made = write_spreadsheet(one_of_each(), POINTS).value
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    rows = python_calamine.load_workbook(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["GUID", "题型", "题干", "答案"]
    assert len(rows) == 1 + 16 + 2
    assert "=1+1" in [cell for row in rows for cell in row]


def test_a_sheet_in_circulation_is_matched_by_path_then_by_last_name() -> None:
    rows = (
        change_row(GUID="Q1", 知识点一级="职业道德", 知识点二级="2.1.1 职业守则"),
        change_row(GUID="Q2", 知识点一级="别的上级", 知识点二级="竹的干燥"),
    )
    found, _ = read(make_sheet(*rows))
    assert [(match.requirement, match.how) for match in found.matches] == [("B2.1.1", "path"), ("K1.1.2", "leaf")]
    assert found.complete


def test_a_point_that_is_missing_or_stands_twice_is_reported_and_never_guessed() -> None:
    rows = (
        change_row(知识点二级="没有"),
        change_row(GUID="Q2", 知识点一级="某", 知识点二级="安全"),
        change_row(GUID="Q3"),
    )
    found, result = read(make_sheet(*rows))
    assert [(open_.spot.shown, open_.path, open_.candidates) for open_ in found.unmatched] == [
        ("题库!H2", "备料 / 没有", ()),
        ("题库!H3", "某 / 安全", ("K1.2.1", "B2.2.1")),
    ]
    assert [item.id for item in found.items] == ["Q3"] and found.bank is None
    assert places(result) == ["题库!H2", "题库!H3"]


def test_what_people_settled_holds_for_the_path_or_for_single_rows() -> None:
    rows = [change_row(GUID=f"Q{number}", 知识点一级="某", 知识点二级="安全") for number in range(3)]
    settlement = Settlement(
        points=(Settled(path="某 / 安全", requirement="K1.2.1"), Settled(path="某 / 安全", requirement="", rows=(3,)))
    )
    found, _ = read(make_sheet(*rows), settlement)
    assert [(item.id, item.requirement) for item in found.items] == [("Q0", "K1.2.1"), ("Q2", "K1.2.1")]
    assert [spot.row for spot in found.left] == [3] and found.complete
    wrong = Settlement(points=(Settled(path="某 / 安全", requirement="K9.9.9"),))
    assert len(read(make_sheet(*rows), wrong)[0].refused) == 3


def test_a_code_and_a_path_that_disagree_are_reported() -> None:
    heads = (*HEADS, "要求编号")
    agree, disagree = (*ROW, "K1.1.1"), (*change_row(GUID="Q2", 知识点一级="职业道德", 知识点二级="职业守则"), "K1.1.1")
    found, result = read(make_sheet(agree, disagree, heads=heads))
    assert [item.id for item in found.items] == ["Q1"]
    assert places(result) == ["题库!M3"]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (change_row(答案=""), "题库!D2"),
        (change_row(答案="AB"), "题库!D2"),
        (change_row(答案="E"), "题库!D2"),
        (change_row(题型="脑筋急转弯"), "题库!B2"),
        (change_row(难度="较难"), "题库!J2"),
        (change_row(难度=3), "题库!J2"),
        (change_row(难度=None), "题库!J2"),
        (change_row(解析=None), "题库!K2"),
        (change_row(选项B=None), "题库!F2"),
        (change_row(选项A="=1+1"), "题库!E2"),
        (change_row(题干="见 <img src=x onerror=alert(1)>（　）。"), "题库!C2"),
        (change_row(题干="<script>alert(1)</script>（　）。"), "题库!C2"),
        (change_row(题干="求 $\\input{/etc/passwd}$（　）。"), "题库!D2"),
        (change_row(GUID=12345678901234567), "题库!A2"),
    ],
)
def test_a_row_that_is_no_question_is_reported_by_row_and_column(row: tuple[object, ...], place: str) -> None:
    found, result = read(make_sheet(row, change_row(GUID="Q2")))
    assert places(result) == [place]
    assert [item.id for item in found.items] == ["Q2"] and found.bank is None


def test_the_same_id_twice_is_reported() -> None:
    found, result = read(make_sheet(ROW, ROW))
    assert places(result) == ["题库!A3"] and len(found.items) == 1


def test_words_for_difficulty_and_missing_rationales_can_be_settled() -> None:
    settlement = Settlement(difficulties=(Rated(word="较难", difficulty=0.4),), rationale="见教材。")
    found, _ = read(make_sheet(change_row(难度="较难", 解析=None)), settlement)
    assert (found.items[0].difficulty, found.items[0].rationale) == (0.4, "见教材。")


def test_usual_spellings_of_answers_are_understood() -> None:
    rows = (
        change_row(GUID="1", 题型="多项选择题", 答案="c、Ａ"),
        change_row(GUID="2", 题型="判断", 答案="×", 选项A=None, 选项B=None, 选项C=None),
        change_row(GUID="3", 题型="判断题", 答案="A", 选项A="错误", 选项B="正确", 选项C=None),
        change_row(GUID="4", 题型="填空题", 答案="交换机|switch", 选项A=None, 选项B=None, 选项C=None),
    )
    found, _ = read(make_sheet(*rows))
    assert [item.key for item in found.items] == ["AC", "F", "F", ""]
    assert found.items[3].blanks[0].accepted == ("交换机", "switch")


def test_merged_cells_below_one_another_hold_for_each_row_and_others_are_reported() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("H2:H3")
        sheet.merge_cells("E4:F4")
        sheet.merge_cells("C5:C6")

    rows = [change_row(GUID=f"Q{number}") for number in range(5)]
    found, result = read(make_sheet(*rows, shape=merge))
    assert [item.id for item in found.items] == ["Q0", "Q1"]
    assert places(result) == ["题库!E4", "题库!C5", "题库!C6"]
    assert next(finding.rule for finding in result.findings) == "exchange.merged"


def test_hidden_rows_wait_for_a_decision() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    data = make_sheet(ROW, change_row(GUID="Q2"), shape=hide)
    assert not read(data)[0].complete
    assert len(read(data, Settlement(hidden="take"))[0].items) == 2
    left, _ = read(data, Settlement(hidden="leave"))
    assert len(left.items) == 1 and left.complete and [spot.row for spot in left.left] == [3]


def test_numbers_are_noticed_where_they_are_stored_as_text_or_shown_otherwise() -> None:
    def shape(sheet: Worksheet) -> None:
        sheet["E3"].number_format = "0.0%"
        sheet["J4"].number_format = "0.00"

    rows = (change_row(难度="0.60"), change_row(GUID="Q2", 选项A=0.5), change_row(GUID="Q3", 选项A=12))
    found, result = read(make_sheet(*rows, shape=shape))
    assert places(result) == ["题库!E3"]
    assert [item.options[0] for item in found.items] == ["一", "12"]
    assert "题库!J2" in [finding.place for finding in result.findings if finding.rule == "exchange.text-number"]


def test_raised_characters_are_not_flattened() -> None:
    data = make_sheet(change_row(题干="AREA"))
    rich = b"<is><r><t>10 m</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r></is>"
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").replace(b"<is><t>AREA</t></is>", rich)
    assert places(read(replace_part(data, "xl/worksheets/sheet1.xml", sheet))[1]) == ["题库!C2"]


def test_words_that_sheets_share_are_read_without_how_they_are_spoken() -> None:
    data = make_sheet(change_row(题干="AREA"))
    strings = "<sst><si><t>面积_x000D_\n</t><rPh sb='0' eb='1'><t>mian</t></rPh><r><t>是（　）。</t></r></si></sst>"
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    sheet = sheet.replace(b't="inlineStr"><is><t>AREA</t></is>', b't="s"><v>0</v>')
    shared = replace_part(data, "xl/worksheets/sheet1.xml", sheet)
    stream = io.BytesIO(shared)
    with zipfile.ZipFile(stream, "a") as book:
        book.writestr("xl/sharedStrings.xml", strings)
    found, _ = read(stream.getvalue())
    assert found.items[0].stem == "面积\n是（　）。"


def test_the_header_is_found_below_a_title_in_any_order_and_other_columns_are_named() -> None:
    def title(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "某职业理论题库"
        sheet.merge_cells("A1:L1")

    order = [3, 2, 1, 0, *range(4, len(HEADS))]
    heads = [{"题干": "题目内容", "答案": "正确答案 "}.get(HEADS[index], HEADS[index]) for index in order]
    data = make_sheet([ROW[index] for index in order] + ["旧"], heads=[*heads, "旧编号"], shape=title)
    found, result = read(data)
    assert found.complete
    assert {finding.rule for finding in result.findings} == {"exchange.before-head", "exchange.unread"}


def test_a_sheet_without_a_header_and_two_columns_of_one_meaning_are_errors() -> None:
    assert not read(make_sheet(ROW, heads=["甲", "乙"]))[0].complete
    assert not read(make_sheet((*ROW, "C"), heads=(*HEADS, "正确答案")))[0].complete


def test_a_question_without_an_id_gets_the_same_one_each_time() -> None:
    first, second = (read(make_sheet(change_row(GUID=None)))[0].items[0].id for _ in range(2))
    assert first == second and first.startswith("K1.1.1-")


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 cut", b"GUID,\xe9\xa2\x98"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    result = read_spreadsheet(data, "x", POINTS)
    assert result.value is None and not result.ok


def replace_part(data: bytes, name: str, text: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, text if entry == name else old.read(entry))
    return stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        b"<worksheet><sheetData><row r='1'>",
        b"<!DOCTYPE w [<!ENTITY a 'b'>]><worksheet><sheetData><row r='1'><c r='A1'/></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row r='5'><c><v>1</v></c></row><row r='2'/></sheetData></worksheet>",
        b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>",
        b"<worksheet>" * 300,
    ],
)
def test_a_damaged_or_hostile_sheet_gives_a_finding_and_nothing_else(text: bytes) -> None:
    result = read_spreadsheet(replace_part(make_sheet(ROW), "xl/worksheets/sheet1.xml", text), "x", POINTS)
    assert result.value is None and not result.ok


def test_a_bomb_is_refused() -> None:
    bomb = replace_part(make_sheet(ROW), "xl/worksheets/sheet1.xml", b" " * (40 << 20))
    assert read_spreadsheet(bomb, "x", POINTS).value is None


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    rows = [change_row(GUID=f"Q{number}") for number in range(1200)]
    result = read_spreadsheet(make_sheet(*rows), "x", POINTS, progress=lambda done, total: told.append((done, total)))
    assert result.value is not None and result.value.complete
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]
