"""Files that are made to hurt whoever reads them.

In: nothing. Out: files by name. Follows: figure R17 of the reliability rules: bombs, outside entities, nesting, size,
damage, false signatures, fonts without characters.
"""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image
from tests.data import documents
from tests.data.forms import WORD, make_docx, make_package, make_pdf

TEXT = documents.make_document()


def zip_members(**members: bytes) -> bytes:
    """An archive that calls itself a Word package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, data in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def bomb() -> bytes:
    """A document part of 200 MB of blanks."""
    head = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>'.encode()
    return zip_members(word__document_xml=head + b" " * (200 << 20))


def lying_bomb() -> bytes:
    """The same with a directory that declares ten bytes."""
    data = bytearray(bomb())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            struct.pack_into("<I", data, start + offset, 10)
            start += 4
    return bytes(data)


def nested_zip() -> bytes:
    """Archives in archives, ten deep."""
    data = b"0" * (10 << 20)
    for _ in range(10):
        data = zip_members(word__document_xml=data)
    return data


def many_members() -> bytes:
    """An archive of many empty files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for number in range(20_000):
            package.writestr(f"word/{number}.xml", "")
    return stream.getvalue()


def word_xxe() -> bytes:
    """A document part that would read a file of the machine."""
    xml = f"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"""
    return zip_members(word__document_xml=xml.encode())


def word_laughs() -> bytes:
    """A document part whose entities grow a thousand million times."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE d [{entities}]><w:document xmlns:w="{WORD}"><w:body><w:p>&a9;</w:p></w:body></w:document>'
    return zip_members(word__document_xml=xml.encode())


def word_boxes() -> bytes:
    """Text boxes in text boxes: a reader that visits each twice never ends."""
    body = "<w:p><w:r><w:txbxContent>" * 60 + "<w:p/>" + "</w:txbxContent></w:r></w:p>" * 60
    return make_package(body)


def word_notes() -> bytes:
    """A note that refers to itself."""
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2"><w:p>{reference}<w:r><w:t>甲</w:t></w:r></w:p></w:footnote>'
    return make_package(f"<w:p><w:r><w:t>乙</w:t></w:r>{reference}</w:p>" * 1000, footnotes=note)


def html_xxe() -> bytes:
    """A page with an outside entity and outside parts."""
    return b"""<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><head>
<link rel=stylesheet href="http://localhost:9/x"><base href="http://localhost:9/"></head>
<body><p>&x;</p><iframe src="file:///etc/passwd"></iframe><object data="file:///etc/passwd"></object></body></html>"""


def pdf_objects(*objects: bytes) -> bytes:
    """A PDF with objects numbered from one; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n" % count + table + b"trailer<</Size %d/Root 1 0 R>>\n" % count
    return out + tail + b"startxref\n%d\n%%%%EOF" % len(out)


def pdf_page(content: bytes, *, packed: bool = True) -> bytes:
    """A PDF of one page with a stream of drawing orders."""
    data = zlib.compress(content, 9) if packed else content
    filters = b"/Filter/FlateDecode" if packed else b""
    return pdf_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<<%s/Length %d>>stream\n" % (filters, len(data)) + data + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def pdf_loop() -> bytes:
    """A page tree that holds itself."""
    return pdf_objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>")


def pdf_encrypted() -> bytes:
    """A PDF that wants a password."""
    plain = pdf_page(b"BT /F 12 Tf (x) Tj ET", packed=False)
    secret = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]>>" % (b"a" * 32, b"b" * 32)
    return plain.replace(b"/Root 1 0 R>>", b"/Root 1 0 R" + secret)


def pdf_scan() -> bytes:
    """Pages that are pictures."""
    stream = io.BytesIO()
    page = Image.new("L", (600, 800), 200)
    page.save(stream, "PDF", save_all=True, append_images=[page, page])
    return stream.getvalue()


def pdf_broken_fonts() -> bytes:
    """A PDF whose fonts no longer say which characters they draw."""
    return make_pdf(TEXT).replace(b"/ToUnicode", b"/ToUnicorn")


def word_wide() -> bytes:
    """A table with far too many columns."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p/></w:tc>'
    return make_package(f"<w:tbl>{f'<w:tr>{cell * 2}</w:tr>' * 50}</w:tbl>")


def noise(length: int, head: bytes = b"") -> bytes:
    """Bytes without sense behind a head."""
    return head + hashlib.shake_128(head).digest(length)


CELL = "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
FILES: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "word bomb": bomb,
    "word bomb with a lying directory": lying_bomb,
    "nested archives": nested_zip,
    "many members": many_members,
    "word outside entity": word_xxe,
    "word growing entities": word_laughs,
    "word styles with entities": lambda: make_package("<w:p/>", styles='<!DOCTYPE x [<!ENTITY a "b">]>&a;'),
    "word deep nesting": lambda: make_package("<w:sdt><w:sdtContent>" * 50_000),
    "word deep nesting, closed": lambda: make_package("<w:ins>" * 5_000 + "</w:ins>" * 5_000),
    "word boxes in boxes": word_boxes,
    "word note in itself": word_notes,
    "word million empty paragraphs": lambda: make_package("<w:p/>" * 1_000_000, packed=False),
    "word million full paragraphs": lambda: make_package("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 300_000, packed=False),
    "word huge table": lambda: make_package(f"<w:tbl>{f'<w:tr>{CELL * 150}</w:tr>' * 600}</w:tbl>"),
    "word wide table": word_wide,
    "word tables in tables": lambda: make_package("<w:tbl><w:tr><w:tc>" * 45 + "</w:tc></w:tr></w:tbl>" * 45),
    "word truncated": lambda: make_docx(TEXT)[:20_000],
    "word without its end": lambda: make_docx(TEXT)[:-40],
    "word part of noise": lambda: zip_members(word__document_xml=noise(50_000)),
    "archive that is no word": lambda: zip_members(a__b=b"x"),
    "archive that climbs": lambda: zip_members(**{"..__..__..__etc__evil": b"x"}),
    "archive signature and noise": lambda: noise(50_000, b"PK\x03\x04"),
    "old word": lambda: noise(20_000, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "protected word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 3,
    "rich text": lambda: b"{\\rtf1 x}",
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + noise(2_000),
    "page outside entity": html_xxe,
    "page deep nesting": lambda: b"<html><body>" + b"<div>" * 200_000,
    "page of a million paragraphs": lambda: b"<html><body>" + b"<p>" * 1_000_000,
    "page of many full paragraphs": lambda: b"<html><body>" + b"<p>x" * 500_000,
    "page with a huge table": lambda: b"<table>" + (b"<tr>" + b"<td>x" * 190) * 5_500,
    "page with wide spans": lambda: b"<table>" + b"<tr><td rowspan=65535 colspan=65535>x" * 1_000,
    "page with tall spans": lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=100>x" * 5_000,
    "page of tags cut off": lambda: b"<html><body><table><tr><td" * 1_000,
    "page in a false encoding": lambda: b"<html><meta charset=punycode><p>" + noise(200_000),
    "markdown of stars": lambda: b"# a\n# b\n" + b"*a _b **c `d " * 100_000,
    "markdown of bars": lambda: b"|a|b|\n|-|-|\n" + b"|" * 2_000_000,
    "markdown of blanks": lambda: b"|a|b|\n|-|-|\n|" + b" " * 2_000_000,
    "markdown of open tables": lambda: b"# a\n# b\n" + b"<table>\n" * 20_000,
    "markdown of brackets": lambda: b"# a\n# b\n" + b"[" * 200_000,
    "text of noise": lambda: noise(100_000),
    "text of one line": lambda: "甲".encode() * 2_000_000,
    "text of zeros": lambda: bytes(1_000_000),
    "pdf signature and noise": lambda: noise(50_000, b"%PDF-1.7\n"),
    "pdf truncated": lambda: make_pdf(TEXT)[:30_000],
    "pdf tree in itself": pdf_loop,
    "pdf without pages": lambda: pdf_objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"),
    "pdf with a password": pdf_encrypted,
    "pdf of pictures": pdf_scan,
    "pdf with broken fonts": pdf_broken_fonts,
    "pdf stream bomb": lambda: pdf_page(b" " * (400 << 20)),
    "pdf of a million rules": lambda: pdf_page(b"0 0 m 9 9 l S 5 5 20 20 re S\n" * 500_000),
    "pdf of many characters": lambda: pdf_page(b"BT /F 12 Tf " + b"(xxxxxxxxxx) Tj " * 50_000 + b"ET"),
    "pdf of nested arrays": lambda: pdf_page(b"[" * 200_000, packed=False),
    "pdf and archive at once": lambda: b"%PDF-1.7\n" + make_docx(TEXT),
}
