"""Who may apply: the conditions of clause 1.9.1.

In: sections. Out: conditions per level, each with what heads its whole list. Follows: clause 1.9.1 (1.8.2 before 2015),
where a sentence that names the level stands over numbered lines, any one of which suffices, or says it all itself.
"""

import re

import msgspec

from liangcai.standard.model import Condition
from liangcai.standard.reading.levels import Ladder, find_levels
from liangcai.standard.reading.notes import MARK
from liangcai.standard.reading.sections import Section, titled
from liangcai.standard.reading.source import Source, Traced

HEADER = re.compile(r"申报(?P<level>[^，。：:]*?)(?:[：:]|$|。|者)")
LISTED = re.compile(r"条件(?:之一)?(?:的|者)?[)）]?\s*[：:]?$")
ITEM = re.compile(r"^[(（]\s*(?P<number>\d+)\s*[)）]\s*(?P<text>.*)$", re.DOTALL)
INNER = re.compile(r"^\d+\s*[)）]")
OPEN_END = re.compile(r"[：:；;，,]$")
REQUIRES = re.compile(r"^[—–\-\s]*(?P<requires>.+?)[，,]\s*(?:并|且|同时)?\s*(?:具备|符合|满足)")


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence over a list: the level, what it asks of everyone, and whether a list follows."""

    level: str
    requires: str | None
    opens: bool


def read_conditions(
    source: Source, sections: tuple[Section, ...], chapter: str | None, names: Ladder
) -> tuple[Condition, ...]:
    """The conditions of clause 1.9.1 in document order."""
    section = titled(sections, chapter, "申报条件", "申请条件")
    conditions: list[Condition] = []
    header: Header | None = None
    bare = False
    for paragraph in section.paragraphs if section else ():
        item = ITEM.match(paragraph.text)
        named = None if item else read_header(paragraph, names)
        if named:
            header, bare = named, named.opens
            if not named.opens:
                conditions.append(make_condition(source, paragraph, paragraph.strip("—–- "), "1", named))
        elif item and header:
            text = paragraph.group(item, "text")
            conditions.append(make_condition(source, paragraph, text, str(int(item["number"])), header))
            bare = False
        elif header and bare:
            conditions.append(make_condition(source, paragraph, paragraph, "1", header))
            bare = False
        elif header and conditions and goes_on(conditions[-1], paragraph):
            conditions[-1] = extend_condition(source, conditions[-1], paragraph)
    return tuple(conditions)


def read_header(paragraph: Traced, names: Ladder) -> Header | None:
    """The level that a sentence opens and what it asks of every applicant, such as the training proof."""
    text = MARK.sub("", paragraph.tight().text)
    match = HEADER.search(text)
    listed = bool(LISTED.search(text))
    if not match and not listed:
        return None
    levels = (find_levels(names, match["level"]) if match else ()) or find_levels(names, text)
    if not levels:
        return None
    opens = listed or text.endswith(("：", ":"))
    general = REQUIRES.match(text) if opens else None
    return Header(level=levels[-1].name, requires=general["requires"] if general else None, opens=opens)


def make_condition(source: Source, paragraph: Traced, text: Traced, number: str, header: Header) -> Condition:
    """A condition; the marks of its footnotes are taken out of the text and kept beside it."""
    return Condition(
        level=header.level,
        number=number,
        text=text.without(MARK).tight().text,
        notes=tuple(MARK.findall(text.text)),
        requires=header.requires,
        line=source.line(paragraph),
        spans=source.spans(paragraph),
    )


def goes_on(condition: Condition, paragraph: Traced) -> bool:
    """Whether a paragraph without a list mark belongs to the condition before it."""
    return bool(INNER.match(paragraph.text) or OPEN_END.search(condition.text))


def extend_condition(source: Source, condition: Condition, paragraph: Traced) -> Condition:
    """A condition with a paragraph that goes on with it."""
    return msgspec.structs.replace(
        condition,
        text=condition.text + paragraph.without(MARK).tight().text,
        notes=condition.notes + tuple(MARK.findall(paragraph.text)),
        spans=condition.spans + source.spans(paragraph),
    )
