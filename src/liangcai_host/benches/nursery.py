"""The supervisor's side of the template: it is started once, and again if it ends, and forks at a word.

In: where the engines stand, limits. Out: a channel to a newborn process and a handle on it. Follows: a handle names one
process and no later one of its number, so that nothing else can be ended by mistake.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Mapping

import msgspec

from liangcai_host.benches.limits import Limits

HELLO_SECONDS, FORK_SECONDS = 120.0, 10.0
HELLO_BYTES = 4096


OURS = ("LIANGCAI_", "DJANGO_", "PG")


class NurseryError(Exception):
    """The template does not start or does not fork."""


class Newborn(msgspec.Struct, frozen=True, kw_only=True):
    """A process that waits for its first question."""

    pid: int
    handle: int
    channel: socket.socket


def leave_out_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """What a bench may know of the environment: no settings of the site, in which passwords may stand."""
    return {name: value for name, value in environment.items() if not name.startswith(OURS)}


class Nursery:
    """One template process."""

    def __init__(self, engines: str, limits: Limits) -> None:
        self._place, self._limits = engines, limits
        self._turn = asyncio.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.engines: tuple[str, ...] = ()

    async def start(self) -> None:
        """Start the template and wait until it is warm; raises ``NurseryError``."""
        async with self._turn:
            await self._warm()

    async def fork(self) -> Newborn:
        """A new process; raises ``NurseryError``."""
        async with self._turn:
            for _ in range(2):
                if self._control is None:
                    await self._warm()
                try:
                    return await asyncio.to_thread(self._fork)
                except OSError:
                    self.stop()
            raise NurseryError("the template does not fork")

    async def _warm(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        arguments = [self._place, msgspec.json.encode(self._limits).decode(), str(os.getpid()), str(theirs.fileno())]
        # Started by the main thread: the kernel ends a child with the thread that made it.
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "liangcai_host.benches.template", *arguments],
            pass_fds=[theirs.fileno()],
            env=leave_out_secrets(os.environ),
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        self._control = ours
        ours.settimeout(HELLO_SECONDS)
        try:
            hello = await asyncio.to_thread(ours.recv, HELLO_BYTES)
        except OSError:
            hello = b""
        if not hello:
            self.stop()
            raise NurseryError("the template does not start")
        self.engines = tuple(msgspec.json.decode(hello, type=list[str]))
        ours.settimeout(FORK_SECONDS)

    def _fork(self) -> Newborn:
        """Ask and wait; in a thread."""
        control = self._control
        if control is None:
            raise OSError("no template")
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(control, [b"fork"], [theirs.fileno()])
            pid, handles, _, _ = socket.recv_fds(control, 16, 1)
            if not handles:
                raise OSError("the template ended")
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        return Newborn(pid=int(pid), handle=handles[0], channel=ours)

    def stop(self) -> None:
        """End the template; the benches end with it."""
        if self._control is not None:
            self._control.close()
        self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None
