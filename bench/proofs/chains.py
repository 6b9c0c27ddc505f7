"""R13: whatever is done to the rows of the journal or of the facts is found by recomputing the chain.

In: how many tamperings, half of them for each chain. Out: an account, a try a tampering. Follows: edit, delete, insert,
reorder, truncate. Who cuts the end off, or rebuilds everything behind an edit, leaves a chain that holds in itself:
that is found by what was noted elsewhere (the head of the journal, the last checkpoint of the facts), and counted apart
as found by the chain alone or not. The worst one has the signing key too and signs every checkpoint in the log anew.
"""

import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.account import Account, account
from bench.proofs.chains_facts import tamper_facts
from liangcai_host import clock
from liangcai_host.journal import chain
from liangcai_host.journal.model import NewEvent
from liangcai_host.journal.schema import connect_journal
from liangcai_host.journal.store import Journal

SHORT, LONG = 300, 20_000
ROWS = 24
TEXTS = ("attempt", "client_id", "kind", "item", "payload", "flags", "at", "previous", "hash")
KINDS = ("edit", "delete", "insert", "reorder", "truncate", "rebuild")


def prove(tries: int) -> Account:
    """Each tampering is undone before the next."""
    rng = random.Random(13)  # noqa: S311 - nothing secret
    alone: Counter[str] = Counter()
    faults = tamper_journal(tries // 2, rng, alone) + tamper_facts(tries - tries // 2, rng, alone)
    given = f"{tries // 2:,} of the journal given its head, {tries - tries // 2:,} of the facts given a checkpoint"
    missed = ", ".join(f"{name} {count:,}" for name, count in sorted((+alone).items())) or "none"
    said = f"{given}; missed by the chain alone: {missed}"
    return account("R13", "tamperings not found", tries, "tamperings", faults, said)


def tamper_journal(tries: int, rng: random.Random, alone: Counter[str]) -> list[str]:
    """A journal in a file, in the hands of someone who can drop its triggers."""
    faults = []
    with tempfile.TemporaryDirectory(prefix="liangcai-chain-") as name:
        path = Path(name) / "journal.sqlite3"
        journal = Journal(path, clock.now)
        for number in range(ROWS):
            journal.append(f"a{number % 3}", (make_event(number),)).result()
        head = journal.head()
        journal.close()
        connection = connect_journal(path)
        for trigger in ("changed", "deleted"):
            connection.execute(f"DROP TRIGGER events_are_never_{trigger}")
        for number in range(tries):
            kind = KINDS[number % len(KINDS)]
            connection.execute("BEGIN")
            JOURNAL[kind](connection, rng)
            if not chain.verify_chain(connection, head).faults:
                faults.append(f"journal: {kind} was not found")
            alone[f"journal {kind}"] += chain.verify_chain(connection).holds
            connection.execute("ROLLBACK")
        assert chain.verify_chain(connection, head).holds
        connection.close()
    return faults


def make_event(number: int) -> NewEvent:
    """One event of the journal."""
    return NewEvent(
        kind="answered",
        client_id=f"c{number}",
        item=f"q{number % 7}",
        sequence=number,
        payload={"response": "ABCD"[number % 4]},
    )


def edit_event(connection: sqlite3.Connection, rng: random.Random) -> None:
    """One column of one row."""
    column = rng.choice((*TEXTS, "sequence"))
    change = f"{column} + 1" if column == "sequence" else f"{column} || 'x'"
    connection.execute(f"UPDATE events SET {column} = {change} WHERE position = ?", (rng.randint(1, ROWS),))  # noqa: S608


def delete_event(connection: sqlite3.Connection, rng: random.Random) -> None:
    """One row in the middle; half the time those behind it close the gap."""
    position = rng.randint(1, ROWS - 1)
    connection.execute("DELETE FROM events WHERE position = ?", (position,))
    if rng.random() < 0.5:
        for behind in range(position + 1, ROWS + 1):
            connection.execute("UPDATE events SET position = ? WHERE position = ?", (behind - 1, behind))


def insert_event(connection: sqlite3.Connection, rng: random.Random) -> None:
    """One row between others, with a hash of its own that fits the one before."""
    position = rng.randint(2, ROWS)
    for behind in range(ROWS, position - 1, -1):
        connection.execute("UPDATE events SET position = ? WHERE position = ?", (behind + 1, behind))
    previous = connection.execute("SELECT hash FROM events WHERE position = ?", (position - 1,)).fetchone()[0]
    row = (position, "a0", f"forged-{rng.random()}", "answered", "q1", 999, '{"response":"B"}', "", "2026", previous)
    connection.execute(f"INSERT INTO events VALUES ({', '.join('?' * 11)})", (*row, chain.hash_row(row)))  # noqa: S608


def reorder_events(connection: sqlite3.Connection, rng: random.Random) -> None:
    """Two rows change places."""
    one, two = rng.sample(range(1, ROWS + 1), 2)
    for old, new in ((one, 1000), (two, one), (1000, two)):
        connection.execute("UPDATE events SET position = ? WHERE position = ?", (new, old))


def truncate_events(connection: sqlite3.Connection, rng: random.Random) -> None:
    """The end is cut off; half the time SQLite's own counter is set back too."""
    left = rng.randint(0, ROWS - 1)
    connection.execute("DELETE FROM events WHERE position > ?", (left,))
    if rng.random() < 0.5:
        connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'", (left,))


def rebuild_events(connection: sqlite3.Connection, rng: random.Random) -> None:
    """An edit, and every hash behind it made anew by someone who has read this program."""
    position = rng.randint(1, ROWS)
    connection.execute("UPDATE events SET payload = ? WHERE position = ?", ('{"response":"Z"}', position))
    query = f"SELECT {chain.COLUMNS} FROM events WHERE position >= ? ORDER BY position"  # noqa: S608
    previous = None
    for row in connection.execute(query, (position,)).fetchall():
        rebuilt = (*row[:-2], previous or row[-2])
        previous = chain.hash_row(rebuilt)
        connection.execute(
            "UPDATE events SET previous = ?, hash = ? WHERE position = ?", (rebuilt[-1], previous, row[0])
        )


JOURNAL: dict[str, Callable[[sqlite3.Connection, random.Random], None]] = {
    "edit": edit_event,
    "delete": delete_event,
    "insert": insert_event,
    "reorder": reorder_events,
    "truncate": truncate_events,
    "rebuild": rebuild_events,
}
