"""What the facts about keys say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: keys are named by their public side; the private one
stands in no fact.
"""

from datetime import datetime

from liangcai_web.services.payloads.base import Payload


class KeyReplaced(Payload, frozen=True, kw_only=True):
    """``key_replaced``: two people put another key in the place of the one that signed; ``old`` is in multibase too."""

    why: str
    old: str
    new: str
    since: datetime


class BatchKeyMade(Payload, frozen=True, kw_only=True):
    """``batch_key_made``: the certificates of a batch are signed by a key of their own."""

    key: str
    until: datetime


class BatchKeyEnded(Payload, frozen=True, kw_only=True):
    """``batch_key_ended``: the private side of a batch's key was destroyed."""

    key: str


class DetailSigned(Payload, frozen=True, kw_only=True):
    """``detail_signed``: the holder asked for the certificate with what was earned in each function."""

    number: str
    at: datetime
    sha256: str


class CertificateResigned(Payload, frozen=True, kw_only=True):
    """``certificate_resigned``: the same certificate under another key, since the first one was stolen."""

    number: str
    old_sha256: str
    sha256: str
