"""What a bench may do, set by its process itself after the fork and before it reads a word of the attempt.

In: limits, the bench's prefix and folder. Out: a process that is bound for good. Follows: loopback only; a bench
reaches neither its neighbours nor the rest of the machine; it starts no process and fills no disk. No code of a
candidate runs in a bench: this is the second line behind engines that let nobody name a place outside.
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from liangcai_host.benches.limits import Limits
from liangcai_host.benches.seccomp import forbid_processes

PARENT_DEATH_SIGNAL, NOT_DUMPABLE = 1, 4
STARTING = frozenset(
    {"os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "subprocess.Popen"}
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
Hook = Callable[[str, tuple[Any, ...]], None]


def die_with_parent(parent: int) -> None:
    """End this process when its parent ends, whatever ends that."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before
        os._exit(1)


def end_with_parent(parent: int) -> None:
    """Have this process told to stop when its parent ends."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def confine(limits: Limits) -> None:
    """Bind memory, processor, files and processes; the memory on top of what came with the fork."""
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    wanted = (
        (resource.RLIMIT_AS, held + limits.memory),
        (resource.RLIMIT_CPU, limits.processor_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, limit in wanted:
        _, most = resource.getrlimit(kind)
        least = limit if most == resource.RLIM_INFINITY else min(limit, most)
        resource.setrlimit(kind, (least, least))
    ctypes.CDLL(None).prctl(NOT_DUMPABLE, 0, 0, 0, 0)  # no other process of this user reads its memory
    forbid_processes()


def keep_inside(prefix: str, folder: str) -> None:
    """Refuse, in this process for good, addresses beyond the prefix and files to be written beyond the folder."""
    sys.addaudithook(make_hook(prefix, folder))


def make_hook(prefix: str, folder: str) -> Hook:
    """What Python calls before it binds, connects, opens or starts something."""

    def hook(event: str, values: tuple[Any, ...]) -> None:
        if event in ("socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg"):
            check_address(prefix, values[1])
        elif event == "open":
            check_file(folder, values[0], values[2])
        elif event in STARTING:
            raise PermissionError(f"a bench starts no process: {event}")

    return hook


def check_address(prefix: str, address: Any) -> None:
    """Raise PermissionError for an address that is not the bench's own."""
    if address is None or address == "":  # a socket that is connected already
        return
    host = address[0] if isinstance(address, tuple) and address else address
    if not (prefix and isinstance(host, str) and host.startswith(f"{prefix}.")):
        raise PermissionError(f"a bench has no business at {host!r}")


def check_file(folder: str, path: Any, flags: Any) -> None:
    """Raise PermissionError for a file to be written that is not in the folder."""
    if not isinstance(flags, int) or not flags & WRITING or isinstance(path, int) or path is None:
        return
    place = os.path.realpath(os.fsdecode(path))
    if place != os.devnull and not (folder and place.startswith(f"{folder}/")):
        raise PermissionError("a bench writes into its own folder")
