"""What facts say about personal data: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write. Follows: facts hold random ids; who was erased can't be told from it.
"""

from datetime import date

from liangcai_web.services.payloads.base import Payload


class Kept(Payload, frozen=True, kw_only=True):
    """A kind of data that stays, and its last day; None where no end is in sight."""

    data: str
    until: date | None


class PersonErased(Payload, frozen=True, kw_only=True):
    """``person_erased``: kinds of data that were erased, and those that a term or a certificate still keeps."""

    pack: str
    asked: bool
    erased: tuple[str, ...]
    kept: tuple[Kept, ...]


class PersonExported(Payload, frozen=True, kw_only=True):
    """``person_exported``: everything about somebody left as a file with the ID number in plain; by its hash."""

    sha256: str


class LeftoversErased(Payload, frozen=True, kw_only=True):
    """``leftovers_erased``: drafts, lists never taken in, old notes of access, words of the public, staff."""

    pack: str
    drafts: int
    lists: int
    notes: int
    words: int = 0
    staff: int = 0


class ArchiveMade(Payload, frozen=True, kw_only=True):
    """``archive_made``: the volumes of a batch lie in one file, by its hash."""

    sha256: str
    files: int
    size: int
