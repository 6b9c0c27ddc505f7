"""ID numbers and other personal data in the database: encrypted; ID numbers findable, and masked for display.

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
    sealed = seal_bytes(keys, normalise_id_number(number).encode(), f"id-number:{row}")
    return f"{CIPHER_SUITE}.{base64.urlsafe_b64encode(sealed).decode('ascii')}"


def decrypt_id_number(keys: FieldKeys, ciphertext: str, row: str) -> str:
    """The ID number of a ciphertext made for that row."""
    return open_text(keys, ciphertext, f"id-number:{row}")


def seal_text(keys: FieldKeys, text: str, place: str) -> str:
    """The ciphertext of a text, good only for the place (a table and a row) that it was made for."""
    return f"{CIPHER_SUITE}.{base64.urlsafe_b64encode(seal_bytes(keys, text.encode(), place)).decode('ascii')}"


def open_text(keys: FieldKeys, ciphertext: str, place: str) -> str:
    """The text of a ciphertext made for that place."""
    suite, _, body = ciphertext.partition(".")
    if suite != CIPHER_SUITE:
        raise FieldError("the ciphertext is of an unknown suite")
    try:
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(raw).decode("ascii") != body:
            raise ValueError("bits that carry nothing were changed")
    except ValueError as error:
        raise FieldError("the ciphertext does not open") from error
    return open_bytes(keys, raw, place).decode()


def seal_bytes(keys: FieldKeys, data: bytes, place: str) -> bytes:
    """Nonce, ciphertext and tag of bytes, good only for that place."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(keys.cipher).encrypt(nonce, data, place.encode())


def open_bytes(keys: FieldKeys, sealed: bytes, place: str) -> bytes:
    """The bytes that were sealed for that place."""
    try:
        return AESGCM(keys.cipher).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
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


def _make_key() -> bytes:
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES))


def _checked(written: bytes) -> bytes:
    key = base64.b64decode(written, altchars=b"-_", validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError(f"a field key has {KEY_BYTES} bytes, not {len(key)}")
    return key
