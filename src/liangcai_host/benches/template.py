"""The warm process that every bench is forked from: the engines imported once, their memory shared.

In: where the table of engines stands, a socket to the supervisor. Out: a process a word. Follows: a fresh engine may
take seconds and a hundred megabytes, a fork of a warm one a few milliseconds; no thread runs here, or a fork would stop
where it held a lock. When the supervisor ends, this process ends, and with it every bench.
"""

import contextlib
import gc
import importlib
import logging
import os
import select
import signal
import socket
import sys
import time

import msgspec

from liangcai_host.benches.confine import confine, die_with_parent
from liangcai_host.benches.limits import Limits
from liangcai_host.benches.model import Engines
from liangcai_host.benches.runner import run_bench

FORK = b"fork"


class Sparing(logging.StreamHandler):  # type: ignore[type-arg]
    """Says one line a second at most: whoever talks to a bench by its protocols can make it complain."""

    def __init__(self) -> None:
        super().__init__()
        self._said = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Say it, unless something was said a moment ago."""
        if time.monotonic() - self._said >= 1:
            self._said = time.monotonic()
            super().emit(record)


def find_engines(place: str) -> Engines:
    """The table that stands at ``module:NAME``."""
    module, _, name = place.partition(":")
    engines: Engines = getattr(importlib.import_module(module), name)
    return engines


def main(arguments: list[str]) -> int:
    """Warm the engines, say which there are, fork on demand."""
    place, limits = arguments[0], msgspec.json.decode(arguments[1], type=Limits)
    die_with_parent(int(arguments[2]))
    logging.basicConfig(handlers=[Sparing()], level=logging.ERROR)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor says when
    control = socket.socket(fileno=int(arguments[3]))
    engines = find_engines(place)
    for engine in engines.values():
        engine.warm()
    gc.collect()
    gc.freeze()  # the collector would write on the pages that the benches share
    control.send(msgspec.json.encode(sorted(engines)))
    return serve(control, engines, limits)


def serve(control: socket.socket, engines: Engines, limits: Limits) -> int:
    """Fork for each word until the supervisor ends."""
    woken, wake = socket.socketpair()
    wake.setblocking(False)  # noqa: FBT003 - its only name
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    while True:
        ready, _, _ = select.select([control, woken], [], [])
        if woken in ready:
            woken.recv(4096)
            reap()
        if control in ready:
            word, handles, _, _ = socket.recv_fds(control, 16, 1)
            if not word:
                return 0
            pid = os.fork()
            if pid == 0:
                for one in (control, woken, wake):
                    one.close()
                become_bench(handles[0], engines, limits)
            answer(control, handles[0], pid)


def answer(control: socket.socket, channel: int, pid: int) -> None:
    """Tell the supervisor who was born, with a handle that names this process and no later one of its number."""
    os.close(channel)
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [str(pid).encode()], [handle])
    os.close(handle)


def become_bench(channel: int, engines: Engines, limits: Limits) -> None:
    """Be the child, and never come back from it."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        die_with_parent(os.getppid())
        confine(limits)
        run_bench(socket.socket(fileno=channel), engines)
        status = 0
    except BaseException as error:
        logging.getLogger(__name__).error("a bench ended: %s", type(error).__name__)
    finally:
        os._exit(status)


def reap() -> None:
    """Take leave of the children that ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
