"""A real server and a real browser, both of which a test may kill."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

from tests.data.command import run_hand

ROOT = Path(__file__).resolve().parents[2]
WAIT = 30.0


@dataclass(frozen=True)
class Ticket:
    """What a candidate types to sign in."""

    ticket_number: str
    id_number: str


def find_chromium() -> str | None:
    """The Chromium of this machine, or None."""
    named = os.environ.get("LIANGCAI_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def prepare_home(home: Path, candidates: int, *more: str) -> tuple[Ticket, ...]:
    """An installation with a batch whose papers are open, and the tickets of its candidates."""
    made = run_hand("tests.journeys.prepare_site", str(candidates), *more, home=home)
    return tuple(Ticket(**ticket) for ticket in json.loads(made))


def lend_hand(home: Path, *words: str) -> str:
    """What an invigilator or the clock does to a candidate of that installation; see ``site_hand``."""
    return run_hand("tests.journeys.site_hand", *words, home=home)


def environment(home: Path) -> dict[str, str]:
    """The environment of a process of that installation."""
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return {
        **os.environ,
        "LIANGCAI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "liangcai_web.site.settings",
        "PYTHONPATH": path,
    }


@contextlib.contextmanager
def serve(home: Path, wanted: int = 0, days: int = 0) -> Iterator[str]:
    """The site of an installation, at an address that nobody else has, or at the port of one that was stopped.

    ``days`` sets its clock forward.
    """
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", wanted))
        listener.listen()
        port = listener.getsockname()[1]
        fd = listener.fileno()
        command = [sys.executable, "-m", "tests.journeys.serve_later", str(days), str(fd)]
        server = subprocess.Popen(command, env=environment(home), cwd=ROOT, pass_fds=(fd,))
    try:
        wait_for(lambda: answers(port), "the site answers")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(WAIT)


def answers(port: int) -> bool:
    """Whether something listens there and speaks."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
        line.sendall(b"GET /sitting/clock HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        return b"200" in line.recv(64)
    return False


def wait_for(holds: object, what: str) -> None:
    """Wait until something holds."""
    assert callable(holds)
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.05)
    raise TimeoutError(what)


class MortalBrowser:
    """A browser with a profile on disk, in a process group of its own that can be killed."""

    def __init__(self, playwright: Playwright, chromium: str, profile: Path) -> None:
        profile.mkdir(exist_ok=True)
        port_file = profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        for lock in profile.glob("Singleton*"):
            lock.unlink()  # left by a killed browser
        command = [
            *(chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--lang=zh-CN"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"),
            *("--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"),
        ]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
        wait_for(lambda: port_file.exists() and len(port_file.read_text().split()) > 1, "the browser is up")
        port = port_file.read_text().split()[0]
        self.remote = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")

    @property
    def context(self) -> BrowserContext:
        """The profile's own context."""
        return self.remote.contexts[0]

    def kill(self) -> None:
        """Kill -9 the browser and all its processes: nothing is written any more."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(WAIT)
        with contextlib.suppress(Exception):
            self.remote.close()
