"""The paper as the page shows it: questions in the candidate's order, what was answered, what is marked.

In: a presentation, the sitting. Out: values that the template prints; the state that its scripts start from.
Follows: no key, rationale or letter of the paper leaves the server.
"""

from datetime import datetime
from typing import Any

import msgspec

from liangcai.delivery.present import Presentation, PresentedQuestion
from liangcai.findings import Message
from liangcai.items.model import FALSE, LETTERS, TRUE, ItemType
from liangcai_web.services.sittings import Sitting
from liangcai_web.services.sittings_answers import is_closed

TRUTHS = ((TRUE, Message("正确", "True")), (FALSE, Message("错误", "False")))
KINDS: dict[ItemType, Message] = {
    "single": Message("单选题", "One answer"),
    "multiple": Message("多选题", "Several answers"),
    "truefalse": Message("判断题", "True or false"),
}


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """An option: the value sent, its letter on the page, its text, whether it is chosen."""

    value: str
    text: Message
    chosen: bool


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question on the page."""

    number: int
    item: str
    type: ItemType
    kind: Message
    stem: str
    options: tuple[Option, ...]
    answered: bool
    marked: bool
    first: bool

    @property
    def several(self) -> bool:
        """Whether several options may be chosen."""
        return self.type == "multiple"


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """The questions of a type, as the map groups them."""

    kind: Message
    questions: tuple[Question, ...]


def build_sections(presentation: Presentation, sitting: Sitting, first: int) -> tuple[Section, ...]:
    """The questions by section; ``first`` is the number of the one that the page opens with."""
    return tuple(
        Section(
            kind=KINDS[section.type],
            questions=tuple(_build_question(question, sitting, first) for question in section.questions),
        )
        for section in presentation.sections
    )


def build_state(sitting: Sitting, now: datetime, zone: str) -> dict[str, Any]:
    """What the page's scripts start from: answers with their sequences, marks, the server's time."""
    ends = sitting.state.ends
    return {
        "attempt": sitting.attempt,
        "answers": {answer.item: [answer.response, answer.sequence] for answer in sitting.state.answers},
        "marked": list(sitting.marked),
        "deadline": ends.isoformat(timespec="milliseconds") if ends else None,
        "server_time": now.isoformat(timespec="milliseconds"),
        "closed": is_closed(sitting.state, now),
        "zone": zone,
    }


def _build_question(question: PresentedQuestion, sitting: Sitting, first: int) -> Question:
    answer = sitting.state.answer(question.item_id)
    response = answer.response if answer else ""
    return Question(
        number=question.number,
        item=question.item_id,
        type=question.type,
        kind=KINDS[question.type],
        stem=question.stem,
        options=_build_options(question, response),
        answered=bool(response),
        marked=question.item_id in sitting.marked,
        first=question.number == first,
    )


def _build_options(question: PresentedQuestion, response: str) -> tuple[Option, ...]:
    texts = (
        TRUTHS
        if question.type == "truefalse"
        else tuple(zip(LETTERS, (Message(text, text) for text in question.options), strict=False))
    )
    return tuple(Option(value=value, text=text, chosen=value in response) for value, text in texts)
