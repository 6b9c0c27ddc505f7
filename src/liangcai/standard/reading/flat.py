"""Work tables that lost their columns: rows again, told by their numbers.

In: the paragraphs of a section of chapter 3. Out: the rows of its table. Follows: a table copied as text is a line a
cell or a line a row; functions, tasks and items carry numbers that tell them apart, and the knowledge column begins
where the numbers of a task begin anew.
"""

import re
from typing import Literal

import msgspec

from liangcai.standard.reading.document import Paragraph, Row
from liangcai.standard.reading.items import join_pieces
from liangcai.standard.reading.numbering import CHINESE_STYLE, DOTTED, Numbering, split_number
from liangcai.standard.reading.sections import TABLE_WORDS, Section, is_table_head
from liangcai.standard.reading.source import EMPTY, Traced

BLANKS = re.compile(r"\s+")
COLUMNS = 4
Kind = Literal["function", "task", "item"]


class Token(msgspec.Struct, frozen=True):
    """A number in the stream that may open a function, a task or an item."""

    start: int
    kind: Kind
    parts: tuple[int, ...]


class Draft(msgspec.Struct):
    """A task whose cells are being found: where each begins."""

    task: int
    function: int | None = None
    skills: int | None = None
    knowledge: int | None = None


def restore_rows(section: Section) -> Section:
    """A section whose table is made of paragraphs, with the table's rows in their place."""
    paragraphs = section.paragraphs
    begin = next((place for place, p in enumerate(paragraphs) if is_table_head(Paragraph(p))), None)
    if begin is None or section.rows:
        return section
    head, rest = split_head(paragraphs[begin:])
    stream = join_pieces(tuple(paragraph.strip() for paragraph in rest))
    rows = [Row(head), *find_rows(stream)]
    kept = [Paragraph(paragraph) for paragraph in paragraphs[:begin]]
    return msgspec.structs.replace(section, blocks=(*kept, *rows))


def split_head(paragraphs: tuple[Traced, ...]) -> tuple[tuple[Traced, ...], tuple[Traced, ...]]:
    """The four cells of the head, on one line or on four, and what follows."""
    if len(paragraphs[0].tight()) > len(TABLE_WORDS):
        return paragraphs[0].split(BLANKS), paragraphs[1:]
    return paragraphs[:COLUMNS], paragraphs[COLUMNS:]


def find_rows(stream: Traced) -> list[Row]:
    """The rows of a table from its text."""
    numbering = choose_style(stream.text)
    drafts = find_tasks(find_tokens(stream.text, numbering), dotted=numbering.dotted)
    if not drafts:
        return []
    starts = [draft.task if draft.function is None else draft.function for draft in drafts]
    rows = []
    for draft, end in zip(drafts, [*starts[1:], len(stream)], strict=True):
        knowledge = end if draft.knowledge is None else draft.knowledge
        skills = knowledge if draft.skills is None else draft.skills
        function = EMPTY if draft.function is None else stream[draft.function : draft.task].strip()
        rows.append(
            Row(
                (
                    function,
                    stream[draft.task : skills].strip(),
                    stream[skills:knowledge].strip(),
                    stream[knowledge:end].strip(),
                )
            )
        )
    return rows


def choose_style(text: str) -> Numbering:
    """How a table without columns is numbered: by which kind of label it has more."""
    chinese = len(CHINESE_STYLE.loose_task.findall(text))
    return CHINESE_STYLE if chinese > len(DOTTED.loose_task.findall(text)) else DOTTED


def find_tokens(text: str, numbering: Numbering) -> list[Token]:
    """Every number that may mean something, in order."""
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("function", numbering.loose_function),
        ("task", numbering.loose_task),
        ("item", numbering.item),
    )
    found = [
        Token(match.start(), kind, read_parts(match["number"], dotted=numbering.dotted))
        for kind, pattern in kinds
        for match in pattern.finditer(text)
    ]
    # The parts of an item's number, set apart by blanks, look like labels.
    items = [match.span() for match in numbering.item.finditer(text)] if numbering.dotted else []
    inside = {token for token in found for start, end in items if token.kind != "item" and start <= token.start < end}
    return sorted((token for token in found if token not in inside), key=lambda token: token.start)


def read_parts(number: str, *, dotted: bool) -> tuple[int, ...]:
    """The parts of a number as integers."""
    return split_number(number) if dotted else split_number(number)[-1:]


def find_tasks(tokens: list[Token], *, dotted: bool) -> list[Draft]:
    """The tasks that the numbers tell, each number being the one that has to come."""
    drafts: list[Draft] = []
    function, task, item = 0, 0, 0
    pending: int | None = None
    for place, token in enumerate(tokens):
        number = token.parts[-1]
        if token.kind == "function" and opens_function(tokens[place + 1 :], number, function, dotted=dotted):
            function, task, pending = number, 0, token.start
        elif token.kind == "task" and number == task + 1 and (not dotted or token.parts[0] == function):
            drafts.append(Draft(token.start, pending))
            task, item, pending = number, 0, None
        elif token.kind == "item" and drafts and (not dotted or token.parts[:2] == (function, task)):
            item = place_item(drafts[-1], token, item)
    return drafts


def opens_function(later: list[Token], number: int, function: int, *, dotted: bool) -> bool:
    """Whether a number opens a function: it is the next one, and the first task of it follows."""
    following = next((token for token in later if token.kind == "task"), None)
    first = (number, 1) if dotted else (1,)
    return following is not None and following.parts == first and (number == function + 1 or dotted)


def place_item(draft: Draft, token: Token, item: int) -> int:
    """Note where a column begins; the number of the item that was met last."""
    number = token.parts[-1]
    if draft.skills is None and number == 1:
        draft.skills = token.start
        return 1
    if number == 1 and item >= 1 and draft.knowledge is None:
        draft.knowledge = token.start
        return 1
    return number if number == item + 1 else item
