"""A process that saves answers and prints each acknowledgement, until someone kills it.

``python saving_child.py PLACE ATTEMPT [early]``: with ``early`` it has the planted bug of acknowledging before the
commit, which shows that the kills can find something.
"""

import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liangcai_host import clock
from liangcai_host.journal.model import NewEvent
from liangcai_host.journal.store import Journal
from liangcai_host.journal.writer import Job, Writer

SENDERS = 4


def plant_early_acknowledgement() -> None:
    """Say *saved* with the transaction still open."""
    honest = Writer._commit

    def commit(self: Writer, jobs: Sequence[Job]) -> list[Any]:
        connection = self._begin()
        values = self._perform(connection, [job.work for job in jobs])
        for job, value in zip(jobs, values, strict=True):
            job.reply.set_result(value)
        time.sleep(0.02)
        connection.execute("COMMIT")
        return values

    assert honest is not commit
    Writer._commit = commit  # type: ignore[method-assign]
    Writer._acknowledge = staticmethod(say_nothing)  # type: ignore[assignment]


def say_nothing(jobs: Sequence[Job], values: Sequence[Any]) -> None:
    """It was said already, too early."""


def save_for_ever(journal: Journal, attempt: str, sender: int) -> None:
    """Save one answer after another; a line on stdout means that it was acknowledged."""
    number = 0
    while True:
        number += 1
        client_id = f"s{sender}-{number}"
        event = NewEvent(
            kind="answered", client_id=client_id, item=f"q{number % 100}", sequence=number, payload={"response": "A"}
        )
        journal.append(attempt, (event,)).result()
        sys.stdout.write(f"{client_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if "early" in sys.argv[3:]:
        plant_early_acknowledgement()
    store = Journal(sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1]), clock.now)
    for index in range(SENDERS):
        threading.Thread(target=save_for_ever, args=(store, sys.argv[2], index), daemon=True).start()
    time.sleep(60)
