"""The key that signs certificates.

In: the installation's home. Out: an ``IssuingKey`` whose ``signer`` the library is handed. Follows: Ed25519 (RFC 8032),
kept as PKCS #8 in PEM.
"""

from pathlib import Path

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from liangcai.credentials.multikey import did_of, multibase_key
from liangcai.credentials.proof import Signer
from liangcai_host.keys.storing import read_or_make_key

FILE = "issuing-ed25519.pem"


class IssuingKey(msgspec.Struct, frozen=True, kw_only=True):
    """The public side, and a signer that holds the private one and does not show it."""

    did: str
    public_key: str
    signer: Signer


def load_issuing_key(home: Path) -> IssuingKey:
    """The issuing key of the installation, made on first use."""
    pem = read_or_make_key(home, FILE, _make_pem)
    private = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise ValueError(f"{FILE} holds no Ed25519 key")
    return issuing_key(private)


def issuing_key(private: Ed25519PrivateKey) -> IssuingKey:
    """The struct of a private key that is already at hand."""
    public = multibase_key(private.public_key().public_bytes_raw())
    did = did_of(public)
    return IssuingKey(did=did, public_key=public, signer=Signer(did=did, sign=private.sign))


def _make_pem() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
