"""The words of a question as pieces that a template draws without reading any markup.

In: stem, option or answer as its author wrote it, the pictures of the question. Out: pieces: words, formulas as trees,
tables, pictures, gaps. Follows: the bank format; a formula that cannot be read stands there as it was typed.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from liangcai.items.content import Media
from liangcai.items.markup import BLOCKS, Piece, set_apart, split_markup
from liangcai.items.shape_gaps import GAP
from liangcai.items.tex import EMPTY, FormulaError, Node

_TALL = frozenset({"fraction"})
# Empty brackets behind a Latin letter belong to code, such as main().
_BLANK = re.compile(r"（[\s　]*）|(?<![A-Za-z0-9_])\([\s　]*\)")
_WIDE_BLANK = "（　　）"
_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙ"
_PLAIN = str.maketrans(_RAISED + _LOWERED, "0123456789+−()n" * 2)
_SCRIPTS = re.compile(f"([{_RAISED}]+|[{_LOWERED}]+)")


Kind = Literal["text", "raised", "lowered", "formula", "picture", "table", "gap"]


class PrintedPiece(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of a text. ``text`` are words, what a picture shows, or the number of a gap ("" for the only one).

    A formula that is ``tall`` needs more room between lines; ``rows`` hold the cells of a table; ``sha256`` names the
    bytes of a picture, "" where nobody has any.
    """

    kind: Kind
    text: str = ""
    formula: Node = EMPTY
    tall: bool = False
    rows: tuple[tuple[tuple["PrintedPiece", ...], ...], ...] = ()
    sha256: str = ""


Text = tuple[PrintedPiece, ...]


def print_text(text: str, media: tuple[Media, ...] = ()) -> Text:
    """The pieces of a text; pictures by their hash, with the words that say what they show."""
    try:
        pieces = set_apart(split_markup(text))
    except FormulaError:
        return (_words(text),)
    shown = {one.name: one for one in media}
    return tuple(part for piece in pieces for part in _set_scripts(_print_piece(piece, shown)))


def widen_blank(text: Text) -> Text:
    """A text with room in brackets for a letter, added at the end of its words where it lacks."""
    wide = tuple(_replace(piece, _BLANK.sub(_WIDE_BLANK, piece.text)) for piece in text)
    if any(piece.kind == "text" and _WIDE_BLANK in piece.text for piece in wide):
        return wide
    last = max((place for place, piece in enumerate(wide) if piece.kind not in BLOCKS), default=-1)
    return (*wide[: last + 1], _words(_WIDE_BLANK), *wide[last + 1 :])


def open_gaps(text: Text) -> Text:
    """A text with a rule to write on in place of each gap; several gaps are numbered."""
    count = sum(len(GAP.findall(piece.text)) for piece in text if piece.kind == "text")
    numbers = iter([f"({number})" for number in range(1, count + 1)] if count > 1 else [""] * count)
    return tuple(part for piece in text for part in _cut(piece, numbers))


def _print_piece(piece: Piece, shown: dict[str, Media]) -> PrintedPiece:
    match piece.kind:
        case "formula":
            return PrintedPiece(kind="formula", formula=piece.formula, tall=_is_tall(piece.formula))
        case "picture":
            media = shown.get(piece.text)
            said, sha256 = (media.alt, media.sha256) if media else (piece.text, "")
            return PrintedPiece(kind="picture", text=said, sha256=sha256)
        case "table":
            return PrintedPiece(kind="table", rows=tuple(tuple(map(print_text, row)) for row in piece.rows))
    return _words(piece.text)


def _set_scripts(piece: PrintedPiece) -> Iterator[PrintedPiece]:
    """Digits typed as raised or lowered characters are set as such: few fonts have them all."""
    if piece.kind != "text":
        yield piece
        return
    for words in _SCRIPTS.split(piece.text):
        if words:
            kind: Kind = "raised" if words[0] in _RAISED else "lowered" if words[0] in _LOWERED else "text"
            yield PrintedPiece(kind=kind, text=words.translate(_PLAIN) if kind != "text" else words)


def _cut(piece: PrintedPiece, numbers: Iterator[str]) -> Iterator[PrintedPiece]:
    if piece.kind != "text":
        yield piece
        return
    first, *others = GAP.split(piece.text)
    if first:
        yield _words(first)
    for words in others:
        yield PrintedPiece(kind="gap", text=next(numbers))
        if words:
            yield _words(words)


def _replace(piece: PrintedPiece, words: str) -> PrintedPiece:
    return _words(words) if piece.kind == "text" else piece


def _words(text: str) -> PrintedPiece:
    return PrintedPiece(kind="text", text=text)


def _is_tall(node: Node) -> bool:
    return node.kind in _TALL or any(map(_is_tall, node.inner))
