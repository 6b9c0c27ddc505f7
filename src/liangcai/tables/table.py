"""A table before it is written, and which of its words a spreadsheet would take for a formula.

In: heads, rows of words. Out: ``Table``. Follows: ASVS 5.0, 1.2.10, and the full-width signs, which some programs take
for their ASCII twins; what can't be seen before a sign does not hide it.
"""

import unicodedata

import msgspec

COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_UNSEEN = ("C", "Z")  # classes of Unicode: controls and formats, separators


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its head, its width in characters, whether its cells are numbers to count with."""

    head: str
    width: int = 12
    number: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet with its columns; each row has a cell a column.

    ``text_rows`` asks for columns that are text all the way down, for somebody who fills the table in.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    text_rows: bool = False


def is_computed(text: str) -> bool:
    """Whether a spreadsheet that is handed these words as they are may compute them."""
    if text.startswith(COMPUTED):
        return True
    seen = next((letter for letter in text if unicodedata.category(letter)[0] not in _UNSEEN), "")
    return seen != "" and seen in COMPUTED


def name_column(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
