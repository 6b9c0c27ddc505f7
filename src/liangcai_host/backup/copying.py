"""Copies of the databases while they are written to, and what else of a home belongs into a backup.

In: a home. Out: whole copies beside it; the other files. Follows: SQLite's own backup takes a snapshot in one step, so
that no half of a transaction is in it and no writer waits; database first, journal second: what facts quote of the
journal is then always there, and endings that only the journal knows are stated at the next start.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from liangcai_host.backup.model import BENCHES, DATABASE, JOURNAL, BackupError
from liangcai_host.benches import wire
from liangcai_host.disk.ballast import FILE as BALLAST
from liangcai_host.journal.schema import connect_journal, make_tables
from liangcai_host.logs.files import FOLDER as LOGS

APART = ("-wal", "-shm", "-journal")
LEFT_OUT = {LOGS, "keys", BALLAST, wire.FOLDER, wire.SOCKET, wire.LOCK, wire.ALIVE}
STORES = (DATABASE, JOURNAL, BENCHES)


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a database in use. Raises ``BackupError`` if it is not sound."""
    if not source.is_file():
        raise BackupError(f"没有 {source.name}。 There is no {source.name}.")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        check_sound(new, target.name)
    target.chmod(0o600)


def check_sound(connection: sqlite3.Connection, name: str) -> None:
    """Let SQLite look through the whole file."""
    said = connection.execute("PRAGMA integrity_check(3)").fetchone()[0]
    if said != "ok":
        raise BackupError(f"{name} 已损坏：{said}。 {name} is damaged: {said}.")


def copy_databases(home: Path, folder: Path) -> tuple[Path, ...]:
    """Copies of the databases in a folder, in the order that keeps them fitting; of the benches' where there is one."""
    copy_database(home / DATABASE, folder / DATABASE)
    if (home / JOURNAL).exists():
        copy_database(home / JOURNAL, folder / JOURNAL)
    else:  # nobody has sat here yet
        connection = connect_journal(folder / JOURNAL)
        make_tables(connection)
        connection.close()
    if not (home / BENCHES).exists():
        return (folder / DATABASE, folder / JOURNAL)
    copy_database(home / BENCHES, folder / BENCHES)
    return (folder / DATABASE, folder / JOURNAL, folder / BENCHES)


def list_files(home: Path) -> Iterator[Path]:
    """The other files of a home: no databases, keys, logs, ballast; no drafts and no links."""
    for path in sorted(home.iterdir()):
        if path.name in LEFT_OUT or path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if one.is_file() and not one.is_symlink())
        elif path.name not in STORES and not path.name.endswith(APART):
            yield path
