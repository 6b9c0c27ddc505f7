"""Proofs of strangers: what a reader sees goes on, nothing else does; what is no proof is a finding, never a crash."""

import io
import struct
import zlib

import pypdfium2
import pytest
from PIL import Image
from tests.data.pictures import SECRET, draw_plan, make_telling_jpeg, write_picture

from liangcai_host.sandbox.evidence_refusals import measure_webp
from liangcai_host.sandbox.read import read_evidence_in_child

SCRIPT = b"app.alert('run')"


def make_pdf(pages: int = 2, **more: str) -> bytes:
    stream = io.BytesIO()
    first, *others = (draw_plan(800, 1100) for _ in range(pages))
    first.save(stream, "PDF", save_all=True, append_images=others, **more)
    return stream.getvalue()


def make_acting_pdf() -> bytes:
    """A page, a script that runs when it is opened, and a file attached."""
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(" + SCRIPT + b")>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/AA<</O<</S/Launch/F(cmd.exe)>>>>>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
    return body + b"MZ" + SECRET


def make_bomb_png() -> bytes:
    """A head that states 60,000 by 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + b"\0" * 64


@pytest.mark.slow
def test_a_pdf_becomes_the_pictures_of_its_pages_and_nothing_else_of_it_goes_on() -> None:
    for data, pages in ((make_pdf(2, title=SECRET.decode()), 2), (make_acting_pdf(), 1)):
        made = read_evidence_in_child(data, "proof.pdf").value
        assert made is not None
        assert (made.media_type, made.pages) == ("application/pdf", pages)
        for trace in (SECRET, SCRIPT, b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"cmd.exe"):
            assert trace not in made.data
        assert len(pypdfium2.PdfDocument(made.data)) == pages


@pytest.mark.slow
def test_photographs_lose_what_a_camera_noted_and_webp_becomes_jpeg() -> None:
    webp = write_picture(draw_plan(600, 400), "WEBP", exif=b"Exif\0\0" + SECRET)
    for data in (make_telling_jpeg(), webp):
        made = read_evidence_in_child(data, "proof")
        assert made.value is not None
        assert made.value.media_type == "image/jpeg"
        assert SECRET not in made.value.data
        assert Image.open(io.BytesIO(made.value.data)).format == "JPEG"


HOSTILE = {
    "a program": b"MZ\x90\x00" + b"\0" * 200,
    "a page of the web": b"<html><script>1</script>",
    "an archive": b"PK\x03\x04" + b"\0" * 60,
    "a picture of vectors": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
    "half a PDF": make_pdf()[:300],
    "a PDF of nothing": b"%PDF-1.7\n%%EOF",
    "too many pages": make_pdf(21),
    "too many pixels": make_bomb_png(),
    "half a WebP": write_picture(draw_plan(), "WEBP")[:40],
    "a WebP of a size that no memory holds": b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff" * 6 + b"\0" * 40,
    "half a JPEG": make_telling_jpeg()[:120],
}


@pytest.mark.slow
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_proof_is_a_finding_with_a_remedy(data: bytes) -> None:
    result = read_evidence_in_child(data, "diploma.pdf")
    assert result.value is None
    assert result.findings[0].remedy is not None


def test_a_webp_states_its_size_in_each_of_its_forms() -> None:
    for how in ({}, {"lossless": True}, {"exif": b"Exif\0\0x"}):
        size = measure_webp(write_picture(draw_plan(321, 123), "WEBP", **how))
        assert size is not None
        assert (size.width, size.height) == (321, 123)
    assert measure_webp(b"RIFF0000WEBPVP8 ") is None
