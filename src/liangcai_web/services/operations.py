"""What keeps a running site safe: its log, the room that is kept for answers, and the word that the sweep goes on.

In: the installation's home. Out: the log of this process, the relief that the journal asks, the ballast. Follows: rule
7 of reliability: answers have reserved room, logs are dropped first.
"""

import logging
import time
from functools import cache
from pathlib import Path

import msgspec
from django.conf import settings

from liangcai_host.disk.ballast import make_ballast, read_ballast
from liangcai_host.disk.relief import Relief
from liangcai_host.logs.files import LogFiles, keep_log

log = logging.getLogger(__name__)


class Watch:
    """What this process knows of itself."""

    def __init__(self) -> None:
        self.log: LogFiles | None = None
        self.swept: float | None = None
        self.sweep_failures = 0
        self.ballast_size = int(settings.BALLAST_BYTES)


@cache
def watch() -> Watch:
    """The one of this process."""
    return Watch()


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """What was found at the start of the site."""

    ballast: int
    log: str


def start_operations() -> Start:
    """Begin the log and make the ballast; called by a server that starts, and harmless a second time."""
    stop_operations()  # what was begun before the site configured its loggers anew is not among them any more
    watch().log = keep_log(home(), settings.LOG_LEVEL)
    keep_ballast()
    return Start(ballast=read_ballast(home()), log=settings.LOG_LEVEL)


def stop_operations() -> None:
    """Let go of the log."""
    files, watch().log = watch().log, None
    if files is not None:
        logging.getLogger().removeHandler(files)
        files.close()


@cache
def relief() -> Relief:
    """What the journal asks for room when its disk is full."""
    return Relief(home(), drop_logs)


def drop_logs() -> int:
    """Let the files of the log go; how many bytes that gave back."""
    files = watch().log
    return files.drop() if files is not None else 0


def keep_ballast(size: int = 0) -> bool:
    """Make the ballast, or make it again once there is room; ``size`` makes it larger from now on."""
    known = watch()
    known.ballast_size = max(known.ballast_size, size)
    there = read_ballast(home())
    if there >= known.ballast_size:
        return True
    made = make_ballast(home(), known.ballast_size)
    if made and relief().released:
        log.warning("there is room again: the ballast stands")
    return made


def note_sweep(*, failed: bool) -> None:
    """The sweep went round once more; only a round without a fault counts as one."""
    if failed:
        watch().sweep_failures += 1
    else:
        watch().swept = time.monotonic()


def home() -> Path:
    """The folder of the installation."""
    return Path(settings.HOME)
