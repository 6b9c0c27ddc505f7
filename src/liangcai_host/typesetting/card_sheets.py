"""The answer card of a theory paper as a sheet: a bubble for each letter, boxes, rules and lines for other answers.

In: a form, the examination it is for. Out: ``CardSheet``. Follows: the shape of Chinese answer cards (practice); the
card shows the numbers and letters of the paper and nothing of its content, so it may lie open.
"""

import datetime
from decimal import Decimal

import msgspec

from liangcai.assembly.model import Form, FormSection, hash_form
from liangcai.findings import Message
from liangcai.items.model import LETTERS, Item
from liangcai_host.typesetting.questions import count_lines
from liangcai_host.typesetting.sheets import Exam, Sheet

TRUE_FALSE = ("√", "×")
TICKET_DIGITS = 12


class CardRow(msgspec.Struct, frozen=True, kw_only=True):
    """A question on the card, or one of a case: 96 or 96(1).

    ``marks`` are bubbles; ``steps`` is the number of boxes in a row for an order; ``pairs`` that of a matching table;
    ``gaps`` that of rules for words and numbers; ``lines`` that of lines for a text or the working.
    """

    number: str
    marks: tuple[str, ...] = ()
    steps: int = 0
    pairs: int = 0
    gaps: int = 0
    lines: int = 0


class CardSection(msgspec.Struct, frozen=True, kw_only=True):
    """The questions under one heading of the paper; ``written`` where not all are answered by bubbles."""

    heading: Message
    written: bool
    rows: tuple[CardRow, ...]


class CardSheet(Sheet, frozen=True, kw_only=True):
    """A card for any candidate of a form; ``digits`` is the length of an admission ticket's number."""

    form: str
    digits: int
    sections: tuple[CardSection, ...]


def card_sheet(form: Form, exam: Exam, *, made: datetime.date, digits: int = TICKET_DIGITS) -> CardSheet:
    """The card of a form, named by the form's own version."""
    return CardSheet(
        exam=exam,
        version=hash_form(form),
        made=made,
        form=form.id,
        digits=digits,
        sections=tuple(_print_section(section) for section in form.sections),
    )


def _print_section(section: FormSection) -> CardSection:
    rows = tuple(
        row
        for question in section.questions
        for row in _print_rows(str(question.number), question.item, question.points)
    )
    return CardSection(heading=section.heading, written=not all(row.marks for row in rows), rows=rows)


def _print_rows(number: str, item: Item, points: Decimal) -> tuple[CardRow, ...]:
    """The row of a question; a case has one for each part."""
    if item.type != "case":
        return (_print_row(number, item, points),)
    share = points / len(item.parts)
    return tuple(_print_row(f"{number}({place})", part, share) for place, part in enumerate(item.parts, 1))


def _print_row(number: str, item: Item, points: Decimal) -> CardRow:
    match item.type:
        case "truefalse":
            return CardRow(number=number, marks=TRUE_FALSE)
        case "single" | "multiple":
            return CardRow(number=number, marks=tuple(LETTERS[: len(item.options)]))
        case "order":
            return CardRow(number=number, steps=len(item.options))
        case "match":
            return CardRow(number=number, pairs=len(item.options))
    return CardRow(number=number, gaps=len(item.blanks), lines=count_lines(item.type, points))
