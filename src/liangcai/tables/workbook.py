"""Write a table as a spreadsheet (xlsx): the one way in which tables leave the program as one.

In: heads, rows of words. Out: the bytes of a workbook, the same every time. Follows: ECMA-376; every word is stored as
a string, so that no cell is ever computed; one that would be if it were typed again has the mark that Excel shows as a
leading apostrophe (ASVS 5.0, 1.2.10).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from liangcai.tables.table import Column, Table, is_computed, name_column
from liangcai.tables.workbook_parts import HEAD, MAIN, PARTS, SHEET

MADE = (1980, 1, 1, 0, 0, 0)  # the oldest date that a zip can hold: the bytes depend on the table alone
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_workbook(table: Table) -> bytes:
    """The workbook of one table."""
    stream = io.BytesIO()
    name = quoteattr(table.name)[1:-1]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in (*PARTS, ("xl/worksheets/sheet1.xml", _write_sheet(table))):
            entry = zipfile.ZipInfo(part, MADE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, text.replace(SHEET, name).encode() if part == "xl/workbook.xml" else text.encode())
    return stream.getvalue()


def _write_sheet(table: Table) -> str:
    last = f"{name_column(len(table.columns))}{len(table.rows) + 1}"
    style = ' style="1"' if table.text_rows else ""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{column.width}"{style} customWidth="1"/>'
        for number, column in enumerate(table.columns, 1)
    )
    heads = tuple(column.head for column in table.columns)
    body = "".join(
        f'<row r="{number}">{"".join(_write_cells(number, row, table.columns))}</row>'
        for number, row in enumerate((heads, *table.rows), 1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData>{body}</sheetData><autoFilter ref="A1:{last}"/></worksheet>'
    )


def _write_cells(number: int, row: tuple[str, ...], columns: tuple[Column, ...]) -> Iterator[str]:
    for place, (column, text) in enumerate(zip(columns, row, strict=True), 1):
        cell = f"{name_column(place)}{number}"
        if number > 1 and column.number and _NUMBER.fullmatch(text):
            yield f'<c r="{cell}"><v>{text}</v></c>'
        elif text:
            style = 2 if number == 1 else 3 if is_computed(text) else 1
            yield f'<c r="{cell}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_write(text)}</t></is></c>'


def _write(text: str) -> str:
    """Words as XML; a character that XML can't hold is left out, one that Excel would decode is written out."""
    plain = _ESCAPED.sub(lambda found: "_x005F" + found[0], _UNWRITABLE.sub("", text))
    return escape(plain)
