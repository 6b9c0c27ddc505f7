"""Sign the manifest of an archive (案卷目录), verify one, and hold what is there against it.

In: volumes with the names, sizes and hashes of their files, an issuer, a signer; or the bytes of a signed manifest and
what an archive holds. Out: those bytes, a ``Checked``, findings. Follows: the workflow, step 22; Data Integrity
1.0 (eddsa-jcs-2022). Hashes are of the files as they lie in the archive, sealed ones too.
"""

import datetime
from collections.abc import Mapping

import msgspec

from liangcai.credentials.document import ArchiveStatement, Profile
from liangcai.credentials.proof import Signer
from liangcai.credentials.statement import Checked, check_content, sign_content
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Finding, Message, Severity

MANIFEST = "manifest.json"
MAX_FILE_BYTES = 64 << 20


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a volume: its name, size and hash as it lies there; ``sealed`` where it holds what is personal."""

    name: str
    zh: str
    en: str
    size: int
    sha256: str
    sealed: bool


class Volume(msgspec.Struct, frozen=True, kw_only=True):
    """A volume (卷) with its files in order."""

    key: str
    zh: str
    en: str
    entries: tuple[Entry, ...]


class ArchiveManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive holds; ``salt`` and ``suite`` say how a pass phrase opens what is sealed.

    ``facts_head`` is the hash of the newest fact of the office, and ``facts`` its position, when the archive was made.
    """

    batch: str
    title: str
    organisation: str
    occupation: str
    level: str
    facts: int
    facts_head: str
    paper_until: datetime.date
    electronic_until: datetime.date
    suite: str
    salt: str
    volumes: tuple[Volume, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The files of all volumes."""
        return tuple(entry for volume in self.volumes for entry in volume.entries)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was found: its size and hash."""

    size: int
    sha256: str


def sign_archive(manifest: ArchiveManifest, issuer: Profile, signer: Signer, now: datetime.datetime) -> bytes:
    """The bytes of the signed manifest; ``now`` needs a zone."""
    return sign_content(ArchiveStatement, manifest, issuer, signer, now)


def verify_manifest(data: bytes, trust: TrustStore, now: datetime.datetime) -> Checked[ArchiveManifest]:
    """Verify the signature, the time and the issuer of a manifest."""
    return check_content(data, ArchiveStatement, ArchiveManifest, trust, now, most=MAX_FILE_BYTES)


def compare_files(manifest: ArchiveManifest, seen: Mapping[str, Seen | None]) -> tuple[Finding, ...]:
    """A finding for each file that is changed, missing or added; None is a file that cannot be read."""
    named = {entry.name: entry for entry in manifest.entries}
    found: list[Finding] = []
    for name, entry in named.items():
        there = seen.get(name)
        if name not in seen:
            found.append(_say("missing", name, "缺少", "is missing"))
        elif there is None or (there.size, there.sha256) != (entry.size, entry.sha256):
            found.append(_say("changed", name, "与目录不符", "is not the one that was signed"))
    extra = sorted(name for name in seen if name not in named and name != MANIFEST)
    return (*found, *(_say("added", name, "不在目录里", "is not in the manifest") for name in extra))


def _say(rule: str, name: str, zh: str, en: str) -> Finding:
    message = Message(f"{name}：{zh}。", f"{name} {en}.")
    return Finding(rule=f"archive.{rule}", severity=Severity.ERROR, message=message, document=name)
