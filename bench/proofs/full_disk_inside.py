"""What runs on the small disk: a server, candidates who save, and somebody who fills the disk.

In: the folder of the disk, a planted bug or ``none``. Out: a line of JSON with what was counted.
Follows: each answer is sent until it is acknowledged, as a page sends it; the journal is read after the server was
killed, so that nothing counts that stood only in its memory.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from bench.proofs.disk_filler import Filler
from bench.proofs.disk_savers import Savers
from bench.proofs.served import serve_home, stands
from liangcai_host import clock
from liangcai_host.journal.store import Journal

CLIENTS = 8
WAIT = 12.0
CALM = 0.5


class Run:
    """What was seen while the disk was filled."""

    def __init__(self, home: Path, savers: Savers, filler: Filler) -> None:
        self.home = home
        self.savers = savers
        self.filler = filler
        self.faults: list[str] = []
        self.counts = {"filled": 0, "on_ballast": 0, "recovered": 0, "made_again": 0}
        self.slowest = 0.0

    async def cycle(self) -> None:
        """All is well; full, with the ballast; full without; all is well again."""
        if not await until(lambda: stands(self.home)):
            self.faults.append("the ballast was not made")
        await asyncio.sleep(CALM)
        await asyncio.to_thread(self.filler.fill)
        self.counts["filled"] += 1
        if not await until(lambda: not stands(self.home)):
            self.faults.append("the ballast was not released on a full disk")
        released = self.savers.saved
        if not await until(lambda: self.savers.saved > released):
            self.faults.append("answers were not stored in the room of the ballast")
        await asyncio.sleep(CALM)
        self.counts["on_ballast"] += self.savers.saved - released
        await self.fill_again()
        await self.recover()

    async def fill_again(self) -> None:
        """No reserve is left: until saves are refused the disk is filled again and again."""
        refused = self.savers.refused

        async def full() -> bool:
            await asyncio.to_thread(self.filler.fill)
            return self.savers.refused >= refused + CLIENTS

        end = time.monotonic() + WAIT
        while not await full():
            if time.monotonic() > end:
                self.faults.append("no save was refused on a full disk without ballast")
                return
            await asyncio.sleep(0.01)

    async def recover(self) -> None:
        """Room again: every saver must go on without anybody's help."""
        rounds, began = self.savers.least(), time.monotonic()
        self.filler.empty()
        if await until(lambda: self.savers.least() > rounds):
            self.counts["recovered"] += 1
            self.slowest = max(self.slowest, time.monotonic() - began)
        else:
            self.faults.append("saving did not go on after room was given back")
        self.counts["made_again"] += await until(lambda: stands(self.home))


async def until(holds: object) -> bool:
    """Wait until something holds; whether it ever did."""
    assert callable(holds)
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if holds():
            return True
        await asyncio.sleep(0.01)
    return False


async def work(home: Path, port: int, sessions: list[tuple[str, str]]) -> tuple[Run, Savers]:
    """Savers save while the disk is filled."""
    savers = Savers(port, sessions)
    run = Run(home, savers, Filler(home.parent / "filler"))
    saving = asyncio.create_task(savers.work())
    await run.cycle()
    savers.stop()
    await saving
    return run, savers


def look(home: Path, savers: Savers) -> list[str]:
    """What the file has of what was acknowledged."""
    journal = Journal(home / "journal.sqlite3", clock.now)
    faults = [f"the chain is broken at {fault.position}: {fault.kind}" for fault in journal.verify().faults]
    for attempt, known in savers.acknowledged.items():
        stored = {event.client_id: event.payload.get("response") for event in journal.read(attempt)}
        for name, response in known.items():
            if name not in stored:
                faults.append(f"{attempt}: {name} was acknowledged and is lost")
            elif stored[name] != response:
                faults.append(f"{attempt}: {name} was acknowledged and is another")
    journal.close()
    return faults


def main(disk: Path, bug: str) -> None:
    """Run on the disk, then kill the server and read what is there."""
    home = disk / "home"
    home.mkdir(mode=0o700)
    with serve_home(home, CLIENTS, bug) as served:
        run, savers = asyncio.run(work(home, served.port, served.sessions))
    faults = [*run.faults, *savers.faults, *look(home, savers)]
    said = {
        "saved": savers.saved,
        "refused": savers.refused,
        "slowest": run.slowest,
        "faults": faults[:50],
        **run.counts,
    }
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
