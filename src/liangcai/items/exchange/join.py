"""Which point of the standard a draft belongs to.

In: a draft, the points of a level, what a person settled. Out: the point and how it was found, or that it is open.
Follows: join by code, by exact path, by last name, else report; a code and a path that disagree are reported.
"""

import msgspec

from liangcai.items.exchange.draft import Coded, Draft, Fault
from liangcai.items.exchange.imported import How, Settled, Settlement
from liangcai.items.exchange.notation import split_list
from liangcai.items.exchange.points import Directory, Point, Points, plain_path
from liangcai.standard.model import NO_TABLE


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """A draft's point and how it was found."""

    coded: Coded
    how: How


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """No point, or several of the same name."""

    candidates: tuple[str, ...] = ()


class Left(msgspec.Struct, frozen=True):
    """A person decided to leave the question out."""


class Joiner:
    """The points and the decisions of people, looked up for one draft after the other."""

    def __init__(self, points: Points, settlement: Settlement) -> None:
        self._directory = Directory(points)
        self._settled: dict[str, list[Settled]] = {}
        for settled in settlement.points:
            self._settled.setdefault(_key(tuple(settled.path.split(" / "))), []).append(settled)

    def join(self, draft: Draft) -> Joined | Open | Left | Fault:
        """The point of a draft: what a person settled goes before what the draft says."""
        settled = self._find_settled(draft)
        if settled is not None:
            return self._join_settled(draft, settled)
        return self._join_code(draft) if draft.requirement else self._join_path(draft)

    def _join_settled(self, draft: Draft, settled: Settled) -> Joined | Left | Fault:
        if not settled.requirement:
            return Left()
        point = self._directory.find_code(settled.requirement, settled.table or draft.table or NO_TABLE)
        if point is None:
            return _no_requirement(settled.requirement)
        element = settled.element or point.element
        coded = Coded(requirement=point.code, element=element, table=settled.table or draft.table or point.table)
        return Joined(coded=coded, how="settled")

    def _join_code(self, draft: Draft) -> Joined | Open | Fault:
        point = self._directory.find_code(draft.requirement, draft.table or NO_TABLE)
        if point is None:
            return Open()
        if draft.path and not self._agrees(draft, point):
            said = " / ".join(point.path)
            return Fault(
                field="requirement",
                zh=f"要求编号 {draft.requirement} 在这一等级中是「{said}」，与知识点不一致",
                en=f"requirement {draft.requirement} is {said!r} in this level, which its point does not say",
            )
        missing = [code for code in split_list(draft.also) if not self._directory.find_code(code, point.table)]
        if missing:
            return _no_requirement(missing[0])
        return Joined(coded=_code(draft, point), how="code")

    def _agrees(self, draft: Draft, point: Point) -> bool:
        """Whether a path leads to the point of the code: the numbers of another level may mean other points."""
        others = self._directory.find_path(draft.path)
        if others:
            return any((other.code, other.table) == (point.code, point.table) for other in others)
        return plain_path(draft.path[-1:]) == plain_path(point.path[-1:])

    def _join_path(self, draft: Draft) -> Joined | Open:
        if not any(draft.path):
            return Open()
        found = self._directory.find_path(draft.path)
        how: How = "path" if found else "leaf"
        found = found or self._directory.find_leaf(draft.path)
        if len(found) != 1:
            return Open(candidates=tuple(point.element or point.code for point in found))
        return Joined(coded=_code(draft, found[0]), how=how)

    def _find_settled(self, draft: Draft) -> Settled | None:
        found = self._settled.get(_key(draft.path or (draft.requirement,)), [])
        exact = [settled for settled in found if draft.spot.row in settled.rows]
        return next(iter(exact), next((settled for settled in found if not settled.rows), None))


def _code(draft: Draft, point: Point) -> Coded:
    return Coded(requirement=point.code, element=draft.element or point.element, table=draft.table or point.table)


def _key(path: tuple[str, ...]) -> str:
    return "/".join(plain_path(path))


def _no_requirement(code: str) -> Fault:
    return Fault(field="also", zh=f"标准的这一等级中没有要求 {code}", en=f"this level has no requirement {code}")
