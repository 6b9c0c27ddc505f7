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


def _write_once(path: Path, data: bytes) -> None:
    """Write beside, then link: the name never shows half a key, and the first one to come wins."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
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
