"""Read a list of applicants from a spreadsheet (xlsx) or a table in text (csv).

In: the bytes of a file, the conditions of a level. Out: ``GroupFile`` and findings by row and column. Follows: every
row is taken or reported; nothing is guessed; whoever takes a list in takes all of it or none.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from liangcai.eligibility.grouplist.cells import Wrong, read_cell, say
from liangcai.eligibility.grouplist.columns import Column, find_columns, list_columns, plain
from liangcai.eligibility.grouplist.model import GroupEntry, GroupFile
from liangcai.eligibility.grouplist.rows import build_entry, find_faults
from liangcai.eligibility.grouplist.tables import join_spans, lies_within, read_text_table
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.workbook import (
    OLE,
    DamagedError,
    Row,
    Workbook,
    count_rows,
    open_workbook,
    read_rows,
)
from liangcai.tables.table import name_column

Progress = Callable[[int, int], None]
HEADER_ROWS = 30
MOST_ROWS = 100_000
MOST_FINDINGS = 1_000
STEP = 500
HIDDEN = say("这一行是隐藏的。", "The row is hidden.", "请取消隐藏或删除它。", "Show it or delete it.")
MERGED = say(
    "单元格是合并的。",
    "The cell is merged with others.",
    "请取消合并，每格分别填写。",
    "Take it apart and fill in each cell.",
)


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one sheet, with the spans of rows that merged areas touch."""

    name: str
    rows: Iterable[Row]
    merged: tuple[tuple[int, int], ...] = ()
    total: int = 0


def read_group_list(
    data: bytes,
    name: str,
    conditions: ConditionSet,
    direction: str | None,
    progress: Progress = lambda *_: None,
) -> Result[GroupFile | None]:
    """What a file holds; the value is None where it is no list, and errors stand in the findings."""
    from_1904 = False
    if data.startswith((b"PK", OLE)):
        opened = open_workbook(data, name)
        if opened.value is None:
            return Result(None, opened.findings)
        sheets, from_1904 = _list_sheets(opened.value), opened.value.from_1904
    else:
        rows = read_text_table(data)
        if rows is None:
            return Result(None, (_report(name, "", *_NO_LIST),))
        sheets = iter((Sheet(name="", rows=rows, total=data.count(b"\n")),))
    try:
        return _Reading(name, conditions, direction, progress, from_1904=from_1904).read(sheets)
    except DamagedError:
        return Result(None, (_report(name, "", *_DAMAGED),))


def _list_sheets(book: Workbook) -> Iterator[Sheet]:
    """The sheets that people see."""
    for one in book.sheets:
        if not one.hidden:
            merged = join_spans((merge.top, merge.bottom) for merge in one.merges)
            yield Sheet(name=one.name, rows=read_rows(book, one), merged=merged, total=count_rows(book, one))


class _Reading:
    """A file while it is read."""

    def __init__(
        self,
        name: str,
        conditions: ConditionSet,
        direction: str | None,
        progress: Progress,
        *,
        from_1904: bool,
    ) -> None:
        self._name, self._conditions, self._direction = name, conditions, direction
        self._progress, self._from_1904 = progress, from_1904
        self._findings: list[Finding] = []
        self._unsaid = 0
        self._entries: list[GroupEntry] = []
        self._refused = 0
        self._numbers: dict[str, str] = {}
        self._heads = 0

    def read(self, sheets: Iterable[Sheet]) -> Result[GroupFile | None]:
        """Every sheet in turn."""
        for sheet in sheets:
            self._read_sheet(sheet)
            if self._refused + len(self._entries) > MOST_ROWS:
                return Result(None, (_report(self._name, "", *_TOO_LONG),))
        if not self._heads:
            return Result(None, (*self._findings, _report(self._name, "", *_NO_HEADER)))
        if not self._entries and not self._refused:
            self._findings.append(_report(self._name, "", *_EMPTY))
        if self._unsaid:
            message = Message(f"另有 {self._unsaid} 处问题未列出。", f"{self._unsaid} further findings are not listed.")
            self._findings.append(_finding("list.more", self._name, "", message, None))
        found = GroupFile(entries=tuple(self._entries), refused=self._refused)
        return Result(found, tuple(self._findings))

    def _read_sheet(self, sheet: Sheet) -> None:
        columns: dict[int, Column] | None = None
        for seen, row in enumerate(sheet.rows, 1):
            if columns is None:
                columns = self._find_header(sheet, row)
                if columns is None and seen >= HEADER_ROWS:
                    break
                continue
            self._read_row(sheet, row, columns)
            if seen % STEP == 0:
                self._progress(seen, max(sheet.total, seen))
            if len(self._entries) + self._refused > MOST_ROWS:
                return

    def _find_header(self, sheet: Sheet, row: Row) -> dict[int, Column] | None:
        """The columns, if this row is the header: it has a name and a number."""
        heads = {place: cell.text for place, cell in row.cells.items()}
        columns = find_columns(self._conditions, heads)
        fields = [column.field for column in columns.values()]
        if not {"name", "id_number"} <= set(fields):
            return None
        self._heads += 1
        for place, head in heads.items():
            spot = _spot(sheet.name, place, row.number)
            if place not in columns and plain(head):
                message = Message(
                    f"列“{head.strip()[:20]}”不认识，没有读取。",
                    f"The column “{head.strip()[:20]}” is not known and not read.",
                )
                remedy = Message("确有用处请改成模板里的列名。", "Use the head of the template if it matters.")
                self._findings.append(_finding("list.column", self._name, spot, message, remedy, Severity.WARNING))
            elif place in columns and fields.count(columns[place].field) > 1:
                self._note(spot, columns[place].field, _TWICE_HEAD)
        return columns

    def _read_row(self, sheet: Sheet, row: Row, columns: dict[int, Column]) -> None:
        typed, faults = self._read_cells(row, columns)
        if not faults and not any(typed.values()):
            return
        faults += [("name", HIDDEN)] if row.hidden else []
        faults += [("name", MERGED)] if lies_within(row.number, sheet.merged) else []
        wrong = {field for field, _ in faults}
        faults += [fault for fault in find_faults(typed) if fault[0] not in wrong]
        faults += self._find_double(sheet, row, typed)
        places = {column.field: place for place, column in columns.items()}
        for field, fault in faults:
            self._note(_spot(sheet.name, places.get(field, 0), row.number), field, fault)
        if faults:
            self._refused += 1
            return
        given = {field: value for field, value in typed.items() if value}
        application = build_entry(typed, self._conditions, self._direction)
        self._entries.append(
            GroupEntry(
                sheet=sheet.name,
                row=row.number,
                name=typed["name"],
                id_number=typed["id_number"],
                application=application,
                typed=given,
            )
        )

    def _read_cells(self, row: Row, columns: dict[int, Column]) -> tuple[dict[str, str], list[tuple[str, Wrong]]]:
        """The values of a row by field, and the cells that cannot be trusted."""
        typed = {column.field: "" for column in columns.values()}
        faults: list[tuple[str, Wrong]] = []
        for place, cell in row.cells.items():
            column = columns.get(place)
            if column is None:
                continue
            value = read_cell(cell, column, from_1904=self._from_1904)
            if isinstance(value, Wrong):
                faults.append((column.field, value))
                typed[column.field] = "?" if column.field == "document" else ""
            else:
                typed[column.field] = value
        return typed, faults

    def _find_double(self, sheet: Sheet, row: Row, typed: dict[str, str]) -> Iterator[tuple[str, Wrong]]:
        """A number that stood in an earlier row."""
        number = typed.get("id_number", "")
        if number and number in self._numbers:
            there = self._numbers[number]
            yield (
                "id_number",
                say(
                    f"证件号码与第 {there} 行相同。",
                    f"Row {there} has the same number.",
                    "请删去重复的一行，或改正号码。",
                    "Delete one of them, or mend the number.",
                ),
            )
        elif number:
            self._numbers[number] = f"{sheet.name}!{row.number}" if sheet.name else str(row.number)

    def _note(self, spot: str, field: str, wrong: Wrong) -> None:
        if len(self._findings) >= MOST_FINDINGS:
            self._unsaid += 1
            return
        self._findings.append(_finding(f"list.{field}", self._name, spot, wrong.message, wrong.remedy))


_TWICE_HEAD = say("有两列同名。", "Two columns have this head.", "请只留一列。", "Keep one of them.")
_NO_LIST = (
    "不是 Excel 表格（xlsx）或文本表格（csv）。",
    "This is no Excel spreadsheet (xlsx) and no table in text (csv).",
)
_DAMAGED = (
    "文件在中途损坏，或超出限度；一行也没有收入。",
    "The file breaks off or is beyond the limits: no row is taken.",
)
_TOO_LONG = (
    f"一次最多读 {MOST_ROWS:,} 行，请分成几个文件。",
    f"{MOST_ROWS:,} rows can be read in one go: split the file.",
)
_NO_HEADER = (
    "没有找到表头：要有“姓名”和“证件号码”两列。",
    "No header was found: it has the columns 姓名 and 证件号码.",
)
_EMPTY = ("表头下面没有内容。", "Nothing stands below the header.")


def list_heads(conditions: ConditionSet) -> tuple[str, ...]:
    """The heads of the template."""
    return tuple(column.head.zh for column in list_columns(conditions))


def _spot(sheet: str, column: int, row: int) -> str:
    cell = f"{name_column(column)}{row}" if column else str(row)
    return f"{sheet}!{cell}" if sheet else cell


def _report(name: str, spot: str, zh: str, en: str) -> Finding:
    return _finding("list.file", name, spot, Message(zh, en), Message("请用模板重做一份。", "Start from the template."))


def _finding(
    rule: str, name: str, spot: str, message: Message, remedy: Message | None, severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(
        rule=rule, severity=severity, message=message, remedy=remedy, document=name, place=spot, clause="1.9.1"
    )
