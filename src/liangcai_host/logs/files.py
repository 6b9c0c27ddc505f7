"""The files of the log: one that grows, a few that were; all go before an answer has to.

In: records. Out: ``logs/site.jsonl`` and its elder ones. Follows: rule 7 of reliability, logs dropped first: while the
disk has less free than ``FLOOR`` nothing is written; when it is full they are let go.
"""

import logging
import logging.handlers
import os
import time
from pathlib import Path

from liangcai_host.disk.space import read_space
from liangcai_host.logs.lines import JsonLines

FOLDER, FILE = "logs", "site.jsonl"
SIZE, ELDER = 5_000_000, 4
FLOOR = 20_000_000
LOOK_SECONDS = 2.0
LEVELS = {
    "error": logging.ERROR,
    "warning": logging.WARNING,
    "info": logging.INFO,
    "debug": logging.DEBUG,
}
OFF, USUAL = "off", "info"
OWN_LOGGERS = ("liangcai_host", "liangcai_web", "liangcai_stations")


class LogFiles(logging.handlers.RotatingFileHandler):
    """Writes while there is room, rotates by size, and can be dropped."""

    def __init__(self, home: Path, size: int = SIZE, elder: int = ELDER, name: str = FILE) -> None:
        self.folder = home / FOLDER
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(self.folder / name, maxBytes=size, backupCount=elder, encoding="utf-8", delay=True)
        self.setFormatter(JsonLines())
        self.dropped = 0
        self._looked = 0.0
        self._has_room = True
        self._line: tuple[logging.LogRecord | None, str] = (None, "")

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless the room is needed for answers; a log that cannot be written stops nothing."""
        if not self.has_room():
            self.dropped += 1
            return
        super().emit(record)

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 - as logging calls it
        """Whether the line has no room in the file, which is one of ours and need not be looked at before."""
        if self.stream is None:
            self.stream = self._open()
        return os.fstat(self.stream.fileno()).st_size + len(self.format(record).encode()) >= self.maxBytes

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, made once: to see whether there is room for it, and to write it."""
        if self._line[0] is not record:
            self._line = (record, super().format(record))
        return self._line[1]

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - as logging calls it
        """Count what could not be written."""
        self.dropped += 1

    def has_room(self) -> bool:
        """Whether the disk has room for more than answers, looked at every few seconds."""
        if time.monotonic() - self._looked > LOOK_SECONDS:
            self._looked = time.monotonic()
            try:
                self._has_room = read_space(self.folder).free >= FLOOR
            except OSError:
                self._has_room = False
        return self._has_room

    def drop(self) -> int:
        """Let all files of the log go and write no more until there is room; how many bytes that gave back."""
        self.acquire()
        try:
            self._looked, self._has_room = time.monotonic(), False
            self.close_stream()
            return sum(drop_file(path) for path in self.folder.glob(f"{FILE}*"))
        finally:
            self.release()

    def close_stream(self) -> None:
        """Let go of the open file; the next record opens one anew."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None  # as the handler itself does with delay


def drop_file(path: Path) -> int:
    """Remove a file of the log; how many bytes it had."""
    try:
        size = path.stat().st_size
        path.unlink()
    except OSError:
        return 0
    return size


def keep_log(home: Path, level: str) -> LogFiles | None:
    """Write the log of this process from now on; ``off`` keeps none. Raises KeyError for an unknown level."""
    if level == OFF:
        return None
    files = LogFiles(home)
    files.setLevel(LEVELS[level])
    root = logging.getLogger()
    root.addHandler(files)
    for name in OWN_LOGGERS:
        logging.getLogger(name).setLevel(LEVELS[level])
    return files
