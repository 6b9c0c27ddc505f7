"""The rows of one sheet as drafts: header found, merged and hidden cells looked at, every odd cell reported.

In: a sheet, what a person settled. Out: drafts, or a draft with its fault. Follows: a value that was computed, merged
across columns or shaped into something else than what is stored is reported by row and column and not taken.
"""

from collections.abc import Iterator

import msgspec

from liangcai.items.exchange.clean import clean_words
from liangcai.items.exchange.columns import PATHS, UNKEPT, Columns, find_header
from liangcai.items.exchange.draft import Draft, Fault
from liangcai.items.exchange.imported import Choice, Spot
from liangcai.items.exchange.notes import Notes
from liangcai.items.exchange.workbook import Merge, Row, Sheet
from liangcai.items.exchange.workbook_cells import Cell
from liangcai.items.model import LETTERS
from liangcai.tables.table import name_column

HEADER_ROWS = 30
_NUMBERS = ("difficulty", "seconds")
_SHARED = ("source", *(f"path.{number}" for number in range(1, PATHS + 1)))
_PLAIN = tuple(field for field in Draft.__struct_fields__ if field not in ("spot", "options", "path", "parts"))
_ODD = {
    "formula": ("单元格是公式，不知道其值是否有效", "the cell is a formula, whose value may be stale"),
    "error": ("单元格是错误值", "the cell holds an error"),
    "formatted": ("数的显示与存储不同，请存为文本", "the number is shown otherwise than stored; store it as text"),
    "date": ("单元格是日期，请存为文本", "the cell is a date; store it as text"),
    "raised": (
        "文字含上标或下标，请写成公式，如 $x^2$",
        "raised or lowered characters; write a formula like $x^2$",
    ),
}
Found = Draft | tuple[Draft, Fault]


class SheetRows:
    """A sheet while it is read from the top."""

    def __init__(self, sheet: Sheet, notes: Notes, hidden: Choice) -> None:
        self._sheet, self._notes, self._hidden = sheet, notes, hidden
        self._columns: Columns | None = None
        self._head: dict[int, str] = {}
        self._merges = list(reversed(sheet.merges))
        self._active: list[tuple[Merge, Cell | None]] = []
        self.left: list[Draft] = []

    @property
    def columns(self) -> Columns | None:
        """The header, once it was found."""
        return self._columns

    def spot(self, row: int, field: str = "") -> Spot:
        """The place of a field in a row."""
        fields = self._columns.fields if self._columns else {}
        column = fields.get(field) or fields.get(f"{field}.1") or fields.get(f"{field}.A")
        return Spot(sheet=self._sheet.name, row=row, column=name_column(column) if column else "")

    def read(self, row: Row) -> Found | None:
        """What a row is: a draft, a draft with its fault, or nothing to be taken."""
        merged = self._open_merges(row)
        if self._columns is None:
            self._look_for_header(row)
            return None
        texts = {column: cell.text.strip() for column, cell in row.cells.items()}
        if texts == self._head:
            self._notes.add("head-again", self.spot(row.number))
            return None
        fault = merged or self._find_odd(row)
        draft, refused = self._draft(row)
        if not (draft.stem or draft.type or draft.key or draft.id or any(draft.options)):
            return None
        if row.hidden:
            kind = {"": "hidden", "take": "hidden-taken", "leave": "hidden-left"}[self._hidden]
            self._notes.add(kind, self.spot(row.number))
            if self._hidden == "leave":
                self.left.append(draft)
                return None
        fault = fault or refused
        return draft if fault is None else (draft, fault)

    def _look_for_header(self, row: Row) -> None:
        names = {column: cell.text for column, cell in row.cells.items()}
        self._columns = find_header(row.number, names)
        if self._columns is None:
            self._notes.add("before-head", self.spot(row.number))
            return
        self._head = {column: text.strip() for column, text in names.items()}
        for what, columns in (("unread", self._columns.unread), ("twice", self._columns.twice)):
            for column, _ in columns:
                self._notes.add(what, Spot(sheet=self._sheet.name, row=row.number, column=name_column(column)))

    def _open_merges(self, row: Row) -> Fault | None:
        """Follow the merged areas down; fill what is merged downwards, and say what is merged otherwise."""
        while self._merges and self._merges[-1].top <= row.number:
            merge = self._merges.pop()
            corner = row.cells.get(merge.left) if merge.top == row.number else None
            self._active.append((merge, corner))
        self._active = [found for found in self._active if found[0].bottom >= row.number]
        if self._columns is None:
            return None
        fields = {column: field for field, column in self._columns.fields.items() if field not in UNKEPT}
        fault = None
        for merge, corner in self._active:
            touched = [field for column, field in fields.items() if merge.left <= column <= merge.right]
            if not touched or merge.bottom <= self._columns.row:
                continue
            if merge.left < merge.right or touched[0] not in _SHARED:
                fault = Fault(field=touched[0], zh="单元格是合并的", en="the cell is merged with others")
            elif corner is not None and row.number > merge.top:
                row.cells[merge.left] = corner
                self._notes.add("merged", self.spot(row.number, touched[0]))
        return fault

    def _find_odd(self, row: Row) -> Fault | None:
        """The first cell whose value can't be trusted."""
        assert self._columns is not None  # noqa: S101 - rows are looked at below the header
        for field, column in self._columns.fields.items():
            cell = row.cells.get(column)
            if cell is None or field in UNKEPT or cell.kind in ("text", "number"):
                long = cell is not None and cell.kind == "number" and len(cell.text.lstrip("-")) > 15
                if long and field not in _NUMBERS and field not in UNKEPT:
                    return Fault(field=field, zh="数超过 15 位，已失真", en="a number of over 15 digits has lost some")
                if field in _NUMBERS and cell is not None and cell.kind == "text":
                    self._notes.add("text-number", self.spot(row.number, field))
            elif cell.kind != "formatted" or field not in _NUMBERS:
                return Fault(field=field, zh=_ODD[cell.kind][0], en=_ODD[cell.kind][1])
        return None

    def _draft(self, row: Row) -> tuple[Draft, Fault | None]:
        """The words of a row without markup, and the fault of words that cannot be cleaned."""
        assert self._columns is not None  # noqa: S101 - as above
        words: dict[str, str] = {}
        fault = None
        for field, column in self._columns.fields.items():
            cell = row.cells.get(column)
            if cell is None:
                continue
            if field in UNKEPT:
                self._notes.add("unkept", self.spot(row.number, field))
                continue
            cleaned = clean_words(cell.text)
            words[field] = cleaned.text
            if cleaned.tagged:
                self._notes.add("markup", self.spot(row.number, field))
            if cleaned.refused:
                zh, _, en = cleaned.refused.partition(" / ")
                fault = Fault(field=field, zh=zh, en=en)
        options = tuple(words.get(f"option.{letter}", "") for letter in LETTERS)
        path = tuple(words.get(f"path.{number}", "") for number in range(1, PATHS + 1))
        plain = {field: words[field] for field in _PLAIN if field in words}
        draft = msgspec.convert(
            {"spot": self.spot(row.number), "options": _trim(options), "path": _trim(path), **plain}, Draft
        )
        return draft, fault or _find_gap(draft)


def _trim(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Texts without the empty ones at the end."""
    last = max((index for index, text in enumerate(texts, 1) if text), default=0)
    return texts[:last]


def _find_gap(draft: Draft) -> Fault | None:
    """An empty option or level before a filled one: the letters of the key would point elsewhere."""
    if "" in draft.options:
        letter = LETTERS[draft.options.index("")]
        return Fault(field=f"option.{letter}", zh=f"选项 {letter} 空缺", en=f"option {letter} is empty")
    if "" in draft.path:
        return Fault(field="path", zh="知识点的上级空缺", en="a higher level of the point is empty")
    return None


def gather_cases(found: Iterator[Found]) -> Iterator[Found]:
    """Join the rows of a case: its questions follow it, naming it as 所属大题."""
    waiting: list[Found] = []
    for one in found:
        draft = one[0] if isinstance(one, tuple) else one
        if waiting and draft.parent and draft.parent == _draft_of(waiting[0]).id:
            waiting.append(one)
            continue
        if waiting:
            yield _join_case(waiting)
        waiting = [one]
        if draft.parent:
            fault = Fault(
                field="parent", zh="前面没有所属的大题", en="the case that it belongs to does not stand before it"
            )
            waiting = [(draft, fault)]
    if waiting:
        yield _join_case(waiting)


def _draft_of(found: Found) -> Draft:
    return found[0] if isinstance(found, tuple) else found


def _join_case(rows: list[Found]) -> Found:
    """A case with its questions; the first fault among them is the fault of all."""
    faulty = next((row for row in rows if isinstance(row, tuple)), None)
    if faulty is not None:
        return faulty
    whole, *parts = (_draft_of(row) for row in rows)
    return msgspec.structs.replace(whole, parts=tuple(parts)) if parts else whole
