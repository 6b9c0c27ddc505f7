"""Somebody who fills a disk to its last byte.

In: the name of a file. Out: that file, as large as the disk lets it become. Follows: a disk is full where not even a
byte can be written.
"""

import errno
import os
from pathlib import Path

STEPS = (1 << 20, 1 << 12, 1)


class Filler:
    """Takes all room that is left, and gives it back."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self) -> None:
        """Write until nothing more can be written."""
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            for step in STEPS:
                fill_by(handle, bytes(step))
        finally:
            os.close(handle)

    def empty(self) -> None:
        """Give all of it back."""
        self.path.unlink()


def fill_by(handle: int, piece: bytes) -> None:
    """Write pieces until one does not fit."""
    while True:
        try:
            if os.write(handle, piece) < len(piece):
                return
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            return
