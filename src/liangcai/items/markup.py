"""The text of a question as pieces: words, formulas, pictures, tables.

In: stem, option or answer as the author wrote it. Out: pieces to draw, or what is wrong. Follows: the bank format:
``$...$`` is a formula (``\\$`` a dollar sign), ``![](name)`` a picture, lines of ``| cells |`` a table; anything else
is plain text, whatever it looks like.
"""

import re
from typing import Literal

import msgspec

from liangcai.items.tex import EMPTY, FormulaError, Node, read_formula

PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\(([^)\s]{1,80})\)")
BLOCKS = frozenset({"picture", "table"})
_TABLE = re.compile(r"(?:^[ \t]*\|.*\|[ \t]*(?:\n|\Z)){2,}", re.MULTILINE)
_RULE = re.compile(r"[ \t|:-]+")
_INLINE = re.compile(rf"(?<!\\)\$([^$\n]*)(?<!\\)\$|{PICTURE.pattern}")


class Piece(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of a text: words (``text``), a formula, a picture (``text`` its name), or a table (``rows``)."""

    kind: Literal["text", "formula", "picture", "table"]
    text: str = ""
    formula: Node = EMPTY
    rows: tuple[tuple[str, ...], ...] = ()


def split_markup(text: str) -> tuple[Piece, ...]:
    """The pieces of a text; raises FormulaError where a formula cannot be read."""
    pieces: list[Piece] = []
    at = 0
    for found in _TABLE.finditer(text):
        pieces += [*_split_inline(text[at : found.start()]), Piece(kind="table", rows=_read_rows(found[0]))]
        at = found.end()
    return (*pieces, *_split_inline(text[at:]))


def set_apart(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces as they are drawn: a table or picture stands on lines of its own, so breaks beside it are none."""
    kinds = ["", *(piece.kind for piece in pieces), ""]
    drawn = []
    for place, piece in enumerate(pieces):
        words = piece.text
        if piece.kind == "text":
            words = words.lstrip(" \n") if kinds[place] in BLOCKS else words
            words = words.rstrip(" \n") if kinds[place + 2] in BLOCKS else words
        if words or piece.kind != "text":
            drawn.append(msgspec.structs.replace(piece, text=words))
    return tuple(drawn)


def check_markup(text: str) -> str | None:
    """What is wrong with the formulas of a text, in both languages, or None."""
    try:
        split_markup(text)
    except FormulaError as error:
        return str(error)
    return None


def _split_inline(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            pieces.append(_words(text[at : found.start()]))
        picture = found[2] is not None
        pieces.append(
            Piece(kind="picture", text=found[2])
            if picture
            else Piece(kind="formula", text=found[1], formula=read_formula(found[1]))
        )
        at = found.end()
    return [*pieces, _words(text[at:])] if at < len(text) else pieces


def _words(text: str) -> Piece:
    return Piece(kind="text", text=text.replace("\\$", "$"))


def _read_rows(table: str) -> tuple[tuple[str, ...], ...]:
    """The cells of each line; the line of dashes under a head is only for reading the source."""
    lines = [line.strip()[1:-1] for line in table.splitlines() if not _RULE.fullmatch(line)]
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines)
