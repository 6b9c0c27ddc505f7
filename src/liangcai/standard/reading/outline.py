"""The sections of a document as its chapters need them: lists unfolded, notes settled, lost tables restored.

In: the document. Out: sections, the number of the chapter that plays each role, and what was mended. Follows: chapters
1 to 5; repair first, so that the readers of the chapters meet clean sections.
"""

import msgspec

from liangcai.standard.model import Repair
from liangcai.standard.reading.chapter_four import is_flat
from liangcai.standard.reading.document import Block, Document, Paragraph, Row
from liangcai.standard.reading.flat import restore_rows
from liangcai.standard.reading.lists import unfold_lists
from liangcai.standard.reading.notes import settle_notes
from liangcai.standard.reading.repairs import FLAT_TABLE, make_repair
from liangcai.standard.reading.sections import CHAPTERS, Section, chapter_of, read_sections, under
from liangcai.standard.reading.source import Source


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """The sections in order, the chapters by role, and what was mended."""

    sections: tuple[Section, ...]
    chapters: dict[str, str | None]
    repairs: tuple[Repair, ...]


def read_outline(document: Document) -> Outline:
    """The sections of a document, mended."""
    sections = settle_notes(read_sections(document.blocks))
    chapters = {role: chapter_of(sections, role) for role in CHAPTERS}
    work = {section.number for section in under(sections, chapters["3"])}
    basic = {section.number for section in under(sections, chapters["2"])}
    weights = {section.number for section in under(sections, chapters["4"])}
    mended: list[Section] = []
    repairs: list[Repair] = []
    for section in sections:
        if section.number in work:
            found, noted = restore_table(document.source, section)
        elif section.number in weights and is_flat(section):
            found, noted = set_table_aside(document.source, section)
        else:
            found, noted = unfold_section(document.source, section, nested=section.number in basic)
        mended.append(found)
        repairs.extend(noted)
    return Outline(sections=tuple(mended), chapters=chapters, repairs=tuple(repairs))


def restore_table(source: Source, section: Section) -> tuple[Section, list[Repair]]:
    """A section of chapter 3 with its table, and the record where the table had lost its columns."""
    restored = restore_rows(section)
    if restored is section:
        return section, []
    head = restored.rows[0].cells[0]
    words = "\t".join(cell.text for cell in restored.rows[0].cells)
    return restored, [make_repair(source, head, head.text, words, FLAT_TABLE)]


def set_table_aside(source: Source, section: Section) -> tuple[Section, list[Repair]]:
    """A section of chapter 4 with the lines of a table without columns set apart from its sentences."""
    begin = next(place for place, p in enumerate(section.paragraphs) if not p.text.endswith("。"))
    lost = section.paragraphs[begin:]
    kept = tuple(Paragraph(paragraph) for paragraph in section.paragraphs[:begin])
    record = make_repair(source, lost[0], lost[0].text, lost[0].text, FLAT_TABLE)
    return msgspec.structs.replace(section, blocks=kept, lost_table=lost), [record]


def unfold_section(source: Source, section: Section, *, nested: bool) -> tuple[Section, list[Repair]]:
    """A section with a paragraph for each list item."""
    unfolded = unfold_lists(source, section.paragraphs, nested=nested)
    if not unfolded.repairs:
        return section, []
    items = iter(unfolded.paragraphs)
    blocks: list[Block] = []
    for block in section.blocks:
        blocks.extend([block] if isinstance(block, Row) else [Paragraph(item) for item in next(items)])
    return msgspec.structs.replace(section, blocks=tuple(blocks)), list(unfolded.repairs)
