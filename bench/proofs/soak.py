"""R25: a server that goes on and on: memory and handles stay flat, and the disk takes what was forecast.

In: how many seconds. Out: an account, a try a look at the process. Follows: the forecast that a sitting is held
against. Pages keep their line open and save with time to think; the first fifth is left out as warming up. Linux only,
since the process is looked at through ``/proc``.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from bench.account import Account, account
from bench.proofs.looking import Look, look, weigh
from bench.proofs.served import Served, serve_home
from bench.proofs.soak_pages import Pages
from liangcai.delivery.forecast import CANDIDATE, LOGS, SAVE, SAVES_AN_HOUR
from liangcai_host.journal.schema import connect_journal

SHORT, LONG = 20, 600
PAGES = 120
EVERY = 1.0
GROWTH, SLACK = 1.05, 3_000_000
FILES = 4
SPARE = 20  # sockets: between the processes, and lines that one side has closed and the other not yet


def prove(tries: int) -> Account:
    """Save for so many seconds and look every second."""
    if not Path("/proc/self/statm").exists():
        return account("R25", "not tried: no /proc on this system", 0, "looks", ["not tried"])
    with tempfile.TemporaryDirectory(prefix="liangcai-soak-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        with serve_home(home, PAGES, "none") as served:
            before, resting = weigh(home), look(served.pid, home)
            pages, looks = asyncio.run(work(served, home, tries))
        grown = settle(home) - settled(before)
    steady = looks[len(looks) // 5 :]
    faults = [*pages.faults, *judge(steady), *judge_sockets(looks, resting), *judge_disk(looks, pages.saved, grown)]
    each = grown / max(pages.saved, 1)
    first, last = halves(steady)
    hours = PAGES * tries / 3600
    said = (
        f"{PAGES} pages, {tries} s, {pages.saved:,} saves, {hours:.1f} candidate-hours; memory {first / 1e6:.1f} -> "
        f"{last / 1e6:.1f} MB, files {min(one.files for one in steady)}-{max(one.files for one in steady)}, "
        f"sockets {resting.sockets} at rest and {max(one.sockets for one in looks)} at most; "
        f"{each:.0f} bytes a save (forecast {SAVE}), {grown / hours / 1e3:.0f} kB a candidate-hour at "
        f"{pages.saved / hours:.0f} saves an hour, so {each * SAVES_AN_HOUR / 1e3:.0f} kB at {SAVES_AN_HOUR} "
        f"(forecast {SAVES_AN_HOUR * SAVE / 1e3:.0f} kB); p99 of a save {pages.slow() * 1000:.0f} ms"
    )
    return account("R25", "memory, handles or disk not as forecast", len(looks), "looks", faults, said)


async def work(served: Served, home: Path, seconds: int) -> tuple[Pages, list[Look]]:
    """Pages save while somebody looks."""
    pages, looks = Pages(served.port, served.sessions), []
    saving = asyncio.create_task(pages.work())
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await asyncio.sleep(EVERY)
        looks.append(await asyncio.to_thread(look, served.pid, home))
    pages.stop()
    await saving
    return pages, looks


def halves(looks: list[Look]) -> tuple[float, float]:
    """The median memory of the first and of the last quarter."""
    quarter = max(1, len(looks) // 4)
    memory = [one.memory for one in looks]
    return statistics.median(memory[:quarter]), statistics.median(memory[-quarter:])


def judge(looks: list[Look]) -> list[str]:
    """Whether memory or the files that stay open grow after the warming up; a file open for a moment is not one."""
    first, last = halves(looks)
    grew = last > first * GROWTH + SLACK
    quarter = max(1, len(looks) // 4)
    files = min(one.files for one in looks[-quarter:]) - min(one.files for one in looks[:quarter])
    return [
        *([f"memory grew from {first / 1e6:.1f} to {last / 1e6:.1f} MB"] if grew else []),
        *([f"{files} more files at the end"] if files > FILES else []),
    ]


def judge_sockets(looks: list[Look], resting: Look) -> list[str]:
    """Whether the server ever held more lines than there are pages: their number comes and goes with the pages'."""
    most = max(one.sockets for one in looks) - resting.sockets
    return [f"{most} sockets for {PAGES} pages"] if most > PAGES + SPARE else []


def judge_disk(looks: list[Look], saved: int, grown: int) -> list[str]:
    """Whether the disk took more than the forecast, at any look and after the logs of changes were written back."""
    forecast = LOGS + PAGES * CANDIDATE + saved * SAVE
    most = max(one.disk for one in looks) - min(one.disk for one in looks)
    return [
        *([f"the disk took {most:,} bytes, forecast {forecast:,}"] if most > forecast else []),
        *([f"{grown / saved:.0f} bytes a save, forecast {SAVE}"] if grown > saved * SAVE + PAGES * CANDIDATE else []),
    ]


def settle(home: Path) -> int:
    """The journal's own file once its log is written back, in bytes."""
    connection = connect_journal(home / "journal.sqlite3")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return (home / "journal.sqlite3").stat().st_size


def settled(before: dict[str, int]) -> int:
    """What the journal had before the first save, its log written back or not."""
    return before["journal.sqlite3"]
