"""The numbered entries of a notice, sorted into new occupations and changes.

In: a page. Out: ``Entry`` values with their ordinals and offsets. Follows: a notice has a part for new occupations and
one for changes, each numbered （一）, （二） … from the start; what follows the ordinal tells which of the two it is.
"""

import re

import msgspec

from liangcai.catalogue.page import Page

CODE = r"\d\s*[-－—–]\s*\d{2}\s*[-－—–]\s*\d{2}\s*[-－—–]\s*\d{2}"
ORDINAL = re.compile(r"[（(]\s*([一二三四五六七八九十]{1,3})\s*[)）]")
HEADING = re.compile(r"(?<![一二三四五六七八九十])[一二三四五六七八九]\s*、\s*[^。；：:（()）]{0,14}职业信息")
CHANGED = re.compile("调整|变更|更改|取消")
DIGITS = "一二三四五六七八九"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: its ordinal, the part (heading) that it stands in, and the offsets of what follows the ordinal."""

    ordinal: int
    part: int
    of_changes: bool
    start: int
    end: int


def read_ordinal(text: str) -> int:
    """A Chinese numeral up to 99 as a number."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS.find(ones) + 1
    return (DIGITS.find(tens) + 1 if tens else 1) * 10 + (DIGITS.find(ones) + 1 if ones else 0)


def tidy_code(text: str) -> str:
    """A code without blanks and with plain hyphens."""
    return re.sub(r"[－—–]", "-", re.sub(r"\s", "", text))


def read_entries(page: Page) -> tuple[Entry, ...]:
    """Every entry of every part, in document order; an ordinal before the first heading belongs to no part."""
    headings = [match for match in HEADING.finditer(page.plain) if opens_part(page, match)]
    ends = [*(heading.start() for heading in headings), len(page.plain)][1:]
    found: list[Entry] = []
    for part, (heading, end) in enumerate(zip(headings, ends, strict=True), 1):
        of_changes = bool(CHANGED.search(heading.group()))
        found.extend(entries_between(page, part, heading.end(), end, of_changes=of_changes))
    return tuple(found)


def opens_part(page: Page, heading: re.Match[str]) -> bool:
    """Whether the first ordinal follows the heading at once: a mention in a sentence opens nothing."""
    return bool(re.match(r"\s*" + ORDINAL.pattern, page.plain[heading.end() :]))


def entries_between(page: Page, part: int, start: int, end: int, *, of_changes: bool) -> list[Entry]:
    """The entries of one part; an ordinal counts where a sentence or a list may have ended before it."""
    marks = [match for match in ORDINAL.finditer(page.plain, start, end) if begins_entry(page, match, start)]
    bounds = [*(mark.start() for mark in marks[1:]), end]
    return [
        Entry(ordinal=read_ordinal(mark.group(1)), part=part, of_changes=of_changes, start=mark.end(), end=bound)
        for mark, bound in zip(marks, bounds, strict=True)
    ]


def begins_entry(page: Page, mark: re.Match[str], start: int) -> bool:
    """Whether a sentence has ended before an ordinal or a code follows it: one inside a sentence begins no entry."""
    before = page.plain[start : mark.start()].rstrip(" ")[-1:]
    return before in ("。", "\n", "") or bool(re.match(rf"\s*(?:{CODE}|[在将])", page.plain[mark.end() :]))
