"""The paper as the page shows it: questions in the candidate's order, what was answered, what is marked.

In: a presentation, the sitting. Out: values that the template prints; the state that its scripts start from.
Follows: no key, rationale or letter of the paper leaves the server.
"""

from datetime import datetime
from typing import Any

import msgspec

from liangcai.delivery.present import PresentedQuestion
from liangcai.findings import Message
from liangcai.items.model import FALSE, LETTERS, TRUE, ItemType
from liangcai_web.pages.item_text import Figures, find_figures
from liangcai_web.services.sittings.answers import is_closed
from liangcai_web.services.sittings.attempts import Sitting

PICTURES = "/sitting/pictures/"
TRUTHS = ((TRUE, Message("正确", "True")), (FALSE, Message("错误", "False")))
KINDS: dict[ItemType, Message] = {
    "single": Message("单选题", "One answer"),
    "multiple": Message("多选题", "Several answers"),
    "truefalse": Message("判断题", "True or false"),
    "fill": Message("填空题", "Fill in"),
    "order": Message("排序题", "Put in order"),
    "match": Message("匹配题", "Match"),
    "calculation": Message("计算题", "Calculate"),
    "short": Message("简答题", "Short answer"),
    "essay": Message("论述题", "Essay"),
    "case": Message("案例题", "Case"),
}


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """An option: the value sent, its letter on the page, its text, whether it is chosen."""

    value: str
    text: Message


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """What one answer is given in: a question has one, a case one for each of its own questions (``stem``)."""

    type: ItemType
    name: str
    stem: str
    options: tuple[Option, ...]
    targets: tuple[Option, ...]
    units: tuple[str, ...]
    figures: Figures

    @property
    def several(self) -> bool:
        """Whether several options may be chosen."""
        return self.type == "multiple"

    @property
    def chosen_from(self) -> bool:
        """Whether it is answered by choosing options."""
        return self.type in ("single", "multiple", "truefalse")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question on the page; nothing of it depends on what was answered."""

    label: str
    item: str
    type: ItemType
    kind: Message
    stem: str
    figures: Figures
    blocks: tuple[Block, ...]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a question stands before handing in."""

    number: int
    answered: bool
    marked: bool


def build_question(question: PresentedQuestion, label: str) -> Question:
    """A question as the template shows it; ``label`` stands for its number."""
    blocks = tuple(_build_block(part, f"q{label}-{part.number}", part.stem) for part in question.parts)
    return Question(
        label=label,
        item=question.item_id,
        type=question.type,
        kind=KINDS[question.type],
        stem=question.stem,
        figures=find_figures(question.media, PICTURES),
        blocks=blocks or (_build_block(question, f"q{label}", ""),),
    )


def list_standings(items: tuple[str, ...], sitting: Sitting) -> tuple[Standing, ...]:
    """Which questions are answered, which marked for a second look, by their items in the order shown."""
    answered = {answer.item for answer in sitting.state.answers if answer.response}
    return tuple(
        Standing(number=number, answered=item in answered, marked=item in sitting.marked)
        for number, item in enumerate(items, 1)
    )


def build_state(sitting: Sitting, now: datetime, zone: str) -> dict[str, Any]:
    """What the page's scripts start from: answers with their sequences, marks, the server's time."""
    ends = sitting.state.ends
    return {
        "attempt": sitting.attempt,
        "answers": {answer.item: [answer.response, answer.sequence] for answer in sitting.state.answers},
        "marked": list(sitting.marked),
        "struck": sitting.struck,
        "deadline": ends.isoformat(timespec="milliseconds") if ends else None,
        "server_time": now.isoformat(timespec="milliseconds"),
        "closed": is_closed(sitting.state, now),
        "paused": sitting.state.paused is not None,
        "zone": zone,
    }


def _build_block(question: PresentedQuestion, name: str, stem: str) -> Block:
    return Block(
        type=question.type,
        name=name,
        stem=stem,
        options=TRUTH_OPTIONS if question.type == "truefalse" else _letter(question.options),
        targets=_letter(question.targets),
        units=question.units,
        figures=find_figures(question.media, PICTURES),
    )


def _letter(texts: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(value=value, text=Message(text, text)) for value, text in zip(LETTERS, texts, strict=False))


TRUTH_OPTIONS = tuple(Option(value=value, text=text) for value, text in TRUTHS)
