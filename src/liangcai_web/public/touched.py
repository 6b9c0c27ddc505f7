"""What a new edition touches, as a page shows it: questions by requirement, points, examination and staff.

In: effects with both documents. Out: frozen views that a template only prints. Follows: questions on one requirement
share its fate and stand in one row.
"""

from decimal import Decimal

import msgspec

from liangcai.findings import Message
from liangcai.items.effects import Effects, PointsEffect, QuestionEffect
from liangcai.standard.compare.model import Change
from liangcai_web.public.differences import ChangeView, Sources, view_change
from liangcai_web.public.terms import Term

FEW = 12
TOUCHES = {
    "itself": Message("所考的要求", "the requirement itself"),
    "below": Message("其下的要点", "a point below it"),
    "above": Message("所属功能或内容的名称", "the name of its function or task"),
}


class QuestionRow(msgspec.Struct, frozen=True, kw_only=True):
    """The questions on one requirement that one change touches; ``became`` is the requirement in the new edition."""

    row: ChangeView
    level: Term
    requirement: str
    itself: bool
    touch: Message
    became: str
    new_level: Term | None
    items: tuple[str, ...]


class PointsRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a weight table with its points before and after; ``more`` is the difference where both are known."""

    row: ChangeView
    before: str
    after: str
    more: str


class EffectsView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is touched; ``few`` says whether the questions are few enough to be shown unfolded."""

    questions: tuple[QuestionRow, ...]
    touched: int
    kept: int
    points: tuple[PointsRow, ...]
    examination: tuple[ChangeView, ...]
    staff: tuple[ChangeView, ...]

    @property
    def examined(self) -> int:
        """How many values of the examination and its staff change."""
        return len(self.examination) + len(self.staff)

    @property
    def few_points(self) -> bool:
        """Whether the rows of points are few."""
        return len(self.points) <= FEW

    @property
    def few(self) -> bool:
        """Whether the rows of questions are few."""
        return len(self.questions) <= FEW


def view_effects(effects: Effects, sources: Sources) -> EffectsView:
    """The effects as rows."""
    groups: dict[tuple[str, str, Change], list[QuestionEffect]] = {}
    for effect in effects.questions:
        groups.setdefault((effect.level, effect.requirement, effect.change), []).append(effect)
    return EffectsView(
        questions=tuple(view_questions(group, sources) for group in groups.values()),
        touched=effects.touched,
        kept=effects.kept,
        points=tuple(view_points(effect, sources) for effect in effects.points),
        examination=tuple(view_change(change, sources) for change in effects.examination),
        staff=tuple(view_change(change, sources) for change in effects.staff),
    )


def view_questions(group: list[QuestionEffect], sources: Sources) -> QuestionRow:
    """The questions on one requirement."""
    first = group[0]
    return QuestionRow(
        row=view_change(first.change, sources),
        level=Term(first.level, sources.old.english.get(first.level, "")),
        requirement=first.requirement,
        itself=first.touch == "itself",
        touch=TOUCHES[first.touch],
        became=first.new_requirement,
        new_level=Term(first.new_level, sources.new.english.get(first.new_level, ""))
        if first.new_level != first.level and first.new_level
        else None,
        items=tuple(effect.item for effect in group),
    )


def view_points(effect: PointsEffect, sources: Sources) -> PointsRow:
    """The points of a row of a weight table."""
    known = effect.before is not None and effect.after is not None
    more = (effect.after or Decimal(0)) - (effect.before or Decimal(0))
    return PointsRow(
        row=view_change(effect.change, sources),
        before=show_points(effect.before),
        after=show_points(effect.after),
        more=f"{more.normalize():+f}" if known else "",
    )


def show_points(points: Decimal | None) -> str:
    """Points without needless figures, a dash where there are none."""
    return "—" if points is None else f"{points.normalize():f}"
