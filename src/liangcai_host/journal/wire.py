"""How works and what became of them go between the site and the process that writes.

In: values. Out: frames of bytes, each its length in four bytes and a MessagePack list; values again. Follows: both ends
are of one build on one machine, and no one else has the line.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from liangcai_host.journal.model import Receipt
from liangcai_host.journal.schema import Place
from liangcai_host.journal.works import Work
from liangcai_host.processor import list_others

LENGTH = 4
_ENCODE = msgspec.msgpack.Encoder().encode


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """The first frame: a file's absolute path or a server's URL, and the processors that the process may use."""

    file: str = ""
    url: str = ""
    processors: tuple[int, ...] = ()

    @classmethod
    def of(cls, place: Place) -> "Start":
        """For a journal at this place, on the processors that the site leaves to others."""
        if isinstance(place, Path):
            return cls(file=str(place.absolute()), processors=list_others())
        return cls(url=place, processors=list_others())

    @property
    def place(self) -> Place:
        """Where the journal is."""
        return Path(self.file) if self.file else self.url


class Told(NamedTuple):
    """What became of the works of so many frames, in their order, after a commit that took so many seconds."""

    values: list[Receipt | int | None]
    seconds: float
    frames: int


read_start = msgspec.msgpack.Decoder(Start).decode
read_works = msgspec.msgpack.Decoder(list[Work]).decode
read_told = msgspec.msgpack.Decoder(Told).decode


def write_frame(value: Any) -> bytes:
    """A value as a frame."""
    data = _ENCODE(value)
    return len(data).to_bytes(LENGTH, "big") + data


class Frames:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._buffer = b""

    def take(self, data: bytes) -> Iterator[bytes]:
        """The frames that are whole now; the rest waits for more."""
        buffer, start = self._buffer + data if self._buffer else data, 0
        while start + LENGTH <= len(buffer):
            end = start + LENGTH + int.from_bytes(buffer[start : start + LENGTH], "big")
            if end > len(buffer):
                break
            yield buffer[start + LENGTH : end]
            start = end
        self._buffer = buffer[start:]
