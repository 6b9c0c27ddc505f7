"""A stranger's file of questions is read whole in a bounded child, or it is a finding that says what to do."""

import io
import time
import zipfile

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.data.exchange import HEADS, POINTS, change_row, make_sheet, one_of_each

from liangcai.findings import Result
from liangcai.items.exchange.forms import WRITERS, read_bank_file
from liangcai.items.exchange.imported import Import, Settlement
from liangcai.items.exchange.splitting import MOST_BOUND
from liangcai.tables.workbook_parts import HEAD, MAIN, PARTS
from liangcai_host.sandbox.message import BankRequest
from liangcai_host.sandbox.read import BANK_SECONDS, read_bank_in_child


def read(
    data: bytes, *, most: int = MOST_BOUND, seconds: float = BANK_SECONDS, settlement: Settlement | None = None
) -> Result[Import | None]:
    request = BankRequest(name="x", data=data, points=POINTS, settlement=settlement or Settlement(), most=most)
    return read_bank_in_child(request, seconds)


def write_long(rows: int) -> bytes:
    """A spreadsheet of so many rows, put together by hand: no library need hold it."""
    names = "ABCDEFGHIJKL"
    cells = "".join(
        f'<c r="{name}1" t="inlineStr"><is><t>{head}</t></is></c>' for name, head in zip(names, HEADS, strict=True)
    )
    body = [f'<row r="1">{cells}</row>']
    for number in range(2, rows + 2):
        texts = (f"Q{number}", *(str(text) for text in change_row()[1:]))
        row = "".join(
            f'<c r="{name}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for name, text in zip(names, texts, strict=True)
        )
        body.append(f'<row r="{number}">{row}</row>')
    sheet = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(body)}</sheetData></worksheet>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (*PARTS, ("xl/worksheets/sheet1.xml", sheet)):
            package.writestr(name, text)
    return stream.getvalue()


def check_refused(result: Result[Import | None]) -> None:
    assert result.value is None
    (finding,) = result.findings
    assert finding.severity == "error" and finding.remedy is not None
    assert "分成几个文件" in finding.remedy.zh and "Split it" in finding.remedy.en


@pytest.mark.parametrize("form", WRITERS)
def test_a_good_file_gives_the_bank_that_the_parent_would_read(form: str) -> None:
    bank = one_of_each()
    result = read(WRITERS[form](bank, POINTS).value)
    assert result.value is not None and result.value.bank is not None
    assert result.value.bank.sha256 == bank.sha256


def test_a_sheet_with_every_oddity_accounts_for_each_row_and_gives_no_bank() -> None:
    def shape(sheet: Worksheet) -> None:
        sheet.merge_cells("H2:H3")
        sheet.merge_cells("E4:F4")
        sheet.row_dimensions[5].hidden = True
        sheet["E6"].number_format = "0%"

    rows = (
        change_row(GUID="Q2"),
        change_row(GUID="Q3", 知识点一级=None),
        change_row(GUID="Q4"),
        change_row(GUID="Q5"),
        change_row(GUID="Q6", 选项A=0.5),
        change_row(GUID="Q7", 选项A="=1+1"),
        change_row(GUID="Q8", 难度="0.6"),
        change_row(GUID="Q9", 答案=None),
        change_row(GUID="Q10", 知识点二级="没有的"),
        change_row(GUID="Q11", 题干="<script>alert(1)</script>"),
        change_row(GUID="Q12"),
    )
    data = make_sheet(*rows, shape=shape)
    result = read(data)
    assert result == read_bank_file(data, "x", POINTS, most=MOST_BOUND)
    found = result.value
    assert found is not None and found.bank is None and found.rows == len(rows)
    assert {item.id for item in found.items} == {"Q2", "Q3", "Q5", "Q8", "Q12"}
    assert {spot.row for spot in found.refused} == {4, 6, 7, 9, 11}
    assert [one.spot.row for one in found.unmatched] == [10]
    places = {finding.place for finding in result.findings if finding.severity == "error"}
    assert places == {"题库!E4", "题库: 5", "题库!E6", "题库!E7", "题库!D9", "题库!H10", "题库!C11"}


def test_a_row_more_than_can_be_read_refuses_the_file_and_says_where_to_split_it() -> None:
    data = write_long(3)
    assert read(data, most=3).value is not None
    result = read(data, most=2)
    check_refused(result)
    assert "第 4 行" in result.findings[0].message.zh and "row 4" in result.findings[0].message.en


def test_a_file_that_takes_too_long_is_to_be_split() -> None:
    check_refused(read(make_sheet(change_row()), seconds=0.01))


def test_a_bomb_is_to_be_split() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (*PARTS, ("xl/worksheets/sheet1.xml", b" " * (300 << 20))):
            package.writestr(name, text)
    check_refused(read(stream.getvalue()))


@pytest.mark.slow
def test_two_hundred_thousand_rows_are_refused_in_time_and_nothing_is_taken() -> None:
    data = write_long(200_000)
    begun = time.monotonic()
    check_refused(read(data))
    assert time.monotonic() - begun < BANK_SECONDS + 5


@pytest.mark.slow
def test_the_most_rows_that_are_promised_are_read_in_the_time_of_a_child() -> None:
    result = read(write_long(MOST_BOUND))
    assert result.value is not None and len(result.value.items) == MOST_BOUND and result.value.complete
