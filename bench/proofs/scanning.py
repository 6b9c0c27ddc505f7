"""Looks for numbers in whatever a folder holds.

In: a folder, numbers of people. Out: where one of them stands. Follows: raw bytes, what is deflated in them (PDF
streams, archives), what base64 hides, UTF-16, and the text of PDF pages, which is drawn by glyph and not by letter.
"""

import base64
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

ID_NUMBER = re.compile(
    rb"(?<![0-9])[0-9]{6}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = b"10X98765432"
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
ZLIB_HEADS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
GZIP_HEAD = b"\x1f\x8b\x08"
LARGEST = 20_000_000


def scan_folder(folder: Path, numbers: Sequence[str]) -> tuple[int, list[str]]:
    """How many files, and each that holds an ID number: one of these, or any that fits its check character."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    faults = []
    for path in files:
        for layer, data in read_layers(path):
            faults += [f"{path.relative_to(folder)} ({layer}): {found}" for found in find_numbers(data, numbers)]
    return len(files), faults


def find_numbers(data: bytes, numbers: Sequence[str]) -> Iterator[str]:
    """The places of numbers in bytes, each shown by its last four; birth date and serial alone count too."""
    for number in numbers:
        if number[6:17].encode() in data:
            yield f"…{number[-4:]}"
    for match in ID_NUMBER.finditer(data):
        if fits(match[0]):
            yield f"something of the form of an ID number, …{match[0][-4:].decode()}"


def fits(number: bytes) -> bool:
    """The check character of GB 11643."""
    total = sum((digit - 48) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return CHECKS[total % 11] == number[17:].upper()[0]


def read_layers(path: Path) -> Iterator[tuple[str, bytes]]:
    """The bytes of a file and what they hide."""
    raw = path.read_bytes()
    yield "bytes", raw
    yield "UTF-16", raw[::2] + b"\0" + raw[1::2]
    for data in inflate(raw):
        yield "deflated", data
    for match in BASE64.finditer(raw):
        yield "base64", decode_base64(match[0])
    if raw.startswith(b"%PDF"):
        yield "PDF text", read_pdf(raw).encode()


def inflate(raw: bytes) -> Iterator[bytes]:
    """What can be inflated, wherever it begins."""
    for head, bits in (*((head, zlib.MAX_WBITS) for head in ZLIB_HEADS), (GZIP_HEAD, 16 + zlib.MAX_WBITS)):
        start = raw.find(head)
        while start >= 0:
            data = try_inflate(raw[start:], bits)
            if data:
                yield data
            start = raw.find(head, start + 1)


def try_inflate(data: bytes, bits: int) -> bytes:
    """The inflated bytes, as far as they go."""
    try:
        return zlib.decompressobj(bits).decompress(data, LARGEST)
    except zlib.error:
        return b""


def decode_base64(text: bytes) -> bytes:
    """Both alphabets, from each of the four places at which a group may begin."""
    plain = text.replace(b"-", b"+").replace(b"_", b"/")
    parts = [plain[start : start + (len(plain) - start) // 4 * 4] for start in range(4)]
    return b"\0".join(base64.b64decode(part) for part in parts)


def read_pdf(raw: bytes) -> str:
    """The text of all pages, without blanks."""
    document = pypdfium2.PdfDocument(raw)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())
