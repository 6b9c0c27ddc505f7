"""Reports to the authority, workflow steps 18 and 19: the columns are data, each cell is judged, none is computed."""

import pytest
from msgspec.structs import replace

from liangcai.credentials.reporting import ReportLine, fill_report, list_changed, read_report_pack
from liangcai.tables.table import is_computed
from liangcai.tables.text import write_text
from liangcai_reference import read_text

NAMES = ("report-results", "report-certificates")
LINE = ReportLine(
    ticket="261206180001",
    name="王示例",
    id_masked="*" * 14 + "0018",
    organisation="示范评价机构",
    occupation="测试员",
    code="9-99-99-99@2020",
    level="初级",
    batch="2026-0001",
    examined="2026-12-06",
    theory="81.5",
    skill="77",
    decision="合格 passed",
    number="S000111000001263000001",
    issued="2026-12-20",
    status="有效 valid",
)


def load(name: str):
    """A bundled pack."""
    pack = read_report_pack(read_text(f"rulepacks/{name}.toml")).value
    assert pack is not None
    return pack


@pytest.mark.parametrize("name", NAMES)
def test_a_good_line_fills_every_column_of_a_bundled_report(name):
    filled = fill_report(load(name), (LINE,))
    assert not filled.findings
    assert len(filled.value.rows[0]) == len(load(name).columns) == len(filled.value.columns)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "姓名」不能为空"),
        ({"theory": "101"}, "应是 0 至 100 的数"),
        ({"skill": "缺考"}, "应是 0 至 100 的数"),
        ({"theory": "NaN"}, "应是 0 至 100 的数"),
        ({"occupation": "长" * 201}, "超过 200 字"),
    ],
)
def test_a_wrong_cell_is_named_by_its_row_and_column(change, said):
    (finding,) = fill_report(load("report-results"), (replace(LINE, **change),)).findings
    assert finding.message.zh.startswith(LINE.ticket)
    assert said in finding.message.zh


def test_a_number_that_stands_twice_is_wrong_in_both_rows_and_nobody_is_no_report():
    twice = fill_report(load("report-certificates"), (LINE, replace(LINE, ticket="261206180002")))
    assert [finding.document for finding in twice.findings] == ["number", "number"]
    assert [finding.rule for finding in fill_report(load("report-results"), ()).findings] == ["report.empty"]


def test_what_a_spreadsheet_would_compute_is_guarded():
    table = fill_report(load("report-results"), (replace(LINE, name="=1+1"),)).value
    assert "'=1+1" in write_text(table).decode("utf-8-sig")
    assert is_computed("=1+1")


def test_rows_that_differ_from_the_version_before_are_known():
    before, after = [("1", "a"), ("2", "b"), ("3", "c")], [("1", "a"), ("2", "x"), ("4", "d")]
    assert list_changed(before, after, 0) == {"2", "3", "4"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('key = "name"', 'key = "shoe_size"'),
        ('key = "name"', 'key = "level"'),
        ('key = "ticket"', 'key = "number"'),
        ("width = 12", "width = 0"),
        ("low = 0\n", ""),
        ('who = "decided"', 'who = "everybody"'),
    ],
)
def test_a_pack_that_cannot_work_is_refused(old, new):
    text = read_text("rulepacks/report-results.toml")
    assert old in text
    assert read_report_pack(text.replace(old, new)).value is None
