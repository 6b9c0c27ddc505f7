"""A paper as HTML: each question is drawn once for all who see it.

In: a presentation, the language. Out: markup. Follows: what depends on the candidate (numbers, which one is open, the
order of the options) is put into places that were left for it; answers and marks are painted by the page's scripts,
from its state.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from msgspec.structs import replace

from liangcai.delivery.present import Presentation, PresentedQuestion
from liangcai.items.content import Media
from liangcai.items.model import ItemType
from liangcai_web.candidate.sheet import KINDS, PICTURES, Standing, build_question
from liangcai_web.pages.item_text import find_figures, item_text

# Unicode noncharacters keep the places of a number, of "hidden", of options. One that stands in a question is taken
# out of it first: what is put into a place is markup, and the place might be an attribute.
NUMBER, HIDDEN, OPTIONS = "\ufdd0", "\ufdd1", tuple(map(chr, range(0xFDD2, 0xFDF0)))
PLACES = re.compile(f"([{NUMBER}-{OPTIONS[-1]}])")
NONE = "\ufffd"
CHOICES = frozenset({"single", "multiple"})
KEPT = 20_000


class Choice:
    """A question to choose from, in whatever order its options stand; known by its form, its item and its stem."""

    __slots__ = ("_key", "question")

    def __init__(self, question: PresentedQuestion, form_sha256: str) -> None:
        self.question = question
        self._key = (form_sha256, question.item_id, question.stem)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Choice) and self._key == other._key


def draw_questions(presentation: Presentation, first: int, lang: str) -> SafeString:
    """The questions in the candidate's order; all but the first one asked for are hidden."""
    total, drawn = len(presentation.questions), []
    for question in presentation.questions:
        own = {NUMBER: str(question.number), HIDDEN: "" if question.number == first else " hidden"}
        if question.type in CHOICES and len(question.options) <= len(OPTIONS):
            pieces = _draw_choice(Choice(question, presentation.form_sha256), total, lang)
            own |= zip(OPTIONS, [_draw_option(text, question.media) for text in question.options], strict=False)
        else:
            pieces = _draw_question(replace(question, number=0), total, lang)
        drawn += [own.get(piece, piece) for piece in pieces]
    return mark_safe("".join(drawn))  # noqa: S308 - drawn by a template that escapes


def draw_map(presentation: Presentation, lang: str) -> SafeString:
    """All questions as cells, by section, not painted yet."""
    return _draw_map(tuple((section.type, len(section.questions)) for section in presentation.sections), lang)


def draw_cells(questions: Iterable[Standing]) -> SafeString:
    """Questions as cells that lead back to them."""
    cells = (_draw_cell(question.number, question.marked, question.answered) for question in questions)
    return mark_safe("".join(cells))  # noqa: S308 - numbers only


@lru_cache(maxsize=KEPT)
def _draw_cell(number: int, marked: bool, answered: bool) -> SafeString:
    painted = " marked" * marked + " answered" * (marked and answered)
    return format_html('<li><a class="cell{}" href="/sitting/paper?q={}">{}</a></li>', painted, number, number)


@lru_cache(maxsize=KEPT)
def _draw_choice(choice: Choice, total: int, lang: str) -> tuple[str, ...]:
    """The same with places for the options, into which they go as the candidate has them."""
    question = _clear_places(choice.question)
    return _split_drawn(replace(question, options=OPTIONS[: len(question.options)]), total, lang)


@lru_cache(maxsize=KEPT)
def _draw_question(question: PresentedQuestion, total: int, lang: str) -> tuple[str, ...]:
    """What stands between the places of a question, and the places."""
    return _split_drawn(_clear_places(question), total, lang)


def _split_drawn(question: PresentedQuestion, total: int, lang: str) -> tuple[str, ...]:
    page = {"question": build_question(question, NUMBER), "hidden": HIDDEN, "total": total, "lang": lang}
    return tuple(PLACES.split(render_to_string("candidate/question.html", page)))


def _clear_places(question: PresentedQuestion) -> PresentedQuestion:
    """The question without the characters that keep places."""
    text = msgspec.json.encode(question).decode()
    return msgspec.json.decode(PLACES.sub(NONE, text), type=PresentedQuestion) if PLACES.search(text) else question


@lru_cache(maxsize=KEPT)
def _draw_option(text: str, media: tuple[Media, ...]) -> str:
    return item_text(PLACES.sub(NONE, text), find_figures(media, PICTURES))


@lru_cache(maxsize=256)
def _draw_map(sections: tuple[tuple[ItemType, int], ...], lang: str) -> SafeString:
    start, rows = 1, []
    for kind, count in sections:
        rows.append({"kind": KINDS[kind], "numbers": range(start, start + count)})
        start += count
    return render_to_string("candidate/map.html", {"sections": rows, "lang": lang})
