"""A paper as HTML: each question is drawn once for all who see it.

In: a presentation, the language. Out: markup. Follows: what depends on the candidate (numbers, which one is open, the
order of the options) is put into places that were left for it; answers and marks are painted by the page's scripts,
from its state.
"""

import re
from functools import lru_cache

import msgspec
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from msgspec.structs import replace

from liangcai.delivery.present import Presentation, PresentedQuestion
from liangcai.items.content import Media
from liangcai.items.model import ItemType
from liangcai_web.candidate.sheet import KINDS, PICTURES, build_question
from liangcai_web.pages.item_text import find_figures, item_text

# Unicode noncharacters keep the places of a number, of "hidden", of options. One that stands in a question is taken
# out of it first: what is put into a place is markup, and the place might be an attribute.
NUMBER, HIDDEN, OPTIONS = "\ufdd0", "\ufdd1", tuple(map(chr, range(0xFDD2, 0xFDF0)))
PLACES = re.compile(f"[{NUMBER}-{OPTIONS[-1]}]")
CHOICES = frozenset({"single", "multiple"})
KEPT = 20_000


def draw_questions(presentation: Presentation, first: int, lang: str) -> SafeString:
    """The questions in the candidate's order; all but the first one asked for are hidden."""
    total = len(presentation.questions)
    drawn = (
        _draw_in_order(_clear_places(replace(question, number=0)), total, lang)
        .replace(NUMBER, str(question.number))
        .replace(HIDDEN, "" if question.number == first else " hidden")
        for question in presentation.questions
    )
    return mark_safe("".join(drawn))  # noqa: S308 - drawn by a template that escapes


def _draw_in_order(question: PresentedQuestion, total: int, lang: str) -> str:
    """A question to choose from is drawn without its options, and these go in as the candidate has them."""
    if question.type not in CHOICES or len(question.options) > len(OPTIONS):
        return _draw_question(question, total, lang)
    places = OPTIONS[: len(question.options)]
    drawn = _draw_question(replace(question, options=places, letters=""), total, lang)
    for place, option in zip(places, question.options, strict=True):
        drawn = drawn.replace(place, _draw_option(option, question.media))
    return drawn


@lru_cache(maxsize=KEPT)
def _clear_places(question: PresentedQuestion) -> PresentedQuestion:
    """The question without the characters that keep places."""
    text = msgspec.json.encode(question).decode()
    return msgspec.json.decode(PLACES.sub("\ufffd", text), type=PresentedQuestion) if PLACES.search(text) else question


def draw_map(presentation: Presentation, lang: str) -> SafeString:
    """All questions as cells, by section, not painted yet."""
    return _draw_map(tuple((section.type, len(section.questions)) for section in presentation.sections), lang)


@lru_cache(maxsize=KEPT)
def _draw_question(question: PresentedQuestion, total: int, lang: str) -> str:
    page = {"question": build_question(question, NUMBER), "hidden": HIDDEN, "total": total, "lang": lang}
    return render_to_string("candidate/question.html", page)


@lru_cache(maxsize=KEPT)
def _draw_option(text: str, media: tuple[Media, ...]) -> str:
    return item_text(text, find_figures(media, PICTURES))


@lru_cache(maxsize=256)
def _draw_map(sections: tuple[tuple[ItemType, int], ...], lang: str) -> SafeString:
    start, rows = 1, []
    for kind, count in sections:
        rows.append({"kind": KINDS[kind], "numbers": range(start, start + count)})
        start += count
    return render_to_string("candidate/map.html", {"sections": rows, "lang": lang})
