"""R13: whatever is done to the rows of the journal or of the facts is found by recomputing the chain.

In: how many tamperings, half of them for each chain. Out: an account, a try a tampering. Follows: edit, delete, insert,
reorder, truncate. Who cuts the end off, or rebuilds everything behind an edit, leaves a chain that holds in itself:
that is found by a head that was noted elsewhere, and counted apart as found by the chain alone or not.
"""

import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from bench.account import Account, account
from liangcai_host import clock
from liangcai_host.journal import chain
from liangcai_host.journal.model import NewEvent
from liangcai_host.journal.schema import connect_journal
from liangcai_host.journal.store import Journal
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services import facts
from liangcai_web.services.facts import NewFact, append_facts
from liangcai_web.services.facts_office import ChainCheck, check_chain
from liangcai_web.services.offices import found_organisation
from liangcai_web.services.payloads import AttemptClosed

SHORT, LONG = 300, 10_000
ROWS = 24
TEXTS = ("attempt", "client_id", "kind", "item", "payload", "flags", "at", "previous", "hash")
KINDS = ("edit", "delete", "insert", "reorder", "truncate", "rebuild")


def prove(tries: int) -> Account:
    """Each tampering is undone before the next."""
    rng = random.Random(13)  # noqa: S311 - nothing secret
    alone: Counter[str] = Counter()
    faults = tamper_journal(tries // 2, rng, alone) + tamper_facts(tries - tries // 2, rng, alone)
    said = "missed by the chain alone, found by a noted head: " + (
        ", ".join(f"{name} {count:,}" for name, count in sorted((+alone).items())) or "none"
    )
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


def tamper_facts(tries: int, rng: random.Random, alone: Counter[str]) -> list[str]:
    """The facts of an organisation, in the hands of someone who can write to the database."""
    code = uuid4().hex
    organisation = found_organisation(name="链", name_en="Chain", code=code[:4], province="00", site=code[4:10])
    new = [
        NewFact(
            kind="attempt_closed", payload=AttemptClosed(how="candidate", last_sequence=n, answered=n), subject=uuid4()
        )
        for n in range(ROWS)
    ]
    append_facts(organisation, new, now=clock.now(), batch=uuid4())
    noted = check_chain(organisation)
    faults = []
    for number in range(tries):
        kind = KINDS[number % len(KINDS)]
        with transaction.atomic():
            FACTS[kind](organisation, rng)
            found, by_itself = judge(organisation, noted)
            transaction.set_rollback(True)
        faults += [] if found else [f"facts: {kind} was not found"]
        alone[f"facts {kind}"] += found and not by_itself
    assert check_chain(organisation) == noted
    return faults


def judge(organisation: Organisation, noted: ChainCheck) -> tuple[bool, bool]:
    """Whether the tampering is found with the head that was noted, and by the chain alone."""
    seen = check_chain(organisation)
    return seen != noted, seen.broken is not None


def edit_fact(organisation: Organisation, rng: random.Random) -> None:
    """One column of one row."""
    rows = Fact.objects.filter(organisation=organisation, position=rng.randint(1, ROWS))
    row = rows.get()
    changes: tuple[dict[str, object], ...] = (
        {"kind": row.kind + "x"},
        {"schema": row.schema + 1},
        {"at": row.at + timedelta(microseconds=1)},
        {"batch": uuid4()},
        {"batch": None},
        {"subject": uuid4()},
        {"subject": None},
        {"payload": row.payload + " "},
        {"payload": row.payload.replace("candidate", "clock")},
        {"previous": "0" * 64},
        {"hash": "0" * 64},
    )
    rows.update(**rng.choice(changes))


def shift_facts(organisation: Organisation, first: int, last: int, by: int) -> None:
    """Positions from first to last move by one, in the order that keeps them apart."""
    order = range(last, first - 1, -1) if by > 0 else range(first, last + 1)
    for position in order:
        Fact.objects.filter(organisation=organisation, position=position).update(position=position + by)


def delete_fact(organisation: Organisation, rng: random.Random) -> None:
    """One row in the middle; half the time those behind it close the gap."""
    position = rng.randint(1, ROWS - 1)
    Fact.objects.filter(organisation=organisation, position=position).delete()
    if rng.random() < 0.5:
        shift_facts(organisation, position + 1, ROWS, -1)


def insert_fact(organisation: Organisation, rng: random.Random) -> None:
    """One row between others, with a hash of its own that fits the one before."""
    position = rng.randint(2, ROWS)
    shift_facts(organisation, position, ROWS, 1)
    before = Fact.objects.get(organisation=organisation, position=position - 1)
    forged = Fact(organisation=organisation, position=position, kind="award_decided", at=before.at, payload="{}")
    forged.previous = before.hash
    forged.hash = facts.hash_fact(forged, organisation.uuid)
    forged.save()


def reorder_facts(organisation: Organisation, rng: random.Random) -> None:
    """Two rows change places."""
    one, two = rng.sample(range(1, ROWS + 1), 2)
    for old, new in ((one, 1000), (two, one), (1000, two)):
        Fact.objects.filter(organisation=organisation, position=old).update(position=new)


def truncate_facts(organisation: Organisation, rng: random.Random) -> None:
    """The end is cut off."""
    Fact.objects.filter(organisation=organisation, position__gt=rng.randint(0, ROWS - 1)).delete()


def rebuild_facts(organisation: Organisation, rng: random.Random) -> None:
    """An edit, and every hash behind it made anew."""
    position, previous = rng.randint(1, ROWS), None
    for row in Fact.objects.filter(organisation=organisation, position__gte=position).order_by("position"):
        row.previous = previous or row.previous
        row.payload = row.payload.replace("candidate", "clock") if row.position == position else row.payload
        previous = facts.hash_fact(row, organisation.uuid)
        Fact.objects.filter(pk=row.pk).update(payload=row.payload, previous=row.previous, hash=previous)


FACTS: dict[str, Callable[[Organisation, random.Random], None]] = {
    "edit": edit_fact,
    "delete": delete_fact,
    "insert": insert_fact,
    "reorder": reorder_facts,
    "truncate": truncate_facts,
    "rebuild": rebuild_facts,
}
