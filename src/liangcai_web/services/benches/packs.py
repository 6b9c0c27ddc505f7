"""The packs of this installation: their files under a hash, and what their own solutions came to.

In: the files of a pack with their trial; a batch. Out: rows of ``StationPack``; ``Offer``s. Follows: a pack that is not
green is not used, and neither is one whose files are not those that were tried.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

import msgspec

import liangcai_reference
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.stations.model import Pack
from liangcai.stations.pack import read_pack
from liangcai.stations.trial import Trial, check_publishable
from liangcai_web.records.benches import StationPack

HEAD = "pack.toml"


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A pack, and what keeps it from being used; ``row`` is None where it was never tried here."""

    pack: Pack
    sha256: str
    row: StationPack | None
    findings: tuple[Finding, ...]


def hash_files(files: Mapping[str, str]) -> str:
    """The SHA-256, in hex, of the files of a pack by name."""
    return hashlib.sha256(write_files(files)).hexdigest()


def write_files(files: Mapping[str, str]) -> bytes:
    """The files as bytes, the same whatever their order."""
    return msgspec.json.encode(dict(sorted(files.items())))


def keep_trial(files: Mapping[str, str], trial: Trial, *, now: datetime) -> StationPack:
    """Keep a pack with its trial; the same files again find the row that is there."""
    row, _ = StationPack.objects.get_or_create(
        sha256=hash_files(files),
        defaults={
            "name": trial.pack,
            "version": trial.version,
            "content": write_files(files),
            "trial": msgspec.json.encode(trial, enc_hook=str).decode(),
            "tried_at": now,
        },
    )
    return row


def read_trial(row: StationPack) -> Trial:
    """What the solutions of a pack came to."""
    return msgspec.json.decode(row.trial, type=Trial, dec_hook=lambda _kind, value: Fraction(value))


@lru_cache(maxsize=64)
def load_files(sha256: str) -> dict[str, str]:
    """The files under a hash; they never change."""
    return msgspec.json.decode(bytes(StationPack.objects.get(sha256=sha256).content), type=dict[str, str])


@lru_cache(maxsize=64)
def load_pack(sha256: str) -> Pack:
    """The pack under a hash."""
    read = read_pack(load_files(sha256)[HEAD], HEAD)
    if read.value is None:
        raise RuntimeError(f"pack {sha256} was kept and can't be read: {read.findings}")
    return read.value


def list_offers() -> tuple[Offer, ...]:
    """Every pack that was tried, its newest files only, and those bundled that were not."""
    newest: dict[str, StationPack] = {}
    for row in StationPack.objects.defer("content"):
        newest.setdefault(row.name, row)
    bundled = {name: files for name, files in _read_bundled() if name not in newest}
    tried = [_offer(row) for row in newest.values()]
    untried = [_offer_untried(name, files) for name, files in bundled.items()]
    return tuple(sorted((one for one in (*tried, *untried) if one), key=lambda one: one.pack.id))


def find_usable(name: str) -> Result[StationPack | None]:
    """The newest row of a pack that may be used, or why it may not."""
    offer = next((one for one in list_offers() if one.pack.id == name), None)
    if offer is None:
        return Result(None, (refuse(name, "没有这个工位包", "There is no such pack"),))
    return Result(None if offer.findings else offer.row, offer.findings)


def _read_bundled() -> list[tuple[str, dict[str, str]]]:
    names = [name for name, _ in liangcai_reference.read_pack_texts()]
    return [(name, liangcai_reference.read_pack_files(name)) for name in names]


def _offer(row: StationPack) -> Offer:
    findings = check_publishable(read_trial(row))
    return Offer(pack=load_pack(row.sha256), sha256=row.sha256, row=row, findings=findings)


def _offer_untried(name: str, files: dict[str, str]) -> Offer | None:
    pack = read_pack(files.get(HEAD, ""), name).value
    if pack is None:
        return None
    untried = refuse(name, f"工位「{pack.zh}」还没有在这里自检", f"The station “{pack.en}” was not tried here yet")
    command = f"liangcai station publish {name}"
    untried = msgspec.structs.replace(untried, remedy=Message(f"请运行 {command}。", f"Run {command}."))
    return Offer(pack=pack, sha256=hash_files(files), row=None, findings=(untried,))


def refuse(document: str, zh: str, en: str) -> Finding:
    """Why a pack is not used."""
    return Finding(
        rule="station.pack", severity=Severity.ERROR, message=Message(f"{zh}。", f"{en}."), document=document
    )
