"""Write a bank as a spreadsheet (xlsx) in the layout in circulation, with columns of our own behind it.

In: a bank, the points of its level. Out: the bytes of a workbook, the same every time, and findings on what would not
come back. Follows: ECMA-376; every word is stored as a string, so that no cell is ever computed.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

import msgspec

from liangcai.findings import Result
from liangcai.items.exchange.clean import protect_words
from liangcai.items.exchange.columns import FIELDS, PATHS, write_heads
from liangcai.items.exchange.compare import find_changed
from liangcai.items.exchange.draft import Draft, draft_item
from liangcai.items.exchange.imported import Spot
from liangcai.items.exchange.points import Points, list_paths
from liangcai.items.exchange.spreadsheet_read import read_spreadsheet
from liangcai.items.exchange.workbook import name_column
from liangcai.items.exchange.workbook_parts import HEAD, MAIN, PARTS
from liangcai.items.model import LETTERS, Bank

MADE = (1980, 1, 1, 0, 0, 0)  # the oldest date that a zip can hold: the bytes depend on the bank alone
NUMBERS = ("difficulty", "seconds")
WIDTHS = {"stem": 60, "rationale": 40, "id": 14, "key": 16}
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_spreadsheet(bank: Bank, points: Points) -> Result[bytes]:
    """The workbook, and a finding for each question that reading it again would change."""
    paths = list_paths(points)
    rows = [write_heads(), *(write_row(draft) for draft in list_drafts(bank, paths))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (*PARTS, ("xl/worksheets/sheet1.xml", _write_sheet(rows))):
            entry = zipfile.ZipInfo(name, MADE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, text.encode())
    data = stream.getvalue()
    return Result(data, find_changed(bank, read_spreadsheet(data, "", points)))


def list_drafts(bank: Bank, paths: dict[tuple[str, str], tuple[str, ...]]) -> Iterator[Draft]:
    """A draft for each row: the questions, those of a case behind it."""
    for item in bank.items:
        for one in (item, *item.parts):
            path = paths.get((one.table, one.element or one.requirement)) or paths.get((one.table, one.requirement))
            draft = draft_item(one, path or (), Spot(row=0))
            yield draft if one is item else msgspec.structs.replace(draft, parent=item.id)


def write_row(draft: Draft) -> tuple[str, ...]:
    """The cells of a draft in the order of the layout."""
    options = dict(zip(LETTERS, draft.options, strict=False))
    path = draft.path if len(draft.path) <= PATHS else (*draft.path[: PATHS - 1], draft.path[-1])
    levels = dict(enumerate(path, 1))
    cells = []
    for field in FIELDS:
        name, _, place = field.partition(".")
        if name == "option":
            cells.append(options.get(place, ""))
        elif name == "path":
            cells.append(levels.get(int(place), ""))
        else:
            cells.append(getattr(draft, field, ""))
    return tuple(protect_words(cell) for cell in cells)


def _write_sheet(rows: list[tuple[str, ...]]) -> str:
    last = f"{name_column(len(FIELDS))}{len(rows)}"
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{WIDTHS.get(field, 12)}" customWidth="1"/>'
        for number, field in enumerate(FIELDS, 1)
    )
    body = "".join(
        f'<row r="{number}">{"".join(_write_cells(number, row))}</row>' for number, row in enumerate(rows, 1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData>{body}</sheetData><autoFilter ref="A1:{last}"/></worksheet>'
    )


def _write_cells(number: int, row: tuple[str, ...]) -> Iterator[str]:
    for column, (field, text) in enumerate(zip(FIELDS, row, strict=True), 1):
        place = f"{name_column(column)}{number}"
        if text and number > 1 and field in NUMBERS:
            yield f'<c r="{place}"><v>{text}</v></c>'
        elif text:
            style = 2 if number == 1 else 1
            yield f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_write(text)}</t></is></c>'


def _write(text: str) -> str:
    """Words as XML; a character that XML can't hold is left out, one that Excel would decode is written out."""
    plain = _ESCAPED.sub(lambda found: "_x005F" + found[0], _UNWRITABLE.sub("", text))
    return escape(plain)
