"""A standard set out again as a document: headings, paragraphs, tables, whatever the form of the file.

In: a standard that was read from a document. Out: blocks in the order of the document. Follows: the published layout;
running text stands in the passages, and the tables of chapters 3, 4 and 5 are set from the model, so that reading the
document again gives the same model.
"""

from collections.abc import Iterator

import msgspec

from liangcai.standard.exchange.tables import Table, build_tables
from liangcai.standard.model import Passage, Standard
from liangcai.standard.reading.sections import CHAPTERS, COVER, PREFACE


class Heading(msgspec.Struct, frozen=True):
    """A heading with its depth: 1 for a chapter, 2 for 1.1, 3 for 1.9.1."""

    depth: int
    text: str


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of running text."""

    text: str


Block = Heading | Paragraph | Table


def build_document(standard: Standard) -> tuple[Block, ...]:
    """The blocks of a standard, cover to appendix."""
    return tuple(block for passage in standard.passages for block in build_passage(standard, passage))


def build_passage(standard: Standard, passage: Passage) -> Iterator[Block]:
    """The heading, the text and the tables of one section."""
    heading = head_passage(passage)
    if heading:
        yield Heading(1 if passage.number == PREFACE else passage.number.count(".") + 1, heading)
    yield from (Paragraph(text) for text in passage.text.split("\n") if text)
    yield from build_tables(standard, passage, role_of(standard, passage))


def head_passage(passage: Passage) -> str:
    """The heading as it is printed; the cover has none."""
    if passage.number in (COVER, PREFACE):
        return passage.title
    return f"{passage.number}{passage.mark} {passage.title}"


def role_of(standard: Standard, passage: Passage) -> str:
    """The part that the chapter of a section plays: 1 to 5, whatever number it bears; nothing before chapter 1."""
    chapter = standard.passage(passage.number.partition(".")[0])
    return next((role for role, titles in CHAPTERS.items() if chapter and chapter.title in titles), "")
