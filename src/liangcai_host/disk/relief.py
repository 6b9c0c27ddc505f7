"""What is done when the journal meets a full disk: logs go first, then the ballast, so that answers go on being stored.

In: the error that the journal met. Out: whether room was made, so that it may try again. Follows: rule 7 of
reliability; it is said loudly, since the reserve can be spent once only.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from liangcai_host.disk.ballast import release_ballast
from liangcai_host.disk.space import tells_of_full_disk, write_megabytes

log = logging.getLogger(__name__)
DropLogs = Callable[[], int]


class Relief:
    """Makes room on the disk of an installation; counts how often it had to."""

    def __init__(self, home: Path, drop_logs: DropLogs = lambda: 0) -> None:
        self._home = home
        self._drop_logs = drop_logs
        self.dropped = 0
        self.released = 0

    def __call__(self, error: BaseException) -> bool:
        """Make room if the disk is full; whether any was made."""
        if not tells_of_full_disk(error, self._home):
            return False
        logs = self._drop_logs()
        if logs:
            self.dropped += 1
            log.critical("the disk is full: logs of %s were dropped so that answers can be stored", _say(logs))
            return True
        ballast = release_ballast(self._home)
        if ballast:
            self.released += 1
            log.critical("THE DISK IS FULL: the ballast of %s was released; free room at once", _say(ballast))
        return bool(ballast)


def _say(size: int) -> str:
    return write_megabytes(size)
