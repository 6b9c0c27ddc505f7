"""Drafts turned into items: each coded to a point of the standard, or reported.

In: drafts, the points of a level, what a person settled. Out: ``Import`` with findings. Follows: join by code, by exact
path, by last name, else report; a code and a path that disagree are reported; no draft is dropped unseen.
"""

import hashlib
from collections.abc import Callable, Iterable

import msgspec

from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai.items.exchange.draft import Coded, Draft, Fault, build_item
from liangcai.items.exchange.imported import Import, Match, Progress, Settlement, Spot, Unmatched, report
from liangcai.items.exchange.join import Joined, Joiner, Left, Open
from liangcai.items.exchange.points import Points
from liangcai.items.model import Item, build_bank

STEP = 500  # rows between two words of progress
FieldSpot = Callable[[Draft, str], Spot]


class Taker:
    """An import while it goes on, draft by draft."""

    def __init__(self, name: str, points: Points, settlement: Settlement, spot: FieldSpot) -> None:
        self._name, self._points, self._settlement, self._spot = name, points, settlement, spot
        self._joiner = Joiner(points, settlement)
        self._items: dict[str, Item] = {}
        self._matches: list[Match] = []
        self._unmatched: list[Unmatched] = []
        self._refused: list[Spot] = []
        self._left: list[Spot] = []
        self._rows = 0
        self.findings: list[Finding] = []

    def take(self, draft: Draft) -> None:
        """Take one question with its parts, or report it."""
        self._rows += 1
        found = self._build(draft)
        if isinstance(found, Item) and found.id in self._items:
            found = Fault(field="id", zh=f"试题编号 {found.id} 重复", en=f"question id {found.id} is used again")
        if isinstance(found, Item):
            self._items[found.id] = found
        elif isinstance(found, Fault):
            self.refuse(draft, found)

    def refuse(self, draft: Draft, fault: Fault) -> None:
        """Report a question that is not taken."""
        spot = self._spot(draft, fault.field)
        self._refused.append(spot)
        message = Message(
            f"试题 {draft.id or '（无编号）'} 未收入：{fault.zh}。",
            f"Question {draft.id or '(no id)'} is not taken: {fault.en}.",
        )
        self.findings.append(report("question", Severity.ERROR, message, document=self._name, spot=spot))

    def skip(self, draft: Draft) -> None:
        """Count a question that a person decided to leave out."""
        self._rows += 1
        self._left.append(draft.spot)

    def refuse_row(self, draft: Draft, fault: Fault) -> None:
        """Report a row that never became a question."""
        self._rows += 1
        self.refuse(draft, fault)

    def finish(self, findings: Iterable[Finding] = ()) -> Result[Import | None]:
        """What was taken; the bank only when nothing is open."""
        said = (*findings, *self.findings)
        head = self._points
        items = tuple(self._items.values())
        whole = items and not (self._unmatched or self._refused or has_errors(said))
        return Result(
            Import(
                occupation=head.occupation,
                edition=head.edition,
                level=head.level,
                rows=self._rows,
                items=items,
                matches=tuple(self._matches),
                unmatched=tuple(self._unmatched),
                refused=tuple(self._refused),
                left=tuple(self._left),
                bank=build_bank(head.occupation, head.edition, head.level, items) if whole else None,
            ),
            said,
        )

    def _build(self, draft: Draft) -> Item | Fault | None:
        """The item of a draft, its fault, or nothing where its point is open or it is left out."""
        joined = self._join(draft)
        if not isinstance(joined, Joined):
            return joined
        parts: list[Item] = []
        for part in draft.parts:
            built = self._build_part(part, draft)
            if not isinstance(built, Item):
                return built
            parts.append(built)
        item = build_item(draft, joined.coded, self._settlement, tuple(parts), make_id(draft, joined.coded))
        if isinstance(item, Item):
            path = " / ".join(draft.path)
            found = Match(spot=draft.spot, item_id=item.id, requirement=item.requirement, how=joined.how, path=path)
            self._matches.append(found)
        return item

    def _build_part(self, part: Draft, whole: Draft) -> Item | Fault | None:
        """A question of a case; without a point of its own it has the case's."""
        if not part.requirement and not any(part.path):
            part = msgspec.structs.replace(part, requirement=whole.requirement, path=whole.path, table=whole.table)
        joined = self._join(part)
        if not isinstance(joined, Joined):
            return joined
        built = build_item(part, joined.coded, self._settlement, (), part.id)
        if isinstance(built, Fault):
            return Fault(field="stem", zh=f"小题 {part.id}：{built.zh}", en=f"part {part.id}: {built.en}")
        return built

    def _join(self, draft: Draft) -> Joined | Fault | None:
        """The point of a draft; what is open or left out is noted here."""
        found = self._joiner.join(draft)
        if isinstance(found, Left):
            self._left.append(draft.spot)
            return None
        if isinstance(found, Open):
            self._leave_open(draft, found.candidates)
            return None
        return found

    def _leave_open(self, draft: Draft, candidates: tuple[str, ...]) -> None:
        """Put a question among the unmatched."""
        path = " / ".join(draft.path) or draft.requirement
        spot = self._spot(draft, "path" if draft.path else "requirement")
        self._unmatched.append(Unmatched(spot=spot, path=path, candidates=candidates))
        why = f"有几处同名：{'、'.join(candidates)}" if candidates else "标准的这一等级中没有"
        other = f"stands in several places ({', '.join(candidates)})" if candidates else "is not in this level"
        message = Message(f"知识点「{path}」{why}，试题未收入。", f"Point {path!r} {other}; the question is not taken.")
        self.findings.append(report("unmatched", Severity.ERROR, message, document=self._name, spot=spot))


def make_id(draft: Draft, coded: Coded) -> str:
    """An id for a question that has none: its requirement and a hash of its words, the same each time it is read."""
    words = "\n".join((draft.type, draft.stem, *draft.options, draft.key))
    return f"{coded.requirement}-{hashlib.sha256(words.encode()).hexdigest()[:10]}"


def take_drafts(
    drafts: Iterable[Draft | tuple[Draft, Fault]], taker: Taker, progress: Progress | None = None, total: int = 0
) -> None:
    """Take drafts one by one, telling how far it is."""
    count = 0
    for count, found in enumerate(drafts, 1):
        if isinstance(found, tuple):
            taker.refuse_row(*found)
        else:
            taker.take(found)
        if progress is not None and count % STEP == 0:
            progress(count, max(total, count))
    if progress is not None and count % STEP:
        progress(count, count)
