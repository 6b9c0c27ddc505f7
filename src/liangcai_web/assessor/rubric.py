"""A rubric as it stands in the form: criteria with what was typed and what is wrong with it.

In: a question, what was typed. Out: rows for the page, points to be kept. Follows: the shares of the rubric; the steps
of the rule pack; what was typed stays as typed.
"""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from liangcai.findings import Message
from liangcai.marking.pack import MarkingPack
from liangcai.marking.scripts import Question
from liangcai.marking.texts import list_maxima, tell
from liangcai_web.assessor.sheet import read_points

PREFIX = "criterion-"
MOST_BUTTONS = 9


class CriterionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion: what it asks for, the most, what was typed; ``points`` is None until it is a number in range."""

    number: int
    text: str
    most: str
    step: str
    typed: str
    points: Decimal | None
    wrong: Message | None
    buttons: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the field."""
        return f"{PREFIX}{self.number}"


class RubricForm(msgspec.Struct, frozen=True, kw_only=True):
    """The whole rubric as typed."""

    rows: tuple[CriterionRow, ...]
    full: str

    @property
    def points(self) -> tuple[Decimal, ...] | None:
        """The points of each criterion, or None while one of them is no score."""
        points = tuple(row.points for row in self.rows if row.points is not None and row.wrong is None)
        return points if len(points) == len(self.rows) else None

    @property
    def total(self) -> str:
        """What is typed so far, added up."""
        return tell(sum((row.points for row in self.rows if row.points is not None), Decimal(0)))


def fill_rubric(
    question: Question, sent: Mapping[str, str], pack: MarkingPack, *, complete: bool = False
) -> RubricForm:
    """The rubric with what was typed; ``complete`` asks for every criterion."""
    rows = [
        _fill_row(number, row.text, most, sent.get(f"{PREFIX}{number}", "").strip()[:12], pack, complete=complete)
        for number, (row, most) in enumerate(zip(question.item.rubric, list_maxima(question), strict=True), 1)
    ]
    return RubricForm(rows=tuple(rows), full=tell(question.full))


def _fill_row(number: int, text: str, most: Decimal, typed: str, pack: MarkingPack, *, complete: bool) -> CriterionRow:
    points, wrong = read_points(typed) if typed else None, None
    step = pack.texts.step
    if not typed:
        missing = Message("请给分；没有做到的给 0。", "Please give points; 0 for what is not there.")
        wrong = missing if complete else None
    elif points is None:
        wrong = Message("请填数字。", "Please write a number.")
    elif not 0 <= points <= most:
        wrong = Message(f"应在 0 至 {tell(most)} 分之间。", f"It must be between 0 and {tell(most)}.")
    elif points % step and points != most:
        wrong = Message(f"以 {step} 分为一档。", f"Points go in steps of {step}.")
    return CriterionRow(
        number=number,
        text=text,
        most=tell(most),
        step=str(step) if most % step == 0 else "any",
        typed=typed,
        points=None if wrong else points,
        wrong=wrong,
        buttons=_list_buttons(most, step),
    )


def _list_buttons(most: Decimal, step: Decimal) -> tuple[str, ...]:
    """What can be given by one touch: each step where they are few, else only whole points."""
    wide = step if most / step < MOST_BUTTONS else max(step, Decimal(1))
    count = int(most / wide)
    found = [tell(wide * number) for number in range(count + 1)]
    if Decimal(found[-1]) != most:
        found.append(tell(most))
    return tuple(found) if len(found) <= MOST_BUTTONS else ()
