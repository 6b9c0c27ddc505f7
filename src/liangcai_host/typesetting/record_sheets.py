"""The record of a room (考场记录) as it is printed.

In: filled by the caller. Out: a frozen struct for the template ``record.typ``. Follows: what is printed is what was
signed: the sheet carries the hash that the signatures name, and the head of the log, so that it is noted on paper.
"""

import msgspec

from liangcai.findings import Message
from liangcai_host.typesetting.sheets import Sheet


class RecordRow(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate; times are written, blank where there was none; seconds granted and given back after pauses."""

    seat: int
    ticket: str
    name: str
    identity: str
    began: str
    ended: str
    how: Message
    granted: int
    lost: int
    remark: str


class RecordEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened."""

    at: str
    seat: str
    what: Message
    who: str


class CheckpointMark(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint of the log as a sheet prints it; ``text`` is the whole of it, for a code."""

    size: int
    root: str
    at: str
    text: str


class RecordSheet(Sheet, frozen=True, kw_only=True):
    """A room from its start to its end; ``counts`` in the order in which they are printed."""

    room: str
    place: str
    started: str
    ended: str
    staff: tuple[str, ...]
    counts: tuple[tuple[Message, int], ...]
    rows: tuple[RecordRow, ...]
    entries: tuple[RecordEntry, ...]
    signatures: tuple[tuple[str, str], ...]
    checkpoint: CheckpointMark | None
    position: int
    journal: str
    sha256: str
