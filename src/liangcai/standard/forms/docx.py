"""Word documents (docx): paragraphs with their automatic numbers, tables with merged cells, notes behind their mark.

In: the bytes of a package. Out: ``Extract`` with a place for each line. Follows: ECMA-376 part 1; pages are made when
a document is printed, so there are none here; running heads and feet stand in parts of their own and are not read.
"""

from collections.abc import Iterator

from liangcai.findings import Result
from liangcai.standard.forms.archive import Archive, open_archive
from liangcai.standard.forms.extract import Aside, Extract, Line, build_extract, clean_text, refuse_limit, render_cell
from liangcai.standard.forms.grid import Cell, is_too_large, join_rows, lay_out
from liangcai.standard.forms.limits import LINES, TABLE_COLUMNS
from liangcai.standard.forms.markup import Element, attribute, child, children, name_of
from liangcai.standard.forms.word_numbers import Numbering, circle, read_int
from liangcai.standard.forms.word_parts import Style, WordParts, read_parts
from liangcai.standard.forms.word_runs import NOTE_SIGN, Words, read_words

WRAPPERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")


class TooLargeError(Exception):
    """A document with more lines or cells than any standard; caught where the document is read."""


def extract_docx(data: bytes, name: str) -> Result[Extract | None]:
    """The text of a Word document."""
    archive = open_archive(data, name)
    return read_package(archive, name) if isinstance(archive, Archive) else archive


def read_package(archive: Archive, name: str) -> Result[Extract | None]:
    """The text of a package that has been looked at."""
    parts = read_parts(archive, name)
    if not isinstance(parts, WordParts):
        return parts
    reading = Reading(parts)
    try:
        reading.read_blocks(parts.body)
    except TooLargeError:
        return refuse_limit(name, "段落或表格过多", "too many paragraphs or table cells")
    return Result(build_extract("docx", reading.lines, reading.asides))


class Reading:
    """A document while it is read from its beginning to its end: numbers and notes count up on the way."""

    def __init__(self, parts: WordParts) -> None:
        self.lines: list[Line] = []
        self.asides: list[Aside] = []
        self._parts = parts
        self._numbering = Numbering(parts.numbering, parts.styles)
        self._paragraphs = self._tables = self._notes = 0
        self._waiting: list[str] = []

    def read_blocks(self, container: Element) -> None:
        """The paragraphs and tables of a container, each with its notes behind it."""
        for block in children(container):
            name = name_of(block)
            if name == "p":
                self._add_paragraph(block)
            elif name == "tbl":
                self._add_table(block)
            elif name == "sdt" and is_contents(block):
                self._set_aside("contents", " ".join(block.itertext("{*}t")))
            elif name in WRAPPERS:
                self.read_blocks(block)
            self._add_notes()

    def _add(self, text: str, place: str) -> None:
        if clean_text(text):
            self.lines.append(Line(text=text, place=place))
        if len(self.lines) > LINES:
            raise TooLargeError

    def _set_aside(self, what: str, text: str) -> None:
        self.asides.append(Aside(text=clean_text(text), what=what))

    def _add_paragraph(self, paragraph: Element) -> None:
        texts = self._read_paragraph(paragraph)
        style = attribute(child(paragraph, "pPr", "pStyle"), "val") or ""
        if self._parts.styles.get(style, Style()).contents:
            self._set_aside("contents", " ".join(texts))
            return
        self._paragraphs += any(texts)
        for text in texts:
            self._add(text, f"paragraph {self._paragraphs}")

    def _read_paragraph(self, paragraph: Element) -> list[str]:
        """The lines of a paragraph, its number before the first, its boxes behind the last."""
        words = read_words(paragraph, self._parts.styles)
        for hidden in words.hidden:
            self._set_aside("hidden text", hidden)
        number = self._numbering.take(child(paragraph, "pPr"))
        texts = [clean_text(line) for line in self._mark_notes(words).split("\n")]
        if any(texts) and number:
            first = next(index for index, text in enumerate(texts) if text)
            texts[first] = clean_text(number + texts[first])
        return [text for text in (*texts, *self._read_boxes(words)) if text]

    def _mark_notes(self, words: Words) -> str:
        """The words with the printed mark at each place of a note; the notes wait for the end of their block."""
        text = "".join(words.pieces)
        for key in words.notes:
            own = key.startswith("own ")
            self._notes += not own
            mark = "" if own else f"^{circle(self._notes)}"
            text = text.replace(NOTE_SIGN, mark, 0 if own else 1)
            self._waiting.append(f"{key}|{mark}")
        return text

    def _read_boxes(self, words: Words) -> Iterator[str]:
        for box in words.boxes:
            yield from self._read_cell(box)

    def _add_notes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for entry in waiting:
            key, _, mark = entry.removeprefix("own ").partition("|")
            paragraphs = children(self._parts.notes.get(key), "p")
            text = clean_text(" ".join(line for p in paragraphs for line in self._read_paragraph(p)))
            # A note may refer to no other: Word writes none such, and one that refers to itself would never end.
            self._waiting = []
            self._add(mark + text if text else "", f"{key.partition(' ')[0]} {mark.lstrip('^')}".strip())

    def _add_table(self, table: Element) -> None:
        self._tables += 1
        for number, row in enumerate(self._read_table(table), 1):
            self._add(row, f"table {self._tables} row {number}")

    def _read_table(self, table: Element) -> tuple[str, ...]:
        """The rows of a table; where each has as many cells, saved widths say nothing and are not used."""
        rows = [list(self._read_row(row)) for row in find_rows(table)]
        if is_too_large(len(rows), max((sum(columns for _, columns in row) for row in rows), default=0)):
            raise TooLargeError
        if len({len(row) for row in rows}) == 1:
            return join_rows([text for text, _ in row] for row in rows)
        return lay_out(place_cells(rows))

    def _read_row(self, row: Element) -> Iterator[tuple[str, int]]:
        """The cells of a row as text and the grid columns that they span; gaps at its ends count as cells."""
        before = read_int(attribute(child(row, "trPr", "gridBefore"), "val"), 0)
        if before:
            yield "", min(before, TABLE_COLUMNS)
        for cell in find_cells(row):
            properties = child(cell, "tcPr")
            span = read_int(attribute(child(properties, "gridSpan"), "val"), 1)
            merged = [child(properties, kind) for kind in ("vMerge", "hMerge")]
            goes_on = any(merge is not None and attribute(merge, "val") != "restart" for merge in merged)
            yield "" if goes_on else render_cell(self._read_cell(cell)), max(1, span)

    def _read_cell(self, container: Element) -> Iterator[str]:
        """The paragraphs of a cell; a table within it counts a paragraph a row."""
        for block in children(container):
            name = name_of(block)
            if name == "p":
                yield from self._read_paragraph(block)
            elif name == "tbl":
                yield from (row.replace("\t", " ") for row in self._read_table(block))
            elif name in WRAPPERS:
                yield from self._read_cell(block)


def find_rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those in content controls too; deleted ones are none."""
    for inner in children(table):
        if name_of(inner) == "tr" and child(inner, "trPr", "del") is None:
            yield inner
        elif name_of(inner) in WRAPPERS:
            yield from find_rows(inner)


def find_cells(row: Element) -> Iterator[Element]:
    """The cells of a row, those in content controls too."""
    for inner in children(row):
        if name_of(inner) == "tc":
            yield inner
        elif name_of(inner) in WRAPPERS:
            yield from find_cells(inner)


def place_cells(rows: list[list[tuple[str, int]]]) -> list[Cell]:
    """The cells with their grid columns."""
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        column = 0
        for text, columns in row:
            cells.append(Cell(row=number, column=column, text=text, columns=columns))
            column += columns
    return cells


def is_contents(block: Element) -> bool:
    """Whether a content control holds the table of contents."""
    gallery = child(block, "sdtPr", "docPartObj", "docPartGallery")
    return (attribute(gallery, "val") or "") == "Table of Contents"
