"""A question as it is printed for candidates: never its key, its rubric or its ground.

In: an item, its number and points. Out: ``PrintedQuestion``, its parts within it. Follows: the shapes of Chinese theory
papers (practice): brackets for letters, rules for words, lines for texts by the points; values as for all who sit it.
"""

from decimal import ROUND_CEILING, Decimal
from typing import Literal

import msgspec

from liangcai.items.drawing import draw_values, fill_stem
from liangcai.items.model import Item, ItemType
from liangcai_host.typesetting.sheets import PrintedQuestion
from liangcai_host.typesetting.texts import Text, open_gaps, print_text, widen_blank


class Space(msgspec.Struct, frozen=True, kw_only=True):
    """How many lines a written answer gets: so many a point, within bounds that fit a page."""

    each: Decimal
    least: int
    most: int


SPACES: dict[ItemType, Space] = {
    "calculation": Space(each=Decimal(1), least=5, most=12),
    "short": Space(each=Decimal("1.5"), least=4, most=14),
    "essay": Space(each=Decimal(2), least=12, most=28),
}
_BLANKS: dict[ItemType, Literal["bracket", "rule"]] = {
    "single": "bracket",
    "multiple": "bracket",
    "fill": "rule",
    "calculation": "rule",
}


def print_question(number: int, item: Item, points: Decimal) -> PrintedQuestion:
    """The question under its number; the parts of a case count from 1 and share its points."""
    return PrintedQuestion(
        number=number,
        type=item.type,
        stem=print_stem(item),
        options=tuple(map(print_text, item.options)),
        targets=tuple(map(print_text, item.targets)),
        lines=count_lines(item.type, points),
        parts=tuple(print_question(place, part, points / len(item.parts)) for place, part in enumerate(item.parts, 1)),
    )


def print_stem(item: Item) -> Text:
    """The stem with its values and with room to write in; a true-false question is answered in front of it."""
    stem = print_text(fill_stem(item.stem, draw_values(item)), item.media)
    match _BLANKS.get(item.type):
        case "bracket":
            return widen_blank(stem)
        case "rule":
            return open_gaps(stem)
    return stem


def count_lines(kind: ItemType, points: Decimal) -> int:
    """The lines for an answer in writing, 0 where letters or words in gaps are the answer."""
    space = SPACES.get(kind)
    if space is None:
        return 0
    wanted = int((points * space.each).to_integral_value(ROUND_CEILING))
    return min(space.most, max(space.least, wanted))
