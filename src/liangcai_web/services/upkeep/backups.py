"""A backup of this installation, and the check of the facts after it was restored.

In: a home, a pass phrase. Out: an archive whose manifest has the heads of both chains; what does not hold afterwards.
Follows: the facts of the copy are read, not those of the running database, so that heads and copy belong together.
"""

import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from liangcai_host.backup.archive import describe_file, write_archive
from liangcai_host.backup.copying import copy_databases, list_files
from liangcai_host.backup.model import DATABASE, FORMAT, JOURNAL, KEYS, BackupError, FactHead, Manifest
from liangcai_host.backup.sealing import read_keys, seal_keys
from liangcai_host.journal.chain import verify_chain
from liangcai_host.journal.schema import connect_journal
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.facts import find_break

HEADS = f"""SELECT o.uuid, f.position, f.hash FROM {Fact._meta.db_table} AS f
    JOIN {Organisation._meta.db_table} AS o ON o.id = f.organisation_id
    WHERE f.position = (SELECT MAX(position) FROM {Fact._meta.db_table} WHERE organisation_id = o.id)
    ORDER BY o.uuid"""  # noqa: S608 - names of tables


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was written: its manifest, and the hash by which it is known elsewhere."""

    manifest: Manifest
    sha256: str


def make_backup(home: Path, target: Path, passphrase: str | None, now: datetime, *, local: bool = True) -> Made:
    """Copy, seal, write; ``local`` is false where the data lie on a server. Raises ``BackupError``."""
    if target.exists():
        raise BackupError(f"{target} 已存在，不覆盖。 {target} is there already and is not overwritten.")
    with tempfile.TemporaryDirectory(prefix=".liangcai-backup-", dir=target.absolute().parent) as name:
        folder = Path(name)
        files = {path.name: path for path in (copy_databases(home, folder) if local else ())}
        if passphrase is not None:
            (folder / KEYS).write_bytes(seal_keys(read_keys(home), passphrase))
            files[KEYS] = folder / KEYS
        files.update((path.relative_to(home).as_posix(), path) for path in list_files(home) if path != target)
        manifest = describe(files, now, keys=passphrase is not None, local=local)
        return Made(manifest=manifest, sha256=write_archive(target, manifest, files))


def describe(files: dict[str, Path], now: datetime, *, keys: bool, local: bool) -> Manifest:
    """What is in the copies. Raises ``BackupError`` where the chain of the journal does not hold."""
    events, head = 0, None
    facts: tuple[FactHead, ...] = ()
    if local:
        with closing(connect_journal(files[JOURNAL])) as connection:
            report = verify_chain(connection)
        if not report.holds:
            raise BackupError(
                f"答案日志的哈希链在 {report.faults[0].position} 处断开：请停站，把整个文件夹原样复制保存。"
                f" The journal's chain breaks at {report.faults[0].position}: stop the site, keep the folder whole."
            )
        events, head, facts = report.events, report.head, read_heads(files[DATABASE])
    return Manifest(
        format=FORMAT,
        made_at=now,
        version=own_version(),
        store="sqlite" if local else "elsewhere",
        members=tuple(describe_file(name, path) for name, path in sorted(files.items())),
        journal=head,
        events=events,
        facts=facts,
        keys=keys,
    )


def read_heads(database: Path) -> tuple[FactHead, ...]:
    """The last fact of each organisation in a copy."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(HEADS).fetchall()
    return tuple(FactHead(organisation=row[0], position=row[1], hash=row[2]) for row in rows)


def find_faults(manifest: Manifest) -> tuple[str, ...]:
    """What does not hold in the facts of the database that this process has open."""
    if manifest.store != "sqlite":
        return ()
    heads = {head.organisation: head for head in manifest.facts}
    faults = []
    for organisation in Organisation.objects.order_by("pk"):
        broken, known = find_break(organisation), heads.pop(organisation.uuid.hex, None)
        last = Fact.objects.filter(organisation=organisation).order_by("-position").first()
        if broken is not None:
            faults.append(f"{organisation.name}: {broken}")
        elif (last and (last.position, last.hash)) != (known and (known.position, known.hash)):
            faults.append(f"{organisation.name}: {last.position if last else 0}")
    return (*faults, *heads)


def own_version() -> str:
    """The version of this program."""
    try:
        return version("liangcai")
    except PackageNotFoundError:
        return "0"
