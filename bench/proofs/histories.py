"""R6: whatever goes wrong, and however much of it at once, a plain model finds no anomaly in what is stored.

In: how many histories. Out: an account, a try a history. Follows: rules 1 to 6 of reliability. Two attempts with two
machines each and an office run over the real intake, its services and the journal, while the writer is killed, the disk
is full, commits are unheard of, requests are lost, cut, doubled, reordered and forged, and clocks are set. A kill is
the end of the writer and of everything remembered, in this process; that of a whole process is R1.
"""

import asyncio
import itertools
import random
import sqlite3
from contextlib import closing
from uuid import uuid4

from django.conf import settings

from bench.account import Account, account
from bench.proofs.history_model import COLUMNS, Row, check_chain, check_seat
from bench.proofs.history_pages import TURNS, Machine, Office, Seat
from bench.proofs.history_world import World, break_things
from liangcai_web.services.sittings.journal import fold_events, open_journal

SHORT, LONG = 12, 400
NUMBERS = itertools.count(1)


def prove(tries: int) -> Account:
    """One history after another, each over what the ones before left."""
    faults: list[str] = []
    worlds, events, answers = [], 0, 0
    for seed in range(tries):
        world = World(random.Random(seed))  # noqa: S311 - nothing secret
        head = open_journal().head()
        with break_things(world):
            seats = asyncio.run(play(world, random.Random(1_000_000 + seed)))  # noqa: S311
            standing = [
                {one.item: one.response for one in fold_events(open_journal().read(seat.attempt)).answers}
                for seat in seats
            ]
        rows = read_rows(head.position if head else 0)
        found = check_chain(rows, head.position if head else 0, head.hash if head else "0" * 64)
        for seat, stands in zip(seats, standing, strict=True):
            found += check_seat(seat, rows, stands)
        faults += [f"history {seed}: {found[0]} ({len(found)} in all)"] if found else []
        worlds.append(world)
        events, answers = events + len(rows), answers + sum(len(seat.sent) for seat in seats)
    return account("R6", "histories with an anomaly", tries, "histories", faults, tell(worlds, events, answers))


def tell(worlds: list[World], events: int, answers: int) -> str:
    """What the histories met."""
    met = {
        name: sum(world.counts[name] for world in worlds)
        for name in sorted({*itertools.chain(*(w.counts for w in worlds))})
    }
    return f"{answers:,} answers, {events:,} events; " + ", ".join(f"{name} {count:,}" for name, count in met.items())


async def play(world: World, rng: random.Random) -> list[Seat]:
    """Everybody at once; then all is well, and what is pending gets through."""
    name = f"history-{next(NUMBERS)}-{uuid4().hex[:8]}"
    seats = [Seat(attempt=f"{name}-{letter}") for letter in "ab"]
    pairs = list(zip(seats, reversed(seats), strict=True))
    machines = [
        Machine(world, seat, number, other.attempt, random.Random(rng.random()))  # noqa: S311
        for seat, other in pairs
        for number in (1, 2)
    ]
    office = Office(world, seats, rng)
    await asyncio.gather(office.work(), *(sit(machine) for machine in machines))
    world.calm = True
    for machine in machines:
        await machine.finish()
    return seats


async def sit(machine: Machine) -> None:
    """The second machine of a seat comes later, and the first goes on all the same."""
    if machine.number == 2:
        await asyncio.sleep(machine.rng.uniform(0, 0.05))
    await machine.sign_in()
    await machine.work(TURNS)


def read_rows(after: int) -> list[Row]:
    """The rows of the journal behind a position, as any program would read them."""
    query = f"SELECT {', '.join(COLUMNS)} FROM events WHERE position > ? ORDER BY position"  # noqa: S608 - constants
    with closing(sqlite3.connect(settings.JOURNAL)) as connection:
        return [Row(*row) for row in connection.execute(query, (after,))]
