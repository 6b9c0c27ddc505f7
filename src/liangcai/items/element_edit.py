"""Change the points that an organisation keeps below a requirement.

In: the points as they stand, as they shall be, how many questions hang on each. Out: the points, or findings. Follows:
a code is given once and never to another point; a point that questions hang on stays; what changed is said in words.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.elements import Addition

MOST_POINTS, MOST_SIZE, MOST_NAME = 40, 99, 200


def change_points(
    standing: Sequence[Addition], wanted: Sequence[Addition], highest: int, hanging: Mapping[int, int]
) -> Result[tuple[Addition, ...]]:
    """The points as wanted, new ones numbered above ``highest``, which is the highest number ever given here.

    ``hanging`` counts questions by the number of a point. With findings nothing changes.
    """
    findings = (*_check_kept(standing, wanted, hanging), *_check_names(wanted))
    if findings:
        return Result(tuple(standing), findings)
    numbers = iter(range(highest + 1, highest + 1 + len(wanted)))
    return Result(
        tuple(
            one if one.number or not one.name else msgspec.structs.replace(one, number=next(numbers)) for one in wanted
        )
    )


def describe_changes(before: Sequence[Addition], after: Sequence[Addition]) -> tuple[Message, ...]:
    """What became of the points between two versions, a sentence each."""
    old, new = {one.number: one for one in before}, {one.number: one for one in after}
    return tuple(message for number in sorted({*old, *new}) for message in _describe(old.get(number), new.get(number)))


def _check_kept(
    standing: Sequence[Addition], wanted: Sequence[Addition], hanging: Mapping[int, int]
) -> Iterator[Finding]:
    """No point is left out that questions hang on, and none comes in under a number that never was."""
    known, kept = {one.number for one in standing if one.name}, [one.number for one in wanted if one.number]
    for one in standing:
        count = hanging.get(one.number, 0)
        if one.name and one.number not in kept and count:
            zh = f"鉴定点「{one.name}」上有 {count} 道试题，不能删去；请先把这些试题移到别处。"
            en = f"{count} questions hang on the point {one.name!r}; move them before it is taken out."
            yield _fault("element-in-use", zh, en)
    if len(set(kept)) != len(kept) or not set(kept) <= known:
        yield _fault("element-unknown", "鉴定点已被别人改动，请重新打开本页。", "The points were changed meanwhile.")


def _check_names(wanted: Sequence[Addition]) -> Iterator[Finding]:
    named = [one for one in wanted if one.name]
    if len(named) > MOST_POINTS:
        zh, en = f"一条要求之下最多 {MOST_POINTS} 个鉴定点。", f"A requirement has {MOST_POINTS} points at most."
        yield _fault("element-many", zh, en)
    names = [one.name for one in named]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield _fault("element-twice", f"鉴定点「{name}」写了两次。", f"The point {name!r} stands twice.")
    if any(not 1 <= one.size <= MOST_SIZE or len(one.name) > MOST_NAME for one in wanted):
        zh = f"份额应为 1 至 {MOST_SIZE}，名称不超过 {MOST_NAME} 字。"
        yield _fault("element-size", zh, f"Sizes are 1 to {MOST_SIZE}, names have {MOST_NAME} characters at most.")


def _describe(old: Addition | None, new: Addition | None) -> Iterator[Message]:
    if old is None and new is not None:
        if new.name:
            yield Message(
                f"新增「{new.name}」，重要程度 {new.importance}，份额 {new.size}",
                f"added {new.name!r}, importance {new.importance}, size {new.size}",
            )
        elif new.importance != "X":
            yield Message(f"重要程度改为 {new.importance}", f"importance is now {new.importance}")
    elif old is not None and new is None:
        yield (
            Message(f"删去「{old.name}」", f"took out {old.name!r}")
            if old.name
            else Message("重要程度改为 X", "importance is now X")
        )
    elif old is not None and new is not None:
        yield from _compare(old, new)


def _compare(old: Addition, new: Addition) -> Iterator[Message]:
    name = Message(f"「{new.name}」", f"{new.name!r}: ") if new.name else Message("", "")
    if old.name != new.name:
        yield Message(f"「{old.name}」改名为「{new.name}」", f"renamed {old.name!r} to {new.name!r}")
    if old.importance != new.importance:
        yield Message(
            f"{name.zh}重要程度由 {old.importance} 改为 {new.importance}",
            f"{name.en}importance {old.importance} → {new.importance}",
        )
    if old.size != new.size:
        yield Message(f"{name.zh}份额由 {old.size} 改为 {new.size}", f"{name.en}size {old.size} → {new.size}")


def _fault(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"items.{rule}", severity=Severity.ERROR, message=Message(zh, en))
