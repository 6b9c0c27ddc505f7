"""What a process and all that it has begun take of the machine.

In: a process. Out: the processes below it; their processor time and memory. Follows: what ``/proc`` says; a process
that ends meanwhile counts nothing.
"""

import contextlib
from pathlib import Path

TICKS = 100


def list_children(pid: int) -> list[int]:
    """The processes that one began and that are still there."""
    children: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):  # a thread that has just ended
                children += map(int, (task / "children").read_text().split())
    return children


def list_below(pid: int) -> list[int]:
    """The processes below one, and those below them."""
    children = list_children(pid)
    return [*children, *(found for child in children for found in list_below(child))]


def count_memory(pid: int) -> int:
    """Bytes that a process and all below it hold, what they share counted once."""
    total = 0
    for one in (pid, *list_below(pid)):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def count_processor(pid: int) -> float:
    """Seconds of processor time that a process and all below it took so far."""
    ticks = 0
    for one in (pid, *list_below(pid)):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS
