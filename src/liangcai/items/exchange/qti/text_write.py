"""The text of a question as QTI content: paragraphs, formulas, pictures, gaps, drawn values.

In: text in the bank's notation. Out: XHTML of the QTI subset. Follows: a formula is MathML that keeps its TeX beside
it, a table of bars stays as it is typed; every character of the author is escaped.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

import msgspec

from liangcai.items.content import Media
from liangcai.items.exchange.qti.names import BRACKETS, MEDIA, TEX
from liangcai.items.markup import PICTURE
from liangcai.items.mathml import draw_formula
from liangcai.items.shape_gaps import GAP
from liangcai.items.tex import FormulaError, read_formula

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ALT = re.compile(r"!\[([^\]\n]{0,200})\]")
_VARIABLE = re.compile(r"\{([a-z][a-z0-9_]{0,15})\}")
_FORMULA = re.compile(r"(?<!\\)\$[^$\n]*(?<!\\)\$")
DEFAULT_GAP = "（　）"


class Holes(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a stem beside its words: gaps by their responses, drawn values by their formats, pictures."""

    responses: Sequence[str] = ()
    formats: dict[str, str] = {}
    prefix: str = ""
    media: dict[str, Media] = {}


def write_words(text: str) -> str:
    """Characters of an author; what XML can't hold is left out."""
    return escape(_UNWRITABLE.sub("", text))


def write_blocks(text: str, holes: Holes = Holes()) -> str:  # noqa: B008 - frozen
    """A text as paragraphs, one a line; lines of a table stay together as they are."""
    gaps = iter(holes.responses)
    blocks = []
    for lines in _group_lines(text):
        if len(lines) > 1:
            blocks.append(f"<pre>{write_words(chr(10).join(lines))}</pre>")
        else:
            blocks.append(f"<p>{write_inline(lines[0], holes, gaps)}</p>")
    return "".join(blocks)


def write_inline(text: str, holes: Holes = Holes(), gaps: Iterator[str] = iter(())) -> str:  # noqa: B008 - as above
    """A line of text with its formulas, pictures, gaps and drawn values."""
    pieces = []
    at = 0
    for found, drawn in _find_marks(text, holes, gaps):
        pieces += [write_words(text[at : found.start()]), drawn]
        at = found.end()
    return "".join((*pieces, write_words(text[at:])))


def _group_lines(text: str) -> Iterator[list[str]]:
    """The lines, those of a table together."""
    table: list[str] = []
    for line in text.split("\n"):
        bars = line.strip().startswith("|") and line.strip().endswith("|")
        if bars:
            table.append(line)
            continue
        if table:
            yield table
        table = []
        yield [line]
    if table:
        yield table


def _find_marks(text: str, holes: Holes, gaps: Iterator[str]) -> Iterator[tuple[re.Match[str], str]]:
    """What is more than words, in order: each with what is drawn for it."""
    patterns = [_FORMULA, PICTURE]
    patterns += [GAP] if holes.responses else []
    patterns += [_VARIABLE] if holes.formats else []
    found = sorted((match for pattern in patterns for match in pattern.finditer(text)), key=lambda match: match.start())
    end = 0
    for match in found:
        drawn = _draw(match, holes, gaps) if match.start() >= end else None
        if drawn is not None:
            end = match.end()
            yield match, drawn


def _draw(match: re.Match[str], holes: Holes, gaps: Iterator[str]) -> str | None:
    if match.re is PICTURE:
        alt = _ALT.match(match[0])
        words = write_words(alt[1] if alt else "")
        return _draw_picture(match[1], words, holes.media.get(match[1]))
    if match.re is GAP:
        hint = "" if match[0] == DEFAULT_GAP else f' placeholder-text="{write_words(match[0])}"'
        return f'<qti-text-entry-interaction response-identifier="{next(gaps)}"{hint}/>'
    if match.re is _VARIABLE:
        shown = holes.formats.get(match[1])
        name = f"{holes.prefix}{match[1]}"
        return None if shown is None else f'<qti-printed-variable identifier="{name}" format="{shown}"/>'
    return _draw_formula(match[0][1:-1])


def _draw_picture(name: str, words: str, media: Media | None) -> str:
    """A picture with what it shows in words; the words in its brackets stand beside."""
    address = name_file(media) if media else f"{MEDIA}/{name}"
    beside = f' {BRACKETS}="{words}"' if words else ""
    said = write_words(media.alt) if media else words
    return f'<img src="../{write_words(address)}" alt="{said}"{beside}/>'


def name_file(media: Media) -> str:
    """Where a picture stands in a package: two of one name keep apart by their hashes."""
    return f"{MEDIA}/{media.sha256[:16]}/{media.name}"


def _draw_formula(tex: str) -> str | None:
    """MathML with the TeX beside it; a formula that cannot be read stays as words."""
    try:
        drawn = draw_formula(read_formula(tex))
    except FormulaError:
        return None
    start, _, rest = drawn.partition(">")
    inner = rest.removesuffix("</math>")
    beside = f'<annotation encoding="{TEX}">{write_words(tex)}</annotation>'
    return f"{start}><semantics><mrow>{inner}</mrow>{beside}</semantics></math>"
