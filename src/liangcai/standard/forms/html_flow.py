"""The flow of an HTML element: its paragraphs and tables in reading order.

In: an element. Out: ``Flow`` with strings and table elements. Follows: which elements HTML sets as blocks of their
own; a raised mark such as ① is written ^①, as in the published plain texts.
"""

import re

import msgspec

from liangcai.standard.forms.extract import INVISIBLE, clean_text
from liangcai.standard.forms.markup import Element, name_of

DROPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "button", "select")
)
PHRASES = (
    "a",
    "abbr",
    "bdi",
    "bdo",
    "cite",
    "code",
    "data",
    "dfn",
    "em",
    "img",
    "kbd",
    "label",
    "mark",
    "q",
    "samp",
    "time",
)
LOOKS = (
    "b",
    "big",
    "del",
    "font",
    "i",
    "ins",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "var",
    "wbr",
)
INLINE = frozenset((*PHRASES, *LOOKS, "ruby", "rb"))
UNSAID = frozenset(("rt", "rp"))
HIDDEN = re.compile(r"(?i)(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")
MARKS = re.compile("^[①-⑳㉑-㉟㊱-㊿]+$")


class Flow(msgspec.Struct):
    """The blocks so far, the words of the open paragraph and the number before it, and what was dropped."""

    blocks: list[str | Element] = msgspec.field(default_factory=list)
    words: list[str] = msgspec.field(default_factory=list)
    number: str = ""
    dropped: list[str] = msgspec.field(default_factory=list)

    def close(self) -> None:
        """End the open paragraph."""
        text = clean_text("".join(self.words))
        self.words.clear()
        if text:
            self.blocks.append(self.number + text)
            self.number = ""


def read_flow(element: Element, flow: Flow) -> None:
    """Put an element to a flow and end its last paragraph."""
    add_content(element, flow)
    flow.close()


def add_content(element: Element, flow: Flow) -> None:
    """The text of an element and of what stands in it."""
    number = read_start(element)
    flow.words.append(element.text or "")
    for inner in element.iterchildren("*"):
        if name_of(inner) == "li" and number is not None:
            flow.close()
            flow.number = f"{number}. "
            number += 1
        add_element(inner, flow)
        flow.words.append(inner.tail or "")


def read_start(element: Element) -> int | None:
    """The number of the first point of a numbered list; None for what is no numbered list."""
    start = element.get("start") or "1"
    return (int(start) if start.isdecimal() and len(start) < 5 else 1) if name_of(element) == "ol" else None


def add_element(element: Element, flow: Flow) -> None:
    """One element by its kind."""
    name = name_of(element)
    if name in UNSAID:
        return
    if name in DROPPED or element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
        flow.dropped.append("" if name in ("script", "style") else " ".join(element.itertext()))
    elif name in ("br", "hr"):
        flow.close()
    elif name == "sup" and MARKS.match("".join(element.itertext()).strip()):
        flow.words.append("^" + "".join(element.itertext()).strip())
    elif name == "pre":
        add_lines(element, flow)
    elif name == "table" and next(element.iterdescendants("table"), None) is None:
        flow.close()
        flow.blocks.append(element)
    elif name in INLINE:
        add_content(element, flow)
    else:
        flow.close()
        read_flow(element, flow)


def add_lines(element: Element, flow: Flow) -> None:
    """Text that is set as it is typed: each line counts, and tabs set cells apart."""
    flow.close()
    for line in "".join(element.itertext()).splitlines():
        text = INVISIBLE.sub("", line).strip(" \r\xa0")
        if text.strip():
            flow.blocks.append(text)
