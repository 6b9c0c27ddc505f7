"""The headings of a document and what stands under each.

In: the blocks of a document. Out: ``Section`` values in order, each with its number, title and own blocks.
Follows: chapters 1 to 5 with their fixed titles; a section of chapter n is numbered n.x or n.x.y. In chapter 3 rows of
a table that lost its columns look like headings, so there a heading names a level, a direction or a work type.
"""

import re
from collections.abc import Callable

import msgspec

from liangcai.standard.reading.document import Block, Paragraph, Row
from liangcai.standard.reading.levels import ladder, match_name, name_direction, read_directions
from liangcai.standard.reading.source import EMPTY, Traced

CHAPTERS = {
    "1": ("职业概况",),
    "2": ("基本要求",),
    "3": ("工作要求",),
    "4": ("权重表", "比重表"),
    "5": ("附录", "职业标准附录"),
}
WORK_TITLE = CHAPTERS["3"][0]
TABLE_WORDS = "职业功能"
HEADING = re.compile(r"^(\d+(?:\s*[.．]\s*\d+)*)\s*([.．]?)\s*(\S.*)$")
LADDERS = (*ladder("technical"), *ladder("skill"), *ladder("skill", qualification=True))
COVER, PREFACE = "cover", "preface"
TITLE_LENGTH = 40


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading with the blocks up to the next heading; ``mark`` is the punctuation behind its number.

    ``notes`` are the footnotes that the section refers to, wherever they stand; ``lost_table`` the lines of a weight
    table without columns.
    """

    number: str
    title: Traced
    heading: Traced
    mark: str = ""
    blocks: tuple[Block, ...] = ()
    notes: tuple[Traced, ...] = ()
    lost_table: tuple[Traced, ...] = ()

    @property
    def paragraphs(self) -> tuple[Traced, ...]:
        """The running text of the section, block by block."""
        return tuple(block.text for block in self.blocks if isinstance(block, Paragraph))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of its tables."""
        return tuple(block for block in self.blocks if isinstance(block, Row))

    @property
    def text(self) -> str:
        """The running text in one string, inner blanks taken out."""
        return "\n".join(paragraph.tight().text for paragraph in self.paragraphs)


class _Draft:
    """A section while its blocks are still being gathered."""

    def __init__(self, number: str, title: Traced, heading: Traced, mark: str) -> None:
        self.number, self.title, self.heading, self.mark = number, title, heading, mark
        self.blocks: list[Block] = []

    def freeze(self) -> Section:
        return Section(
            number=self.number, title=self.title, heading=self.heading, mark=self.mark, blocks=tuple(self.blocks)
        )


def read_sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """The sections in document order, the cover and the preface first."""
    drafts = [_Draft(COVER, EMPTY, EMPTY, "")]
    names = find_directions(blocks)
    chapter, in_work = "", False
    for place, block in enumerate(blocks):
        heading = read_heading(block, chapter)
        below = heading and in_work and "." in heading.number
        if heading and below and not opens_table(heading, names, blocks[place + 1 : place + 3]):
            heading = None
        if heading is None:
            drafts[-1].blocks.append(block)
            continue
        drafts.append(heading)
        if heading.number != PREFACE:
            chapter = heading.number.partition(".")[0]
        if "." not in heading.number:
            in_work = heading.title.text == WORK_TITLE
    return tuple(draft.freeze() for draft in drafts)


def read_heading(block: Block, chapter: str) -> _Draft | None:
    """The heading that a block is, or None; ``chapter`` is the number of the chapter it would stand in."""
    if not isinstance(block, Paragraph):
        return None
    plain = block.text.tight()
    if not chapter and plain.text in ("说明", "前言"):
        return _Draft(PREFACE, plain, block.text, "")
    match = HEADING.match(plain.text)
    if not match:
        return None
    number = re.sub(r"[\s．]", lambda blank: "." if blank.group() == "．" else "", match.group(1))
    title = plain.group(match, 3)
    if is_chapter(number, title.text) or is_section(number, title.text, chapter):
        return _Draft(number, title, block.text, match.group(2))
    return None


def is_chapter(number: str, title: str) -> bool:
    """Whether a numbered line is the heading of a chapter: a known title under any single number."""
    return "." not in number and any(title in titles for titles in CHAPTERS.values())


def is_section(number: str, title: str, chapter: str) -> bool:
    """Whether a numbered line is the heading of a section of the present chapter."""
    first, dot, _ = number.partition(".")
    return bool(dot) and first == chapter and len(title) <= TITLE_LENGTH and not re.search(r"[。；，：:]$", title)


def find_directions(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The directions and work types that sentences before the first table list."""
    found: dict[str, None] = {}
    for block in blocks:
        if isinstance(block, Row):
            break
        text = block.text.tight().text
        if "方向" in text or "工种" in text:
            found.update((name, None) for part in text.split("。") for name in read_directions(part + "。"))
    return tuple(found)


def opens_table(heading: _Draft, names: tuple[str, ...], later: tuple[Block, ...]) -> bool:
    """Whether a numbered line in chapter 3 is a heading: it names a level or direction, or a table follows it.

    ``later`` are the next two blocks.
    """
    if match_name(LADDERS, heading.title.text) or name_direction(heading.title.text, names):
        return True
    if not later or is_table_head(later[0]):
        return bool(later)
    sentence = isinstance(later[0], Paragraph) and later[0].text.text.endswith("。")
    return sentence and len(later) > 1 and is_table_head(later[1])


def is_table_head(block: Block) -> bool:
    """Whether a block is the head row of a work table, or the first line of one that lost its columns."""
    first = block.cells[0] if isinstance(block, Row) else block.text
    return first.tight().text.startswith(TABLE_WORDS)


def change_blocks(section: Section, change: Callable[[Block], tuple[Block, ...]]) -> Section:
    """A section with each of its blocks changed into others."""
    return msgspec.structs.replace(section, blocks=tuple(new for block in section.blocks for new in change(block)))


def chapter_of(sections: tuple[Section, ...], role: str) -> str | None:
    """The number of the chapter that plays a role; the role is the number it has where all chapters are there."""
    wanted = CHAPTERS[role]
    return next((s.number for s in sections if "." not in s.number and s.title.text in wanted), None)


def under(sections: tuple[Section, ...], number: str | None) -> tuple[Section, ...]:
    """A section and everything below it."""
    return tuple(s for s in sections if number and (s.number == number or s.number.startswith(number + ".")))


def titled(sections: tuple[Section, ...], chapter: str | None, *words: str) -> Section | None:
    """The first section of a chapter whose title holds one of the words, one with text before a bare heading."""
    found = [s for s in under(sections, chapter) if any(word in s.title.text for word in words)]
    return next((section for section in found if section.blocks), found[0] if found else None)
