"""How far the reading of a long file is: a bar on a terminal, elsewhere a line every so many rows.

In: rows done and rows in all. Out: what people see meanwhile, on standard error. Follows: long work shows progress.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from liangcai.findings import Message

ROWS = 5_000  # between two lines where no bar can be drawn


@contextmanager
def count_rows(step: Message) -> Iterator[Callable[[int, int], None]]:
    """A function that hears rows done and rows in all; the rows in all are at first what the file says of itself."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: _say_rows(step, done, total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(f"{step.zh} {step.en}", total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _say_rows(step: Message, done: int, total: int) -> None:
    if done and done % ROWS == 0:
        sys.stderr.write(f"{step.zh} {step.en} {done:,} / {total:,}\n")
        sys.stderr.flush()
