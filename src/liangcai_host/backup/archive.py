"""The archive: a ZIP that is whole or not there, and read file by file against its manifest.

In: files with their names; an archive. Out: the archive; the manifest; files written out again. Follows: never
overwrites; a name that leads out of the folder, a size or a hash that is not the manifest's is refused.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from liangcai_host.backup.model import FORMAT, MANIFEST, BackupError, Manifest, Member

CHUNK = 1 << 20
MANIFEST_LIMIT = 50_000_000


def describe_file(name: str, path: Path) -> Member:
    """Size and hash of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        for chunk in read_chunks(file):
            digest.update(chunk)
            size += len(chunk)
    return Member(name=name, size=size, sha256=digest.hexdigest())


def read_chunks(file: IO[bytes]) -> Iterator[bytes]:
    """What is in a file, a piece at a time."""
    while chunk := file.read(CHUNK):
        yield chunk


def write_archive(target: Path, manifest: Manifest, files: Mapping[str, Path]) -> str:
    """Write the archive beside its name, then give it the name if nobody has it; the hash of its manifest."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    said = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.writestr(MANIFEST, said)
                for member in manifest.members:
                    archive.write(files[member.name], member.name)
            file.flush()
            os.fsync(file.fileno())
        give_name(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return hashlib.sha256(said).hexdigest()


def give_name(draft: Path, target: Path) -> None:
    """Link, which fails where the name is taken; where the disk knows no links, look first."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise exists(target) from None
    except OSError:
        if target.exists():
            raise exists(target) from None
        draft.rename(target)


def exists(target: Path) -> BackupError:
    """Nothing is overwritten."""
    return BackupError(f"{target} 已存在，不覆盖。 {target} is there already and is not overwritten.")


def read_manifest(archive: zipfile.ZipFile) -> tuple[Manifest, str]:
    """The manifest of an archive and its hash; the files must be those that it names."""
    try:
        if archive.getinfo(MANIFEST).file_size > MANIFEST_LIMIT:
            raise BackupError("清单过大。 The manifest is too large.")
        said = archive.read(MANIFEST)
        manifest = msgspec.json.decode(said, type=Manifest)
    except (KeyError, zipfile.BadZipFile, msgspec.DecodeError) as error:
        raise BackupError("这不是量才的备份，或已损坏。 This is no backup of Liangcai, or it is damaged.") from error
    if manifest.format != FORMAT:
        raise BackupError(f"不认识的备份格式 {manifest.format}。 Unknown format {manifest.format}.")
    names = sorted(member.name for member in manifest.members)
    if sorted(archive.namelist()) != sorted([MANIFEST, *names]) or len(set(names)) < len(names):
        raise BackupError("备份里的文件与清单不符。 The files of the backup are not those of its manifest.")
    for name in names:
        check_name(name)
    return manifest, hashlib.sha256(said).hexdigest()


def check_name(name: str) -> None:
    """Refuse a name that is not plainly below the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or str(path) != name or "\0" in name:
        raise BackupError(f"备份里有不该有的文件名 {name!r}。 The backup has a name that leads elsewhere: {name!r}.")


def read_member(archive: zipfile.ZipFile, member: Member) -> Iterator[bytes]:
    """The bytes of a file; raises ``BackupError`` at the end if they are not the ones that were saved."""
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(member.name) as file:
            for chunk in read_chunks(file):
                size += len(chunk)
                if size > member.size:
                    break
                digest.update(chunk)
                yield chunk
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise altered(member) from error
    except Exception as error:  # zlib.error is not among those that zipfile declares
        raise altered(member) from error
    if size != member.size or digest.hexdigest() != member.sha256:
        raise altered(member)


def altered(member: Member) -> BackupError:
    """A file that is not the one that was saved."""
    return BackupError(f"{member.name} 与清单的哈希不符。 {member.name} does not have the hash of the manifest.")


def write_member(archive: zipfile.ZipFile, member: Member, home: Path) -> None:
    """A file of the archive below the home, on stable storage."""
    path = home.joinpath(*PurePosixPath(member.name).parts)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for chunk in read_member(archive, member):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
