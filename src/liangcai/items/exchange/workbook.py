"""The cells of a spreadsheet file (xlsx) as they stand in it: what was typed, and what was only computed or shaped.

In: the bytes of a workbook. Out: its sheets, row by row, or a finding. Follows: ECMA-376 part 1, 18; read as a stream,
so that many rows take little memory; no entity is resolved, and what comes out of the archive is counted.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO

import msgspec
from lxml import etree
from lxml.etree import _Element

from liangcai.findings import Message, Result, Severity
from liangcai.items.exchange.imported import report
from liangcai.items.exchange.workbook_cells import Cell, column_number, locate, read_cell, read_words
from liangcai.standard.forms.archive import DAMAGE, Archive, open_archive, read_member
from liangcai.standard.forms.limits import TABLE_COLUMNS
from liangcai.standard.forms.markup import child, children, parse_xml

OLE = b"\xd0\xcf\x11\xe0"
MEMBER_BYTES = 192 << 20
MOST_STRINGS = 3_000_000
MOST_MERGES = 100_000
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})[\"']")


# Words, colours and languages inside a format.
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_A_DATE = 14


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    """A merged area, rows and columns from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its cells by column, from 1."""

    number: int
    hidden: bool
    cells: dict[int, Cell]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that can be read: its member in the archive, whether it is hidden, its merged areas from the top."""

    name: str
    member: str
    hidden: bool
    merges: tuple[Merge, ...]


class Workbook(msgspec.Struct, frozen=True, kw_only=True):
    """A workbook that was looked at; ``strings`` are the words that its sheets share, ``formats`` by style number.

    ``from_1904``: its days are counted from 1 January 1904 and not from 1900.
    """

    archive: Archive
    sheets: tuple[Sheet, ...]
    strings: tuple[Cell, ...]
    formats: tuple[int, ...]
    from_1904: bool = False


class DamagedError(Exception):
    """A workbook that breaks off or is beyond the limits; caught where the workbook is read."""


def open_workbook(data: bytes, name: str) -> Result[Workbook | None]:
    """The workbook, or why there is none."""
    if data.startswith(OLE):
        zh, en = (
            "这是旧版 Excel（xls）或有密码的文件，请另存为不带密码的 xlsx",
            "This is an old Excel (xls) file or one ",
        )
        return _refuse(name, zh, en + "with a password; save it as xlsx without one")
    archive = open_archive(data, name)
    if not isinstance(archive, Archive):
        return Result(None, archive.findings) if data.startswith(b"PK") else _refuse(name, *_NO_SHEET)
    book = parse_xml(read_member(archive, "xl/workbook.xml", 4 << 20))
    if book is None:
        return _refuse(name, *_NO_SHEET)
    try:
        sheets = tuple(_list_sheets(archive, book))
        strings, formats = tuple(_read_strings(archive)), _read_formats(archive)
    except (DamagedError, etree.XMLSyntaxError, *DAMAGE):
        return _refuse(name, "表格文件已损坏、不完整或过大", "The spreadsheet is damaged, incomplete or too large")
    properties = child(book, "workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return Result(Workbook(archive=archive, sheets=sheets, strings=strings, formats=formats, from_1904=from_1904))


_OLD = (
    "这是旧版 Excel（xls）或有密码的文件，请另存为不带密码的 xlsx",
    "This is an old Excel (xls) file or one with a password; save it as xlsx without one",
)
_NO_SHEET = ("这不是 Excel 表格（xlsx）", "This is no Excel spreadsheet (xlsx)")


def read_rows(book: Workbook, sheet: Sheet) -> Iterator[Row]:
    """The rows of a sheet that hold anything, from the top; raises DamagedError where the sheet breaks off."""
    last = 0
    try:
        for row in _iterate(book.archive, sheet.member, "row"):
            number = int(row.get("r") or last + 1)
            if number <= last:
                raise DamagedError
            last = number
            cells = dict(_read_cells(row, book))
            if cells:
                yield Row(number=number, hidden=row.get("hidden") in ("1", "true"), cells=cells)
    except (etree.XMLSyntaxError, *DAMAGE) as problem:
        raise DamagedError from problem


def count_rows(book: Workbook, sheet: Sheet) -> int:
    """How many rows a sheet says it has; 0 where it does not say."""
    with zipfile.ZipFile(io.BytesIO(book.archive.data)) as opened, opened.open(sheet.member) as stream:
        found = re.search(rb"<(?:\w+:)?dimension[^<>]{0,80}:[A-Z]{1,3}(\d{1,7})", stream.read(4096))
    return int(found[1]) if found else 0


def _refuse(name: str, zh: str, en: str) -> Result[Workbook | None]:
    return Result(None, (report("file", Severity.ERROR, Message(f"{zh}。", f"{en}."), document=name),))


class _Counted(io.RawIOBase):
    """A stream that ends with an error once more comes out of it than a sheet may hold."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._left = stream, MEMBER_BYTES

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise DamagedError
        return data


def _iterate(archive: Archive, member: str, tag: str) -> Iterator[_Element]:
    """The elements of a name, each emptied behind the reader; a declared document type ends the reading."""
    with zipfile.ZipFile(io.BytesIO(archive.data)) as opened, opened.open(member) as stream:
        walk = etree.iterparse(
            _Counted(stream),
            events=("end",),
            tag=f"{{*}}{tag}",
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
        )
        looked = False
        for _, element in walk:
            if not looked and element.getroottree().docinfo.internalDTD is not None:
                raise DamagedError
            looked = True  # a document type stands before the first element or nowhere
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]


def _list_sheets(archive: Archive, book: _Element) -> Iterator[Sheet]:
    links = parse_xml(read_member(archive, "xl/_rels/workbook.xml.rels", 4 << 20))
    targets = {link.get("Id"): str(link.get("Target")) for link in children(links, "Relationship")}
    for sheet in children(child(book, "sheets"), "sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)
        target = targets.get(str(key), "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if member in archive.sizes and "/chartsheets/" not in member:
            yield Sheet(
                name=str(sheet.get("name")),
                member=member,
                hidden=sheet.get("state") in ("hidden", "veryHidden"),
                merges=_read_merges(archive, member),
            )


def _read_merges(archive: Archive, member: str) -> tuple[Merge, ...]:
    """The merged areas, which stand behind the rows that they merge."""
    found: list[Merge] = []
    with zipfile.ZipFile(io.BytesIO(archive.data)) as opened, opened.open(member) as stream:
        counted, rest = _Counted(stream), b""
        while data := counted.read(1 << 20):
            text = rest + data
            at = 0
            for match in _MERGE.finditer(text):
                (top, left), (bottom, right) = (locate(match[end].decode()) for end in (1, 2))
                found.append(Merge(top=top, left=left, bottom=bottom, right=right))
                at = match.end()
            rest = text[max(at, len(text) - 300) :]
            if len(found) > MOST_MERGES:
                raise DamagedError
    return tuple(sorted(found, key=lambda merge: merge.top))


def _read_strings(archive: Archive) -> Iterator[Cell]:
    if "xl/sharedStrings.xml" not in archive.sizes:
        return
    for count, element in enumerate(_iterate(archive, "xl/sharedStrings.xml", "si")):
        if count > MOST_STRINGS:
            raise DamagedError
        yield read_words(element)


def _read_formats(archive: Archive) -> tuple[int, ...]:
    styles = parse_xml(read_member(archive, "xl/styles.xml", 8 << 20))
    own = {
        int(found.get("numFmtId") or 0): str(found.get("formatCode"))
        for found in children(child(styles, "numFmts"), "numFmt")
    }
    numbers = [int(found.get("numFmtId") or 0) for found in children(child(styles, "cellXfs"), "xf")]
    return tuple(_know_format(number, own.get(number)) for number in numbers)


def _know_format(number: int, own: str | None) -> int:
    """The number of a built-in format that shows the same kind of thing."""
    if own in ("General", "0", "@"):
        return 0
    plain = _QUOTED.sub("", own or "")
    return _A_DATE if "y" in plain.lower() and "d" in plain.lower() and "h" not in plain.lower() else number


def _read_cells(row: _Element, book: Workbook) -> Iterator[tuple[int, Cell]]:
    column = 0
    for element in row.iterchildren("{*}c"):
        reference = element.get("r")
        column = column_number(reference.rstrip("0123456789")) if reference else column + 1
        if column > TABLE_COLUMNS:
            continue
        cell = read_cell(element, book.strings, book.formats)
        if cell is not None and (cell.text.strip() or cell.kind == "formula"):
            yield column, cell
