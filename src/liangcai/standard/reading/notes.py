"""Footnotes: where they stand, and which section they belong to.

In: sections. Out: sections without the lines of notes but with the notes that they refer to; the notes of the model.
Follows: a note stands at the end of the page that holds its mark, so it may stand in another section, between the rows
of a table, or inside a paragraph that the page cut.
"""

import re

import msgspec

from liangcai.standard.model import Note
from liangcai.standard.reading.document import Block, Paragraph
from liangcai.standard.reading.sections import Section
from liangcai.standard.reading.source import Source, Traced

NOTE = re.compile(r"^\^?(?P<mark>[①-⑳])\^?\s*(?P<text>.+)$", re.DOTALL)
MARK = re.compile(r"\^?([①-⑳])\^?")


def is_note(block: Block) -> bool:
    """Whether a block is a footnote."""
    return isinstance(block, Paragraph) and bool(NOTE.match(block.text.text))


def settle_notes(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Each note taken out of the running text and given to the section that refers to it."""
    if not any(is_note(block) for section in sections for block in section.blocks):
        return sections
    marks = [find_marks(section) for section in sections]
    owned: dict[int, list[Traced]] = {}
    for place, section in enumerate(sections):
        for block in section.blocks:
            if isinstance(block, Paragraph) and (match := NOTE.match(block.text.text)):
                near = (at for at in range(place, -1, -1) if match["mark"] in marks[at])
                owned.setdefault(next(near, place), []).append(block.text)
    return tuple(
        msgspec.structs.replace(
            section,
            blocks=tuple(block for block in section.blocks if not is_note(block)),
            notes=tuple(owned.get(place, ())),
        )
        for place, section in enumerate(sections)
    )


def find_marks(section: Section) -> set[str]:
    """The marks that a section's text or tables carry, those of its notes left out."""
    texts = [section.title.text]
    for block in section.blocks:
        if not isinstance(block, Paragraph):
            texts += [cell.text for cell in block.cells]
        elif not is_note(block):
            texts.append(block.text.text)
    return {mark for text in texts for mark in MARK.findall(text)}


def read_notes(source: Source, sections: tuple[Section, ...]) -> tuple[Note, ...]:
    """Every footnote of the document, in the order in which they stand."""
    notes = []
    for paragraph in (note for section in sections for note in section.notes):
        match = NOTE.match(paragraph.text)
        if match:
            text = paragraph.group(match, "text").tight().text
            spans = source.spans(paragraph)
            notes.append(Note(mark=match["mark"], text=text, line=source.line(paragraph), spans=spans))
    return tuple(sorted(notes, key=lambda note: note.line))
