"""The rule pack of supervision: the points of the form, each with its ground, and how many visits a batch needs.

In: the text of ``rulepacks/supervision.toml``. Out: a ``SupervisionPack``. Follows: clauses 1.9.2 to
1.9.5 where a point rests on one; the rest is practice, and practice is data.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack

Phase = Literal["before", "theory", "skill", "review", "after"]
Weight = Literal["minor", "major", "serious"]
PHASES: dict[Phase, Message] = {
    "before": Message("考前准备", "Before"),
    "theory": Message("理论考试", "Theory"),
    "skill": Message("技能考核", "Skill part"),
    "review": Message("综合评审", "Review"),
    "after": Message("考后", "After"),
}
WEIGHTS: dict[Weight, Message] = {
    "minor": Message("一般", "minor"),
    "major": Message("较重", "major"),
    "serious": Message("严重", "serious"),
}


class Point(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A point of the form: what is looked at, on which clause or practice it rests, how much a fault weighs."""

    key: str
    phase: Phase
    zh: str
    en: str
    weight: Weight
    clause: str = ""
    source: str = ""

    @property
    def text(self) -> Message:
        """The point in both languages."""
        return Message(self.zh, self.en)


class SupervisionPack(RulePack, frozen=True, kw_only=True):
    """The points in their order, the visits that a batch needs, and the working days to answer a finding."""

    least_internal: Annotated[int, Meta(ge=0)]
    least_external: Annotated[int, Meta(ge=0)]
    answer_workdays: Annotated[int, Meta(ge=0)]
    points: tuple[Point, ...]

    def points_for(self, parts: frozenset[str]) -> tuple[Point, ...]:
        """The points of an examination with these parts."""
        absent = {"theory", "skill", "review"} - parts
        return tuple(point for point in self.points if point.phase not in absent)


def read_pack(text: str, name: str = "supervision.toml") -> Result[SupervisionPack | None]:
    """The pack of a TOML text; a key stands once, and every point has its ground."""
    return read_rule_pack(text, "supervision", SupervisionPack, Message("督导", "supervision"), name, _fault)


def _fault(pack: SupervisionPack) -> str:
    keys = [point.key for point in pack.points]
    bad = sorted({key for key in keys if keys.count(key) > 1})
    return ", ".join(bad + [point.key for point in pack.points if not (point.clause or point.source)])
