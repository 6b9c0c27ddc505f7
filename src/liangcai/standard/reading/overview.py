"""Chapter 1 and the cover: what the occupation is, its levels, its training.

In: sections. Out: code, name, edition, kind, definition, levels, training. Follows: clauses 1.1–1.8 of the layouts
for technical (2021) and skill (2018, 2021) standards; the cover speaks where a clause is missing.
"""

import re

import msgspec

from liangcai.standard.model import Kind, Level, Training
from liangcai.standard.reading.levels import (
    QUALIFICATION,
    Ladder,
    LevelName,
    find_levels,
    ladder,
    read_directions,
)
from liangcai.standard.reading.notes import MARK
from liangcai.standard.reading.sections import COVER, Section, titled
from liangcai.standard.reading.source import EMPTY, Source, Traced

CODE = re.compile(r"\d\s*[-－]\s*\d{2}\s*[-－]\s*\d{2}\s*[-－]\s*\d{2}")
EDITION = re.compile(r"[(（]\s*(\d{4})\s*年\s*(?:版|修\s*订(?:版)?)\s*[)）]")
TECHNICAL = re.compile(r"技术技能标准|专业技术等级")
SKILL = re.compile(r"国家职业(技能)?标准|职业技能等级|技能要求")
TITLE = re.compile(r"^(\S{2,30})\s*国家职业(技术)?(技能)?标准$")
MODERN = re.compile(r"[一二三四五]级\s*[/／]\s*(?:初级工|中级工|高级工|技师|高级技师)")
LEVEL_TITLES = ("技术等级", "技能等级", "职业等级")
HOURS_TITLES = ("培训时间", "培训期限", "培训参考学时", "培训要求", "培训学时")
WORK_TYPES = re.compile(r"本职业.*工种")


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Which standard this is; blank where the document does not say."""

    code: str
    name: str
    edition: str
    kind: Kind
    definition: str
    definition_at: Traced


def read_kind(sections: tuple[Section, ...]) -> Kind | None:
    """Technical or skill, from the heading of clause 1.4, else from the words of the text; None if nothing tells."""
    titles = [section.title.text for section in sections if section.number.startswith("1.")]
    if any("技能等级" in title or title == "职业等级" for title in titles):
        return "skill"
    text = "\n".join(f"{section.title.text}\n{section.text}" for section in sections)
    if TECHNICAL.search(text):
        return "technical"
    return "skill" if SKILL.search(text) else None


def read_names(sections: tuple[Section, ...], chapter: str | None, kind: Kind) -> Ladder:
    """The ladder that clause 1.4 climbs: the present names, or those before 2015."""
    section = titled(sections, chapter, *LEVEL_TITLES)
    text = section.text if section else "\n".join(s.title.text for s in sections)
    modern, before = ladder(kind), ladder(kind, qualification=True)
    if kind == "technical" or MODERN.search(text):
        return modern
    old = QUALIFICATION.search(text) or (find_levels(before, text) and not find_levels(modern, text))
    return before if old else modern


def first_match(pattern: re.Pattern[str], *texts: str) -> str:
    """What the pattern finds in the first text that has it, without blanks; else nothing."""
    found = (match for text in texts if (match := pattern.search(text)))
    match = next(found, None)
    return re.sub(r"\s", "", match.group(match.lastindex or 0)) if match else ""


def read_identity(sections: tuple[Section, ...], chapter: str | None, kind: Kind) -> Identity:
    """Code, name, edition and definition of a standard."""
    front = "\n".join(s.text for s in sections if "." not in s.number)
    raw_front = "\n".join(p.text for s in sections if s.number == COVER for p in s.paragraphs)
    code, name = titled(sections, chapter, "职业编码", "职业代码"), titled(sections, chapter, "职业名称")
    definition = titled(sections, chapter, "职业定义")
    passage = definition.paragraphs[0].tight() if definition and definition.paragraphs else EMPTY
    return Identity(
        code=first_match(CODE, code.text if code else "", front).replace("－", "-"),
        name=read_name(name) or first_match(TITLE, *raw_front.splitlines()),
        edition=first_match(EDITION, front),
        kind=kind,
        definition=passage.text,
        definition_at=passage,
    )


def read_name(section: Section | None) -> str:
    """The name that clause 1.1 gives, without the mark of a note."""
    return section.paragraphs[0].without(MARK).tight().text if section and section.paragraphs else ""


def read_levels(source: Source, sections: tuple[Section, ...], chapter: str | None, names: Ladder) -> tuple[Level, ...]:
    """The levels of clause 1.4 with their directions, and the training hours of clause 1.8."""
    section = titled(sections, chapter, *LEVEL_TITLES)
    if section is None or not section.paragraphs:
        return ()
    sentences = section.text.replace("\n", "。").split("。")
    found = find_levels(names, sentences[0])
    hours = titled(sections, chapter, *HOURS_TITLES)
    types = read_work_types(sections, chapter, section)
    return tuple(
        Level(
            name=name.name,
            printed_name=name.printed,
            directions=find_directions(sentences, names, name) or types,
            training_hours=read_hours(name, hours.text) if hours else None,
            line=source.line(place),
            spans=source.spans(place),
        )
        for name in found
        for place in (find_name(section, name),)
    )


def find_name(section: Section, name: LevelName) -> Traced:
    """Where clause 1.4 names a level first."""
    first = section.paragraphs[0]
    match = re.search(name.pattern, first.text)
    return first.group(match) if match else first


def find_directions(sentences: list[str], names: Ladder, name: LevelName) -> tuple[str, ...]:
    """The directions that a sentence gives a level; one that names no level speaks of all."""
    for sentence in sentences:
        if "方向" in sentence:
            owners = find_levels(names, re.split(r"[设分有：:]", sentence)[0])
            if not owners or name in owners:
                return read_directions(sentence)
    return ()


def read_work_types(sections: tuple[Section, ...], chapter: str | None, levels: Section) -> tuple[str, ...]:
    """The work types that a sentence under 1.1 or 1.4, or a note to them, lists."""
    name = titled(sections, chapter, "职业名称")
    for section in (levels, *((name,) if name else ())):
        texts = [section.text, *(note.tight().text for note in section.notes)]
        for sentence in "。".join(texts).replace("\n", "。").split("。"):
            if WORK_TYPES.search(sentence):
                return read_directions(sentence + "。")
    return ()


def read_hours(name: LevelName, text: str) -> int | None:
    """The hours that a text gives for a level: its name, and the first number of 学时 behind it in the same clause."""
    match = re.search(rf"(?:{name.pattern})[^；;。\d]*?(\d+)\s*(?:个)?(?:标准)?学时", text)
    return int(match.group(1)) if match else None


def read_training(source: Source, sections: tuple[Section, ...], chapter: str | None) -> Training:
    """Who may teach and where (1.8.2, 1.8.3); empty in layouts that only give hours."""
    teachers, places = titled(sections, chapter, "培训教师"), titled(sections, chapter, "培训场所", "培训场地")
    pieces = teachers.paragraphs if teachers else ()
    whole = sum(pieces[1:], pieces[0]) if pieces else EMPTY
    return Training(
        teachers=tuple(piece.tight().text for piece in pieces),
        places=places.text if places else "",
        line=source.line(whole),
        spans=source.spans(whole),
    )
