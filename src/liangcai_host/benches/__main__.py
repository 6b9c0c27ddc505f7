"""``python -m liangcai_host.benches HOME ENGINES [PARENT]``: the supervisor of an installation's benches.

In: the folder of the installation, where the table of engines stands (``module:NAME``), the process with which this one
ends. Out: benches, until it is told to stop. Follows: one supervisor an installation; the journal has one writer.
"""

import asyncio
import fcntl
import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liangcai_host import clock
from liangcai_host.benches import wire
from liangcai_host.benches.confine import end_with_parent
from liangcai_host.benches.house import House
from liangcai_host.benches.limits import read_limits
from liangcai_host.benches.nursery import Nursery
from liangcai_host.benches.server import Door
from liangcai_host.benches.supervisor import Supervisor
from liangcai_host.disk.relief import Relief
from liangcai_host.journal.store import Journal
from liangcai_host.logs.files import LogFiles

BUSY = 3
STOPS = (signal.SIGTERM, signal.SIGINT)
LOG = "benches.jsonl"
log = logging.getLogger("liangcai_host.benches")


def main(arguments: list[str]) -> int:
    """Run until told to stop."""
    home, engines = Path(arguments[0]).resolve(), arguments[1]
    if len(arguments) > 2:
        end_with_parent(int(arguments[2]))
    with hold(home) as held:
        if not held:
            return BUSY
        logging.getLogger().addHandler(LogFiles(home, name=LOG))
        return asyncio.run(serve(home, engines))


async def serve(home: Path, engines: str) -> int:
    """Bring back what was open, open the door, wait for the end, let go."""
    limits = read_limits(os.environ)
    folder = home / wire.FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    journal = Journal(home / wire.JOURNAL, clock.now, relieve=Relief(home))
    house = House(folder=folder, journal=journal, nursery=Nursery(engines, limits), limits=limits, now=clock.now)
    supervisor = Supervisor(house, home / wire.ALIVE)
    door, stop = Door(supervisor), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOPS:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    await supervisor.start()
    await door.open(home)
    sweeping = asyncio.create_task(supervisor.sweep())
    await stop.wait()
    for number in STOPS:  # to the end of the process: when a site is killed, the kernel says it for each of its threads
        signal.signal(number, signal.SIG_IGN)
    await door.close()
    sweeping.cancel()
    await supervisor.close()
    journal.close()
    (home / wire.SOCKET).unlink(missing_ok=True)
    return 0


@contextmanager
def hold(home: Path) -> Iterator[bool]:
    """Whether this is the one supervisor of the installation, as long as it lasts."""
    with (home / wire.LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
