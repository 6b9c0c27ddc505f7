"""The words of one Word paragraph: its runs in order, with the marks of notes.

In: a paragraph element. Out: ``Words``: its lines, the notes it refers to, the boxes that hang on it, what is hidden.
Follows: ECMA-376 part 1, 17.3; deleted and moved text is no text, a field counts by its result, and a mark such as ①
that is printed raised is written ^① as in the published plain texts.
"""

import re

import msgspec

from liangcai.standard.forms.markup import Element, attribute, child, children, name_of
from liangcai.standard.forms.word_parts import Style

DELETED = ("del", "moveFrom", "delText", "delInstrText")
PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "fldData", "binData")
UNPRINTED = ("instrText", "rt", "footnoteRef", "endnoteRef", "annotationRef")
SKIPPED = frozenset((*DELETED, *PROPERTIES, *UNPRINTED))
GAPS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
MARKS = re.compile("^[①-⑳㉑-㉟㊱-㊿]+$")
NOTE_SIGN = "\x01"
PRIVATE = range(0xE000, 0xF900)


class Words(msgspec.Struct, kw_only=True):
    """What a paragraph holds; ``pieces`` in order, each place of a note being NOTE_SIGN."""

    pieces: list[str] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)
    boxes: list[Element] = msgspec.field(default_factory=list)
    hidden: list[str] = msgspec.field(default_factory=list)


def read_words(paragraph: Element, styles: dict[str, Style]) -> Words:
    """The words of a paragraph."""
    words = Words()
    gather(paragraph, styles, words)
    return words


def gather(element: Element, styles: dict[str, Style], words: Words) -> None:
    """Put what stands in an element to the words, in order."""
    for inner in children(element):
        name = name_of(inner)
        if name in SKIPPED:
            continue
        if name == "r":
            gather_run(inner, styles, words)
        elif name == "t":
            words.pieces.append(inner.text or "")
        elif name in GAPS:
            words.pieces.append(GAPS[name])
        elif name == "sym":
            words.pieces.append(read_symbol(inner))
        elif name in REFERENCES:
            gather_reference(inner, f"{REFERENCES[name]} {attribute(inner, 'id')}", words)
        elif name == "AlternateContent":
            gather(next(children(inner, "Choice"), inner), styles, words)
        elif name == "txbxContent":
            words.boxes.append(inner)
        else:
            gather(inner, styles, words)


def gather_run(run: Element, styles: dict[str, Style], words: Words) -> None:
    """A run: raised marks are written with ^, hidden words are set aside."""
    found = Words()
    gather(run, styles, found)
    text = "".join(found.pieces)
    properties = child(run, "rPr")
    vanish = child(properties, "vanish")
    words.boxes.extend(found.boxes)
    if vanish is not None and attribute(vanish, "val") not in ("0", "false"):
        words.hidden.append(text)
        return
    style = styles.get(attribute(child(properties, "rStyle"), "val") or "", Style())
    raised = style.raised or attribute(child(properties, "vertAlign"), "val") == "superscript"
    words.notes.extend(found.notes)
    words.pieces.append(f"^{text}" if raised and MARKS.match(text) else text)


def gather_reference(element: Element, key: str, words: Words) -> None:
    """A reference to a note; one with a mark of its own stands in the text already."""
    words.notes.append(key if attribute(element, "customMarkFollows") in (None, "0", "false") else f"own {key}")
    if not words.notes[-1].startswith("own "):
        words.pieces.append(NOTE_SIGN)


def read_symbol(element: Element) -> str:
    """A character given by its code; one that only a font of pictures can draw is left out."""
    code = attribute(element, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "" if number in PRIVATE or number > 0xFFFF or 0xD800 <= number < 0xE000 else chr(number)
