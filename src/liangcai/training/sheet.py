"""Attendance as a spreadsheet: written with a row a trainee and a column a session, read back without guessing.

In: trainees and sessions of a class; the bytes of a workbook. Out: a workbook; ``SheetEntry`` and findings by cell.
Follows: a sheet is taken in whole or not at all; a blank cell says nothing, ``×`` is absent, ``√`` all hours.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.workbook import DamagedError, Row, Workbook, open_workbook, read_rows
from liangcai.items.exchange.workbook_cells import Cell
from liangcai.tables.table import Column, Table, name_column
from liangcai.tables.workbook import write_workbook

HEADS = ("序号", "姓名", "证件末四位")
SESSION = re.compile(r"第\s*(\d{1,4})\s*次")
ABSENT, PRESENT = frozenset("×xX✗✕缺"), frozenset("√✓到")
HEADER_ROWS, MOST_ROWS = 10, 2_000


class SheetTrainee(msgspec.Struct, frozen=True, kw_only=True):
    """A row: number in the class, name, the last four of the ID number."""

    number: int
    name: str
    tail: str


class SheetSession(msgspec.Struct, frozen=True, kw_only=True):
    """A column: number in the class, what its head says beside it, and its standard hours."""

    number: int
    words: str
    hours: int


class SheetEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a cell says: that many hours of that session for that trainee, by their numbers."""

    trainee: int
    session: int
    hours: int


def write_sheet(
    trainees: Sequence[SheetTrainee], sessions: Sequence[SheetSession], known: dict[tuple[int, int], int]
) -> bytes:
    """A sheet to fill in; ``known`` are the hours that are entered already, by trainee and session."""
    heads = [Column(head=head, width=14) for head in HEADS]
    heads += [Column(head=f"第{one.number}次 {one.words}（{one.hours} 学时）", width=18) for one in sessions]
    rows = tuple(
        (
            str(one.number),
            one.name,
            one.tail,
            *(str(known.get((one.number, session.number), "")) for session in sessions),
        )
        for one in trainees
    )
    return write_workbook(Table(name="考勤", columns=tuple(heads), rows=rows, text_rows=True))


def read_sheet(
    data: bytes, name: str, trainees: Sequence[SheetTrainee], sessions: Sequence[SheetSession]
) -> Result[tuple[SheetEntry, ...] | None]:
    """What a sheet says; None where it is no such sheet."""
    opened = open_workbook(data, name)
    if opened.value is None:
        return Result(None, opened.findings)
    reading = _Reading(name, trainees, sessions)
    try:
        return reading.read(opened.value)
    except DamagedError:
        return Result(None, (_say(name, "", "表格文件已损坏或不完整", "The spreadsheet is damaged or incomplete"),))


class _Reading:
    """A sheet while it is read."""

    def __init__(self, name: str, trainees: Sequence[SheetTrainee], sessions: Sequence[SheetSession]) -> None:
        self._name = name
        self._trainees = {one.number: one for one in trainees}
        self._sessions = {one.number: one for one in sessions}
        self._findings: list[Finding] = []
        self._entries: dict[tuple[int, int], SheetEntry] = {}
        self._seen: set[int] = set()

    def read(self, book: Workbook) -> Result[tuple[SheetEntry, ...] | None]:
        """The first sheet that people see and that has the heads."""
        for sheet in book.sheets:
            columns: dict[int, SheetSession] | None = None
            for count, row in enumerate(read_rows(book, sheet) if not sheet.hidden else (), 1):
                if columns is None:
                    columns = self._read_heads(row)
                    if columns is None and count >= HEADER_ROWS:
                        break
                elif count > MOST_ROWS:
                    self._note("", f"超过 {MOST_ROWS} 行", f"There are over {MOST_ROWS} rows")
                    break
                else:
                    self._read_row(row, columns)
            if columns is not None:
                return Result(tuple(self._entries.values()), tuple(self._findings))
        zh, en = (
            "没有找到表头（序号、姓名、证件末四位、第 1 次…）",
            "There is no row of heads (number, name, last four, …)",
        )
        return Result(
            None, (_say(self._name, "", zh, en, "请用本班的考勤表模板。", "Use the template of this class."),)
        )

    def _read_heads(self, row: Row) -> dict[int, SheetSession] | None:
        """The columns of sessions, if this is the row of heads."""
        if tuple(row.cells[place].text.strip() for place in (1, 2, 3) if place in row.cells) != HEADS:
            return None
        columns: dict[int, SheetSession] = {}
        for place, cell in row.cells.items():
            found = SESSION.match(cell.text.strip()) if place > len(HEADS) else None
            session = self._sessions.get(int(found[1])) if found else None
            if session is not None and session not in columns.values():
                columns[place] = session
            elif place > len(HEADS) and cell.text.strip():
                zh = f"“{cell.text.strip()[:20]}”不是本班的一次课，或出现了两次"
                self._note(_spot(place, row), zh, f"“{cell.text.strip()[:20]}” is no session of this class, or twice")
        return columns

    def _read_row(self, row: Row, columns: dict[int, SheetSession]) -> None:
        words = [row.cells[place].text.strip() if place in row.cells else "" for place in (1, 2, 3)]
        if not any(cell.text.strip() for cell in row.cells.values()):
            return
        trainee = self._trainees.get(int(words[0])) if re.fullmatch(r"\d{1,4}", words[0], re.ASCII) else None
        if (
            trainee is None
            or "".join(words[1].split()) != "".join(trainee.name.split())
            or words[2].upper() != trainee.tail.upper()
        ):
            self._note(
                _spot(1, row),
                f"第 {row.number} 行：序号、姓名、证件末四位与本班学员对不上",
                f"Row {row.number}: number, name and last four are not those of a trainee of this class",
            )
            return
        if trainee.number in self._seen:
            self._note(_spot(1, row), f"第 {row.number} 行：这位学员出现了两次", f"Row {row.number}: the trainee twice")
            return
        self._seen.add(trainee.number)
        for place, session in columns.items():
            cell = row.cells.get(place)
            hours = self._read_hours(cell, session, _spot(place, row)) if cell is not None else None
            if hours is not None:
                key = (trainee.number, session.number)
                self._entries[key] = SheetEntry(trainee=trainee.number, session=session.number, hours=hours)

    def _read_hours(self, cell: Cell, session: SheetSession, spot: str) -> int | None:
        text = cell.text.strip()
        if not text:
            return None
        if cell.kind == "formula":
            self._note(spot, f"{spot} 是公式，请粘贴为数值", f"{spot} holds a formula; paste its value")
            return None
        if text in ABSENT or text in PRESENT:
            return 0 if text in ABSENT else session.hours
        if not re.fullmatch(r"\d{1,3}", text, re.ASCII) or int(text) > session.hours:
            zh = f"{spot}“{text[:12]}”：须为 0 到 {session.hours} 的整数、√ 或 ×"
            self._note(spot, zh, f"{spot} “{text[:12]}”: a whole number from 0 to {session.hours}, √ or ×")
            return None
        return int(text)

    def _note(self, spot: str, zh: str, en: str) -> None:
        if len(self._findings) < 500:
            self._findings.append(_say(self._name, spot, zh, en))


def _spot(place: int, row: Row) -> str:
    return f"{name_column(place)}{row.number}"


def _say(name: str, spot: str, zh: str, en: str, mend_zh: str = "", mend_en: str = "") -> Finding:
    return Finding(
        rule="attendance.sheet",
        severity=Severity.ERROR,
        message=Message(f"{zh}。", f"{en}."),
        remedy=Message(mend_zh, mend_en) if mend_zh else None,
        document=name,
        place=spot,
    )


def list_pairs(entries: Sequence[SheetEntry]) -> Iterator[tuple[int, dict[int, int]]]:
    """The entries session by session: its number, and hours by the number of the trainee."""
    for session in sorted({one.session for one in entries}):
        yield session, {one.trainee: one.hours for one in entries if one.session == session}
