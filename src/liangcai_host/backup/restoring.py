"""A home made anew from an archive, in a folder in which there is nothing yet.

In: an archive, an empty home, the pass phrase. Out: the manifest, once sizes, hashes and the journal's chain hold.
Follows: never overwrites; what does not hold is taken away again, and what was there before is never touched.
"""

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from liangcai_host.backup.archive import read_manifest, read_member, write_member
from liangcai_host.backup.copying import check_sound
from liangcai_host.backup.model import BENCHES, DATABASE, JOURNAL, KEYS, BackupError, Manifest
from liangcai_host.backup.sealing import open_keys, write_keys
from liangcai_host.disk.space import read_space, write_megabytes
from liangcai_host.journal.chain import verify_chain
from liangcai_host.journal.schema import connect_journal

Step = Callable[[int, int], None]
Phrase = Callable[[], str]


def restore_home(archive: Path, home: Path, passphrase: Phrase, step: Step = lambda _done, _total: None) -> Manifest:
    """Unpack and verify. Raises ``BackupError``, and then the home is as empty as it was."""
    check_empty(home)
    try:
        with zipfile.ZipFile(archive) as opened:
            manifest, _ = read_manifest(opened)
            check_room(manifest, home)
            keys = open_keys(read_sealed(opened, manifest), passphrase()) if manifest.keys else {}
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                unpack(opened, manifest, home, step)
                if keys:
                    write_keys(home, keys)
                verify_stores(manifest, home)
            except BaseException:
                empty_home(home)
                raise
    except (zipfile.BadZipFile, OSError) as error:
        raise BackupError(f"备份读不出来：{error}。 The backup cannot be read: {error}.") from error
    return manifest


def check_empty(home: Path) -> None:
    """Refuse a home in which there is anything."""
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BackupError(
            f"{home} 里已有文件；只恢复到空文件夹，什么也不覆盖。"
            f" There is something in {home}: a backup is restored into an empty folder only, nothing is overwritten."
        )


def check_room(manifest: Manifest, home: Path) -> None:
    """Refuse to begin what would not fit."""
    wanted = sum(member.size for member in manifest.members)
    standing = next(folder for folder in (home, *home.parents) if folder.is_dir())
    free = read_space(standing).free
    if free < wanted:
        raise BackupError(
            f"需要 {write_megabytes(wanted)}，磁盘只有 {write_megabytes(free)}。"
            f" {write_megabytes(wanted)} are needed, {write_megabytes(free)} are free."
        )


def read_sealed(opened: zipfile.ZipFile, manifest: Manifest) -> bytes:
    """The sealed keys."""
    return b"".join(read_member(opened, next(member for member in manifest.members if member.name == KEYS)))


def unpack(opened: zipfile.ZipFile, manifest: Manifest, home: Path, step: Step) -> None:
    """Every file but the keys."""
    members = [member for member in manifest.members if member.name != KEYS]
    for number, member in enumerate(members, 1):
        write_member(opened, member, home)
        step(number, len(members))


def verify_stores(manifest: Manifest, home: Path) -> None:
    """The databases are sound, and the journals are the whole ones that were saved."""
    if manifest.store != "sqlite":
        return
    for name in (DATABASE, JOURNAL):
        with closing(sqlite3.connect(home / name)) as connection:
            check_sound(connection, name)
    if (home / BENCHES).exists():
        with closing(connect_journal(home / BENCHES)) as connection:
            if not verify_chain(connection).holds:
                raise BackupError("工位日志的哈希链不成立。 The chain of the benches' journal does not hold.")
    with closing(connect_journal(home / JOURNAL)) as connection:
        report = verify_chain(connection, manifest.journal)
    if not report.holds or report.events != manifest.events or report.head != manifest.journal:
        places = ", ".join(f"{fault.position} {fault.kind}" for fault in report.faults[:5])
        raise BackupError(f"答案日志的哈希链不成立（{places}）。 The chain of the journal does not hold ({places}).")


def empty_home(home: Path) -> None:
    """Take away what was unpacked into a folder that had nothing."""
    for path in home.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
