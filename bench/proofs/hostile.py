"""R17: whatever a stranger's file is made of, reading it ends in time as text or as a finding, and writes nothing.

In: how many files. Out: an account, a try a file. Follows: rule 10 of reliability. With tries enough, every file that
was made to hurt is among them; the rest are good files of every form, damaged by their seeds.
"""

import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import IO

import msgspec
from tests.host.sandbox.hostile import FILES
from tests.host.sandbox.mutations import MORE, make_mutant

from bench.account import Account, account
from bench.proofs.stranger import LIST, Seen
from bench.ratio import MEMORY_LIMIT
from liangcai_host.sandbox.limits import SECONDS
from liangcai_host.sandbox.read import BANK_SECONDS

SHORT, LONG = 20, 400
# From the moment when a child is ended to the moment when its parent knows.
GRACE = 0.5
GONE_SECONDS = 4 * SECONDS
WORKERS = min(2, os.cpu_count() or 1)
Made = tuple[str, bytes]
Reading = tuple[str, Seen | None, str]
MAKING = threading.Lock()


class Reader:
    """A process that reads, in a folder of its own where nothing may appear: the fourth below ``top``."""

    def __init__(self, top: Path, bug: str) -> None:
        self.top, self.bug = top, bug
        self.below = top / "1" / "2" / "3"
        self.below.mkdir(parents=True)
        self.files = Path(tempfile.mkdtemp(prefix="files-", dir=top.parent))
        self.wanted = {*top.rglob("*")}
        self.blocks = self.again = 0
        self.start()

    def start(self) -> None:
        """Begin; what a parser unpacks would go into the folder below, what climbs out of that into those above."""
        command = [sys.executable, "-m", "bench.proofs.stranger", self.bug]
        environment = {**os.environ, "TMPDIR": str(self.below)}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)

    def read(self, name: str, data: bytes) -> Reading:
        """How reading a file went, if the process survives it; and what was wrong.

        The system counts as written, too, that a program of ours was read for the first time since it was changed. So
        a file whose child seems to have written is read again; what it makes a child write, it makes it write again.
        """
        path = self.files / name
        path.write_bytes(data)
        before = self.blocks
        seen = self.ask(path)
        if seen and seen.blocks > before:
            self.again += 1
            before, seen = seen.blocks, self.ask(path) or seen
        path.unlink()
        limit = BANK_SECONDS if name.startswith(LIST) else SECONDS
        faults = [*self.find_strays(), *find_faults(seen, before, limit)]
        self.blocks = seen.blocks if seen else 0
        if not seen:
            self.close()
            self.start()
        return name, seen, "; ".join(faults)

    def find_strays(self) -> list[str]:
        """What has appeared since the last look."""
        strays = sorted({*self.top.rglob("*")} - self.wanted)
        self.wanted.update(strays)
        return [f"written: {stray.relative_to(self.top)}" for stray in strays if not is_planted(stray)]

    def ask(self, path: Path) -> Seen | None:
        """How it went; nothing when the process ends or never answers."""
        end = threading.Timer(GONE_SECONDS, self.process.kill)
        end.start()
        try:
            pipe(self.process.stdin).write(f"{path}\n")
            pipe(self.process.stdin).flush()
            said = pipe(self.process.stdout).readline()
        except BrokenPipeError:
            return None
        finally:
            end.cancel()
        return msgspec.json.decode(said, type=Seen) if said else None

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()


def pipe(stream: IO[str] | None) -> IO[str]:
    """A stream that was asked for."""
    assert stream is not None
    return stream


def is_planted(path: Path) -> bool:
    """Whether a file belongs to a planted bug and not to what was read."""
    return any(part.startswith("planted-") for part in path.parts)


def find_faults(seen: Seen | None, before: int, limit: float = SECONDS) -> list[str]:
    """What is over the limits, besides what the reading itself says; ``before`` counts blocks written before it."""
    if not seen:
        return ["the process that asked is gone"]
    faults = [seen.fault] if seen.fault else []
    for what, seconds in (("reading", seen.seconds), ("understanding the text", seen.after)):
        if seconds > limit + GRACE:
            faults.append(f"{what} took {seconds:.1f} s")
    for what, peak in (("a child until now", seen.peak), ("the parent until now", seen.own_peak)):
        if peak > MEMORY_LIMIT:
            faults.append(f"{what} took {peak >> 20} MB")
    if seen.blocks > before:
        faults.append(f"a child wrote {seen.blocks - before} blocks")
    return faults


def prove(tries: int, bug: str = "") -> Account:
    """Documents: make, read, look."""
    promise = "hostile files unhandled, over 20 s or 512 MB, or writing"
    return try_files("R17", promise, choose_files(tries), bug)


def try_files(rule: str, promise: str, makers: Sequence[Callable[[], Made]], bug: str = "") -> Account:
    """Read each file in one of a few processes, and look what became of it."""
    with tempfile.TemporaryDirectory(prefix="liangcai-hostile-") as name:
        readers = [Reader(Path(name) / f"reader-{number}", bug) for number in range(WORKERS)]
        free: queue.Queue[Reader] = queue.Queue()
        for reader in readers:
            free.put(reader)
        try:
            with ThreadPoolExecutor(WORKERS) as pool:
                found = list(pool.map(partial(read_one, free), makers))
        finally:
            for reader in readers:
                reader.close()
    faults = [f"{name}: {fault}" for name, _, fault in found if fault]
    said = f"{tell(found)}; {sum(reader.again for reader in readers)} read twice"
    return account(rule, promise, len(found), "files", faults, said)


def choose_files(tries: int) -> list[Callable[[], Made]]:
    """What was made to hurt, slow ones only in the long form; and damaged files to fill up."""
    files = {**MORE, **FILES} if tries >= 2 * len({**MORE, **FILES}) else MORE
    named = [partial(make_named, name, make) for name, make in files.items()][:tries]
    return [*named, *(partial(make_mutant, seed) for seed in range(tries - len(named)))]


def make_named(name: str, make: Callable[[], bytes]) -> Made:
    """A file and its name."""
    return name, make()


def read_one(readers: "queue.Queue[Reader]", make: Callable[[], Made]) -> Reading:
    """One file through the next reader that is free; files are made one at a time, since some are large."""
    with MAKING:
        name, data = make()
    reader = readers.get()
    try:
        return reader.read(name, data)
    finally:
        readers.put(reader)


def tell(readings: list[Reading]) -> str:
    """The most that any took, and how readings ended."""
    seen = [(name, one) for name, one, _ in readings if one]
    if not seen:
        return "none was read"
    slowest, longest = max((one.seconds, name) for name, one in seen)[::-1]
    peak, own = (max(one.peak for _, one in seen) >> 20, max(one.own_peak for _, one in seen) >> 20)
    read, broken = sum(one.read for _, one in seen), [name for name, one in seen if one.broken]
    after = max(one.after for _, one in seen)
    return (
        f"at most {longest:.1f} s ({slowest}) and {after:.1f} s for the text of a document after it, "
        f"{peak} MB in a child and {own} MB in its parent; {read} gave a value, {len(seen) - read} a finding, "
        f"{len(broken)} of these since the child was ended{': ' if broken else ''}{', '.join(broken)}"
    )
