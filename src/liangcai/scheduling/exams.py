"""What an examination asks of rooms, people and hours, read out of the standard.

In: a standard, a level, a pack. Out: ``Exam``, or why it can't be scheduled. Follows: clauses 1.9.3 (ratios) and 1.9.4
(minutes) for the level; who may judge a level is practice: somebody qualified for it or for a level above.
"""

from collections.abc import Mapping

import msgspec

from liangcai.findings import Result
from liangcai.scheduling.model import Qualification, Role
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.shortage import nobody, unstated
from liangcai.scheduling.staffing import parts_of, role_for
from liangcai.standard.model import PartKind, Staffing, Standard


class ExamPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part: how many minutes, which staff, at which kind of station (None for any), and the line that says so."""

    kind: PartKind
    name: str
    minutes: int
    staff: Staffing
    role: Role
    station: str | None = None
    line: int = 0


class Exam(msgspec.Struct, frozen=True, kw_only=True):
    """A level of an occupation to be examined: its parts in their order, and the levels whose holders may judge it."""

    id: str
    occupation: str
    level: str
    parts: tuple[ExamPart, ...]
    judged_by: tuple[str, ...] = ()

    def admits(self, qualification: Qualification, role: Role) -> bool:
        """Whether a qualification is good for a role in this examination, leaving its validity aside."""
        return (
            qualification.gives(role)
            and qualification.occupation in ("", self.occupation)
            and (not qualification.level or qualification.level in (self.judged_by or (self.level,)))
        )


def describe_exam(
    standard: Standard, level: str, pack: SchedulingPack, stations: Mapping[PartKind, str] | None = None
) -> Result[Exam | None]:
    """The examination of a level; ``stations`` names the kind of station that a part needs."""
    parts = parts_of(standard, level)
    if not parts:
        said = (f"标准没有给出{level}的考核部分。", f"The standard gives no parts of an examination for {level}.")
        return Result(None, (nobody(*said),))
    findings = tuple(unstated(part) for part in parts if part.staff is None or part.minutes_min is None)
    known = standard.level(level)
    names = [one.name for one in standard.levels]
    exam = Exam(
        id=f"{standard.code}@{standard.edition}/{level}",
        occupation=standard.code,
        level=level,
        parts=tuple(
            ExamPart(
                kind=part.kind,
                name=part.name,
                minutes=part.minutes_min,
                staff=part.staff,
                role=role_for(part, level, pack),
                station=(stations or {}).get(part.kind),
                line=part.line,
            )
            for part in parts
            if part.staff is not None and part.minutes_min is not None
        ),
        judged_by=tuple(names[names.index(known.name) :]) if known else (),
    )
    return Result(None if findings else exam, findings)
