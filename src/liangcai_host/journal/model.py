"""Events of attempts and their receipts, as values.

In: built by services (``NewEvent``) and by the journal (all others). Out: frozen structs.
Follows: one append-only event table is the truth; client-made ids make every write idempotent.
"""

from datetime import datetime
from typing import Any

import msgspec

ANSWERED = "answered"
REUSED_ID = "reused-id"


class JournalError(Exception):
    """The journal could not store: nothing of the call was acknowledged, and it may be sent again."""

    sqlstate = ""  # what a server calls the fault


class NewEvent(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """An event to store. ``sequence`` rises per item at the client; ``flags`` are doubts that never refuse it."""

    kind: str
    client_id: str
    item: str = ""
    sequence: int = 0
    payload: dict[str, Any] = {}
    flags: tuple[str, ...] = ()


class StoredEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as stored; ``position`` counts over the whole journal, ``at`` is the server's time in UTC."""

    position: int
    attempt: str
    client_id: str
    kind: str
    item: str
    sequence: int
    payload: dict[str, Any]
    flags: tuple[str, ...]
    at: datetime


class Ack(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """That one event is on stable storage, at which position; ``again`` where it had been stored before."""

    client_id: str
    position: int
    again: bool


class Receipt(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What the journal says after the commit; ``stored`` has the highest stored sequence of each item answered."""

    attempt: str
    at: datetime
    acks: tuple[Ack, ...]
    stored: dict[str, int]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The last event of the chain; noted elsewhere, it shows when the journal is cut short."""

    position: int
    hash: str
