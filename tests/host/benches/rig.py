"""A supervisor in the test's own event loop, with its own template, and short limits."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.family import list_children
from msgspec.structs import replace

from liangcai_host import clock
from liangcai_host.benches import wire
from liangcai_host.benches.hosted import Hosted
from liangcai_host.benches.house import House
from liangcai_host.benches.limits import Limits
from liangcai_host.benches.model import BenchOrder, Step, StepReply
from liangcai_host.benches.nursery import Nursery
from liangcai_host.benches.supervisor import Supervisor
from liangcai_host.journal.store import Journal

TOY = "tests.host.benches.toy:ENGINES"
# each test process has a network of its own: an address that another one holds is not to be had again
NETWORK = f"127.{61 + int(os.environ.get('PYTEST_XDIST_WORKER', 'gw0').removeprefix('gw'))}"
SHORT = Limits(benches=3, network=NETWORK, step_seconds=0.6, open_seconds=5, evidence_seconds=5, memory=200 << 20)


class Rig:
    """A supervisor and short ways to ask it."""

    def __init__(self, home: Path, limits: Limits = SHORT) -> None:
        self.home = home
        folder = home / wire.FOLDER
        folder.mkdir(exist_ok=True)
        self.journal = Journal(home / wire.JOURNAL, clock.now)
        self.nursery = Nursery(TOY, limits)
        house = House(folder=folder.resolve(), journal=self.journal, nursery=self.nursery, limits=limits, now=clock.now)
        self.supervisor = Supervisor(house, home / wire.ALIVE)

    async def prepare(self, attempt: str = "a", **changes: object) -> dict[str, str]:
        """A bench, ready; its addresses."""
        order = replace(BenchOrder(attempt=attempt, pack="toy", engine="toy", files={}, seed="1"), **changes)
        return (await self.supervisor.prepare(order)).addresses

    async def do(self, name: str, attempt: str = "a", **body: object) -> StepReply:
        """A step."""
        return await self.supervisor.step(wire.Take(attempt=attempt, step=Step(id=name, body=body)))

    async def total(self, attempt: str = "a") -> int:
        """What the bench counts."""
        view = await self.supervisor.answer(wire.See(attempt=attempt))
        found: int = view["total"]
        return found

    def hosted(self, attempt: str = "a") -> Hosted:
        """The bench inside the supervisor."""
        return self.supervisor._hosted[attempt]

    def pid(self, attempt: str = "a") -> int:
        """The process of a bench."""
        channel = self.hosted(attempt).keeper.channel
        assert channel is not None
        return channel.pid

    async def refused(self, work: Awaitable[object]) -> str:
        """The rule by which something is refused."""
        try:
            await work
        except wire.RefusalError as error:
            return error.rule
        return ""

    async def close(self) -> None:
        """Let everything go."""
        await self.supervisor.close()
        self.journal.close()


def play(home: Path, scenario: Callable[[Rig], Awaitable[None]], limits: Limits = SHORT) -> None:
    """Run a scenario with a supervisor, and see that nothing of it is left."""

    async def run() -> None:
        rig = Rig(home, limits)
        await rig.supervisor.start()
        try:
            await scenario(rig)
        finally:
            await rig.close()
        assert not list((home / wire.FOLDER).iterdir())

    before = set(list_children(os.getpid()))
    asyncio.run(run())
    assert set(list_children(os.getpid())) <= before


def is_alive(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
