"""What pages and converters do to running text: furniture between and inside paragraphs, lists run together.

In: lines with roles, the kinds of damage, a seeded Random. Out: the damaged text. Follows: 'what the parser must
survive' of the field notes.

Paragraphs are cut only where a reader can tell: not in their first 24 characters, not behind a sign that may end them,
not before what looks like the beginning of something else, not beside a blank, not inside a Latin word. Where tables
have lost their columns, page numbers are decorated, since a bare number there is a weight.
"""

import random
import re

import msgspec

from tests.data.synthetic.printing import Damage, Line, may_cut

ENDS = "。：:；;！？!?）)》”"
BEGINS = re.compile(r"[\s(（\-—–^①-⑳]|\d+\s*[.．、)）]|\d+$|[一二三四五六七八九十]+、|职业编码|第")
WIDE_PAIR = re.compile(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])")
RULES = ("---", "|---|---|", "------", "| :-- | --: |", "=====")
COMMENTS = ("<!-- -->", "<!-- 转换 -->", "<!-- 第 3 页\n\n转换 -->", "<!--\n12\n-->")


def run_lists_together(lines: list[Line], rng: random.Random) -> list[Line]:
    """Lists of running text on one line with their first item or with the sentence over them."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        joins = line.role in ("item", "inner") and before is not None and before.role in ("item", "inner", "merged")
        opens = line.role == "item" and before is not None and before.role == "plain" and before.text.endswith("：")
        if before and (joins or opens) and rng.random() < 0.6:
            glue = "" if before.text[-1] in "。；：" and rng.random() < 0.5 else " "
            found[-1] = Line(text=before.text + glue + line.text, role="merged")
        else:
            found.append(line)
    return found


def add_bullets(lines: list[Line], rng: random.Random) -> list[Line]:
    """A dash before some list items, as Markdown has it."""
    return [
        msgspec.structs.replace(line, text=rng.choice(("- ", " - ", "-  ")) + line.text)
        if line.role in ("item", "inner") and rng.random() < 0.6
        else line
        for line in lines
    ]


def find_paragraph_cut(line: Line, rng: random.Random) -> int | None:
    """Where a page may end in a paragraph, or None."""
    text = line.text
    places = [
        at
        for at in range(24, len(text) - 3)
        if may_cut(text, at)
        and text[at - 1] not in ENDS
        and not BEGINS.match(text[at:])
        and (line.role != "merged" or not re.search(r"[\d０-９(（)）]", text[at - 5 : at + 5]))
    ]
    return rng.choice(places) if places else None


def break_pages(lines: list[Line], damage: frozenset[Damage], rng: random.Random, furnish: "Furniture") -> list[str]:
    """The lines with pages ending between and inside them; notes may wait for the end of a page."""
    found: list[str] = []
    waiting: list[str] = []
    for place, line in enumerate(lines):
        # Notes keep their order: one that waits holds up those behind it.
        if line.role == "note" and (waiting or ("notes" in damage and rng.random() < 0.7)):
            waiting.append(line.text)
            continue
        if line.role == "break":
            found += furnish.end_page(line, lines[place + 1], waiting)
            waiting = []
            continue
        found += break_paragraph(line, damage, rng, furnish, waiting)
        if (
            rng.random() < 0.04
            and lines[place + 1 : place + 2]
            and line.role not in ("cover", "head")
            and lines[place + 1].role not in ("cover", "break")
        ):
            found += furnish.end_page(line, lines[place + 1], waiting)
            waiting = []
    return found + waiting


def break_paragraph(
    line: Line, damage: frozenset[Damage], rng: random.Random, furnish: "Furniture", waiting: list[str]
) -> list[str]:
    """A line, or its two halves with the end of a page between them."""
    furnish.see(line)
    at = None
    if "paragraph-cuts" in damage and line.role in ("plain", "item", "merged") and rng.random() < 0.25:
        at = find_paragraph_cut(line, rng)
    if at is None:
        return [line.text]
    notes = list(waiting)
    waiting.clear()
    return [line.text[:at], *furnish.end_page(line, None, notes), line.text[at:]]


class Furniture:
    """What stands at the ends of pages of one document."""

    def __init__(self, damage: frozenset[Damage], rng: random.Random, head: str, *, code: bool, flat: bool) -> None:
        self.damage, self.rng, self.head, self.code, self.flat = damage, rng, head, code, flat
        self.page = 0
        self.begun = False
        self.heads: dict[int, list[str]] = {}

    def see(self, line: Line) -> None:
        """Note the head of a table and the beginning of chapter 1."""
        if line.role == "head":
            self.heads.setdefault(line.table, []).append(line.text)
        self.begun = self.begun or (line.role == "heading" and line.text.endswith("职业概况"))

    def end_page(self, line: Line, following: Line | None, waiting: list[str]) -> list[str]:
        """Notes, page number, running head, and inside a table the words 续表 and its head again."""
        self.page += 1
        number = self.rng.choice(
            ("— {} —", "- {} -", "第 {} 页", "第 {} 页 共 90 页", "{}/90")
            if self.flat
            else ("— {} —", "{}", "- {} -", "第 {} 页", "·{}·", "第{}页 共90页")
        )
        found = list(waiting)
        with_head = "heads" in self.damage and (self.code or self.begun)
        if "pages" in self.damage or not with_head:
            found.append(number.format(self.page))
        if with_head:
            found.insert(self.rng.choice((len(waiting), len(found))), self.head)
        inside = (
            following is not None
            and line.table
            and line.table == following.table
            and line.role in ("row", "break")
            and following.role in ("row", "break")
        )
        if inside and "continued" in self.damage:
            found += self.rng.choice((["续表"], ["（续表）"], ["续 表"], []))
            if self.rng.random() < 0.6:
                found += self.heads.get(line.table, [])
        return found


def spread_words(text: str, rng: random.Random) -> str:
    """Blanks between the characters of words, as narrow columns leave them."""
    return WIDE_PAIR.sub(lambda _: rng.choice(("", "", "", "", " ", "  ", "\u3000")), text)


def add_noise(lines: list[str], damage: frozenset[Damage], rng: random.Random) -> str:
    """Comments, rules, indents, blank lines, line ends."""
    found: list[str] = []
    tables = False
    for line in lines:
        if "comments" in damage and rng.random() < 0.05:
            found.append(rng.choice(COMMENTS))
        if "rules" in damage and rng.random() < 0.05:
            found.append(rng.choice(RULES))
        if "comments" in damage and rng.random() < 0.05 and len(line) > 12:
            at = rng.randrange(4, len(line) - 4)
            if may_cut(line, at) and "<" not in line:
                line = line[:at] + "<!-- 注 -->" + line[at:]
        if "indents" in damage and rng.random() < 0.2 and "\t" not in line:
            # Behind a table row, a tab is the edge of a cell.
            line = rng.choice(("　　", "  ", "\u00a0", "  " if tables else "\t")) + line + rng.choice(("", " ", "　"))
        tables = tables or "\t" in line.strip()
        found.append(line)
        if "\t" not in line and rng.random() < 0.8:
            found.append("")
    text = "\n".join(found) + "\n"
    return text.replace("\n", "\r\n") if "crlf" in damage else text
