"""The signs of the numbered form: what a line begins with, and what keeps other lines from looking like it.

In: lines. Out: what they begin. Follows: the form in use in Word (1. 题干 / A. 选项 / 答案：B / 解析：…); a
backslash before a line, or before a letter within one, takes its meaning away.
"""

import re

import msgspec

from liangcai.items.exchange.columns import SPELLINGS
from liangcai.items.exchange.imported import Spot

NUMERALS = "一二三四五六七八九十"
SECTION = re.compile(rf"(?:#{{1,6}}[ \t]*)?(?:第[{NUMERALS}]+部分[ \t]*|[{NUMERALS}]{{1,3}}[、.．])[ \t]*(?P<title>.*)")
HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>.*)")
QUESTION = re.compile(r"(?P<number>\d{1,5})[ \t]?[.．、](?!\d)[ \t]*(?P<text>.*)")
PART = re.compile(r"[（(](?P<number>\d{1,2})[)）][ \t]*(?P<text>.*)")
OPTION = re.compile(r"(?:(?P<letter>[A-H])[ \t]?[.．、:：]|[（(](?P<inner>[A-H])[)）])[ \t]*(?P<text>.*)")
NEXT = re.compile(r"[ \t　]+(?P<letter>[B-H])[.．、][ \t]*")
LABEL = re.compile(r"【?(?P<label>[^\s:：【】]{2,8})】?[ \t]?(?:[：:]|(?<=】))[ \t]*(?P<text>.*)")
TITLE = "题库"
_MARKED = re.compile(r"([ \t　])\\(?=[B-H][.．、])")
# The fields of a draft with a line of their own, in the order in which they are written.
WRITTEN = (
    *("type", "targets", "values", "key", "rubric", "answer", "rationale", "difficulty", "path", "requirement", "also"),
    *("element", "table", "importance", "source", "note", "seconds", "enemies", "set", "media", "id"),
)
_NAMES = {
    **{field: names for field, names in SPELLINGS if field in WRITTEN and field != "path"},
    "path": ("知识点", "鉴定点", "考点"),
    "id": ("编号", "GUID", "试题编号"),
}
FIELD_OF = {name: field for field, names in _NAMES.items() for name in names}
LABELS = {field: names[0] for field, names in _NAMES.items()}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a file with its number; ``odd`` names what stands in it beside words, in both languages."""

    text: str
    spot: Spot
    odd: str = ""


def begins(line: str) -> bool:
    """Whether a line would be read as the beginning of something."""
    label = LABEL.fullmatch(line)
    return (
        not line
        or line.startswith("\\")
        or any(pattern.fullmatch(line) for pattern in (SECTION, HEADING, QUESTION, PART, OPTION))
        or (label is not None and (label["label"] in FIELD_OF or label["label"] == TITLE))
    )


def protect_lines(text: str) -> list[str]:
    """The lines of a text behind the sign that begins it; what looks like a sign gets a backslash."""
    first, *rest = text.split("\n")
    return [first, *(f"\\{line}" if begins(line) else line for line in rest)]


def protect_option(text: str) -> str:
    """An option in which no letter looks like that of the next option."""
    return NEXT.sub(lambda found: found[0].replace(found["letter"], f"\\{found['letter']}", 1), text)


def plain_option(text: str) -> str:
    """An option as it was meant."""
    return _MARKED.sub(r"\1", text)
