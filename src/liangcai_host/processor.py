"""On which processor the threads of a site run.

In: this process. Out: its threads on one processor, or a thread on any. Follows: threads of one interpreter take turns
at its lock; when they are spread over processors, every turn has to wake another processor, and on a virtual machine
that costs about as much as the work itself (decision 0069).
"""

import contextlib
import os
from pathlib import Path

TASKS = Path("/proc/self/task")
STAT = Path("/proc/thread-self/stat")
PROCESSOR = 36  # the 39th field, counted behind the name in brackets
_ALLOWED = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set[int]()


def keep_together() -> None:
    """Keep all threads of this process on the processor of the one that calls; those that they make stay there too."""
    if len(_ALLOWED) < 2 or not STAT.exists():
        return
    here = {int(STAT.read_text().rpartition(")")[2].split()[PROCESSOR])}
    for task in TASKS.iterdir():
        with contextlib.suppress(OSError):  # it has just ended, or this machine does not let us: slower, and no fault
            os.sched_setaffinity(int(task.name), here)


def roam() -> None:
    """Let the calling thread run anywhere again, and what it starts: for work that is not turn by turn."""
    use_processors(list_processors())


def list_processors() -> tuple[int, ...]:
    """The processors that this process was given; none where the machine does not say."""
    return tuple(sorted(_ALLOWED))


def list_others() -> tuple[int, ...]:
    """Those of them that the calling thread is not kept on; all where there is no other."""
    if not hasattr(os, "sched_getaffinity"):
        return ()
    return tuple(sorted(_ALLOWED - os.sched_getaffinity(0))) or list_processors()


def use_processors(processors: tuple[int, ...]) -> None:
    """Let the calling thread, and what it starts, run on these alone."""
    if processors and hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, processors)
