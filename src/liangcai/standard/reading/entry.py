"""Who may apply: the conditions of clause 1.9.1 and the notes that explain them.

In: sections. Out: conditions per level, each with what heads its whole list; footnotes. Follows: clause 1.9.1, where
a sentence that ends in a colon names the level and numbered lines follow, any one of which suffices.
"""

import re

from liangcai.standard.model import Condition, Kind, Note
from liangcai.standard.reading.document import Paragraph
from liangcai.standard.reading.levels import find_levels
from liangcai.standard.reading.sections import Section, titled
from liangcai.standard.reading.source import EMPTY, Source, Traced

HEADER = re.compile(r"申报(?P<level>[^，。：:]*?)(?:[：:]|$|。|者)")
ITEM = re.compile(r"^(?:[-–—]\s*)?[(（]\s*(\d+)\s*[)）]\s*(?P<text>.*)$", re.DOTALL)
NOTE = re.compile(r"^\^?(?P<mark>[①-⑳])\s*(?P<text>.+)$", re.DOTALL)
MARK = re.compile(r"\^?([①-⑳])\^?")
REQUIRES = re.compile(r"^[—–\-\s]*(?P<requires>.+?)[，,]\s*(?:并|且|同时)?\s*(?:具备|符合|满足)")


def read_notes(source: Source, sections: tuple[Section, ...]) -> tuple[Note, ...]:
    """Every footnote of the document: a line that begins with ①, ② …"""
    notes = []
    for section in sections:
        for paragraph in section.paragraphs:
            match = NOTE.match(paragraph.text)
            if match:
                text = paragraph.group(match, "text").tight()
                spans = source.spans(paragraph)
                notes.append(Note(mark=match.group("mark"), text=text.text, line=source.line(paragraph), spans=spans))
    return tuple(notes)


def read_conditions(
    source: Source, sections: tuple[Section, ...], chapter: str | None, kind: Kind
) -> tuple[Condition, ...]:
    """The conditions of clause 1.9.1 in document order."""
    section = titled(sections, chapter, "申报条件", "申请条件")
    if section is None:
        return ()
    conditions: list[Condition] = []
    level, requires = "", None
    for block in section.blocks:
        paragraph = block.text if isinstance(block, Paragraph) else EMPTY
        item = ITEM.match(paragraph.text)
        if item and level:
            conditions.append(make_condition(source, paragraph, item, level, requires))
            continue
        named = read_header(paragraph, kind)
        if named:
            level, requires = named
            if not paragraph.text.rstrip().endswith(("：", ":")):
                conditions.append(lone_condition(source, paragraph, level))
    return tuple(conditions)


def read_header(paragraph: Traced, kind: Kind) -> tuple[str, str | None] | None:
    """The level that a header sentence opens and what it asks of every applicant, such as the training proof."""
    text = paragraph.tight().text
    match = HEADER.search(text)
    if not match or NOTE.match(text):
        return None
    levels = find_levels(kind, match.group("level")) or find_levels(kind, text)
    if not levels:
        return None
    general = REQUIRES.match(text)
    return levels[-1].name, general.group("requires") if general else None


def make_condition(
    source: Source, paragraph: Traced, item: re.Match[str], level: str, requires: str | None
) -> Condition:
    """A numbered condition; the marks of its footnotes are taken out of the text and kept beside it."""
    text = paragraph.group(item, "text")
    return Condition(
        level=level,
        number=item.group(1),
        text=text.without(MARK).tight().text,
        notes=tuple(MARK.findall(text.text)),
        requires=requires,
        line=source.line(paragraph),
        spans=source.spans(paragraph),
    )


def lone_condition(source: Source, paragraph: Traced, level: str) -> Condition:
    """A level whose only condition is the sentence itself."""
    text = paragraph.without(MARK).strip("—–- ").tight()
    return Condition(
        level=level,
        number="1",
        text=text.text,
        notes=tuple(MARK.findall(paragraph.text)),
        line=source.line(paragraph),
        spans=source.spans(paragraph),
    )
