"""What the journal tells of an attempt at a bench, folded.

In: stored events. Out: a ``Story``. Follows: one append-only table is the truth; a reset begins a new run and leaves
the old one where it is, so that it can be taken up again; seconds lost by our fault are events and are given back.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from liangcai_host.benches.model import BenchOrder, Step
from liangcai_host.journal.model import NewEvent, StoredEvent

OPENED, STEP, STRUCK, LATE, RESET, INFRA = "opened", "step", "struck", "late", "reset", "infra"
HANDED_IN, CLOSED = "handed_in", "closed"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A stored step, and the number that it was stored under."""

    seq: int
    step: Step


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt: the order, when its clock began, its steps by run, what was lost, how it ended.

    ``runs``: of each run the ids of its steps in order; the last is the present one. ``struck``: steps at which the
    bench broke, of which nothing was done.
    """

    order: BenchOrder
    began: datetime
    kept: dict[str, Kept] = {}
    runs: tuple[tuple[str, ...], ...] = ((),)
    struck: frozenset[str] = frozenset()
    lost_seconds: int = 0
    last: datetime
    evidence: dict[str, Any] | None = None
    closed: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """Those of the present run, in the order of storing."""
        return tuple(self.kept[name].step for name in self.runs[-1] if name not in self.struck)

    @property
    def run(self) -> int:
        """The number of the present run, from 0."""
        return len(self.runs) - 1


def tell_opened(order: BenchOrder) -> NewEvent:
    """That a bench is ready and the clock begins."""
    return NewEvent(kind=OPENED, client_id="opened", payload=msgspec.to_builtins(order))


def tell_step(step: Step, kind: str = STEP) -> NewEvent:
    """A step, or one that came when the time was over."""
    payload = {"at": step.at, "body": step.body, "wire": step.wire}
    return NewEvent(kind=kind, client_id=f"{kind}/{step.id}", payload=payload)


def tell(kind: str, number: int | str, **payload: Any) -> NewEvent:
    """Anything else; ``number`` makes its id."""
    return NewEvent(kind=kind, client_id=f"{kind}/{number}", payload=payload)


def fold_story(events: Iterable[StoredEvent]) -> Story | None:
    """The story of an attempt, or None where it was never opened."""
    story: Story | None = None
    for event in events:
        story = begin(event) if story is None else follow(story, event)
    return story


def begin(event: StoredEvent) -> Story | None:
    """The story at its first event."""
    if event.kind != OPENED:
        return None
    return Story(order=msgspec.convert(event.payload, BenchOrder), began=event.at, last=event.at)


def follow(story: Story, event: StoredEvent) -> Story:
    """The story after one more event."""
    story = replace(story, last=max(story.last, event.at))
    payload = event.payload
    match event.kind:
        case "step":
            name = event.client_id.partition("/")[2]
            step = Step(id=name, at=payload["at"], body=payload["body"], wire=payload["wire"])
            return keep(story, step, event.position)
        case "struck":
            return replace(story, struck=story.struck | {payload["step"]})
        case "reset":
            return start_run(story, payload["of"])
        case "infra":
            return replace(story, lost_seconds=story.lost_seconds + payload["seconds"])
        case "handed_in":
            return replace(story, evidence=payload["evidence"])
        case "closed":
            return replace(story, closed=True)
    return story


def keep(story: Story, step: Step, seq: int) -> Story:
    """The story with one more step; the dict is shared with the story before, which nobody looks at any more."""
    story.kept[step.id] = Kept(seq=seq, step=step)
    return replace(story, runs=(*story.runs[:-1], (*story.runs[-1], step.id)))


def start_run(story: Story, of: int | None) -> Story:
    """A new run: empty, or beginning with the steps of an old one."""
    return replace(story, runs=(*story.runs, () if of is None else story.runs[of]))
