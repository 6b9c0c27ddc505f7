"""What a backup says of itself.

In: built while the backup is written. Out: the manifest, JSON in the archive. Follows: each file with size and hash;
the heads of both chains, so that a copy that was cut short or altered is known as such.
"""

from datetime import datetime
from typing import Literal

import msgspec

from liangcai_host.journal.model import Head

FORMAT = "liangcai-backup/1"
MANIFEST = "manifest.json"
DATABASE, JOURNAL, KEYS = "liangcai.sqlite3", "journal.sqlite3", "keys.sealed"
BENCHES = "benches.sqlite3"
Store = Literal["sqlite", "elsewhere"]


class BackupError(Exception):
    """The archive cannot be made or is not what it says; the message is for the operator."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the archive."""

    name: str
    size: int
    sha256: str


class FactHead(msgspec.Struct, frozen=True, kw_only=True):
    """The last fact of an organisation."""

    organisation: str
    position: int
    hash: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole backup; ``store`` is elsewhere where the data lie on a server of their own."""

    format: str
    made_at: datetime
    version: str
    store: Store
    members: tuple[Member, ...]
    journal: Head | None
    events: int
    facts: tuple[FactHead, ...]
    keys: bool
