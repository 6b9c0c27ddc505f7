"""How much room the disk of a folder has, and whether an error tells of a full one.

In: a folder; an error. Out: bytes; a verdict. Follows: rule 7 of reliability: answers have reserved room.
"""

import errno
import shutil
import sqlite3
from pathlib import Path

import msgspec

NEARLY_NOTHING = 1_000_000
PG_DISK_FULL = "53100"
MEGABYTE = 1_000_000


class Space(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of a disk, and those that are free for the owner of the installation."""

    total: int
    free: int


def read_space(folder: Path) -> Space:
    """The room of the disk on which a folder stands."""
    usage = shutil.disk_usage(folder)
    return Space(total=usage.total, free=usage.free)


def tells_of_full_disk(error: BaseException, folder: Path) -> bool:
    """Whether an error of a store means that its disk is full.

    SQLite says *full* where a page cannot be written, and *I/O error* where its shared memory cannot grow.
    """
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        said_full = code == sqlite3.SQLITE_FULL or "is full" in str(error)
        return said_full or (isinstance(error, sqlite3.OperationalError) and is_nearly_full(folder))
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
    return getattr(error, "sqlstate", None) == PG_DISK_FULL


def is_nearly_full(folder: Path) -> bool:
    """Whether next to nothing is free."""
    try:
        return read_space(folder).free < NEARLY_NOTHING
    except OSError:
        return False


def write_megabytes(size: int) -> str:
    """Bytes for people to read."""
    return f"{size / MEGABYTE:,.0f} MB" if size >= 10 * MEGABYTE else f"{size / MEGABYTE:,.1f} MB"
