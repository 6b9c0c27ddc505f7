"""A paper with its questions taken out: how many of which type, with how many options, and nothing that they ask.

In: a form, the edges of bands of difficulty. Out: a form of the same shape without words, keys, ids or leaves. Follows:
an answer card shows the numbers and letters of a paper and nothing of its content, so it can be printed while the paper
is sealed; of difficulty only the band stays, in rising order, since an exact figure may point at one question.
"""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from liangcai.assembly.model import Form, FormQuestion, FormSection
from liangcai.items.content import Blank
from liangcai.items.model import Item


def hollow_form(form: Form, edges: Sequence[float]) -> Form:
    """The same paper without what it asks."""
    return msgspec.structs.replace(
        form, sections=tuple(_hollow_section(section, tuple(edges)) for section in form.sections)
    )


def _hollow_section(section: FormSection, edges: tuple[float, ...]) -> FormSection:
    middles = sorted(_find_middle(question.item.difficulty, edges) for question in section.questions)
    questions = tuple(
        FormQuestion(
            number=question.number, item=_hollow_item(question.item, middle), points=question.points, leaf="", area=""
        )
        for question, middle in zip(section.questions, middles, strict=True)
    )
    return msgspec.structs.replace(section, questions=questions)


def _find_middle(difficulty: float, edges: tuple[float, ...]) -> float:
    """The middle of the band that a difficulty lies in."""
    bounds, band = (0.0, *edges, 1.0), bisect_right(edges, difficulty)
    return (bounds[band] + bounds[band + 1]) / 2


def _hollow_item(item: Item, difficulty: float) -> Item:
    return Item(
        id="",
        requirement="",
        type=item.type,
        stem="",
        options=("",) * len(item.options),
        targets=("",) * len(item.targets),
        blanks=(Blank(),) * len(item.blanks),
        parts=tuple(_hollow_item(part, difficulty) for part in item.parts),
        difficulty=difficulty,
        rationale="",
    )
