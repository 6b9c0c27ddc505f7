"""Which files can be a proof, told by content, and why another is not taken.

In: the bytes and the name of a file. Out: its kind; refusals. Follows: figure R17 of the reliability rules; what an
applicant has is a scan (PDF) or a photograph (JPEG, PNG, WebP).
"""

import struct
from typing import Literal, TypeVar

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.pictures import Size, tell_form

Kind = Literal["pdf", "png", "jpg", "webp"]
EVIDENCE_BYTES = 10 << 20
PAGES = 20
T = TypeVar("T")


def tell_kind(data: bytes) -> Kind | None:
    """The form that a file begins as, whatever its name."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "pdf" if data[:5] == b"%PDF-" else tell_form(data)


def measure_webp(data: bytes) -> Size | None:
    """The size that the head of a WebP states (RFC 9649), or None where it states none."""
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        wide, high = int.from_bytes(data[24:27], "little"), int.from_bytes(data[27:30], "little")
        return Size(wide + 1, high + 1)
    if kind == b"VP8L" and len(data) >= 25 and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and len(data) >= 30 and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", data[26:30])
        return Size(width & 0x3FFF, height & 0x3FFF)
    return None


def refuse_kind(name: str) -> Result[T | None]:
    """A file of another form, whatever it is called."""
    return refuse(
        "kind",
        name,
        ("不是 PDF、JPEG、PNG 或 WebP（看内容，不看扩展名）", "is no PDF, JPEG, PNG or WebP (by its content)"),
        ("请拍照或扫描后另存为其中一种。", "Photograph or scan it, and save it as one of these."),
    )


def refuse_length(name: str, size: int) -> Result[T | None]:
    """A file that is longer than a scan has to be."""
    limit = EVIDENCE_BYTES >> 20
    return refuse(
        "size",
        name,
        (f"有 {size / (1 << 20):.1f} MB，超过 {limit} MB", f"has {size / (1 << 20):.1f} MB, more than {limit} MB"),
        ("请降低分辨率，或分成几个文件。", "Scan it with fewer dots, or split it."),
    )


def refuse_pages(name: str, pages: int) -> Result[T | None]:
    """A document with more pages than a proof has."""
    return refuse(
        "pages",
        name,
        (f"有 {pages} 页，超过 {PAGES} 页", f"has {pages} pages, more than {PAGES}"),
        ("请只留与申报有关的页。", "Keep the pages that matter."),
    )


def refuse_locked(name: str) -> Result[T | None]:
    """A document that asks for a password."""
    return refuse(
        "password",
        name,
        ("有密码，打不开", "asks for a password"),
        ("请另存为不带密码的 PDF。", "Save it without a password."),
    )


def refuse_unreadable(name: str) -> Result[T | None]:
    """A file that cannot be decoded, or not with what a child may use."""
    return refuse(
        "damaged",
        name,
        ("读不出来：残缺、损坏，或解码所需过多", "cannot be read: it is cut short or damaged, or takes too much"),
        ("请重新扫描或拍照。", "Scan or photograph it again."),
    )


def refuse(rule: str, name: str, what: tuple[str, str], mend: tuple[str, str]) -> Result[T | None]:
    """No file, and why."""
    message = Message(f"「{name}」{what[0]}。", f"“{name}” {what[1]}.")
    found = Finding(
        rule=f"evidence.{rule}", severity=Severity.ERROR, message=message, remedy=Message(*mend), document=name
    )
    return Result(None, (found,))
