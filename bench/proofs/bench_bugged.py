"""``python -m bench.proofs.bench_bugged BUG HOME ENGINES PARENT``: the supervisor of benches with a planted bug.

In: the name of a bug, and what the supervisor takes. Out: as the supervisor. Follows: checks that cannot fail are none.
"""

import asyncio
import sys

from liangcai_host.benches import __main__ as supervisor
from liangcai_host.benches.diary import Diary
from liangcai_host.benches.model import Step
from liangcai_host.benches.story import Story
from liangcai_host.journal.model import NewEvent, StoredEvent

EARLY, FORGETFUL = "early", "forgetful"
LATER_SECONDS = 0.5


def plant_early() -> None:
    """The bug: an event is stored when there is time, and acknowledged before."""
    true = Diary._store
    waiting = set[asyncio.Task[StoredEvent]]()

    async def store(self: Diary, event: NewEvent) -> StoredEvent:
        if self.story is None:
            return await true(self, event)

        async def later() -> StoredEvent:
            await asyncio.sleep(LATER_SECONDS)
            return await true(self, event)

        waiting.add(asyncio.create_task(later()))
        return StoredEvent(
            position=1,
            attempt=self.order.attempt,
            client_id=event.client_id,
            kind=event.kind,
            item="",
            sequence=0,
            payload=event.payload,
            flags=(),
            at=self._house.now(),
        )

    Diary._store = store  # type: ignore[method-assign]


def plant_forgetful() -> None:
    """The bug: a bench that comes again does not hear of its last step but one."""

    def steps(self: Story) -> tuple[Step, ...]:
        names = self.runs[-1]
        return tuple(self.kept[name].step for name in (*names[:-2], *names[-1:]))

    Story.steps = property(steps)  # type: ignore[assignment]


if __name__ == "__main__":
    {EARLY: plant_early, FORGETFUL: plant_forgetful}[sys.argv[1]]()
    sys.exit(supervisor.main(sys.argv[2:]))
