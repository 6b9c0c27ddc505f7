"""The rule pack of supervision: the points of the form, each with its ground, and how many visits a batch needs.

In: the text of ``rulepacks/supervision.toml``. Out: a ``SupervisionPack``. Follows: clauses 1.9.2 to
1.9.5 where a point rests on one; the rest is practice, and practice is data.
"""

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from liangcai.findings import Finding, Message, Result, Severity

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


class SupervisionPack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The points in their order, the visits that a batch needs, and the working days to answer a finding."""

    id: str
    source: str
    date: datetime.date
    severity: Severity
    least_internal: Annotated[int, Meta(ge=0)]
    least_external: Annotated[int, Meta(ge=0)]
    answer_workdays: Annotated[int, Meta(ge=0)]
    points: tuple[Point, ...]

    def points_for(self, parts: frozenset[str]) -> tuple[Point, ...]:
        """The points of an examination with these parts."""
        absent = {"theory", "skill", "review"} - parts
        return tuple(point for point in self.points if point.phase not in absent)


class _File(msgspec.Struct, frozen=True):
    supervision: SupervisionPack


def read_pack(text: str, name: str = "supervision.toml") -> Result[SupervisionPack | None]:
    """Decode the pack; a key stands once, and every point has its ground."""
    try:
        pack = msgspec.toml.decode(text, type=_File).supervision
    except (msgspec.DecodeError, ValueError) as error:
        return Result(None, (_refuse(name, str(error)),))
    keys = [point.key for point in pack.points]
    bad = sorted({key for key in keys if keys.count(key) > 1})
    bad += [point.key for point in pack.points if not (point.clause or point.source)]
    return Result(None, (_refuse(name, ", ".join(bad)),)) if bad else Result(pack)


def _refuse(name: str, why: str) -> Finding:
    message = Message(f"督导规则包读不懂：{why}。", f"The rule pack of supervision cannot be read: {why}.")
    return Finding(rule="supervision.pack", severity=Severity.ERROR, message=message, document=name)
