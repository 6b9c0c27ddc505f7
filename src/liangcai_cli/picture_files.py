"""Pictures of questions in a folder beside a bank file, each under its hash.

In: a folder, the questions that name pictures, or an import that brought some. Out: bytes by hash; files; findings.
Follows: a picture of a stranger is made anew in the sandbox before it is written; one that is there already stays.
"""

import hashlib
from pathlib import Path

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.imported import Import
from liangcai.items.model import Item, build_bank
from liangcai.items.pictures import Pictures, change_hashes, list_media, name_pictures, tell_form
from liangcai_cli.report import read_file
from liangcai_host.sandbox.message import PictureRequest
from liangcai_host.sandbox.read import read_pictures_in_child

ENDINGS = ("png", "jpg")


def read_pictures(folder: str | None, items: tuple[Item, ...]) -> Pictures:
    """The pictures that questions name, as far as the folder has them."""
    named = sorted({media.sha256 for item in items for media in list_media(item)})
    found = {sha256: _find(folder, sha256) for sha256 in named} if folder else {}
    read = {sha256: read_file(str(path)).value for sha256, path in found.items() if path}
    return {sha256: data for sha256, data in read.items() if data and hashlib.sha256(data).hexdigest() == sha256}


def keep_pictures(folder: str | None, found: Import) -> Result[Import]:
    """Write the pictures that came with questions into the folder; the questions then name what was written."""
    if folder is None or not found.pictures:
        lost = (_not_asked(len(found.pictures)),) if found.pictures else ()
        return Result(found, lost)
    hashes: dict[str, str] = {}
    findings: tuple[Finding, ...] = ()
    names = name_pictures(found.items)
    fresh = [sha256 for sha256 in found.pictures if not _find(folder, sha256)]
    asked = [PictureRequest(name=names.get(sha256, ""), data=found.pictures[sha256]) for sha256 in fresh]
    for sha256, made in zip(fresh, read_pictures_in_child(asked), strict=True):
        findings += made.findings
        if made.value is not None:
            hashes[sha256] = hashlib.sha256(made.value).hexdigest()
            findings += _write(Path(folder), hashes[sha256], made.value)
    items = tuple(change_hashes(item, hashes) for item in found.items)
    whole = found.bank is not None and not findings
    bank = build_bank(found.occupation, found.edition, found.level, items) if whole else None
    return Result(msgspec.structs.replace(found, items=items, bank=bank), findings)


def _find(folder: str, sha256: str) -> Path | None:
    paths = (Path(folder) / f"{sha256}.{ending}" for ending in ENDINGS)
    return next((path for path in paths if path.is_file()), None)


def _write(folder: Path, sha256: str, data: bytes) -> tuple[Finding, ...]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{sha256}.{tell_form(data)}").write_bytes(data)
    except OSError as problem:
        reason = problem.strerror or "error"
        message = Message(f"写不了图片（{reason}）。", f"A picture can't be written ({reason}).")
        return (Finding(rule="file", severity=Severity.ERROR, message=message, document=str(folder)),)
    return ()


def _not_asked(count: int) -> Finding:
    message = Message(
        f"文件里的 {count} 张图片没有保存：用 --pictures 给出文件夹。",
        f"{count} pictures of the file are not kept: name a folder with --pictures.",
    )
    return Finding(rule="exchange.picture", severity=Severity.WARNING, message=message)
