"""Decide whether a candidate has passed.

In: the standard, level and direction, the marks of the parts, the hash of the blueprint. Out: a ``Decision``.
Follows: 1.9.2: every part that the level sits is marked on its own, and each must reach the pass mark.
"""

from decimal import Decimal

import msgspec

from liangcai.findings import Message, Reason
from liangcai.standard.identity import standard_id
from liangcai.standard.model import Part, PartKind, Standard

CLAUSE = "1.9.2"


class PartMark(msgspec.Struct, frozen=True, kw_only=True):
    """The published mark of a part; ``evidence`` names what made it, such as a form's hash and the rule pack."""

    kind: PartKind
    points: Decimal
    reasons: tuple[Reason, ...] = ()
    evidence: str = ""


class VoidPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part whose mark does not count, by a decision on misconduct; ``evidence`` names that decision."""

    kind: PartKind
    reason: Message
    evidence: str = ""


class PartOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a part came to; ``points`` is None where no single mark is there, or the mark is ``void``."""

    name: str
    kind: PartKind
    points: Decimal | None
    pass_mark: int | None
    passed: bool
    clause: str
    line: int
    void: bool = False


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """Passed or not, with everything that the decision rests on."""

    passed: bool
    standard_id: str
    standard_sha256: str
    level: str
    direction: str | None
    blueprint_sha256: str
    marks: tuple[PartMark, ...]
    outcomes: tuple[PartOutcome, ...]
    reasons: tuple[Reason, ...]


def decide_award(
    standard: Standard,
    level: str,
    direction: str | None,
    marks: tuple[PartMark, ...],
    blueprint_sha256: str = "",
    void: tuple[VoidPart, ...] = (),
) -> Decision:
    """Passed only if every part that the level sits has one mark within range that reaches the pass mark.

    A part that is void has no mark, whatever was earned in it.
    """
    found = standard.level(level)
    name = found.name if found else level
    sat = tuple(part for part in standard.assessment.parts if found and _sits(part, (found.name, found.printed_name)))
    voided = {one.kind: one for one in void}
    marks = tuple(mark for mark in marks if mark.kind not in voided)
    judged = tuple(
        _avoid(part, standard, voided[part.kind]) if part.kind in voided else _judge(part, standard, marks)
        for part in sat
    )
    outcomes = tuple(outcome for outcome, _ in judged)
    return Decision(
        passed=bool(outcomes) and all(outcome.passed for outcome in outcomes),
        standard_id=standard_id(standard.code, standard.edition),
        standard_sha256=standard.source.sha256,
        level=name,
        direction=direction,
        blueprint_sha256=blueprint_sha256,
        marks=marks,
        outcomes=outcomes,
        reasons=(
            *(reason for _, reason in judged),
            *(_needless(mark) for mark in marks if sat and mark.kind not in {part.kind for part in sat}),
            *(() if sat else (_no_parts(name),)),
        ),
    )


def _sits(part: Part, names: tuple[str, str]) -> bool:
    return any(name in part.levels for name in names)


def _judge(part: Part, standard: Standard, marks: tuple[PartMark, ...]) -> tuple[PartOutcome, Reason]:
    own = [mark for mark in marks if mark.kind == part.kind]
    points = own[0].points if len(own) == 1 else None
    full, passing = standard.assessment.full_mark, standard.assessment.pass_mark
    in_range = points is not None and full is not None and points.is_finite() and 0 <= points <= full
    passed = bool(in_range and points is not None and passing is not None and points >= passing)
    outcome = PartOutcome(
        name=part.name, kind=part.kind, points=points, pass_mark=passing, passed=passed, clause=CLAUSE, line=part.line
    )
    message = _say(outcome, len(own), in_range=in_range)
    return outcome, Reason(clause=CLAUSE, met=passed, message=message, line=part.line)


def _avoid(part: Part, standard: Standard, void: VoidPart) -> tuple[PartOutcome, Reason]:
    outcome = PartOutcome(
        name=part.name,
        kind=part.kind,
        points=None,
        pass_mark=standard.assessment.pass_mark,
        passed=False,
        clause=CLAUSE,
        line=part.line,
        void=True,
    )
    message = Message(
        zh=f"「{part.name}」成绩无效：{void.reason.zh}", en=f"{part.name}: the mark is void. {void.reason.en}"
    )
    return outcome, Reason(clause=CLAUSE, met=False, message=message, line=part.line)


def _say(outcome: PartOutcome, marks: int, *, in_range: bool) -> Message:
    name, points, passing = outcome.name, outcome.points, outcome.pass_mark
    if not marks:
        return Message(zh=f"「{name}」没有成绩，不合格。", en=f"{name} has no mark: not passed.")
    if marks > 1:
        return Message(
            zh=f"「{name}」有 {marks} 个成绩，须先确定以哪一个为准。",
            en=f"{name} has {marks} marks; which of them stands must be settled first.",
        )
    if passing is None or not in_range:
        return Message(
            zh=f"「{name}」{points} 分不能判定：标准未给出满分或合格分，或成绩超出范围。",
            en=f"{name}: {points} cannot be judged; full or pass mark is unknown, or the mark is out of range.",
        )
    if outcome.passed:
        return Message(zh=f"「{name}」{points} 分，达到 {passing} 分。", en=f"{name}: {points} reaches {passing}.")
    return Message(zh=f"「{name}」{points} 分，未达到 {passing} 分。", en=f"{name}: {points} does not reach {passing}.")


def _needless(mark: PartMark) -> Reason:
    return Reason(
        clause=CLAUSE,
        met=True,
        message=Message(
            zh=f"本等级不考 {mark.kind} 部分，其成绩 {mark.points} 分不计。",
            en=f"This level does not sit a {mark.kind} part; its mark of {mark.points} does not count.",
        ),
    )


def _no_parts(level: str) -> Reason:
    return Reason(
        clause=CLAUSE,
        met=False,
        message=Message(
            zh=f"标准没有等级「{level}」的考核部分，不能判定合格。",
            en=f"The standard names no part that level {level} sits: nothing can be passed.",
        ),
    )
