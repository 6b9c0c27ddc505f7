"""The form of a visit: what was seen at each point, what was found, and whether the form is complete.

In: the points, the answers as typed. Out: ``Form`` or findings by point. Follows: the rule pack; what does not fit
becomes a finding of the report, with its weight and in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.supervision.pack import Point, Weight

Seen = Literal["fits", "fails", "unseen"]
SEEN: dict[Seen, Message] = {
    "fits": Message("符合", "met"),
    "fails": Message("不符合", "not met"),
    "unseen": Message("未看到", "not seen"),
}
MOST_WORDS = 1000


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a supervisor typed at a point; ``weight`` blank leaves it at the pack's."""

    seen: str = ""
    words: str = ""
    weight: str = ""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen at a point."""

    point: str
    seen: Seen
    words: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A finding of the report; ``point`` is blank for what no point asks for."""

    number: int
    point: str
    weight: Weight
    words: str


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form that is complete."""

    looked: tuple[Looked, ...]
    found: tuple[Found, ...]
    remark: str = ""


def fill_form(
    points: Sequence[Point], answers: Mapping[str, Answer], others: Sequence[Answer], remark: str
) -> Result[Form | None]:
    """The form, when every point is answered and whatever does not fit is said in words."""
    faults = tuple(_check(points, answers, others))
    if len(remark) > MOST_WORDS:
        faults += (_refuse("remark", f"不超过 {MOST_WORDS} 字。", f"No more than {MOST_WORDS} characters."),)
    if faults:
        return Result(None, faults)
    looked = tuple(_look(point, answers[point.key]) for point in points)
    found: list[Found] = []
    for point in points:
        answer = answers[point.key]
        if answer.seen == "fails":
            found.append(_find(len(found) + 1, point.key, answer, point.weight))
    found += [
        _find(number, "", one, "minor") for number, one in enumerate((o for o in others if o.words), len(found) + 1)
    ]
    return Result(Form(looked=looked, found=tuple(found), remark=remark.strip()))


def _check(points: Sequence[Point], answers: Mapping[str, Answer], others: Sequence[Answer]) -> Iterator[Finding]:
    for point in points:
        answer = answers.get(point.key, Answer())
        if answer.seen not in SEEN:
            yield _refuse(point.key, "请选择所见。", "Choose what you saw.")
        elif answer.seen != "fits" and not answer.words.strip():
            yield _refuse(point.key, "请写明情况。", "Say in words what it was.")
        elif len(answer.words) > MOST_WORDS:
            yield _refuse(point.key, f"不超过 {MOST_WORDS} 字。", f"No more than {MOST_WORDS} characters.")
    for number, one in enumerate(others):
        if len(one.words) > MOST_WORDS:
            yield _refuse(f"other-{number}", f"不超过 {MOST_WORDS} 字。", f"No more than {MOST_WORDS} characters.")


def _look(point: Point, answer: Answer) -> Looked:
    return Looked(point=point.key, seen=msgspec.convert(answer.seen, Seen), words=answer.words.strip())


def _find(number: int, point: str, answer: Answer, weight: Weight) -> Found:
    chosen: Weight = (
        msgspec.convert(answer.weight, Weight) if answer.weight in ("minor", "major", "serious") else weight
    )
    return Found(number=number, point=point, weight=chosen, words=answer.words.strip())


def _refuse(field: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"supervision.{field}", severity=Severity.ERROR, message=Message(zh, en))
