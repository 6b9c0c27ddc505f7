"""Canonical bytes: one document, one way of writing it.

In: a struct of texts, tuples and structs. Out: bytes. Follows: RFC 8785 (JSON Canonicalization Scheme) for documents
without numbers and with ASCII names, RFC 4648 section 5 for base64url without padding.
"""

import base64
import binascii
import hashlib
from typing import Any

import msgspec


def canonical_bytes(document: Any) -> bytes:
    """UTF-8 JSON with sorted names and no space; nothing in these documents needs a number with a fraction."""
    return msgspec.json.encode(document, order="sorted")


def sha256_hex(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def encode_base64url(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64url(text: str) -> bytes | None:
    """The bytes of a base64url text, or None unless it is exactly how those bytes are written."""
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        return None
    return data if encode_base64url(data) == text else None
