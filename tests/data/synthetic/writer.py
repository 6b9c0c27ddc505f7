"""A document while it is being written: its pieces in order, and the passages that they make.

In: headings, paragraphs, notes, rows. Out: pieces for the printer, passages for the model. Follows: a passage is the
running text of a section with the notes that it refers to behind it.
"""

import re
from typing import Literal

import msgspec

from liangcai.standard.model import Note, Passage, TableHead

Role = Literal["cover", "heading", "plain", "item", "inner", "note"]
BETWEEN_WIDE = re.compile(r"(?<=[\u3400-\u9fff，。、：；（）《》“”])[ ]+(?=[\u3400-\u9fff，。、：；（）《》“”])")


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A line of running text."""

    text: str
    role: Role


class HeadRow(msgspec.Struct, frozen=True, kw_only=True):
    """A head row of a table; ``table`` tells tables apart."""

    table: int
    cells: tuple[str, ...]


class TaskRow(msgspec.Struct, frozen=True, kw_only=True):
    """A task: its function (blank unless it opens one), its own label, and its numbered items."""

    table: int
    function: str
    label: str
    task: str
    skills: tuple[str, ...]
    knowledge: tuple[str, ...]


class PlainRow(msgspec.Struct, frozen=True, kw_only=True):
    """Any other row; ``cut`` is the column whose words a page may cut, -1 for none."""

    table: int
    cells: tuple[str, ...]
    cut: int = -1


Piece = Text | HeadRow | TaskRow | PlainRow


class Writer:
    """The pieces and passages written so far."""

    def __init__(self, chapter_mark: str) -> None:
        self.chapter_mark = chapter_mark
        self.pieces: list[Piece] = []
        self.passages: list[Passage] = []
        self.notes: list[Note] = []
        self.heads: list[TableHead] = []
        self.tables = 0

    def open(self, number: str, title: str = "") -> None:
        """Begin a section; the cover has no heading, a preface no number."""
        mark = self.chapter_mark if number.isdecimal() else ""
        self.passages.append(Passage(number=number, title=title, text="", mark=mark))
        if number == "preface":
            self.pieces.append(Text(text=title, role="heading"))
        elif number != "cover":
            self.pieces.append(Text(text=f"{number}{mark} {title}", role="heading"))

    def say(self, text: str, role: Role = "plain") -> None:
        """A paragraph of the section."""
        self.pieces.append(Text(text=text, role=role))
        self._add(BETWEEN_WIDE.sub("", text))

    def note(self, mark: str, raised: str, text: str) -> None:
        """A note to the section; it stands in the passage behind everything else."""
        self.pieces.append(Text(text=raised.rstrip("^") + text, role="note"))
        self.notes.append(Note(mark=mark, text=text))

    def close(self) -> None:
        """End a section with notes: they go behind its text."""
        last = [piece for piece in self.pieces if isinstance(piece, Text) and piece.role == "note"]
        for piece in last:
            self._add(piece.text)

    def head(self, *rows: tuple[str, ...]) -> int:
        """Begin a table with its head rows."""
        self.tables += 1
        for cells in rows:
            self.pieces.append(HeadRow(table=self.tables, cells=cells))
            kept = tuple(BETWEEN_WIDE.sub("", cell) for cell in cells)
            self.heads.append(TableHead(section=self.passages[-1].number, cells=kept))
        return self.tables

    def _add(self, text: str) -> None:
        last = self.passages[-1]
        whole = f"{last.text}\n{text}" if last.text else text
        self.passages[-1] = msgspec.structs.replace(last, text=whole)
