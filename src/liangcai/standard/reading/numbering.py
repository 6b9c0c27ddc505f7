"""How the rows of work tables are numbered.

In: nothing. Out: ``Numbering``: the patterns for functions, tasks and items. Follows: 1. / 1.1 / 1.1.1 in all newer
layouts; 一、/（一）/ 1. in many standards from before 2015.
"""

import re

import msgspec

CHINESE = "一二三四五六七八九十"
CHINESE_NUMBER = rf"[{CHINESE}]{{1,3}}"
# A page may have cut a number; the cut is a form feed.
GAP = r"[ \u3000\xa0\f]*"


class Numbering(msgspec.Struct, frozen=True, kw_only=True):
    """One way of numbering; each pattern catches ``number`` and, for labels, ``name``."""

    function: re.Pattern[str]
    task: re.Pattern[str]
    item: re.Pattern[str]
    # Labels inside running text, for tables that lost their columns.
    loose_function: re.Pattern[str]
    loose_task: re.Pattern[str]
    # What a page may leave of a number when it cuts one.
    part_of_function: re.Pattern[str]
    part_of_task: re.Pattern[str]
    dotted: bool


DOTTED = Numbering(
    function=re.compile(r"^\s*(?P<number>\d+)\s*[.．、]?(?!\s*\d)\s*(?P<name>.*)$", re.DOTALL),
    task=re.compile(r"^\s*(?P<number>\d+\s*[.．]\s*\d+)\s*[.．]?\s*(?P<name>[^\d.．].*|)$", re.DOTALL),
    item=re.compile(
        rf"(?<![\d.．])(?P<number>\d+{GAP}[.．]{GAP}\d+{GAP}[.．]{GAP}\d+(?:\f?\d)*)(?![.．]?\d)[.．、]?\s*"
    ),
    loose_function=re.compile(rf"(?:^|(?<=\s))(?P<number>\d+){GAP}[.．、](?!{GAP}\d){GAP}(?=[^\s\d])"),
    loose_task=re.compile(
        rf"(?:^|(?<=\s))(?P<number>\d+{GAP}[.．]{GAP}\d+)(?!\d|{GAP}[.．]{GAP}\d){GAP}[.．]?{GAP}(?=[^\s.．])"
    ),
    part_of_function=re.compile(r"^\d+$"),
    part_of_task=re.compile(r"^\d+\s*[.．]?$"),
    dotted=True,
)
CHINESE_STYLE = Numbering(
    function=re.compile(rf"^\s*(?P<number>{CHINESE_NUMBER})\s*[、.．]\s*(?P<name>.*)$", re.DOTALL),
    task=re.compile(rf"^\s*[(（]\s*(?P<number>{CHINESE_NUMBER})\s*[)）]\s*(?P<name>.*)$", re.DOTALL),
    item=re.compile(rf"(?:^|(?<=[\s；;。]))(?P<number>\d+(?:\f?\d)*){GAP}(?:[．、]|\.(?!\f?\d))\s*"),
    loose_function=re.compile(rf"(?:^|(?<=\s))(?P<number>{CHINESE_NUMBER}){GAP}、{GAP}(?=\S)"),
    loose_task=re.compile(rf"(?:^|(?<=\s))[(（]{GAP}(?P<number>{CHINESE_NUMBER}){GAP}[)）]{GAP}(?=\S)"),
    part_of_function=re.compile(rf"^{CHINESE_NUMBER}$"),
    part_of_task=re.compile(rf"^[(（]\s*(?:{CHINESE_NUMBER})?$"),
    dotted=False,
)


def choose_numbering(labels: list[str]) -> Numbering:
    """The way in which the labels of functions and tasks are numbered."""
    chinese = sum(bool(CHINESE_STYLE.function.match(text) or CHINESE_STYLE.task.match(text)) for text in labels)
    dotted = sum(bool(DOTTED.function.match(text) or DOTTED.task.match(text)) for text in labels)
    return CHINESE_STYLE if chinese > dotted else DOTTED


def read_number(text: str) -> int:
    """A number in digits or in Chinese, up to 99; 0 when it is none."""
    plain = re.sub(r"\s", "", text)
    if plain.isdecimal():
        return int(plain)
    tens, has_ten, ones = plain.rpartition("十")
    if not has_ten:
        return CHINESE.find(plain) + 1 if len(plain) == 1 else 0
    return (CHINESE.find(tens) + 1 if tens else 1) * 10 + (CHINESE.find(ones) + 1 if ones else 0)


def split_number(text: str) -> tuple[int, ...]:
    """The parts of a dotted number; blanks and page cuts do not count."""
    return tuple(read_number(part) for part in re.split(r"[.．]", re.sub(r"\s", "", text)) if part)
