"""The marking guide of a paper as a sheet: by what each answer in writing earns its points.

In: a form, the examination it is for, the rule pack of marking. Out: ``GuideSheet``. Follows: the rubric and the gaps
of each question; shares of its points as the pack cuts them.
"""

import datetime
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from liangcai.assembly.model import Form, FormSection, hash_form
from liangcai.findings import Message
from liangcai.items.content import Blank
from liangcai.items.drawing import draw_values
from liangcai.items.model import Item, ItemType
from liangcai.items.names import TYPE_NAMES
from liangcai.marking.pack import MarkingPack, cut_share
from liangcai_host.typesetting.key_sheets import NARROW, solve_blank, write_key, write_number
from liangcai_host.typesetting.questions import print_stem
from liangcai_host.typesetting.sheets import Exam, Sheet
from liangcai_host.typesetting.texts import Text, print_text

GUIDE = Message(zh="理论知识考试评分参考", en="Marking guide of the theory paper")
GUIDED: frozenset[ItemType] = frozenset({"fill", "calculation", "short", "essay", "case"})
_CENT = Decimal("0.01")


class GuideRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a rubric with the points that it earns."""

    text: Text
    points: Decimal


class GuideGap(msgspec.Struct, frozen=True, kw_only=True):
    """What fills a gap: words, or a number between ``low`` and ``high``; ``points`` is None for all gaps or nothing."""

    accepted: tuple[str, ...]
    formula: str
    value: str
    low: str
    high: str
    unit: str
    points: Decimal | None


class GuideValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value drawn for the printed paper."""

    name: str
    value: str


class GuideEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a marker needs for one question; ``key`` where the answer is letters, ``parts`` the questions of a case."""

    number: int
    type: Message
    points: Decimal
    requirement: str
    stem: Text
    key: str
    answer: Text
    rubric: tuple[GuideRow, ...]
    gaps: tuple[GuideGap, ...]
    values: tuple[GuideValue, ...]
    parts: tuple["GuideEntry", ...]


class GuideSection(msgspec.Struct, frozen=True, kw_only=True):
    """The questions under one heading of the paper."""

    heading: Message
    entries: tuple[GuideEntry, ...]


class GuideSheet(Sheet, frozen=True, kw_only=True):
    """The marking guide of a paper, secret as its key is; ``pack`` names the rules by which points are shared."""

    title: Message
    form: str
    pack: str
    sections: tuple[GuideSection, ...]


def needs_guide(form: Form) -> bool:
    """Whether a paper has a question whose answer a person reads."""
    return any(section.type in GUIDED for section in form.sections)


def guide_sheet(
    form: Form, exam: Exam, pack: MarkingPack, *, made: datetime.date, title: Message = GUIDE
) -> GuideSheet:
    """The guide to the written questions of a form."""
    return GuideSheet(
        exam=exam,
        version=hash_form(form),
        made=made,
        title=title,
        form=form.id,
        pack=pack.id,
        sections=tuple(_guide_section(section, pack) for section in form.sections if section.type in GUIDED),
    )


def _guide_section(section: FormSection, pack: MarkingPack) -> GuideSection:
    entries = (_guide_item(question.number, question.item, question.points, pack) for question in section.questions)
    return GuideSection(heading=section.heading, entries=tuple(entries))


def _guide_item(number: int, item: Item, points: Decimal, pack: MarkingPack) -> GuideEntry:
    share = cut_share(points, 1, len(item.parts) or 1, pack)
    return GuideEntry(
        number=number,
        type=TYPE_NAMES[item.type],
        points=points,
        requirement=item.requirement,
        stem=print_stem(item),
        key=write_key(item) if item.type in NARROW | {"order", "match"} else "",
        answer=print_text(item.answer),
        rubric=tuple(
            GuideRow(text=print_text(row.text), points=_share_rubric(points, row.share)) for row in item.rubric
        ),
        gaps=tuple(_guide_gap(item, blank, points, pack) for blank in item.blanks),
        values=tuple(GuideValue(name=name, value=f"{value:f}") for name, value in draw_values(item).items()),
        parts=tuple(_guide_item(place, part, share, pack) for place, part in enumerate(item.parts, 1)),
    )


def _guide_gap(item: Item, blank: Blank, points: Decimal, pack: MarkingPack) -> GuideGap:
    value, tolerance = solve_blank(item, blank), Decimal(blank.tolerance)
    each = None if pack.pieces == "all_or_nothing" else cut_share(points, 1, len(item.blanks), pack)
    reach = () if value is None else (value, value - tolerance, value + tolerance)
    said, low, high = map(write_number, reach) if reach else ("", "", "")
    return GuideGap(
        accepted=blank.accepted,
        formula=blank.formula,
        value=said,
        low=low,
        high=high,
        unit=blank.unit,
        points=each,
    )


def _share_rubric(points: Decimal, share: str) -> Decimal:
    return (points * Decimal(share)).quantize(_CENT, ROUND_HALF_UP)
