"""More files that are made to hurt, and any number of damaged ones by their seeds.

In: nothing, or a seed. Out: files by name. Follows: figure R17 of the reliability rules: macros, huge pictures,
archives that climb, two forms at once; and good files of every form, changed until parsers meet what their authors
never saw.
"""

import functools
import io
import random
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.data import documents
from tests.data.forms import make_docx, make_html, make_markdown, make_pdf
from tests.host.sandbox.hostile import noise, pdf_objects, zip_members

TEXT = documents.make_document()
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
NUMBER = re.compile(rb"\d+")
NUMBERS = (b"0", b"-1", b"65535", b"2147483648", b"99999999999999999999", b"1e999", b"0.0000001", b"NaN")
PIECES = (b"\0", b"\xff\xfe", b"<", b"]]>", b"<!--", b"<![CDATA[", b"&#0;", b"&x;", b"<table>", b"</w:tbl>", b"<w:p>")
LARGEST = 4 << 20


def repack(package: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """An archive with its members changed and some added; ``__`` in a name stands for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in more.items():
            new.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def picture(side: int) -> bytes:
    """A PNG of one colour whose pixels would fill the memory."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(side // 8 + 1)) for _ in range(side)) + rows.flush()
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)), (b"IDAT", packed), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def word_with(**more: bytes) -> bytes:
    """A good Word file with something added."""
    return repack(make_docx(TEXT), lambda _, data: data, **more)


def word_outside() -> bytes:
    """A Word file whose template, pictures and parts lie elsewhere."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = '<Relationship Id="r{0}" Type="{1}/{2}" Target="{3}" TargetMode="External"/>'
    targets = (("attachedTemplate", "http://localhost:9/x.dotm"), ("image", "file:///etc/passwd"))
    links = "".join(link.format(number, kind, *target) for number, target in enumerate(targets, 900))
    end = b"</Relationships>"
    return repack(make_docx(TEXT), lambda n, d: d.replace(end, links.encode() + end) if n.endswith(".rels") else d)


def word_wide_letters() -> bytes:
    """A document part in UTF-16, where a search of its bytes for a type definition finds nothing."""
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    return zip_members(word__document_xml=xml.encode("utf-16"))


def archive_of_links() -> bytes:
    """An archive whose parts are links out of it, with names from the root and from a drive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in ("word/document.xml", "/etc/liangcai-evil", "C:\\evil", "../../evil", "word/../../../../evil"):
            member = zipfile.ZipInfo(name)
            member.external_attr = (stat.S_IFLNK | 0o777) << 16
            package.writestr(member, "/etc/passwd")
    return stream.getvalue()


def pdf_deeds() -> bytes:
    """A PDF that would run a script and a program, and that brings a file along."""
    return pdf_objects(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R/AA<</WC 5 0 R>>/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>",
        b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
        b"<</S/Launch/F(/bin/sh)>>",
        b"<</Type/Filespec/F(../../evil)/EF<</F 7 0 R>>>>",
        b"<</Type/EmbeddedFile/Length 4>>stream\nevil\nendstream",
    )


def pdf_picture() -> bytes:
    """A PDF of one picture that claims ten thousand million pixels."""
    pixels = zlib.compress(bytes(100 << 20), 9)
    head = b"<</Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    return pdf_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length 29>>stream\nq 600 0 0 800 0 0 cm /I Do Q \nendstream",
        head + b"/Filter/FlateDecode/Length %d>>stream\n" % len(pixels) + pixels + b"\nendstream",
    )


def mail_in_mail() -> bytes:
    """A saved page whose parts hold parts, two hundred deep."""
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b%d\n\n--b%d\n"
    return b"".join(head % (depth, depth) for depth in range(200)) + b"Content-Type: text/html\n\n<p>x"


MORE: dict[str, Callable[[], bytes]] = {
    "word with macros": lambda: word_with(word__vbaProject__bin=noise(20_000), word__vbaData__xml=b"<auto open='x'/>"),
    "word with a huge picture": lambda: word_with(word__media__image1__png=picture(60_000)),
    "word with parts outside": word_outside,
    "word in wide letters": word_wide_letters,
    "word in word": lambda: word_with(word__embeddings__a__docx=make_docx(TEXT)),
    "archive of links": archive_of_links,
    "huge picture": lambda: picture(60_000),
    "pdf with deeds": pdf_deeds,
    "pdf of a huge picture": pdf_picture,
    "pdf and page at once": lambda: make_html(TEXT) + make_pdf(TEXT),
    "page and archive at once": lambda: make_html(TEXT) + make_docx(TEXT),
    "archive and pdf at once": lambda: make_docx(TEXT) + make_pdf(TEXT),
    "picture and page at once": lambda: b"GIF89a/*" + make_html(TEXT),
    "mail in mail": mail_in_mail,
    "page with pictures inside": lambda: b"<html><img src='data:image/png;base64," + b"A" * (6 << 20) + b"'><p>x",
}


@functools.cache
def good_files() -> tuple[tuple[str, bytes], ...]:
    """The small standard in every form."""
    return (
        ("word", make_docx(TEXT)),
        ("pdf", make_pdf(TEXT)),
        ("page", make_html(TEXT)),
        ("markdown", make_markdown(TEXT)),
        ("text", TEXT.encode("gb18030")),
    )


def make_mutant(seed: int) -> tuple[str, bytes]:
    """A good file changed somewhere, half of the packed ones inside what they pack."""
    rng = random.Random(f"hostile {seed}")  # noqa: S311 - made to be made again
    files = good_files()
    form, data = files[seed % len(files)]
    if form == "word" and rng.random() < 0.7:
        data = change_member(data, rng)
    elif form == "pdf" and rng.random() < 0.7:
        data = change_stream(data, rng)
    else:
        data = change(data, rng)
    return f"{form} damaged by seed {seed}", data


def change_member(data: bytes, rng: random.Random) -> bytes:
    """A Word file with its text or one other part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        chosen = rng.choice(("word/document.xml", rng.choice(sorted(package.namelist()))))
    return repack(data, lambda name, part: change(part, rng) if name == chosen else part)


def change_stream(data: bytes, rng: random.Random) -> bytes:
    """A PDF with one of its streams changed inside its packing; its declared length is then wrong as well."""
    found = rng.choice([*STREAM.finditer(data)])
    try:
        inner = zlib.compress(change(zlib.decompress(found[1]), rng))
    except zlib.error:
        inner = change(found[1], rng)
    return data[: found.start(1)] + inner + data[found.end(1) :]


def change(data: bytes, rng: random.Random) -> bytes:
    """One to four changes in turn."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + int(rng.expovariate(1 / 200)))
        data = rng.choice(CHANGES)(data, start, end, rng)[:LARGEST]
    return data


def flip(data: bytes, start: int, end: int, rng: random.Random) -> bytes:
    """Single bits turned over."""
    changed = bytearray(data)
    for place in range(start, end, rng.randint(1, 40)):
        changed[place] ^= 1 << rng.randrange(8)
    return bytes(changed)


def repeat(data: bytes, start: int, end: int, rng: random.Random) -> bytes:
    """A piece many times over."""
    return data[:end] + data[start:end] * rng.choice((1, 30, 3000)) + data[end:]


def move(data: bytes, start: int, end: int, rng: random.Random) -> bytes:
    """A piece moved elsewhere."""
    rest = data[:start] + data[end:]
    place = rng.randrange(len(rest) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def put_number(data: bytes, start: int, _end: int, rng: random.Random) -> bytes:
    """The next number made absurd."""
    found = NUMBER.search(data, start)
    return data[: found.start()] + rng.choice(NUMBERS) + data[found.end() :] if found else data


def graft(data: bytes, start: int, _end: int, rng: random.Random) -> bytes:
    """A piece of a file of another form put in."""
    other = rng.choice(good_files())[1]
    place = rng.choice((0, rng.randrange(len(other))))
    return data[:start] + other[place : place + 5_000] + data[start:]


Change = Callable[[bytes, int, int, random.Random], bytes]
CHANGES: tuple[Change, ...] = (
    flip,
    repeat,
    move,
    put_number,
    graft,
    lambda data, start, end, _: data[:start] + data[end:],
    lambda data, start, end, rng: data[:start] + rng.randbytes(end - start) + data[end:],
    lambda data, start, end, _: data[:start] + bytes(end - start) + data[end:],
    lambda data, start, _, rng: data[:start] + rng.choice(PIECES) * rng.choice((1, 2, 5_000)) + data[start:],
    lambda data, start, _, rng: data[:start] if rng.random() < 0.3 else data,
)
