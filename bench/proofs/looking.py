"""What a server with its processes holds at a moment: memory, handles, its home on the disk.

In: a process, a home. Out: bytes and counts. Follows: resident memory as Linux tells it; the ballast and the log are
not counted with the data.
"""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from bench.family import list_below

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
DATA = ("journal.sqlite3", "liangcai.sqlite3")


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """One look: resident bytes, open files, open sockets, bytes of both databases with their logs."""

    memory: int
    files: int
    sockets: int
    disk: int


def look(pid: int, home: Path) -> Look:
    """Look now."""
    family = [Path("/proc") / str(one) for one in (pid, *list_below(pid))]
    memory = sum(int((process / "statm").read_text().split()[1]) for process in family) * PAGE
    handles = [one for process in family for one in list_handles(process)]
    sockets = sum(one.startswith("socket:") for one in handles)
    return Look(memory=memory, files=len(handles) - sockets, sockets=sockets, disk=sum(weigh(home).values()))


def list_handles(process: Path) -> list[str]:
    """What each open handle leads to; one that is closed meanwhile is none."""
    found = []
    for handle in (process / "fd").iterdir():
        with suppress(FileNotFoundError):
            found.append(str(handle.readlink()))
    return found


def weigh(home: Path) -> dict[str, int]:
    """The bytes of each file of the databases."""
    found = {}
    for path in home.iterdir():
        if path.name.startswith(DATA):
            found[path.name] = path.stat().st_size
    return found
