"""The key pair of an officer: anybody can seal a share for them, only their pass phrase opens it.

In: a phrase; the public key, a share, the name of its place. Out: texts to keep. Follows: X25519 (RFC 7748) with a key
pair made for each envelope, HKDF-SHA-256 (RFC 5869), AES-256-GCM.
"""

import base64
import secrets

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from liangcai_host.keys.envelopes import open_envelope, seal_envelope
from liangcai_host.keys.phrases import lock_secret, unlock_secret

PLACE = "officer-key"
POINT_BYTES, KEY_BYTES = 32, 32
CODE_GROUPS, CODE_LETTERS = 8, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 letters, none like another: 160 bits


class KeyPair(msgspec.Struct, frozen=True, kw_only=True):
    """A public key and the private one behind a phrase, as they are kept."""

    public: str
    locked: str


def make_key_pair(phrase: str) -> KeyPair:
    """A new pair."""
    private = X25519PrivateKey.generate()
    return KeyPair(
        public=_write(private.public_key().public_bytes_raw()),
        locked=lock_secret(private.private_bytes_raw(), phrase, PLACE),
    )


def lock_again(locked: str, phrase: str, other: str) -> str | None:
    """The same private key behind another phrase; None where the first is not the right one."""
    private = unlock_secret(locked, phrase, PLACE)
    return lock_secret(private, other, PLACE) if private is not None else None


def seal_for(public: str, secret: bytes, place: str) -> str:
    """A secret that only the owner of a public key can read."""
    once = X25519PrivateKey.generate()
    point, owner = once.public_key().public_bytes_raw(), base64.urlsafe_b64decode(public)
    key = _agree(once, owner, point + owner)
    return _write(point + seal_envelope(key, secret, place))


def open_with(locked: str, phrase: str, sealed: str, place: str) -> bytes | None:
    """What was sealed for the owner of a locked key; None where the phrase is not the right one."""
    kept = unlock_secret(locked, phrase, PLACE)
    if kept is None:
        return None
    private, raw = X25519PrivateKey.from_private_bytes(kept), base64.urlsafe_b64decode(sealed)
    point, envelope = raw[:POINT_BYTES], raw[POINT_BYTES:]
    key = _agree(private, point, point + private.public_key().public_bytes_raw())
    return open_envelope(key, envelope, place)


def draw_code() -> str:
    """A recovery code to be written down: eight groups of four letters."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(CODE_GROUPS))


def clean_code(typed: str) -> str:
    """A code as it was drawn, whatever blanks and small letters it was typed with."""
    letters = "".join(letter for letter in typed.upper() if letter in CODE_LETTERS)
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _agree(private: X25519PrivateKey, other: bytes, points: bytes) -> bytes:
    shared = private.exchange(X25519PublicKey.from_public_bytes(other))
    return HKDF(hashes.SHA256(), KEY_BYTES, points, PLACE.encode()).derive(shared)


def _write(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii")
