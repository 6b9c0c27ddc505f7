"""How people are examined: parts, marks, minutes, staff.

In: sections. Out: ``Assessment``. Follows: clauses 1.9.2 (parts, marks), 1.9.3 (staff), 1.9.4 (minutes).
Each of the three speaks of the parts clause by clause; a clause is known by the part that it names.
"""

import re

import msgspec

from liangcai.standard.model import Assessment, Kind, Level, Part, PartKind, Staffing
from liangcai.standard.reading.levels import Ladder, find_levels
from liangcai.standard.reading.minutes import PARTS, Spoken, listen, share_levels
from liangcai.standard.reading.sections import Section, titled
from liangcai.standard.reading.source import EMPTY, Source, Traced, concatenate

NAMES: dict[tuple[Kind, PartKind], str] = {
    ("technical", "theory"): "理论知识考试",
    ("technical", "skill"): "专业能力考核",
    ("skill", "theory"): "理论知识考试",
    ("skill", "skill"): "技能考核",
    ("technical", "review"): "综合评审",
    ("skill", "review"): "综合评审",
}
RATIO = re.compile(r"(\d+)\s*[:：∶]\s*(\d+)")
PEOPLE = re.compile(r"(\d+)\s*(?:名|人|位)")
PASS_MARK = re.compile(r"(\d+)\s*分\s*[（(]\s*含\s*[)）]|(?:不低于|达到|达|满)\s*(\d+)\s*分")
CLAUSE = re.compile(r"[。；;\n]")


class Examinees(msgspec.Struct, frozen=True, kw_only=True):
    """For whom the examination is: the kind of standard, its ladder of names, the levels of clause 1.4."""

    kind: Kind
    names: Ladder
    levels: tuple[Level, ...]


def read_assessment(source: Source, sections: tuple[Section, ...], chapter: str | None, who: Examinees) -> Assessment:
    """Parts, marks, minutes and staff of an examination."""
    method = titled(sections, chapter, "鉴定方式", "考核方式", "评价方式")
    staff = titled(sections, chapter, "配比")
    time = titled(sections, chapter, "鉴定时间", "考核时间", "评价时间", "鉴定时限")
    text = method.text if method else ""
    spoken = listen(time.paragraphs if time else (), who.names)
    parts = tuple(
        read_part(source, who, part, (method, staff), spoken)
        for part, pattern in PARTS
        if any(section and pattern.search(section.text) for section in (method, staff, time))
    )
    marks = PASS_MARK.search(text)
    return Assessment(
        full_mark=100 if "百分制" in text or re.search(r"满分.{0,4}100", text) else None,
        pass_mark=int(marks.group(1) or marks.group(2)) if marks else None,
        parts=parts,
        line=source.line(method.heading) if method else 0,
        spans=source.spans(concatenate(method.paragraphs)) if method else (),
    )


def read_part(
    source: Source,
    who: Examinees,
    part: PartKind,
    sections: tuple[Section | None, ...],
    spoken: tuple[Spoken, ...],
) -> Part:
    """One part of the examination from the clauses that name it, ``spoken`` being what is said of minutes."""
    method, staff = sections
    place = find_clause(staff, part, CLAUSE) or find_clause(method, part, CLAUSE)
    levels = read_part_levels(who, part, method)
    minutes = share_levels(source, spoken, part, levels)
    return Part(
        name=NAMES[who.kind, part],
        kind=part,
        levels=levels,
        minutes_min=min((own.minutes for own in minutes), default=None),
        minutes=() if len(minutes) == 1 and minutes[0].levels == levels else minutes,
        staff=read_staff(find_clause(staff, part, CLAUSE).tight().text, part),
        line=source.line(place),
        spans=source.spans(place),
    )


def find_clause(section: Section | None, part: PartKind, mark: re.Pattern[str]) -> Traced:
    """The clause of a section that speaks of a part, with what follows it up to the clause of another part."""
    found = EMPTY
    current: PartKind | None = None
    for paragraph in section.paragraphs if section else ():
        for clause in paragraph.split(mark):
            named = [(match.start(), kind) for kind, pattern in PARTS if (match := pattern.search(clause.tight().text))]
            current = min(named)[1] if named else current
            if current == part:
                found = found + clause
    return found


def read_staff(text: str, part: PartKind) -> Staffing | None:
    """Ratio and head counts of a clause on staff; None when it gives neither."""
    ratio, people = RATIO.search(text), PEOPLE.search(RATIO.sub("", text))
    if not (ratio or people):
        return None
    return Staffing(
        ratio=f"{ratio.group(1)}:{ratio.group(2)}" if ratio else None,
        per="room" if part == "theory" else "panel",
        at_least=int(people.group(1)) if people else 1,
        odd=bool(re.search(r"单数|奇数", text)),
    )


def read_part_levels(who: Examinees, part: PartKind, method: Section | None) -> tuple[str, ...]:
    """Who sits a part: everyone, but a review only the levels that its clause names (else the upper two)."""
    names = tuple(level.name for level in who.levels)
    if part != "review":
        return names
    clause = find_clause(method, part, CLAUSE).tight().text
    aimed = {level.name for level in find_levels(who.names, clause)} or {level.name for level in who.names[-2:]}
    return tuple(name for name in names if name in aimed)
