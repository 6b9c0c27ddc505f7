"""Chapter 2: professional ethics and basic knowledge as a tree of points.

In: sections. Out: groups such as 2.2.1 with their items. Follows: chapter 2, where a group lists (1), (2) … and a
point may list 1), 2) … in turn.
"""

import re

import msgspec

from liangcai.standard.model import BasicGroup, BasicItem
from liangcai.standard.reading.sections import Section, under
from liangcai.standard.reading.source import Source, Traced

OUTER = re.compile(r"^[(（]\s*(\d+)\s*[)）]\s*(?P<text>.+)$", re.DOTALL)
INNER = re.compile(r"^(\d+)\s*[)）]\s*(?P<text>.+)$", re.DOTALL)


def read_basic(source: Source, sections: tuple[Section, ...], chapter: str | None) -> tuple[BasicGroup, ...]:
    """The groups of chapter 2; an area such as 2.1 without groups of its own is a group itself."""
    inside = [section for section in under(sections, chapter) if section.number != chapter]
    divided = {".".join(section.number.split(".")[:2]) for section in inside if section.number.count(".") > 1}
    areas = {section.number: section.title.text for section in inside if section.number.count(".") == 1}
    groups = []
    for section in inside:
        area = ".".join(section.number.split(".")[:2])
        if section.number in divided:
            continue
        groups.append(
            BasicGroup(
                number=section.number,
                name=section.title.text,
                area=areas.get(area, section.title.text),
                items=read_items(source, section),
                line=source.line(section.heading),
                spans=source.spans(section.heading),
            )
        )
    return tuple(groups)


def read_items(source: Source, section: Section) -> tuple[BasicItem, ...]:
    """The listed points of a group, two deep."""
    items: list[BasicItem] = []
    for paragraph in section.paragraphs:
        outer, inner = OUTER.match(paragraph.text), INNER.match(paragraph.text)
        if outer:
            number = f"{section.number}.{len(items) + 1}"
            items.append(make_item(source, paragraph, outer, number))
        elif inner and items:
            parent = items[-1]
            child = make_item(source, paragraph, inner, f"{parent.number}.{len(parent.items) + 1}")
            items[-1] = msgspec.structs.replace(parent, items=(*parent.items, child))
        elif inner:
            items.append(make_item(source, paragraph, inner, f"{section.number}.1"))
    return tuple(items)


def make_item(source: Source, paragraph: Traced, match: re.Match[str], number: str) -> BasicItem:
    """One point with its own text."""
    text = paragraph.group(match, "text").tight()
    return BasicItem(number=number, text=text.text, line=source.line(paragraph), spans=source.spans(paragraph))
