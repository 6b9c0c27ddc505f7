"""The ballast: a file that takes room while all is well, and gives it to the answers when the disk is full.

In: the installation's home, a size. Out: a file of that size, made or let go. Follows: rule 7 of reliability. The file
takes real blocks: where the system cannot reserve them it is written with bytes that do not compress.
"""

import os
import secrets
from pathlib import Path

from liangcai_host.disk.space import read_space

FILE = "ballast"
CHUNK = 1 << 20


def read_ballast(home: Path) -> int:
    """The bytes that the ballast holds; 0 where there is none."""
    try:
        return (home / FILE).stat().st_size
    except FileNotFoundError:
        return 0


def make_ballast(home: Path, size: int) -> bool:
    """Make or enlarge the ballast; whether it now has the size. It grows only where twice the growth is free."""
    there = read_ballast(home)
    if there >= size:
        return True
    if read_space(home).free < 2 * (size - there):
        return False
    handle = os.open(home / FILE, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        _reserve(handle, there, size - there)
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, there)
        return False
    finally:
        os.close(handle)
    return True


def release_ballast(home: Path) -> int:
    """Let the ballast go; how many bytes that gave back."""
    size = read_ballast(home)
    (home / FILE).unlink(missing_ok=True)
    return size


def _reserve(handle: int, start: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, start, size)
        return
    os.lseek(handle, start, os.SEEK_SET)
    for done in range(0, size, CHUNK):
        os.write(handle, secrets.token_bytes(min(CHUNK, size - done)))
