"""QTI content as text in the bank's notation.

In: an element with content. Out: text; raises ``ContentError`` where something would be lost. Follows: words, line
ends, formulas with their TeX, pictures by name, simple tables; nothing is executed, fetched or guessed.
"""

import re
from collections.abc import Iterator

from liangcai.items.exchange.pictures import name_picture
from liangcai.items.exchange.qti.names import BRACKETS, TEX
from liangcai.items.exchange.qti.text_write import DEFAULT_GAP
from liangcai.standard.forms.markup import Element, children, name_of

_BLANKS = re.compile(r"[ \t\r\n]+")
_INLINE = {
    *("span", "b", "i", "u", "em", "strong", "big", "small", "a", "code", "tt", "q", "cite", "abbr", "acronym", "dfn"),
    *("kbd", "samp", "var", "label", "bdi", "bdo", "ruby", "rb", "qti-prompt", "qti-hottext"),
}
_BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "section", "article", "header"),
    *("footer", "figure", "figcaption", "address", "qti-content-body", "dl", "dt", "dd", "aside"),
}
_SILENT = {"qti-stylesheet", "qti-catalog-info", "rt", "rp"}
_BREAK = "\x00"


class ContentError(Exception):
    """Content that plain text cannot hold, by the name of its element; caught where an item is read."""


def read_text(element: Element, *, exact: bool) -> str:
    """The text in an element; ``exact`` keeps every blank, as in files written here."""
    text = "".join(_read(element, exact))
    lines = re.sub(f"{_BREAK}+" if not exact else _BREAK, "\n", text).split("\n")
    if exact:
        return "\n".join(lines[1:] if lines[0] == "" and text.startswith(_BREAK) else lines)
    return "\n".join(stripped for line in lines if (stripped := line.strip()))


def _read(element: Element, exact: bool) -> Iterator[str]:
    yield _words(element.text, exact)
    for part in children(element):
        yield from _read_part(part, exact)
        yield _words(part.tail, exact)


def _read_part(part: Element, exact: bool) -> Iterator[str]:
    name = name_of(part)
    if name in _BLOCKS:
        yield _BREAK
        yield from _read(part, exact)
        yield "" if exact else _BREAK
    elif name == "pre":
        yield _BREAK + "".join(str(text) for text in part.itertext())
    elif name in _INLINE:
        yield from _read(part, exact)
    elif name == "table":
        yield from _read_table(part, exact)
    elif name not in _SILENT:
        yield _read_sign(part, name)


def _read_sign(part: Element, name: str) -> str:
    """What stands for one sign in the notation of the bank."""
    if name == "br":
        return "\n"
    if name == "math":
        return _read_formula(part)
    if name == "img":
        return f"![{part.get(BRACKETS) or ''}]({name_picture(str(part.get('src')))})"
    if name == "qti-printed-variable":
        return "{" + re.sub(r"^P\d+_", "", str(part.get("identifier"))) + "}"
    if name == "qti-text-entry-interaction":
        return str(part.get("placeholder-text") or DEFAULT_GAP)
    raise ContentError(name)


def _read_formula(part: Element) -> str:
    """The TeX beside a formula; without it the formula is not read."""
    for note in part.iter("{*}annotation"):
        if note.get("encoding") == TEX:
            return f"${note.text or ''}$"
    raise ContentError("math")


def _read_table(table: Element, exact: bool) -> Iterator[str]:
    """A simple table as lines of bars; merged cells have no such form."""
    yield _BREAK
    for number, row in enumerate(table.iter("{*}tr")):
        cells = list(children(row))
        if any(cell.get("colspan") or cell.get("rowspan") for cell in cells):
            raise ContentError("table")
        texts = [read_text(cell, exact=exact).replace("\n", " ").replace("|", "／") for cell in cells]
        yield "| " + " | ".join(texts) + " |" + _BREAK
        if number == 0:
            yield "|" + "---|" * len(cells) + _BREAK


def _words(text: str | None, exact: bool) -> str:
    if not text:
        return ""
    plain = text.replace(_BREAK, "")
    return plain if exact else _BLANKS.sub(" ", plain)
