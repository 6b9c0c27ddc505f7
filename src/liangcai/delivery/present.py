"""Present a paper to one candidate: questions and options in an order of their own, nothing that tells the key.

In: a form and the candidate's seed. Out: a ``Presentation`` with the way back to the letters of the paper.
Follows: the order inside a section is shuffled, the sections stay; the same seed gives the same presentation.
"""

import hashlib
import random
from decimal import Decimal

import msgspec

from liangcai.assembly.model import Form, FormQuestion, FormSection, hash_form
from liangcai.findings import Message
from liangcai.items.model import LETTERS, ItemType


class PresentedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question as the candidate sees it; ``letters[i]`` is the paper's letter of the option shown i-th.

    True-false questions have no options and no letters: they are answered T or F.
    """

    number: int
    item_id: str
    type: ItemType
    stem: str
    options: tuple[str, ...]
    letters: str
    points: Decimal


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


def present_form(form: Form, candidate_seed: str) -> Presentation:
    """Shuffle questions within sections and options within questions, from the form and the seed alone."""
    digest = hash_form(form)
    rng = random.Random(int.from_bytes(hashlib.sha256(f"{digest} {candidate_seed}".encode()).digest()))
    start = 1
    sections = []
    for section in form.sections:
        sections.append(_present_section(section, start, rng))
        start += len(section.questions)
    return Presentation(form_id=form.id, form_sha256=digest, candidate_seed=candidate_seed, sections=tuple(sections))


def restore_response(question: PresentedQuestion, shown: str) -> str | None:
    """The response in the paper's letters, in order; None where a letter was not on offer. Blank stays blank."""
    if not question.letters:
        return shown
    positions = [LETTERS.find(letter) for letter in shown]
    if any(not 0 <= position < len(question.letters) for position in positions):
        return None
    return "".join(sorted(question.letters[position] for position in positions))


def _present_section(section: FormSection, start: int, rng: random.Random) -> PresentedSection:
    order = list(section.questions)
    rng.shuffle(order)
    return PresentedSection(
        type=section.type,
        heading=section.heading,
        questions=tuple(_present_question(question, number, rng) for number, question in enumerate(order, start)),
    )


def _present_question(question: FormQuestion, number: int, rng: random.Random) -> PresentedQuestion:
    item = question.item
    order = list(range(len(item.options)))
    rng.shuffle(order)
    return PresentedQuestion(
        number=number,
        item_id=item.id,
        type=item.type,
        stem=item.stem,
        options=tuple(item.options[index] for index in order),
        letters="".join(LETTERS[index] for index in order),
        points=question.points,
    )
