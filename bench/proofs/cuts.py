"""R2: what was acknowledged survives a cut of the power, whatever the disk had not synced by then.

In: how many cuts. Out: an account, a try a cut. Follows: rule 2 of reliability. The journal itself runs over a disk
that remembers; the power is cut at so many places of the record, the journal is opened on what the disk would have, and
every acknowledged event and session must be there, the chain whole, the file sound, and saving must go on. With
``synchronous`` at NORMAL or OFF the same cuts must lose something: otherwise this proof could not fail. SQLite is the
one that comes with apsw while recording, and the product's own when the journal is opened again.
"""

import itertools
import random
import sqlite3
import tempfile
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from bench.account import Account, account
from bench.proofs.power import Act, RecordedConnection, Recorder
from bench.proofs.power_image import Image, build_image
from liangcai_host import clock
from liangcai_host.journal.model import JournalError, NewEvent, Receipt
from liangcai_host.journal.schema import connect_journal, make_tables
from liangcai_host.journal.sessions import hash_token
from liangcai_host.journal.store import Journal

SHORT, LONG = 40, 2000
CUTS_A_RUN, BURSTS, CONTROL = 40, 60, 40
FILE = "journal.sqlite3"
RUNS = itertools.count(1)


class Record(NamedTuple):
    """The files before the first act, and the acts."""

    begin: dict[str, bytes]
    acts: list[Act]


class Tally:
    """What the cuts met."""

    def __init__(self) -> None:
        self.acknowledged = self.dirty = self.checkpoints = self.torn = self.dropped = 0

    def note(self, image: Image, *, checkpoint: bool) -> None:
        """One cut."""
        self.dirty += bool(image.unsynced)
        self.checkpoints += checkpoint
        self.torn += image.torn
        self.dropped += image.dropped


def prove(tries: int, level: str = "FULL") -> Account:
    """Cut so often; with the journal's own level the weaker ones are tried beside it and must fail."""
    rng, tally = random.Random(2), Tally()  # noqa: S311 - nothing secret
    faults = cut_often(tries, level, rng, tally)
    said = (
        f"{tally.dirty:,} cuts met unsynced writes, {tally.checkpoints:,} of them a checkpoint; {tally.dropped:,} "
        f"writes dropped, {tally.torn:,} torn; {tally.acknowledged:,} acknowledgements looked for"
    )
    if level == "FULL":
        for weak in ("NORMAL", "OFF"):
            lost = len({fault.partition(":")[0] for fault in cut_often(CONTROL, weak, rng, Tally())})
            said += f"; with {weak} {lost} of {CONTROL} cuts lost or broke something"
            faults += [] if lost else [f"with synchronous={weak} nothing was lost: this proof cannot fail"]
    broken = sorted({fault.partition(":")[0]: fault for fault in faults}.values())
    return account("R2", "acknowledged, then lost to a cut of the power", tries, "cuts", broken, said)


def cut_often(tries: int, level: str, rng: random.Random, tally: Tally) -> list[str]:
    """A new record for every few cuts; what was found, the cut in front of the colon."""
    faults: list[str] = []
    for start in range(0, tries, CUTS_A_RUN):
        with tempfile.TemporaryDirectory(prefix="liangcai-cuts-") as name:
            record = make_record(Path(name), level, rng)
            for number in range(start, min(start + CUTS_A_RUN, tries)):
                faults += [f"cut {number} with {level}: {one}" for one in cut(record, Path(name), rng, tally)]
    return faults


def make_record(folder: Path, level: str, rng: random.Random) -> Record:
    """Bursts of answers from many attempts and some sign-ins, each acknowledged before the next burst."""
    path = folder / FILE
    first = connect_journal(path)
    make_tables(first)
    first.close()
    recorder = Recorder(f"recorder-{next(RUNS)}")
    begin = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert set(begin) == {FILE}, begin.keys()
    journal = Journal(path, clock.now, connect=lambda: RecordedConnection(path, recorder, level))
    for burst in range(BURSTS):
        waiting = [append(journal, recorder, f"{burst}-{number}", rng) for number in range(rng.choice((1, 1, 3, 30)))]
        for future in waiting:
            future.result()
        if rng.random() < 0.2:
            token = journal.open_session(f"attempt-{burst}")
            recorder.acts.append(Act("acknowledged", f"session {hash_token(token)}"))
    acts = recorder.acts
    journal.close()
    assert not journal.writer.failures
    return Record(begin, acts)


def append(journal: Journal, recorder: Recorder, name: str, rng: random.Random) -> Future[Receipt]:
    """One to five answers of an attempt; the acknowledgement is written down in the moment in which it is given."""
    attempt = f"attempt-{rng.randrange(20)}"
    events = tuple(
        NewEvent(
            kind="answered",
            client_id=f"{name}-{number}",
            item=f"q{rng.randrange(50)}",
            sequence=number,
            payload={"response": "ABCD"[number % 4] * rng.choice((1, 1, 800))},
        )
        for number in range(rng.randint(1, 5))
    )
    acts = [Act("acknowledged", f"{attempt} {one.client_id} {one.payload['response']}") for one in events]
    future = journal.append(attempt, events)
    future.add_done_callback(lambda done: None if done.exception() else recorder.acts.extend(acts))
    return future


def cut(record: Record, folder: Path, rng: random.Random, tally: Tally) -> list[str]:
    """Cut the power somewhere, a third of the time in the moment behind an acknowledgement."""
    kind = rng.choice(("acknowledged", "write", "write"))
    place = rng.choice([place + 1 for place, act in enumerate(record.acts) if act.kind == kind])
    image = build_image(record.begin, record.acts, place, rng)
    known = {act.name for act in record.acts[:place] if act.kind == "acknowledged"}
    tally.acknowledged += len(known)
    tally.note(image, checkpoint=writes_back(record.acts[:place]))
    with tempfile.TemporaryDirectory(dir=folder) as name:
        for file, content in image.files.items():
            (Path(name) / file).write_bytes(content)
        try:
            return look(Path(name) / FILE, known)
        except (sqlite3.DatabaseError, JournalError) as error:
            return [f"the journal does not open or go on: {error}"]


def writes_back(acts: list[Act]) -> bool:
    """Whether the file itself had writes that were not synced: a checkpoint was under way."""
    own = [act.kind for act in acts if act.name == FILE]
    return bool(own) and own[-1] != "sync"


def look(path: Path, known: set[str]) -> list[str]:
    """What is missing or broken; the journal then goes on where it was."""
    with closing(Journal(path, clock.now)) as journal:
        report = journal.verify()
        faults = [f"the chain is broken at {fault.position}: {fault.kind}" for fault in report.faults]
        stored, sound = read_all(path)
        faults += [f"{name[:60]} was acknowledged and is lost" for name in sorted(known - stored)]
        faults += [] if sound == "ok" else [f"the file is damaged: {sound}"]
        again = NewEvent(kind="answered", client_id="afterwards", item="q", payload={"response": "A"})
        position = journal.append("afterwards", (again,)).result().acks[0].position
        goes_on = position == report.events + 1 and journal.verify().holds
        return faults if goes_on else [*faults, "saving does not go on"]


def read_all(path: Path) -> tuple[set[str], str]:
    """All that is stored, named as acknowledgements are, and what SQLite says of the file."""
    with closing(connect_journal(path)) as connection:
        rows = connection.execute("SELECT attempt, client_id, payload ->> 'response' FROM events").fetchall()
        tokens = connection.execute("SELECT token_hash FROM sessions").fetchall()
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    return {" ".join(row) for row in rows} | {f"session {row[0]}" for row in tokens}, sound
