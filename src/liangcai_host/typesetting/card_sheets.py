"""The answer card of a theory paper as a sheet: a bubble for each letter that an answer may use.

In: a form, the examination it is for. Out: ``CardSheet``. Follows: the shape of Chinese answer cards (practice); the
card shows the numbers and letters of the paper and nothing of its content, so it may lie open.
"""

import datetime

import msgspec

from liangcai.assembly.model import Form, FormSection, hash_form
from liangcai.findings import Message
from liangcai.items.model import LETTERS
from liangcai_host.typesetting.sheets import Exam, Sheet

TRUE_FALSE = ("√", "×")
TICKET_DIGITS = 12


class CardRow(msgspec.Struct, frozen=True, kw_only=True):
    """A question on the card; without ``marks`` it is answered in writing on the lines of the card."""

    number: int
    marks: tuple[str, ...]


class CardSection(msgspec.Struct, frozen=True, kw_only=True):
    """The questions under one heading of the paper."""

    heading: Message
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
        CardRow(
            number=question.number,
            marks=TRUE_FALSE if section.type == "truefalse" else tuple(LETTERS[: len(question.item.options)]),
        )
        for question in section.questions
    )
    return CardSection(heading=section.heading, rows=rows)
