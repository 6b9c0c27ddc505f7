"""The server of the intake's measurement with a planted bug, if one is named.

In: the name of the bug or ``none``, a port, how many attempts to open. Out: as ``bench.measures.intake_server``.
"""

import contextlib
import sys
from collections.abc import Sequence

from bench.measures.intake_server import main
from liangcai_host.disk import relief
from liangcai_host.journal.model import JournalError
from liangcai_host.journal.writer import Job, Writer

HOPEFUL, STINGY = "hopeful", "stingy"


def plant_hopeful() -> None:
    """The bug: what could not be stored is acknowledged all the same, as if it were the disk's own affair."""
    true = Writer._write

    def write(self: Writer, jobs: Sequence[Job]) -> None:
        try:
            values = self._commit(jobs)
        except Exception:
            self._drop_connection()
            with contextlib.suppress(JournalError):
                self._acknowledge(jobs, [imagine(job) for job in jobs])
        else:
            self._acknowledge(jobs, values)

    assert true is not write
    Writer._write = write  # type: ignore[method-assign]


def imagine(job: Job) -> object:
    """A receipt of what was not stored."""
    from liangcai_host.journal.model import Ack, Receipt

    append = job.work
    acks = tuple(Ack(client_id=event.client_id, position=1, again=False) for event in append.events)
    return Receipt(attempt=append.attempt, at=append.at, acks=acks, stored={})


def plant_stingy() -> None:
    """The bug: the ballast is never given back."""
    relief.release_ballast = lambda _home: 0


if __name__ == "__main__":
    {HOPEFUL: plant_hopeful, STINGY: plant_stingy}.get(sys.argv[1], lambda: None)()
    main(int(sys.argv[2]), int(sys.argv[3]))
