"""A filter in the kernel that lets a process start no other and touch none: it holds for root too.

In: nothing. Out: whether the filter holds. Follows: limits on the number of processes count by user and don't bind
root; threads are allowed, since event loops need them. Linux on x86-64 and ARM64; elsewhere the limits alone hold.
"""

import ctypes
import errno
import platform
import struct

ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, EQUAL, BITS, RETURN, ABOVE = 0x20, 0x15, 0x45, 0x06, 0x35
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
CLONE_THREAD = 0x00010000
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
FOREIGN_CALLS = 0x40000000
# By machine: how the kernel calls it, clone, clone3, and the calls that are refused whatever they are given: fork,
# vfork, execve, execveat; kill, ptrace, reading and writing the memory of others, signals and files by a handle.
CALLS: dict[str, tuple[int, int, int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, 56, 435, (57, 58, 59, 322, 62, 101, 310, 311, 424, 438)),
    "aarch64": (0xC00000B7, 220, 435, (221, 281, 129, 117, 270, 271, 424, 438)),
}


def forbid_processes() -> bool:
    """Bind this process for good; False where this machine can't."""
    calls = CALLS.get(platform.machine())
    if calls is None:
        return False
    program = write_filter(*calls)
    kept = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(kept))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(libc.prctl(SECCOMP, FILTER, ctypes.c_char_p(head), 0, 0) == 0)


def write_filter(architecture: int, clone: int, clone3: int, refused: tuple[int, ...]) -> bytes:
    """The filter as the kernel reads it: each line says how many lines to skip if it holds, and if not."""
    lines = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (ABOVE, 0, 1, FOREIGN_CALLS),
        (RETURN, 0, 0, REFUSE | errno.EPERM),
        (EQUAL, 0, 1, clone3),
        (RETURN, 0, 0, REFUSE | errno.ENOSYS),  # then the C library makes its threads by clone
    ]
    for call in refused:
        lines += [(EQUAL, 0, 1, call), (RETURN, 0, 0, REFUSE | errno.EPERM)]
    lines += [
        (EQUAL, 0, 3, clone),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (BITS, 1, 0, CLONE_THREAD),
        (RETURN, 0, 0, REFUSE | errno.EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
