"""The lists of related occupations and related majors, which stand in the notes to the conditions.

In: the notes of a standard. Out: two ``RelatedList`` values, empty and open where the standard has no such note.
Follows: notes such as "相关职业：…等" and "本专业或相关专业：技校：…；中职类包括：…等…类专业，…".
"""

import re
from collections.abc import Iterator

from liangcai.eligibility.rules import Listed, RelatedList
from liangcai.standard.model import Note

OCCUPATIONS = re.compile(r"^(?:本职业或)?相关(?:职业|工种)[:：]")
MAJORS = re.compile(r"^(?:本专业或)?相关专业[:：]")
SCHOOL = re.compile(r"^([^：:，、]{1,8}?)(?:类)?(?:包括|含)?[：:]")
ENDING = re.compile(r"[，,]?下同[。.]?$|[。；.]$")
GROUP = re.compile(r"^(.*?)(?:等|等等)([^、等]*?)(?:专业)?$")


def read_occupations(notes: tuple[Note, ...]) -> RelatedList:
    """The related occupations that a note names."""
    note, text = find_note(notes, OCCUPATIONS)
    if note is None:
        return RelatedList()
    names = re.split(r"、|，|和(?=[^、，]*$)", re.sub(r"等(?:职业|工种)?$", "", text))
    return RelatedList(
        entries=tuple(Listed(name=name) for name in names if name),
        open=bool(re.search(r"等(?:职业|工种)?$", text)),
        line=note.line,
    )


def read_majors(notes: tuple[Note, ...]) -> RelatedList:
    """The related majors that a note names, each with the kind of school and the group of majors it stands for."""
    note, text = find_note(notes, MAJORS)
    if note is None:
        return RelatedList()
    return RelatedList(entries=tuple(read_major_entries(text)), open="等" in text or "类专业" in text, line=note.line)


def find_note(notes: tuple[Note, ...], opening: re.Pattern[str]) -> tuple[Note | None, str]:
    """The note that opens so, and its text without the opening and the closing words."""
    for note in notes:
        text = re.sub(r"\s", "", note.text)
        if match := opening.match(text):
            body = text[match.end() :]
            while ENDING.search(body):
                body = ENDING.sub("", body)
            return note, body
    return None, ""


def read_major_entries(text: str) -> Iterator[Listed]:
    """The majors of each kind of school in turn."""
    for section in re.split(r"[；;]", text):
        match = SCHOOL.match(section)
        school = match.group(1) if match else ""
        for names in re.split(r"[，,]", section[match.end() if match else 0 :]):
            yield from read_group(names, school)


def read_group(text: str, school: str) -> Iterator[Listed]:
    """Names joined by 、; what follows 等, or a last name that ends in 类专业, is the group that they stand for."""
    match = GROUP.match(text)
    names = (match.group(1) if match else text).split("、")
    group = match.group(2) if match else ""
    if not match and names[-1].endswith("类专业"):
        group = names.pop().removesuffix("专业")
    for name in names:
        if name:
            yield Listed(name=name, school=school, group=group)
