"""A process that saves answers and notes each acknowledgement, until someone kills it.

In: where the journal is, a folder for notes, the name of an attempt, a planted bug or none. Out: a line in the note of
that name for each answer that was acknowledged, written without a buffer, so a killed process takes none with it.
"""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liangcai_host import clock
from liangcai_host.journal.apart import Apart
from liangcai_host.journal.model import JournalError, NewEvent
from liangcai_host.journal.schema import Place
from liangcai_host.journal.store import Journal
from liangcai_host.journal.writer import Job, Writer

SENDERS = 4
SECONDS = 60
EARLY, TRUSTING = "early", "trusting"


def save_until_killed(place: Place, folder: str, attempt: str, bug: str) -> None:
    """What the killed process runs."""
    if bug == EARLY:
        plant_early_acknowledgement()
    start_saving(Journal(place, clock.now), folder, attempt)
    time.sleep(SECONDS)


def save_apart_until_killed(place: Place, folder: str, attempt: str, bug: str) -> None:
    """The same as a site does it: the journal is written by a process of its own."""
    if bug == TRUSTING:
        plant_trust()

    async def run() -> None:
        journal = Journal(place, clock.now)
        await journal.go_apart()
        start_saving(journal, folder, attempt)
        await asyncio.sleep(SECONDS)

    asyncio.run(run())


def start_saving(journal: Journal, folder: str, attempt: str) -> None:
    """Senders in threads that note what they are told."""
    logging.disable(logging.CRITICAL)  # what the strikes provoke
    notes = os.open(Path(folder) / attempt, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for sender in range(SENDERS):
        threading.Thread(target=save_answers, args=(journal, attempt, sender, notes), daemon=True).start()


def save_answers(journal: Journal, attempt: str, sender: int, notes: int) -> None:
    """One answer after another, each acknowledged before the next."""
    number = 0
    while True:
        number += 1
        name = f"s{sender}-{number}"
        event = NewEvent(
            kind="answered",
            client_id=name,
            item=f"q{number % 100}",
            sequence=number,
            payload={"response": "A"},
        )
        while not is_stored(journal, attempt, event):
            time.sleep(0.02)
        os.write(notes, f"{name}\n".encode())


def is_stored(journal: Journal, attempt: str, event: NewEvent) -> bool:
    """Send it; where the outcome is unknown it is sent again, as a page does."""
    try:
        journal.append(attempt, (event,)).result()
    except JournalError:
        return False
    return True


def say_nothing(_jobs: Sequence[Job], _values: Sequence[Any]) -> None:
    """It was said already, too early."""


def plant_early_acknowledgement() -> None:
    """The bug: say *saved* while the transaction is open."""

    def commit(self: Writer, jobs: Sequence[Job]) -> list[Any]:
        connection = self._begin()
        values = self._perform(connection, [job.work for job in jobs])
        for job, value in zip(jobs, values, strict=True):
            job.reply.set_result(value)
        time.sleep(0.02)
        connection.execute("COMMIT")
        return values

    Writer._commit = commit  # type: ignore[method-assign]
    Writer._acknowledge = staticmethod(say_nothing)  # type: ignore[method-assign,assignment]


def plant_trust() -> None:
    """The bug: what the other process was handed is called saved when it ends without a word."""

    async def trust(self: Apart, jobs: list[Job]) -> None:
        self._process.kill()
        for job in jobs:
            job.reply.set_result(None)

    Apart._do_again = trust  # type: ignore[method-assign]
