"""The key of a theory paper as a sheet: first to mark by, then to explain by.

In: a form, its blueprint, the examination it is for. Out: ``KeySheet``. Follows: 1.9.2 (full mark) by way of the
blueprint; what a person marks is only named here and stands in the marking guide.
"""

import datetime
from decimal import Context, Decimal

from liangcai.assembly.model import Form, FormSection, hash_form
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Message
from liangcai.items.content import Blank
from liangcai.items.drawing import draw_values
from liangcai.items.formula import evaluate_formula
from liangcai.items.model import Item
from liangcai_host.typesetting.sheets import Exam, KeyRow, KeySection, KeySheet
from liangcai_host.typesetting.texts import print_text

KEY = Message(zh="理论知识考试试卷答案及评分说明", en="Key and marking guide of the theory paper")
SEE_GUIDE, SEE_PARTS = "见评分参考", "见各小题"
NARROW = frozenset({"single", "multiple", "truefalse"})
_PLACES, _EXACT = 6, Context(prec=100)


def key_sheet(form: Form, blueprint: Blueprint, exam: Exam, *, made: datetime.date, title: Message = KEY) -> KeySheet:
    """The key of a form with the requirement and the ground of each answer."""
    part = blueprint.part("theory")
    return KeySheet(
        exam=exam,
        version=hash_form(form),
        made=made,
        title=title,
        form=form.id,
        full_mark=part.full_mark if part else 0,
        sections=tuple(_list_section(section) for section in form.sections),
    )


def write_key(item: Item) -> str:
    """The key as a person reads it: letters as they are, pairs, words or numbers of the gaps."""
    match item.type:
        case "order":
            return "→".join(item.key)
        case "match":
            return "　".join(f"({place}){letter}" for place, letter in enumerate(item.key, 1))
        case "fill" | "calculation":
            return "；".join(write_blanks(item))
        case "short" | "essay":
            return SEE_GUIDE
        case "case":
            return SEE_PARTS
    return item.key


def write_blanks(item: Item) -> tuple[str, ...]:
    """What fills each gap, numbered where there are several."""
    filled = tuple(_write_blank(item, blank) for blank in item.blanks)
    return filled if len(filled) == 1 else tuple(f"({place}) {words}" for place, words in enumerate(filled, 1))


def solve_blank(item: Item, blank: Blank) -> Decimal | None:
    """The number that fills a gap, at the values of a printed paper; None where words do or where there is none."""
    if blank.formula:
        return evaluate_formula(blank.formula, draw_values(item))
    return Decimal(blank.value) if blank.value else None


def write_number(value: Decimal) -> str:
    """A number without needless digits: six places, or six figures of a number that is smaller than that."""
    places = max(_PLACES, _PLACES - 1 - value.adjusted())
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    return f"{rounded.normalize(_EXACT):f}" if rounded else "0"


def _write_blank(item: Item, blank: Blank) -> str:
    if blank.accepted:
        return "／".join(blank.accepted)
    value = solve_blank(item, blank)
    number = SEE_GUIDE if value is None else write_number(value)
    tolerance = f"±{blank.tolerance}" if Decimal(blank.tolerance) else ""
    return f"{number}{tolerance} {blank.unit}".strip()


def _list_section(section: FormSection) -> KeySection:
    rows = (_list_rows(str(question.number), question.item, question.points) for question in section.questions)
    return KeySection(
        heading=section.heading, wide=section.type not in NARROW, rows=tuple(row for found in rows for row in found)
    )


def _list_rows(number: str, item: Item, points: Decimal | None) -> tuple[KeyRow, ...]:
    """The row of a question, for a case followed by those of its parts, whose points the marking guide gives."""
    row = KeyRow(
        number=number,
        key=write_key(item),
        points=points,
        requirement=item.requirement,
        difficulty=item.difficulty,
        rationale=print_text(item.rationale),
    )
    parts = (_list_rows(f"{number}({place})", part, None) for place, part in enumerate(item.parts, 1))
    return (row, *(found for rows in parts for found in rows))
