"""Write a bank as a QTI 3.0 package.

In: a bank, the points of its level, its pictures. Out: the bytes of a package, the same every time, and findings on
what would not come back. Follows: 1EdTech content packaging for QTI 3.0: a manifest and one item a file.
"""

import io
import re
import zipfile

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.compare import find_changed
from liangcai.items.exchange.imported import report
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.qti.item_write import write_item
from liangcai.items.exchange.qti.names import LOM, MANIFEST, PACKAGE, RESOURCE, SCHEMAS, XSI
from liangcai.items.exchange.qti.package_read import read_package
from liangcai.items.exchange.qti.text_write import name_file, write_words
from liangcai.items.model import Bank, Item
from liangcai.items.pictures import Pictures, list_media
from liangcai.standard.forms.limits import ARCHIVE_MEMBERS

MADE = (1980, 1, 1, 0, 0, 0)  # the oldest date that a zip can hold: the bytes depend on the bank alone
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,80}")


def write_package(bank: Bank, points: Points, pictures: Pictures | None = None) -> Result[bytes]:
    """The package, and a finding for each question that reading it again would change, for each picture that lacks."""
    given = pictures or {}
    files = [(f"items/{number:05}.xml", item) for number, item in enumerate(bank.items, 1)]
    media = sorted({one for item in bank.items for one in list_media(item)}, key=name_file)
    held = {name_file(one): given[one.sha256] for one in media if one.sha256 in given}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        _add(package, MANIFEST, _write_manifest(bank, files, list(held)).encode())
        for number, (href, item) in enumerate(files, 1):
            _add(package, href, write_item(item, _name_item(item, number)).encode())
        for name, content in held.items():
            _add(package, name, content)
    data = stream.getvalue()
    missing = tuple(_missing(one.name) for one in media if one.sha256 not in given)
    if len(files) + len(held) >= ARCHIVE_MEMBERS:
        return Result(data, (_too_many(len(files)),))
    return Result(data, (*find_changed(bank, read_package(data, "", points)), *missing))


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, MADE)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
    package.writestr(entry, data)


def _name_item(item: Item, number: int) -> str:
    """The identifier of an item: its id where QTI allows it, else its number."""
    return item.id if _ID.fullmatch(item.id) else f"item-{number:05}"


def name_bank(bank: Bank | Points) -> str:
    """What the package says it holds: code, edition, level."""
    return f"{bank.occupation}@{bank.edition}/{bank.level}"


def _write_manifest(bank: Bank, files: list[tuple[str, Item]], pictures: list[str]) -> str:
    numbers = {name: number for number, name in enumerate(pictures)}
    resources = "".join(
        f'<resource identifier="R{number:05}" type="{RESOURCE}" href="{href}"><file href="{href}"/>'
        + "".join(
            f'<dependency identifierref="M{numbers[name]:05}"/>'
            for name in dict.fromkeys(map(name_file, list_media(item)))
            if name in numbers
        )
        + "</resource>"
        for number, (href, item) in enumerate(files, 1)
    )
    images = "".join(
        f'<resource identifier="M{number:05}" type="webcontent" href="{write_words(name)}">'
        f'<file href="{write_words(name)}"/></resource>'
        for name, number in numbers.items()
    )
    lom = (
        f'<lom xmlns="{LOM}"><general><identifier><catalog>liangcai</catalog><entry>{write_words(name_bank(bank))}'
        '</entry></identifier><title><string language="zh">题库</string></title></general></lom>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{PACKAGE}" xmlns:xsi="{XSI}" '
        f'xsi:schemaLocation="{PACKAGE} {SCHEMAS}/imsqtiv3p0_imscpv1p2_v1p0.xsd" identifier="M-{bank.sha256[:16]}">'
        f"<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion>{lom}</metadata><organizations/>"
        f"<resources>{resources}{images}</resources></manifest>\n"
    )


def _missing(name: str) -> Finding:
    message = Message(f"图片 {name} 没有放进包里。", f"The picture {name} is not in the package.")
    return report("picture", Severity.WARNING, message, document=name)


def _too_many(count: int) -> Finding:
    message = Message(
        f"{count} 道试题超过一个包能读回的数目，请分成几个包。",
        f"{count} questions are more than a package can hold to be read again: split it.",
    )
    return report("limit", Severity.ERROR, message, document="")
