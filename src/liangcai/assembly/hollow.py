"""A paper with its questions taken out: how many of which type, with how many options, and nothing that they ask.

In: a form. Out: a form of the same shape without words, keys, ids or leaves. Follows: an answer card shows the numbers
and letters of a paper and nothing of its content, so it can be printed while the paper is sealed.
"""

import msgspec

from liangcai.assembly.model import Form, FormQuestion, FormSection
from liangcai.items.content import Blank
from liangcai.items.model import Item


def hollow_form(form: Form) -> Form:
    """The same paper without what it asks."""
    return msgspec.structs.replace(form, sections=tuple(_hollow_section(section) for section in form.sections))


def _hollow_section(section: FormSection) -> FormSection:
    questions = tuple(
        FormQuestion(number=question.number, item=_hollow_item(question.item), points=question.points, leaf="", area="")
        for question in section.questions
    )
    return msgspec.structs.replace(section, questions=questions)


def _hollow_item(item: Item) -> Item:
    return Item(
        id="",
        requirement="",
        type=item.type,
        stem="",
        options=("",) * len(item.options),
        targets=("",) * len(item.targets),
        blanks=(Blank(),) * len(item.blanks),
        parts=tuple(_hollow_item(part) for part in item.parts),
        difficulty=0.0,
        rationale="",
    )
