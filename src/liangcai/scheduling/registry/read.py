"""Read a list of rooms or of staff from a spreadsheet (xlsx) or a table in text (csv), as words by column.

In: the bytes of a file, the columns. Out: ``ListedFile`` and findings by cell. Follows: every row is taken or reported,
nothing is guessed; what the words mean is read afterwards.
"""

import datetime
import re
from collections.abc import Iterable, Sequence

from liangcai.eligibility.grouplist.cells import EPOCHS, ODD
from liangcai.eligibility.grouplist.tables import join_spans, lies_within, read_text_table
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.clean import clean_words
from liangcai.items.exchange.workbook import OLE, DamagedError, Row, open_workbook, read_rows
from liangcai.items.exchange.workbook_cells import Cell
from liangcai.scheduling.registry.model import Head, ListedFile, ListedRow
from liangcai.tables.table import name_column

HEADER_ROWS, MOST_ROWS, MOST_FINDINGS, LONGEST = 30, 50_000, 500, 400
Spans = tuple[tuple[int, int], ...]
_REMARK = re.compile(r"[(（][^()（）]*[)）]$|[\s*＊]")


def read_register(data: bytes, name: str, heads: Sequence[Head]) -> Result[ListedFile | None]:
    """What a file holds; the value is None where it is no such list, and errors stand in the findings."""
    try:
        sheets = open_sheets(data, name)
        if sheets.value is None:
            return Result(None, sheets.findings)
        reading = Reading(name, heads)
        for sheet, rows, merged, from_1904 in sheets.value:
            reading.read_sheet(sheet, rows, merged, from_1904=from_1904)
    except DamagedError:
        return Result(None, (tell(name, "", "文件在中途损坏，或超出限度。", "The file breaks off or is too large."),))
    return reading.end()


Opened = tuple[str, Iterable[Row], Spans, bool]


def open_sheets(data: bytes, name: str) -> Result[tuple[Opened, ...] | None]:
    """The sheets that are shown, each with its rows and merged spans."""
    if data.startswith((b"PK", OLE)):
        opened = open_workbook(data, name)
        if opened.value is None:
            return Result(None, opened.findings)
        book = opened.value
        return Result(
            tuple(
                (
                    one.name,
                    read_rows(book, one),
                    join_spans((merge.top, merge.bottom) for merge in one.merges),
                    book.from_1904,
                )
                for one in book.sheets
                if not one.hidden
            )
        )
    rows = read_text_table(data)
    if rows is None:
        zh, en = (
            "不是 Excel 表格（xlsx）或文本表格（csv）。",
            "This is no spreadsheet (xlsx, csv).",
        )
        return Result(None, (tell(name, "", zh, en),))
    return Result((("", rows, (), False),))


class Reading:
    """A file while it is read."""

    def __init__(self, name: str, heads: Sequence[Head]) -> None:
        self.name, self.heads = name, heads
        self.known = {plain(word): head for head in heads for word in (head.head.zh, head.head.en, *head.also)}
        self.rows: list[ListedRow] = []
        self.findings: list[Finding] = []
        self.found = False

    def read_sheet(self, sheet: str, rows: Iterable[Row], merged: Spans, *, from_1904: bool) -> None:
        """Every row below the header."""
        columns: dict[int, Head] | None = None
        for seen, row in enumerate(rows, 1):
            if columns is None:
                columns = self.find_header(sheet, row)
                if columns is None and seen >= HEADER_ROWS:
                    return
                continue
            if len(self.rows) >= MOST_ROWS:
                zh, en = f"一次最多读 {MOST_ROWS:,} 行。", f"{MOST_ROWS:,} rows can be read in one go."
                self.note(sheet, zh, en)
                return
            self.read_row(sheet, row, columns, merged, from_1904=from_1904)

    def find_header(self, sheet: str, row: Row) -> dict[int, Head] | None:
        """The columns, if this row is the header: it has all that have to be filled in."""
        texts = {place: plain(cell.text) for place, cell in row.cells.items()}
        columns = {place: self.known[text] for place, text in texts.items() if text in self.known}
        fields = [head.field for head in columns.values()]
        if not {head.field for head in self.heads if head.needed} <= set(fields):
            return None
        self.found = True
        for place, text in texts.items():
            if text and place not in columns:
                spot = spot_of(sheet, place, row.number)
                zh, en = f"列“{text[:20]}”不认识，没有读取。", f"The column “{text[:20]}” is not known and not read."
                self.note(spot, zh, en, Severity.WARNING)
            elif place in columns and fields.count(columns[place].field) > 1:
                self.note(spot_of(sheet, place, row.number), "有两列同名。", "Two columns have this head.")
        return columns

    def read_row(self, sheet: str, row: Row, columns: dict[int, Head], merged: Spans, *, from_1904: bool) -> None:
        """The words of a row; one that is hidden or merged is not trusted."""
        words = {}
        for place, cell in row.cells.items():
            if place in columns:
                text = self.read_words(cell, spot_of(sheet, place, row.number), from_1904=from_1904)
                if text:
                    words[columns[place].field] = text
        if not words:
            return
        spot = spot_of(sheet, 0, row.number)
        if row.hidden or lies_within(row.number, merged):
            self.note(spot, "这一行是隐藏的，或有合并的单元格。", "The row is hidden, or has merged cells.")
        for head in self.heads:
            if head.needed and head.field not in words:
                self.note(spot, f"缺少“{head.head.zh}”。", f"“{head.head.en}” is missing.")
        self.rows.append(ListedRow(place=spot, words=words))

    def read_words(self, cell: Cell, spot: str, *, from_1904: bool) -> str:
        """The words of a cell; a date as it is written."""
        if cell.kind in ODD:
            self.note(spot, ODD[cell.kind].message.zh, ODD[cell.kind].message.en)
            return ""
        if cell.kind == "date":
            return write_day(cell.text, from_1904=from_1904)
        text = cell.text.removesuffix(".0") if cell.kind == "number" else cell.text
        cleaned = clean_words(text)
        if cleaned.refused or len(cleaned.text) > LONGEST:
            self.note(spot, "文字过长，或含网页标记。", "The words are too long, or hold markup.")
            return ""
        return cleaned.text.strip()

    def note(self, spot: str, zh: str, en: str, severity: Severity = Severity.ERROR) -> None:
        """Something wrong in a cell or a row."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(tell(self.name, spot, zh, en, severity))

    def end(self) -> Result[ListedFile | None]:
        """What was read."""
        if not self.found:
            heads = "、".join(head.head.zh for head in self.heads if head.needed)
            zh, en = f"没有找到表头：要有 {heads}。", f"No header was found: it has the columns {heads}."
            return Result(None, (*self.findings, tell(self.name, "", zh, en)))
        if not self.rows:
            self.note("", "表头下面没有内容。", "Nothing stands below the header.")
        return Result(ListedFile(rows=tuple(self.rows)), tuple(self.findings))


def write_day(text: str, *, from_1904: bool) -> str:
    """A day, and an hour where there is one, from the number that a spreadsheet keeps for it."""
    try:
        moment = datetime.datetime.combine(EPOCHS[from_1904], datetime.time()) + datetime.timedelta(days=float(text))
    except (ValueError, OverflowError):
        return text
    moment = (moment + datetime.timedelta(seconds=30)).replace(second=0, microsecond=0)
    return f"{moment:%Y-%m-%d}" if moment.time() == datetime.time() else f"{moment:%Y-%m-%d %H:%M}"


def plain(head: str) -> str:
    """A head without blanks, stars and remarks in brackets behind it, in small letters."""
    return _REMARK.sub("", head).casefold()


def spot_of(sheet: str, column: int, row: int) -> str:
    """Where something stands: sheet, column, row."""
    cell = f"{name_column(column)}{row}" if column else str(row)
    return f"{sheet}!{cell}" if sheet else cell


def tell(name: str, spot: str, zh: str, en: str, severity: Severity = Severity.ERROR) -> Finding:
    """A finding of a file."""
    return Finding(rule="register.file", severity=severity, message=Message(zh, en), document=name, place=spot)
