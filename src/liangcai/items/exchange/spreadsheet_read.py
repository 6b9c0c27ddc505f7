"""Read a bank from a spreadsheet (xlsx) in the layout in circulation.

In: the bytes of a workbook, the points of a level, what a person settled. Out: ``Import`` with findings. Follows: every
row is taken or reported by row and column; nothing is guessed; the bank is there only when nothing is open.
"""

from collections.abc import Iterator

from liangcai.findings import Message, Result, Severity
from liangcai.items.exchange.draft import Draft
from liangcai.items.exchange.imported import Import, Progress, Settlement, Spot, report
from liangcai.items.exchange.notes import Notes
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.sheet_rows import Found, SheetRows, gather_cases
from liangcai.items.exchange.splitting import MOST_ROWS
from liangcai.items.exchange.take import Taker, take_drafts
from liangcai.items.exchange.workbook import DamagedError, Sheet, Workbook, count_rows, open_workbook, read_rows


def read_spreadsheet(
    data: bytes,
    name: str,
    points: Points,
    settlement: Settlement | None = None,
    progress: Progress | None = None,
    *,
    most: int = MOST_ROWS,
) -> Result[Import | None]:
    """What a workbook of at most ``most`` rows holds; None where it is none. ``progress`` hears rows done, and all."""
    opened = open_workbook(data, name)
    if opened.value is None:
        return Result(None, opened.findings)
    return _Reading(opened.value, name, points, settlement or Settlement(), most).read(progress)


class _Reading:
    """A workbook while it is read."""

    def __init__(self, book: Workbook, name: str, points: Points, settlement: Settlement, most: int) -> None:
        self._book, self._name, self._settlement, self._most = book, name, settlement, most
        self._notes = Notes(name)
        self._sheets: dict[str, SheetRows] = {}
        self._taker = Taker(name, points, settlement, self._spot)
        self._rows = self._last = 0

    def read(self, progress: Progress | None) -> Result[Import | None]:
        """Every sheet in turn."""
        for sheet in self._book.sheets:
            if sheet.hidden:
                self._notes.add("hidden-sheet", Spot(sheet=sheet.name, row=1))
                continue
            try:
                self._read_sheet(sheet, progress)
            except DamagedError:
                return self._refuse("文件在中途损坏，或超出限度", "The file breaks off, or is beyond the limits")
            if self._rows > self._most:
                return self._refuse(
                    f"一次最多读 {self._most:,} 行；表「{sheet.name}」从第 {self._last} 行起超出，整个文件未读入",
                    f"{self._most:,} rows can be read in one go; from row {self._last} of sheet {sheet.name!r} on they "
                    "are too many, and nothing of the file is taken",
                )
        return self._taker.finish(self._notes.list_findings())

    def _refuse(self, zh: str, en: str) -> Result[Import | None]:
        """Nothing, and why: half of a file is none."""
        finding = report("limit", Severity.ERROR, Message(f"{zh}。", f"{en}."), document=self._name)
        return Result(None, (finding,))

    def _spot(self, draft: Draft, field: str) -> Spot:
        return self._sheets[draft.spot.sheet].spot(draft.spot.row, field)

    def _read_sheet(self, sheet: Sheet, progress: Progress | None) -> None:
        rows = self._sheets[sheet.name] = SheetRows(sheet, self._notes, self._settlement.hidden)
        found = gather_cases(self._read_rows(sheet, rows))
        take_drafts(found, self._taker, progress, count_rows(self._book, sheet) - 1 if progress else 0)
        for draft in rows.left:
            self._taker.skip(draft)

    def _read_rows(self, sheet: Sheet, rows: SheetRows) -> Iterator[Found]:
        empty = True
        for row in read_rows(self._book, sheet):
            empty = False
            found = rows.read(row)
            self._rows += rows.columns is not None and rows.columns.row < row.number
            if self._rows > self._most:
                self._last = row.number
                return
            if found is not None:
                yield found
        if rows.columns is None and not empty:
            self._notes.add("no-head", Spot(sheet=sheet.name, row=1))
