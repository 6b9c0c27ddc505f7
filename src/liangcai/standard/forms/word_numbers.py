"""The numbers that Word writes by itself before paragraphs, as they are printed.

In: the numbering part and the styles; then each paragraph in order. Out: the number's text, such as ``(1) `` or
``1.1 ``. Follows: ECMA-376 part 1, 17.9: counters belong to the abstract list, an override restarts one, and a number
of a higher level restarts those below it.
"""

import re

import msgspec

from liangcai.standard.forms.markup import Element, attribute, child, children
from liangcai.standard.forms.word_parts import Style

DIGITS = "〇一二三四五六七八九"
CHINESE = ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting")
BULLETS = ("bullet", "none")
PLACE = re.compile(r"%(\d)")
STYLES_DEEP = 20


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One level of a list: how its number is written and what stands behind it."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    gap: str = " "
    style: str = ""
    plain: bool = False
    restarts: bool = True


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A list that paragraphs refer to: the abstract list whose counters it shares, its levels, its restarts."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """The counters of all lists while the paragraphs go by."""

    def __init__(self, root: Element | None, styles: dict[str, Style]) -> None:
        self._listings = read_listings(root)
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def take(self, properties: Element | None) -> str:
        """The number of the next paragraph, with the blank behind it; nothing where it has none."""
        number_id, depth = self._find(properties)
        listing = self._listings.get(number_id)
        level = listing.levels.get(depth) if listing else None
        if listing is None or level is None:
            return ""
        counts = self._count(number_id, listing, depth)
        if level.kind == "bullet":
            return "- "
        written = PLACE.sub(lambda place: write_place(listing, counts, int(place.group(1)) - 1, level), level.text)
        return written + level.gap if written else ""

    def _find(self, properties: Element | None) -> tuple[str, int]:
        """The list of a paragraph and its level there: its own, or that of its style."""
        own = child(properties, "numPr")
        style_id = attribute(child(properties, "pStyle"), "val") or ""
        number_id, depth = attribute(child(own, "numId"), "val") or "", attribute(child(own, "ilvl"), "val") or ""
        for known in self._chain(style_id):
            style = self._styles[known]
            number_id, depth = number_id or style.number_id, depth or style.number_level
            if number_id and not depth and number_id in self._listings:
                levels = self._listings[number_id].levels
                depth = next((str(place) for place, level in levels.items() if level.style == known), "")
        return number_id, read_int(depth, 0)

    def _chain(self, style_id: str) -> tuple[str, ...]:
        """A style and those that it is based on."""
        chain: list[str] = []
        while style_id in self._styles and style_id not in chain and len(chain) < STYLES_DEEP:
            chain.append(style_id)
            style_id = self._styles[style_id].based_on
        return tuple(chain)

    def _count(self, number_id: str, listing: Listing, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(listing.abstract, {})
        if (number_id, depth) not in self._begun and depth in listing.restarts:
            counts.pop(depth, None)
        self._begun.add((number_id, depth))
        start = listing.restarts.get(depth, listing.levels[depth].start)
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [place for place in counts if place > depth]:
            if deeper in listing.levels and listing.levels[deeper].restarts:
                del counts[deeper]
        return counts


def read_listings(root: Element | None) -> dict[str, Listing]:
    """The lists by id."""
    abstracts = {attribute(found, "abstractNumId") or "": found for found in children(root, "abstractNum")}
    by_style = {attribute(child(found, "styleLink"), "val"): key for key, found in abstracts.items()}
    listings = {}
    for number in children(root, "num"):
        key = attribute(child(number, "abstractNumId"), "val") or ""
        link = attribute(child(abstracts.get(key), "numStyleLink"), "val")
        key = by_style.get(link, key) if link else key
        levels = dict(map(read_level, children(abstracts.get(key), "lvl")))
        restarts = {}
        for override in children(number, "lvlOverride"):
            place = read_int(attribute(override, "ilvl"), 0)
            start = attribute(child(override, "startOverride"), "val")
            restarts.update({place: read_int(start, 1)} if start is not None else {})
            levels.update(map(read_level, children(override, "lvl")))
        listings[attribute(number, "numId") or ""] = Listing(abstract=key, levels=levels, restarts=restarts)
    return listings


def read_level(element: Element) -> tuple[int, Level]:
    """A level with its place in the list, from zero."""
    gap = attribute(child(element, "suff"), "val")
    plain = child(element, "isLgl")
    return read_int(attribute(element, "ilvl"), 0), Level(
        kind=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        start=read_int(attribute(child(element, "start"), "val"), 0),
        gap="" if gap == "nothing" else " ",
        style=attribute(child(element, "pStyle"), "val") or "",
        plain=plain is not None and attribute(plain, "val") not in ("0", "false"),
        restarts=attribute(child(element, "lvlRestart"), "val") != "0",
    )


def read_int(text: str | None, default: int) -> int:
    """A whole number of a few digits, or the default."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else default


def write_place(listing: Listing, counts: dict[int, int], place: int, within: Level) -> str:
    """One counter as it is printed; a level that no paragraph opened yet counts as begun."""
    level = listing.levels.get(place)
    if level is None:
        return ""
    number = counts.setdefault(place, listing.restarts.get(place, level.start))
    return write_number(number, "decimal" if within.plain else level.kind)


def write_number(number: int, kind: str) -> str:
    """A number in one of Word's ways of writing; plain digits for those that standards don't use."""
    if kind in BULLETS:
        return ""
    if kind.startswith("decimalEnclosedCircle"):
        return circle(number)
    if kind in CHINESE:
        return write_chinese(number)
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if kind == "lowerLetter" else "A") + number - 1)
    if kind == "decimalZero":
        return f"{number:02}"
    if kind in ("decimalEnclosedParen", "decimalEnclosedFullstop"):
        return f"({number})" if kind == "decimalEnclosedParen" else f"{number}."
    return str(number)


def circle(number: int) -> str:
    """A number in a circle, as the marks of notes are printed: 1 to 50."""
    for first, code in ((1, 0x2460), (21, 0x3251), (36, 0x32B1)):
        last = {1: 20, 21: 35, 36: 50}[first]
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def write_chinese(number: int) -> str:
    """A number below a hundred in Chinese; digits above."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[number]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")
