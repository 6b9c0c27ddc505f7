"""Read an archive: its signed manifest, every file hashed as it lies there, what is sealed opened.

In: the path of a zip, trusted issuers, a pass phrase. Out: a ``Checked`` with findings; files. Follows: a small
verifier that needs no installation; names that lead out of the folder are refused, a file twice is an added one.
"""

import datetime
import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from liangcai.credentials.archive import (
    MANIFEST,
    MAX_FILE_BYTES,
    ArchiveManifest,
    Entry,
    Seen,
    compare_files,
    verify_manifest,
)
from liangcai.credentials.judge import Verdict
from liangcai.credentials.statement import Checked, say
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Finding
from liangcai_host.backup.sealing import SUITE, derive_key
from liangcai_host.keys.envelopes import EnvelopeError, open_envelope

CHUNK = 1 << 20
LARGEST = 4 << 30


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What came of looking at an archive."""

    check: Checked[ArchiveManifest]
    findings: tuple[Finding, ...] = ()

    @property
    def exit_status(self) -> int:
        """Of the command line: any finding makes it 1."""
        return 1 if self.findings else self.check.exit_status


def verify_archive(path: Path, trust: TrustStore, now: datetime.datetime) -> Reading:
    """Verify an archive file by file."""
    try:
        with zipfile.ZipFile(path) as package:
            if package.getinfo(MANIFEST).file_size > MAX_FILE_BYTES:
                return _no_archive()
            check = verify_manifest(package.read(MANIFEST), trust, now)
            if check.content is None:
                return Reading(check=check)
            return Reading(check=check, findings=compare_files(check.content, look(package)))
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return _no_archive()


def look(package: zipfile.ZipFile) -> dict[str, Seen | None]:
    """Size and hash of every file; a name that stands there twice is also counted under a name of its own."""
    seen: dict[str, Seen | None] = {}
    for member in package.infolist():
        name = member.filename if member.filename not in seen else f"{member.filename} (2)"
        seen[name] = measure(package, member)
    return seen


def measure(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Seen | None:
    """Size and hash of a file, or None where it can't be read."""
    digest, size = hashlib.sha256(), 0
    try:
        with package.open(member) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size > LARGEST:
                    return None
    except Exception:  # zlib.error is not among those that zipfile declares
        return None
    return Seen(size=size, sha256=digest.hexdigest())


def open_archive(path: Path, check: Checked[ArchiveManifest], phrase: str | None) -> Iterator[tuple[Entry, bytes]]:
    """Every file in plain; raises ``EnvelopeError`` where the pass phrase is not the one. Sealed ones need a phrase."""
    manifest = check.content
    if manifest is None:
        return
    key = derive_key(phrase, bytes.fromhex(manifest.salt)) if phrase and manifest.suite == SUITE else None
    with zipfile.ZipFile(path) as package:
        for entry in manifest.entries:
            data = package.read(entry.name)
            if not entry.sealed:
                yield entry, data
            elif key is not None:
                yield entry, open_envelope(key, data, place_of(manifest.batch, entry.name))


def place_of(batch: str, name: str) -> str:
    """What a file is sealed for: nothing else opens there."""
    return f"archive:{batch}:{name}"


def is_inside(name: str) -> bool:
    """Whether a name is plainly below a folder."""
    path = PurePosixPath(name)
    wrong = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name
    return not wrong and str(path) == name


def _no_archive() -> Reading:
    reason = say("FILE", "这不是归档文件，或已损坏。", "This is no archive, or it is damaged.")
    return Reading(check=Checked(verdict=Verdict.INVALID, reasons=(reason,)))


__all__ = ["EnvelopeError", "Reading", "is_inside", "open_archive", "place_of", "verify_archive"]
