"""Every numbered section as a passage: what a clause tag opens.

In: sections. Out: passages with their whole text. Follows: all chapters. A loose numbered item in chapters 3 and 4
belongs into a table; it is not counted as read by standing in a passage, so that the account of lines shows it.
"""

import re

from liangcai.standard.model import Passage
from liangcai.standard.reading.sections import Section
from liangcai.standard.reading.source import EMPTY, Source, Traced, concatenate

LOOSE_ITEM = re.compile(r"^\d+\s*[.．]\s*\d+\s*[.．]\s*\d+")


def read_passages(source: Source, sections: tuple[Section, ...]) -> tuple[Passage, ...]:
    """The passages in document order, cover and preface included."""
    return tuple(
        read_passage(source, section) for section in sections if section.heading or section.blocks or section.notes
    )


def read_passage(source: Source, section: Section) -> Passage:
    """One section with its heading, its running text, and the notes that it refers to."""
    pieces = [piece for piece in section.paragraphs if not is_loose(section, piece)]
    whole = concatenate([section.heading or EMPTY, *pieces, *section.notes])
    return Passage(
        number=section.number,
        title=section.title.text,
        text="\n".join(filter(None, (section.text, *(note.tight().text for note in section.notes)))),
        mark=section.mark,
        line=source.line(whole),
        spans=source.spans(whole),
    )


def is_loose(section: Section, piece: Traced) -> bool:
    """Whether a paragraph is a table item that lost its table."""
    return section.number[:1] in ("3", "4") and bool(LOOSE_ITEM.match(piece.text))
