"""Present a paper to one candidate: questions and options in an order of their own, nothing that tells the key.

In: a form and the candidate's seed. Out: a ``Presentation`` with the way back to the letters of the paper.
Follows: the order inside a section is shuffled, the sections and the questions of a case stay; values are drawn; the
same seed gives the same presentation.
"""

import hashlib
import random
from decimal import Decimal

import msgspec

from liangcai.assembly.model import Form, FormSection, hash_form
from liangcai.findings import Message
from liangcai.items.content import Media
from liangcai.items.drawing import draw_values, fill_stem
from liangcai.items.model import LETTERS, Item, ItemType


class PresentedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question as the candidate sees it; ``letters[i]`` is the paper's letter of the option shown i-th.

    ``target_letters`` are those of the targets of a matching question, ``units`` one per gap ("" for none), ``parts``
    the questions of a case, numbered from 1. True-false questions have no options: they are answered T or F.
    """

    number: int
    item_id: str
    type: ItemType
    stem: str
    options: tuple[str, ...]
    letters: str
    points: Decimal
    targets: tuple[str, ...] = ()
    target_letters: str = ""
    units: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    parts: tuple["PresentedQuestion", ...] = ()


class PresentedSection(msgspec.Struct, frozen=True, kw_only=True):
    """A section under its printed heading."""

    type: ItemType
    heading: Message
    questions: tuple[PresentedQuestion, ...]


class Presentation(msgspec.Struct, frozen=True, kw_only=True):
    """What one candidate sees of a form; holds no key, rationale, note or difficulty."""

    form_id: str
    form_sha256: str
    candidate_seed: str
    sections: tuple[PresentedSection, ...]

    @property
    def questions(self) -> tuple[PresentedQuestion, ...]:
        """All questions in the order shown."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, item_id: str) -> PresentedQuestion | None:
        """The question of that item, or None."""
        return next((question for question in self.questions if question.item_id == item_id), None)


def present_form(form: Form, candidate_seed: str, form_sha256: str = "") -> Presentation:
    """Shuffle questions within sections and options within questions, from the form and the seed alone.

    ``form_sha256`` is the hash of the form, for who has it already.
    """
    digest = form_sha256 or hash_form(form)
    rng = _begin(digest, candidate_seed)
    start = 1
    sections = []
    for section in form.sections:
        sections.append(_present_section(section, start, candidate_seed, rng))
        start += len(section.questions)
    return Presentation(form_id=form.id, form_sha256=digest, candidate_seed=candidate_seed, sections=tuple(sections))


def order_form(form: Form, form_sha256: str, candidate_seed: str) -> Presentation:
    """The same order without the words: all that is needed to lead answers back to the paper, for many candidates."""
    rng = _begin(form_sha256, candidate_seed)
    sections = []
    for section in form.sections:
        order = list(section.questions)
        rng.shuffle(order)
        questions = tuple(_order_item(one.item, one.points, rng) for one in order)
        sections.append(PresentedSection(type=section.type, heading=section.heading, questions=questions))
    return Presentation(
        form_id=form.id, form_sha256=form_sha256, candidate_seed=candidate_seed, sections=tuple(sections)
    )


def _begin(digest: str, seed: str) -> random.Random:
    return random.Random(int.from_bytes(hashlib.sha256(f"{digest} {seed}".encode()).digest()))


def _order_item(item: Item, points: Decimal, rng: random.Random) -> PresentedQuestion:
    """The orders of a question, drawn as when it is shown."""
    options, targets = _shuffle(item.options, rng), _shuffle(item.targets, rng)
    return PresentedQuestion(
        number=0,
        item_id=item.id,
        type=item.type,
        stem="",
        options=(),
        letters="".join([LETTERS[index] for index in options]),
        points=points,
        target_letters="".join([LETTERS[index] for index in targets]),
        parts=tuple([_order_item(part, points, rng) for part in item.parts]) if item.parts else (),
    )


def _present_section(section: FormSection, start: int, seed: str, rng: random.Random) -> PresentedSection:
    order = list(section.questions)
    rng.shuffle(order)
    return PresentedSection(
        type=section.type,
        heading=section.heading,
        questions=tuple(
            _present_item(question.item, number, question.points, seed, rng)
            for number, question in enumerate(order, start)
        ),
    )


def _present_item(item: Item, number: int, points: Decimal, seed: str, rng: random.Random) -> PresentedQuestion:
    options, targets = _shuffle(item.options, rng), _shuffle(item.targets, rng)
    return PresentedQuestion(
        number=number,
        item_id=item.id,
        type=item.type,
        stem=fill_stem(item.stem, draw_values(item, seed)) if item.values else item.stem,
        options=tuple([item.options[index] for index in options]),
        letters="".join([LETTERS[index] for index in options]),
        points=points,
        targets=tuple([item.targets[index] for index in targets]),
        target_letters="".join([LETTERS[index] for index in targets]),
        units=tuple([blank.unit for blank in item.blanks]) if item.blanks else (),
        media=item.media,
        parts=tuple([_present_item(one, place, points, seed, rng) for place, one in enumerate(item.parts, 1)]),
    )


def _shuffle(texts: tuple[str, ...], rng: random.Random) -> list[int]:
    order = list(range(len(texts)))
    if order:  # most questions have no targets; to shuffle none would draw nothing
        rng.shuffle(order)
    return order
