"""Read a bank from a QTI 3.0 package.

In: the bytes of a package, the points of a level, what a person settled. Out: ``Import`` with findings. Follows:
1EdTech content packaging; a path that leaves the package, an entity or a bomb is a finding; no disk is written.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.draft import Draft, Fault
from liangcai.items.exchange.imported import Import, Progress, Settlement, Spot, report
from liangcai.items.exchange.pictures import Gatherer
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.qti.item_read import Found, read_item
from liangcai.items.exchange.qti.names import MANIFEST, RESOURCE
from liangcai.items.exchange.qti.pictures_read import find_pictures
from liangcai.items.exchange.take import Taker, take_drafts
from liangcai.standard.forms.archive import DAMAGE, ENCRYPTED, Archive, open_archive, read_member
from liangcai.standard.forms.markup import Element, children, parse_xml

ITEM_BYTES = 2 << 20
MANIFEST_BYTES = 16 << 20
_LINK = 0o120000  # what a member that is a symbolic link says of itself, above its permissions


def read_package(
    data: bytes, name: str, points: Points, settlement: Settlement | None = None, progress: Progress | None = None
) -> Result[Import | None]:
    """What a package holds; None where it is no package, or one that plays tricks."""
    archive = open_archive(data, name) if data.startswith(b"PK") else None
    if not isinstance(archive, Archive):
        return Result(None, archive.findings) if archive else _refuse(name, "package", *_NO_PACKAGE)
    tricks = _find_tricks(archive)
    if tricks:
        zh, en = f"包内文件的路径不安全：{tricks}", f"A path in the package is not safe: {tricks}"
        return _refuse(name, "path", zh, en)
    manifest = parse_xml(read_member(archive, MANIFEST, MANIFEST_BYTES))
    if manifest is None:
        return _refuse(name, "package", *_NO_PACKAGE)
    taker = Taker(name, points, settlement or Settlement(), lambda draft, _: draft.spot)
    resources = [found for found in manifest.iter("{*}resource") if str(found.get("type")).startswith("imsqti_item")]
    gatherer = Gatherer()
    take_drafts(_read_items(archive, resources, gatherer), taker, progress, len(resources))
    return gatherer.finish(taker.finish((*_check_head(manifest, name, points), *_name_unread(manifest, name))))


_NO_PACKAGE = ("这不是 QTI 包：没有可读的 imsmanifest.xml", "This is no QTI package: no imsmanifest.xml can be read")


def _refuse(name: str, rule: str, zh: str, en: str) -> Result[Import | None]:
    return Result(None, (report(rule, Severity.ERROR, Message(f"{zh}。", f"{en}."), document=name),))


def _find_tricks(archive: Archive) -> str:
    """The first member whose path leaves the package, or that is a link."""
    with zipfile.ZipFile(io.BytesIO(archive.data)) as opened:
        links = {entry.filename for entry in opened.infolist() if entry.external_attr >> 16 & 0o170000 == _LINK}
    return next((member for member in archive.sizes if member in links or not is_inside(member)), "")


def is_inside(path: str) -> bool:
    """Whether a path stays in the package."""
    plain = posixpath.normpath(path)
    return not (path.startswith("/") or "\\" in path or ":" in path or plain == ".." or plain.startswith("../"))


def _read_items(archive: Archive, resources: list[Element], gatherer: Gatherer) -> Iterator[Found]:
    with zipfile.ZipFile(io.BytesIO(archive.data)) as opened:
        for number, resource in enumerate(resources, 1):
            href = str(resource.get("href") or "")
            draft = Draft(spot=Spot(sheet=href, row=number), id=str(resource.get("identifier") or ""))
            if not str(resource.get("type")).startswith(RESOURCE[:-1]):
                yield draft, Fault(field="type", zh="不是 QTI 3.0 试题", en="it is no QTI 3.0 item")
                continue
            root = parse_xml(_read(opened, href)) if is_inside(href) else None
            if root is None:
                zh, en = (
                    "文件缺失、过大、损坏或含实体声明",
                    "its file is missing, too large, damaged or declares entities",
                )
                yield draft, Fault(field="stem", zh=zh, en=en)
            else:
                yield gatherer.add(read_item(root, draft.spot), find_pictures(root, href, opened))


def _read(opened: zipfile.ZipFile, href: str) -> bytes | None:
    try:
        if opened.getinfo(href).flag_bits & ENCRYPTED:
            return None
        with opened.open(href) as stream:
            data = stream.read(ITEM_BYTES + 1)
    except (KeyError, *DAMAGE):
        return None
    return data if len(data) <= ITEM_BYTES else None


def _check_head(manifest: Element, name: str, points: Points) -> Iterator[Finding]:
    """A package written for another level is none of this one, though its numbers may be the same."""
    here = f"{points.occupation}@{points.edition}/{points.level}"
    for found in manifest.iter("{http://ltsc.ieee.org/xsd/LOM}identifier"):
        said = {str(part.tag).rpartition("}")[2]: str(part.text or "") for part in children(found)}
        if said.get("catalog") == "liangcai" and said.get("entry") != here:
            message = Message(
                f"这个包属于 {said.get('entry')}，不是 {here}。",
                f"This package is of {said.get('entry')}, not of {here}.",
            )
            yield report("level", Severity.ERROR, message, document=name)


def _name_unread(manifest: Element, name: str) -> Iterator[Finding]:
    """Resources that are no items: papers, stimuli, sections; pictures and the like belong to items."""
    for found in manifest.iter("{*}resource"):
        kind = str(found.get("type"))
        if kind.startswith("imsqti_") and not kind.startswith("imsqti_item"):
            message = Message(
                f"{found.get('href')} 不是试题（{kind}），未读取。", f"{found.get('href')} ({kind}) is not read."
            )
            yield report("unread", Severity.WARNING, message, document=name)
