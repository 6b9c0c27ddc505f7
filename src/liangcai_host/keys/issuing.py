"""The keys that sign: one of the installation, and perhaps one for a batch.

In: the installation's home. Out: an ``IssuingKey`` whose ``signer`` the library is handed. Follows: Ed25519 (RFC 8032),
kept as PKCS #8 in PEM. A key is made by itself once, on first use; one that is gone is replaced by people alone, since
a new one that nobody knows of would be trusted by nobody.
"""

from pathlib import Path
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from liangcai.credentials.multikey import did_of, multibase_key
from liangcai.credentials.proof import Signer
from liangcai_host.keys.storing import read_or_make_key, replace_key

FILE = "issuing-ed25519.pem"
PUBLIC = "issuing-ed25519.pub"
Stamp = tuple[int, int, int]


class LostKeyError(Exception):
    """The private key of this installation is gone, and its public side still there: people have to replace it."""


class IssuingKey(msgspec.Struct, frozen=True, kw_only=True):
    """The public side, and a signer that holds the private one and does not show it."""

    did: str
    public_key: str
    signer: Signer


def load_issuing_key(home: Path) -> IssuingKey:
    """The issuing key of the installation, made on first use."""
    known = home / "keys" / PUBLIC
    if known.exists() and not (home / "keys" / FILE).exists():
        raise LostKeyError(f"{FILE} is gone; replace it: liangcai keys replace --why lost")
    key = read_key(read_or_make_key(home, FILE, make_pem), FILE)
    if not known.exists() or known.read_text("ascii") != key.public_key:
        replace_key(home, PUBLIC, key.public_key.encode("ascii"))
    return key


def replace_issuing_key(home: Path, pem: bytes) -> IssuingKey:
    """Put another key in the place of the one that signs; the old one is not kept, so that nobody can find it."""
    key = read_key(pem, FILE)
    replace_key(home, FILE, pem)
    replace_key(home, PUBLIC, key.public_key.encode("ascii"))
    return key


def read_public_key(home: Path) -> str:
    """The public side of the key that signs or last signed here; blank where there never was one."""
    path = home / "keys" / PUBLIC
    return path.read_text("ascii") if path.exists() else ""


def load_batch_key(home: Path, batch: UUID) -> IssuingKey | None:
    """The key of a batch, if it has one."""
    name = name_batch_key(batch)
    path = home / "keys" / name
    return read_key(read_or_make_key(home, name, make_pem), name) if path.exists() else None


def keep_batch_key(home: Path, batch: UUID, pem: bytes) -> IssuingKey:
    """Keep a key for a batch."""
    replace_key(home, name_batch_key(batch), pem)
    return read_key(pem, name_batch_key(batch))


def destroy_batch_key(home: Path, batch: UUID) -> None:
    """Forget the key of a batch: what it signed can still be verified, and nothing more is signed with it."""
    (home / "keys" / name_batch_key(batch)).unlink(missing_ok=True)


def stamp_key(home: Path, batch: UUID | None = None) -> Stamp | None:
    """What changes when a key file is replaced, so that a running server notices; None where there is none."""
    try:
        found = (home / "keys" / (name_batch_key(batch) if batch else FILE)).stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def name_batch_key(batch: UUID) -> str:
    """The file of a batch's key."""
    return f"batch-{batch}.pem"


def issuing_key(private: Ed25519PrivateKey) -> IssuingKey:
    """The struct of a private key that is already at hand."""
    public = multibase_key(private.public_key().public_bytes_raw())
    did = did_of(public)
    return IssuingKey(did=did, public_key=public, signer=Signer(did=did, sign=private.sign))


def read_key(pem: bytes, name: str) -> IssuingKey:
    """The key in a file."""
    private = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise ValueError(f"{name} holds no Ed25519 key")
    return issuing_key(private)


def make_pem() -> bytes:
    """A new key."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
