"""The keys of an installation under a pass phrase: whoever finds a backup can neither sign nor read ID numbers.

In: key files, a pass phrase. Out: sealed bytes, and the files again. Follows: scrypt (RFC 7914) and AES-256-GCM, with
the suite named in front, so that SM3 and SM4 can take over.
"""

import base64
import os
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from liangcai_host.backup.model import FORMAT, BackupError

SUITE = "scrypt-A256GCM"
SHORTEST = 12
COST, BLOCK, LANES = 2**15, 8, 1
SALT, NONCE, KEY = 16, 12, 32


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """Ciphertext with what is needed to open it, but the pass phrase."""

    suite: str
    salt: bytes
    nonce: bytes
    text: bytes


def seal_keys(files: dict[str, bytes], passphrase: str) -> bytes:
    """Key files by name, sealed. Raises ``BackupError`` for a pass phrase that is too short."""
    if len(passphrase) < SHORTEST:
        raise BackupError(f"口令至少 {SHORTEST} 个字符。 A pass phrase has at least {SHORTEST} characters.")
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    plain = msgspec.json.encode({name: base64.b64encode(data).decode() for name, data in files.items()})
    text = AESGCM(derive_key(passphrase, salt)).encrypt(nonce, plain, FORMAT.encode())
    return msgspec.json.encode(Sealed(suite=SUITE, salt=salt, nonce=nonce, text=text))


def open_keys(sealed: bytes, passphrase: str) -> dict[str, bytes]:
    """The key files again. Raises ``BackupError`` where the pass phrase is not the one, or a byte was changed."""
    try:
        parts = msgspec.json.decode(sealed, type=Sealed)
        if parts.suite != SUITE:
            raise BackupError(f"未知的加密方式 {parts.suite}。 Unknown suite {parts.suite}.")
        plain = AESGCM(derive_key(passphrase, parts.salt)).decrypt(parts.nonce, parts.text, FORMAT.encode())
    except (InvalidTag, msgspec.DecodeError, ValueError) as error:
        raise BackupError(
            "口令不对，或备份被改动：密钥打不开。"
            " The pass phrase is wrong or the backup was altered: the keys stay shut."
        ) from error
    return {name: base64.b64decode(text) for name, text in msgspec.json.decode(plain, type=dict[str, str]).items()}


def derive_key(passphrase: str, salt: bytes) -> bytes:
    """The key of a pass phrase; slow on purpose."""
    return Scrypt(salt=salt, length=KEY, n=COST, r=BLOCK, p=LANES).derive(passphrase.encode())


def read_keys(home: Path) -> dict[str, bytes]:
    """All key files of an installation by their name."""
    folder = home / "keys"
    found = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return {path.name: path.read_bytes() for path in found}


def write_keys(home: Path, files: dict[str, bytes]) -> None:
    """Key files for their owner alone."""
    folder = home / "keys"
    folder.mkdir(mode=0o700)
    for name, data in files.items():
        if Path(name).name != name or name.startswith("."):
            raise BackupError(f"密钥文件名不对：{name!r}。 A key file of a wrong name: {name!r}.")
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
