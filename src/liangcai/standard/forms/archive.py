"""A zip archive looked at before anything in it is unpacked.

In: the bytes of an archive. Out: its members, or why it is refused; one member's bytes within a limit. Follows: rule
10 of the reliability rules; the directory of an archive may lie, so unpacking counts what really comes out.
"""

import io
import zipfile
import zlib

import msgspec

from liangcai.findings import Result
from liangcai.standard.forms.extract import Extract, refuse_damaged, refuse_limit
from liangcai.standard.forms.limits import ARCHIVE_BYTES, ARCHIVE_MEMBERS, ARCHIVE_RATIO

ENCRYPTED = 0x1
# What the readers of zip members raise on damaged data, each by its own way of packing.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Archive(msgspec.Struct, frozen=True):
    """An archive that may be unpacked: its bytes, and its members with the sizes they declare."""

    data: bytes
    sizes: dict[str, int]


def open_archive(data: bytes, name: str) -> Result[Extract | None] | Archive:
    """The archive, or the refusal of one that is damaged, too large or packed too densely."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            members = opened.infolist()
    except DAMAGE:
        return refuse_damaged(name, "压缩包或 Word（docx）文件", "archive or Word (docx) file")
    unpacked = sum(member.file_size for member in members)
    if len(members) > ARCHIVE_MEMBERS:
        return refuse_limit(name, f"压缩包内有 {len(members)} 个文件", f"{len(members)} files in the archive")
    if unpacked > ARCHIVE_BYTES or unpacked > ARCHIVE_RATIO * len(data) + (1 << 20):
        size = unpacked >> 20
        return refuse_limit(name, f"压缩包解开后有 {size} MB", f"the archive unpacks to {size} MB")
    return Archive(data, {member.filename: member.file_size for member in members})


def read_member(archive: Archive, member: str, limit: int) -> bytes | None:
    """A member's bytes; None when it is missing, damaged or longer than the limit, whatever the directory declares."""
    if member not in archive.sizes:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(archive.data)) as opened:
            if opened.getinfo(member).flag_bits & ENCRYPTED:
                return None
            with opened.open(member) as stream:
                data = stream.read(limit + 1)
    except DAMAGE:
        return None
    return data if len(data) <= limit else None
