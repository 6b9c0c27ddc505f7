"""A cell of a spreadsheet: its words, and whether they are what was typed.

In: the element of a cell, the words that sheets share, the formats by style. Out: ``Cell``, or None where it is empty.
Follows: ECMA-376 part 1, 18.3.1.4 and 18.4.8; a number counts as typed only where its format shows it as it is.
"""

import functools
import re
from typing import Literal

import msgspec
from lxml.etree import _Element

from liangcai.standard.forms.markup import attribute, child

# General, whole numbers and text show a number as it is; other formats show something else than what is stored.
SHOWN_AS_STORED = {0, 1, 49}
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_UNICODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
Kind = Literal["text", "number", "formatted", "date", "formula", "error", "raised"]


class Cell(msgspec.Struct, frozen=True):
    """A cell: its words, and what they are. ``raised`` words hold characters that are raised or lowered; a ``date`` is
    the number of a day that is shown as one."""

    text: str
    kind: Kind = "text"


def read_words(element: _Element) -> Cell:
    """The words of a shared or inline string; how they are to be read aloud is no part of them."""
    if len(element) == 1 and str(element[0].tag).endswith("}t"):  # nearly every cell
        return Cell(_decode(element[0].text or ""))
    pieces: list[str] = []
    raised = False
    for part in element:
        tag = str(part.tag).rpartition("}")[2]
        if tag == "t":
            pieces.append(part.text or "")
        elif tag == "r":
            pieces += [t.text or "" for t in part.iterchildren("{*}t")]
            raised = raised or _stands(part) in ("superscript", "subscript")
    text = _decode("".join(pieces))
    return Cell(text, "raised") if raised else Cell(text)


def _decode(text: str) -> str:
    """Characters that XML can't hold stand as _x0001_."""
    return _UNICODE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _stands(run: _Element) -> str | None:
    """How the characters of a run stand on the line."""
    shift = child(run, "rPr", "vertAlign")
    return None if shift is None else attribute(shift, "val") or shift.get("val")


def read_cell(element: _Element, strings: tuple[Cell, ...], formats: tuple[int, ...]) -> Cell | None:
    """A cell, or None where nothing is in it."""
    value = words = None
    formula = False
    for part in element:
        tag = str(part.tag).rpartition("}")[2]
        value = part.text if tag == "v" else value
        words = part if tag == "is" else words
        formula = formula or tag == "f"
    kind = element.get("t") or "n"
    if formula:
        return Cell(value or "", "formula")
    if kind == "inlineStr":
        return read_words(words) if words is not None else None
    if value is None:
        return None
    if kind == "s":
        index = int(value)
        return strings[index] if 0 <= index < len(strings) else Cell("", "error")
    if kind in ("str", "e", "b", "d"):
        shown = {"1": "TRUE", "0": "FALSE"}.get(value, value) if kind == "b" else value
        return Cell(shown, "error" if kind == "e" else "text")
    return _read_number(value, int(element.get("s") or 0), formats)


def _read_number(value: str, style: int, formats: tuple[int, ...]) -> Cell:
    number = float(value)
    text = str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    shape = formats[style] if 0 <= style < len(formats) else 0
    if shape in DATES:
        return Cell(text, "date")
    return Cell(text, "number" if shape in SHOWN_AS_STORED else "formatted")


def locate(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as D5; raises ValueError, which is damage, for any other text."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    return int(found[2]), column_number(found[1])


@functools.lru_cache(1000)
def column_number(letters: str) -> int:
    """The number of a column by its letters, from 1."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    if not 0 < column <= 1 << 14:
        raise ValueError(letters)
    return column
