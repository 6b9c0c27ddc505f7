"""Progress on the terminal: bars where there is one, a line a step where there is none.

In: the steps of a journey. Out: what people see meanwhile. Follows: long work shows progress, with what remains.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from liangcai.findings import Message
from liangcai_web.services.rehearsal.journey import Progress as Report


@contextmanager
def show_progress() -> Iterator[Report]:
    """A function that draws a bar for each step as it goes on."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def report(step: Message, done: int, total: int) -> None:
            if step.zh not in tasks:
                tasks[step.zh] = bars.add_task(f"{step.zh} {step.en}", total=total)
            bars.update(tasks[step.zh], completed=done, total=total)

        yield report
