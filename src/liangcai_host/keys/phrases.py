"""A secret behind a pass phrase, and a pass phrase that is only compared.

In: bytes, a phrase. Out: text that gives the bytes back to who knows the phrase. Follows: scrypt (RFC 7914) with the
figures that OWASP names, AES-256-GCM, a suite id in front so that SM3 and SM4 can take over.
"""

import base64
import hashlib
import hmac
import os
import unicodedata

from liangcai_host.keys.envelopes import EnvelopeError, open_envelope, seal_envelope

SUITE = "SCRYPT"
COST = 2**15  # with blocks of 8 and 3 lanes: 32 MB and about a quarter of a second
BLOCK, LANES = 8, 3
MOST = 2**17
SALT_BYTES, KEY_BYTES = 16, 32


def lock_secret(secret: bytes, phrase: str, bound_to: str) -> str:
    """The secret, sealed under a key that only the phrase gives: ``SCRYPT.<cost>.<salt>.<envelope>``."""
    salt, cost = os.urandom(SALT_BYTES), COST
    envelope = seal_envelope(_derive(phrase, salt, cost), secret, bound_to)
    return f"{SUITE}.{cost}.{_write(salt)}.{_write(envelope)}"


def unlock_secret(locked: str, phrase: str, bound_to: str) -> bytes | None:
    """The secret, or None where the phrase is another."""
    cost, salt, envelope = _parse(locked)
    try:
        return open_envelope(_derive(phrase, salt, cost), envelope, bound_to)
    except EnvelopeError:
        return None


def hash_phrase(phrase: str) -> str:
    """What is kept of a phrase that is only compared: ``SCRYPT.<cost>.<salt>.<hash>``."""
    salt, cost = os.urandom(SALT_BYTES), COST
    return f"{SUITE}.{cost}.{_write(salt)}.{_write(_derive(phrase, salt, cost))}"


def is_phrase(kept: str, phrase: str) -> bool:
    """Whether a phrase is the one that was hashed."""
    cost, salt, digest = _parse(kept)
    return hmac.compare_digest(_derive(phrase, salt, cost), digest)


def _parse(text: str) -> tuple[int, bytes, bytes]:
    suite, cost, salt, rest = text.split(".")
    if suite != SUITE or not 1 < int(cost) <= MOST:
        raise EnvelopeError("what is kept is of an unknown suite")
    return int(cost), base64.urlsafe_b64decode(salt), base64.urlsafe_b64decode(rest)


def _derive(phrase: str, salt: bytes, cost: int) -> bytes:
    typed = unicodedata.normalize("NFKC", phrase).encode()
    return hashlib.scrypt(typed, salt=salt, n=cost, r=BLOCK, p=LANES, maxmem=2**28, dklen=KEY_BYTES)


def _write(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii")
