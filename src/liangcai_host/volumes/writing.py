"""Write an archive: one file after the other into a folder, so that the work may stop and go on; then all as one zip.

In: names and bytes, the key for what is sealed. Out: files on stable storage, the zip. Follows: the zip is whole or not
there; nothing is overwritten; the folder goes away with the work.
"""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from liangcai.credentials.archive import MANIFEST, Entry
from liangcai_host.keys.envelopes import seal_envelope
from liangcai_host.volumes.reading import place_of

MADE = (1980, 1, 1, 0, 0, 0)


def keep_entry(folder: Path, batch: str, entry: Entry, data: bytes, key: bytes) -> Entry:
    """Put a file into the folder, sealed if it is to be; the entry with its size and hash."""
    stored = seal_envelope(key, data, place_of(batch, entry.name)) if entry.sealed else data
    path = folder / hashlib.sha256(entry.name.encode()).hexdigest()
    with path.open("wb") as file:
        file.write(stored)
        file.flush()
        os.fsync(file.fileno())
    digest = hashlib.sha256(stored).hexdigest()
    return Entry(name=entry.name, zh=entry.zh, en=entry.en, size=len(stored), sha256=digest, sealed=entry.sealed)


def write_package(target: Path, folder: Path, manifest: bytes, entries: Iterable[Entry]) -> str:
    """All files as one zip under its name; its SHA-256, in hex."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
                _put(package, MANIFEST, manifest)
                for entry in entries:
                    path = folder / hashlib.sha256(entry.name.encode()).hexdigest()
                    _put(package, entry.name, path.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    return hash_file(target)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, data)
