"""ID numbers in the database: encrypted, findable, and masked for display.

In: the installation's home, an ID number, the id of the row that it belongs to. Out: ciphertext, a blind index, a mask.
Follows: the house on security: AES-256-GCM, HMAC-SHA-256 under another key, last four for display, a suite id in front
so that SM3 and SM4 can take over.
"""

import base64
import hashlib
import hmac
import os
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from liangcai_host.keys.storing import read_or_make_key

CIPHER_SUITE = "A256GCM"
INDEX_SUITE = "HS256"
NONCE_BYTES = 12
KEY_BYTES = 32


class FieldError(Exception):
    """A ciphertext was altered, moved to another row, or made under another key or suite."""


class FieldKeys(msgspec.Struct, frozen=True, kw_only=True):
    """The key of the cipher and the key of the index; their repr shows neither."""

    cipher: bytes
    index: bytes

    def __repr__(self) -> str:
        """Nothing that a log could keep."""
        return "FieldKeys(…)"


def load_field_keys(home: Path) -> FieldKeys:
    """The keys of the installation, made on first use."""
    return FieldKeys(
        cipher=_checked(read_or_make_key(home, "field-a256gcm.key", _make_key)),
        index=_checked(read_or_make_key(home, "field-hs256.key", _make_key)),
    )


def encrypt_id_number(keys: FieldKeys, number: str, row: str) -> str:
    """The ciphertext of an ID number, good only for the row of that id: ``A256GCM.<nonce, text and tag>``."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(keys.cipher).encrypt(nonce, normalise_id_number(number).encode(), _bound_to(row))
    return f"{CIPHER_SUITE}.{base64.urlsafe_b64encode(nonce + sealed).decode('ascii')}"


def decrypt_id_number(keys: FieldKeys, ciphertext: str, row: str) -> str:
    """The ID number of a ciphertext made for that row."""
    suite, _, body = ciphertext.partition(".")
    if suite != CIPHER_SUITE:
        raise FieldError("the ciphertext is of an unknown suite")
    try:
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(raw).decode("ascii") != body:
            raise ValueError("bits that carry nothing were changed")
        return AESGCM(keys.cipher).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound_to(row)).decode()
    except (InvalidTag, ValueError) as error:
        raise FieldError("the ciphertext does not open") from error


def index_id_number(keys: FieldKeys, number: str) -> str:
    """The blind index of an ID number: equal numbers give equal indices, and nothing leads back without the key."""
    digest = hmac.new(keys.index, normalise_id_number(number).encode(), hashlib.sha256).hexdigest()
    return f"{INDEX_SUITE}.{digest}"


def mask_id_number(number: str) -> str:
    """An ID number for display: its last four behind stars; a short one shows nothing."""
    plain = normalise_id_number(number)
    return "*" * (len(plain) - 4) + plain[-4:] if len(plain) > 8 else "*" * len(plain)


def normalise_id_number(number: str) -> str:
    """As it is compared: without blanks, letters in capitals (the check character X)."""
    return "".join(number.split()).upper()


def _bound_to(row: str) -> bytes:
    return f"id-number:{row}".encode()


def _make_key() -> bytes:
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES))


def _checked(written: bytes) -> bytes:
    key = base64.b64decode(written, altchars=b"-_", validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError(f"a field key has {KEY_BYTES} bytes, not {len(key)}")
    return key
