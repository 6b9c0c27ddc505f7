"""From the marks of two people, or three, to the mark of a written answer.

In: the question, marks in the order of their places, the rule pack. Out: ``Settled``, or findings on a mark. Follows:
the rubric's shares; two mark alone, a third where they differ by more than the pack allows; nothing is rounded here.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import msgspec

from liangcai.findings import Finding, Message, Severity
from liangcai.marking.pack import MarkingPack, TextRules
from liangcai.marking.scripts import Question

PLACES = 3


class TextMark(msgspec.Struct, frozen=True, kw_only=True):
    """What one marker gives for each criterion of the rubric, in its order."""

    marker: str
    criteria: tuple[Decimal, ...]

    @property
    def points(self) -> Decimal:
        """The whole of it."""
        return sum(self.criteria, Decimal(0))


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """Where an answer stands: its points, or how many more marks it needs; why."""

    points: Decimal | None
    lacks: int
    reason: Message


def list_maxima(question: Question) -> tuple[Decimal, ...]:
    """The most that each criterion earns: its share of the points, exact."""
    return tuple(question.full * Decimal(row.share) for row in question.item.rubric)


def check_text_mark(question: Question, criteria: Sequence[Decimal], pack: MarkingPack) -> tuple[Finding, ...]:
    """What keeps a mark from being kept: criteria that lack, points out of range or between the steps."""
    maxima = list_maxima(question)
    if len(criteria) != len(maxima):
        zh = f"评分点有 {len(maxima)} 个，给了 {len(criteria)} 个分。"
        return (refuse("rows", zh, f"The rubric has {len(maxima)} criteria; {len(criteria)} were given points."),)
    found = []
    for number, (points, most) in enumerate(zip(criteria, maxima, strict=True), 1):
        if not points.is_finite() or not 0 <= points <= most:
            zh = f"第 {number} 个评分点给了 {points} 分，应在 0 至 {tell(most)} 分之间。"
            found.append(refuse("range", zh, f"Criterion {number} is given {points}; 0 to {tell(most)} are possible."))
        elif points % pack.texts.step and points != most:
            zh = f"第 {number} 个评分点以 {pack.texts.step} 分为一档。"
            found.append(refuse("step", zh, f"Criterion {number} goes in steps of {pack.texts.step}."))
    return tuple(found)


def settle_text(marks: Sequence[TextMark], full: Decimal, pack: MarkingPack) -> Settled:
    """The points of an answer by the pack; ``lacks`` says how many more people have to mark it first."""
    if len(marks) < 2:
        lacks = 2 - len(marks)
        return Settled(
            points=None, lacks=lacks, reason=Message(f"还缺 {lacks} 个评分。", f"{lacks} marks are missing.")
        )
    given = [mark.points for mark in marks[:PLACES]]
    limit = pack.texts.apart * full
    gap = abs(given[0] - given[1])
    if gap <= limit:
        points = (given[0] + given[1]) / 2
        zh = f"两人给 {given[0]}、{given[1]} 分，相差不超过 {tell(limit)}，取平均 {points} 分。"
        en = f"Two gave {given[0]} and {given[1]}, not more than {tell(limit)} apart: their mean is {points}."
        return Settled(points=points, lacks=0, reason=Message(zh, en))
    if len(given) < PLACES:
        zh = f"两人相差 {gap} 分，超过 {tell(limit)}，须第三人评分。"
        en = f"The two differ by {gap}, more than {tell(limit)}: a third marks."
        return Settled(points=None, lacks=1, reason=Message(zh, en))
    points = _third(given, pack.texts)
    zh = f"三人给 {'、'.join(map(str, given))} 分，按规则 {pack.texts.third} 得 {points} 分。"
    en = f"Three gave {', '.join(map(str, given))}: {points} by rule {pack.texts.third}."
    return Settled(points=points, lacks=0, reason=Message(zh, en))


def _third(given: list[Decimal], rules: TextRules) -> Decimal:
    match rules.third:
        case "third":
            return given[-1]
        case "median":
            return sorted(given)[1]
        case "nearest":
            pairs = sorted(abs(one - other) for one, other in combinations(given, 2))
            if pairs[0] == pairs[1]:
                return sorted(given)[1]
            one, other = min(combinations(given, 2), key=lambda pair: abs(pair[0] - pair[1]))
            return (one + other) / 2


def tell(points: Decimal) -> str:
    """Points without needless zeros."""
    return f"{points.normalize():f}"


def refuse(rule: str, zh: str, en: str) -> Finding:
    """A mark that can't be kept."""
    return Finding(rule=f"marking.text-{rule}", severity=Severity.ERROR, message=Message(zh, en), clause="1.9.2")
