"""Bytes sealed under a key, good for one place only.

In: a key of 32 bytes, bytes, the name of the place. Out: nonce, ciphertext and tag. Follows: AES-256-GCM (NIST SP
800-38D); the place is authenticated with them, so that what is sealed for one batch opens in no other.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from liangcai_host.keys.storing import read_or_make_key

SUITE = b"A256GCM."
NONCE_BYTES, KEY_BYTES = 12, 32


class EnvelopeError(Exception):
    """What was sealed was altered, moved, or sealed under another key or suite."""


def seal_envelope(key: bytes, plain: bytes, place: str) -> bytes:
    """The bytes, sealed for a place."""
    nonce = os.urandom(NONCE_BYTES)
    return SUITE + nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def open_envelope(key: bytes, sealed: bytes, place: str) -> bytes:
    """The bytes that were sealed for that place."""
    if not sealed.startswith(SUITE):
        raise EnvelopeError("the envelope is of an unknown suite")
    nonce, text = sealed[len(SUITE) :][:NONCE_BYTES], sealed[len(SUITE) + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, text, place.encode())
    except (InvalidTag, ValueError) as error:
        raise EnvelopeError("the envelope does not open") from error


def make_content_key() -> bytes:
    """A new key for the content of one seal."""
    return os.urandom(KEY_BYTES)


def load_site_key(home: Path) -> bytes:
    """The key of this installation for what it may open by itself, made on first use."""
    key = read_or_make_key(home, "papers-a256gcm.key", make_content_key)
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key of papers has {KEY_BYTES} bytes, not {len(key)}")
    return key
