"""Key files: written once, whole, for their owner alone.

In: the installation's home, a name, fresh key bytes. Out: the bytes that stand in the file. Follows: the house on
security: private data under ``LIANGCAI_HOME/keys``, mode 0600.
"""

import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


class ExposedKeyError(Exception):
    """A key file can be read by others on this machine: whoever did so could sign or decrypt."""


def read_or_make_key(home: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of a key file; on first use they are made. Two processes that start together end with the same key."""
    folder = home / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        _write_once(path, make())
    if os.name == "posix" and path.stat().st_mode & OTHERS:
        raise ExposedKeyError(f"{path} can be read by others; restrict it to its owner (mode 0600) and replace the key")
    return path.read_bytes()


def replace_key(home: Path, name: str, data: bytes) -> None:
    """Put other bytes in the place of a key file, whole or not at all."""
    folder = home / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_draft(folder / name, data).replace(folder / name)
    _sync_folder(folder)


def _write_draft(path: Path, data: bytes) -> Path:
    """The bytes on stable storage beside where they belong."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _write_once(path: Path, data: bytes) -> None:
    """Write beside, then link: the name never shows half a key, and the first one to come wins."""
    draft = _write_draft(path, data)
    try:
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        _sync_folder(path.parent)
    finally:
        draft.unlink()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
