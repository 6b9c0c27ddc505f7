"""A list of applicants from a spreadsheet: every row is taken or reported by row and column; nothing is guessed."""

import csv
import datetime
import io

import openpyxl
import pytest
from tests.data.conditions import LEVELS
from tests.data.entry import make_standard

from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.grouplist.columns import list_columns
from liangcai.eligibility.grouplist.model import GroupFile
from liangcai.eligibility.grouplist.read import list_heads, read_group_list
from liangcai.eligibility.grouplist.write import write_template
from liangcai.eligibility.identity_number import check_character
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Finding, Severity

TEXTS = ("取得本职业五级/初级工职业资格证书后，累计从事本职业工作满3年", "累计从事本职业工作满6年")


def conditions_of(*texts: str) -> ConditionSet:
    conditions = compile_conditions(make_standard(*texts, level_names=LEVELS["before 2015"]), "四级").value
    assert conditions is not None
    return conditions


CONDITIONS = conditions_of(*TEXTS)
HEADS = ("姓名", "证件类型", "证件号码", "从事职业1", "工作开始日期1")


def number(serial: int, birth: str = "19900101") -> str:
    body = f"000000{birth}{serial:03d}"
    return body + check_character(body)


def sheet(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS, text: bool = True) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "名单"
    page.append(heads)
    for row in rows:
        page.append(row)
    if text:
        for line in page.iter_rows(min_row=2):
            for cell in line:
                if isinstance(cell.value, str):
                    cell.number_format = "@"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, conditions: ConditionSet = CONDITIONS) -> tuple[GroupFile, tuple[Finding, ...]]:
    result = read_group_list(data, "名单.xlsx", conditions, None)
    assert result.value is not None, result.findings
    return result.value, result.findings


def faults(data: bytes) -> list[tuple[str, str]]:
    """Where errors stand and what they are about."""
    found, findings = read(data)
    errors = [one for one in findings if one.severity is Severity.ERROR]
    assert len(found.entries) + found.refused == found.rows
    assert all(one.remedy is not None and one.message.en for one in errors)
    return [(one.place, one.rule) for one in errors]


def test_a_row_becomes_an_application_with_its_days() -> None:
    row = ("考生一", "居民身份证", number(1), "守灯员", datetime.date(2015, 3, 1), "2020/2/29")
    found, findings = read(sheet(row, heads=(*HEADS, "工作结束日期1")))
    assert findings == ()
    work = found.entries[0].application.employment[0]
    assert (work.start, work.end) == (datetime.date(2015, 3, 1), datetime.date(2020, 2, 29))
    assert (found.entries[0].row, found.entries[0].id_number) == (2, number(1))


def test_the_template_asks_what_the_level_needs_is_all_text_and_is_read_again() -> None:
    heads = list_heads(CONDITIONS)
    assert heads[:3] == ("姓名", "证件类型", "证件号码")
    assert "职称名称" not in heads
    assert "是否见习1" not in heads
    page = openpyxl.load_workbook(io.BytesIO(write_template(CONDITIONS))).active
    assert tuple(cell.value for cell in page[1]) == heads
    assert page.column_dimensions["C"].width > 18
    assert read(write_template(CONDITIONS))[1][0].message.zh == "表头下面没有内容。"


@pytest.mark.parametrize(
    ("row", "place", "rule"),
    [
        (("甲", "", int(number(1)[:17] + "0"), "守灯员", "2015-01-01"), "名单!C2", "list.id_number"),
        (("甲", "", 3.4e17, "守灯员", "2015-01-01"), "名单!C2", "list.id_number"),
        (
            ("甲", "", number(1)[:17] + ("1" if number(1)[17] != "1" else "2"), "守灯员", "2015-01-01"),
            "名单!C2",
            "list.id_number",
        ),
        (("甲", "", number(1, "19900231"), "守灯员", "2015-01-01"), "名单!C2", "list.id_number"),
        (("甲", "护照", "P 12", "守灯员", "2015-01-01"), "名单!C2", "list.id_number"),
        (("甲", "驾驶证", "P1234567", "守灯员", "2015-01-01"), "名单!B2", "list.document"),
        (("", "", number(1), "守灯员", "2015-01-01"), "名单!A2", "list.name"),
        (("甲", "", "", "守灯员", "2015-01-01"), "名单!C2", "list.id_number"),
        (("甲", "", number(1), "守灯员", "2015-02-29"), "名单!E2", "list.work1_start"),
        (("甲", "", number(1), "守灯员", "2015-13-01"), "名单!E2", "list.work1_start"),
        (("甲", "", number(1), "守灯员", "2015年3月"), "名单!E2", "list.work1_start"),
        (("甲", "", number(1), "守灯员", 42005), "名单!E2", "list.work1_start"),
        (("甲", "", number(1), "守灯员", "去年"), "名单!E2", "list.work1_start"),
        (("甲", "", number(1), "守灯员", ""), "名单!E2", "list.work1_start"),
        (("甲", "", number(1), "", "2015-01-01"), "名单!D2", "list.work1_occupation"),
        (("=A1", "", number(1), "守灯员", "2015-01-01"), "名单!A2", "list.name"),
        (("甲<script>x</script>", "", number(1), "守灯员", "2015-01-01"), "名单!A2", "list.name"),
    ],
)
def test_a_cell_that_cannot_be_trusted_is_named_by_row_and_column(
    row: tuple[object, ...], place: str, rule: str
) -> None:
    assert faults(sheet(row, text=False)) == [(place, rule)]


def test_a_number_that_stands_twice_names_the_first_row() -> None:
    data = sheet(*(("甲", "", number(1), "守灯员", "2015-01-01"),) * 2)
    found, findings = read(data)
    assert (len(found.entries), found.refused) == (1, 1)
    assert "名单!2" in findings[0].message.zh


def test_passports_and_permits_are_taken_as_they_are_and_a_number_cell_of_few_digits_too() -> None:
    rows = (
        ("甲", "护照", "ｐ1234567", "守灯员", "2015-01-01"),
        ("乙", "港澳居民来往内地通行证", "H12345678", "守灯员", "2015-01-01"),
        ("丙", "台湾居民来往大陆通行证", 12345678, "守灯员", "2015-01-01"),
    )
    found, findings = read(sheet(*rows))
    assert findings == ()
    assert [one.id_number for one in found.entries] == ["P1234567", "H12345678", "12345678"]


def test_hidden_rows_merged_cells_and_unknown_columns_are_reported() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(sheet(*((f"人{n}", "", number(n), "守灯员", "2015-01-01") for n in range(4))))
    )
    page = book.active
    page.row_dimensions[2].hidden = True
    page.merge_cells("D4:D5")
    page["F1"] = "备注"
    stream = io.BytesIO()
    book.save(stream)
    found, findings = read(stream.getvalue())
    assert [(one.place, one.severity.value) for one in findings] == [
        ("名单!F1", "warning"),
        ("名单!A2", "error"),
        ("名单!A4", "error"),
        ("名单!A5", "error"),
        ("名单!D5", "error"),
    ]
    assert [one.row for one in found.entries] == [3]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_in_text_is_read_alike(encoding: str) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADS)
    writer.writerow(("甲", "", f'="{number(1)}"', "守灯员", "2015.1.5"))
    writer.writerow(("乙", "", f"'{number(2)}", "守灯员", "20150105"))
    found, findings = read(stream.getvalue().encode(encoding))
    assert findings == ()
    assert [one.id_number for one in found.entries] == [number(1), number(2)]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04rubbish", b"%PDF-1.7", "一封信".encode()])
def test_what_is_no_list_is_refused_with_a_finding(data: bytes) -> None:
    result = read_group_list(data, "x", CONDITIONS, None)
    assert result.value is None
    assert result.findings[-1].severity is Severity.ERROR


def test_every_column_that_any_level_can_ask_for_is_a_field_of_the_form() -> None:
    from liangcai_web.pages.application_words import LABELS, label

    every = conditions_of(*TEXTS, "年满16周岁，拟从事本职业工作", "本职业学徒期满", "在本职业连续见习工作2年以上")
    for column in list_columns(every):
        assert column.field == "document" or column.field in LABELS or label(column.field)
