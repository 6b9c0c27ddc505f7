"""A stranger's proof made anew: a photograph as its pixels, a PDF as the pictures of its pages.

In: the bytes and the name of a file. Out: ``CleanFile``, or a finding. Follows: rule 10 of the reliability rules; runs
in the child. Nothing of a PDF but what a reader sees goes on: no script, form, link, font, attachment or metadata.
"""

import io
import time

import pypdfium2
from PIL import Image

from liangcai.findings import Result
from liangcai_host.sandbox.evidence_refusals import (
    PAGES,
    measure_webp,
    refuse_kind,
    refuse_locked,
    refuse_pages,
    refuse_unreadable,
    tell_kind,
)
from liangcai_host.sandbox.message import CleanFile
from liangcai_host.sandbox.picture_refusals import PIXELS, refuse_pixels
from liangcai_host.sandbox.pictures import clean_picture, make_anew

LONG_SIDE = 1600  # pixels of a page: 137 dots an inch on A4, sharp enough to read a stamp
MOST_SCALE = 4.0
PDF_TYPE = "application/pdf"
_EPOCH = time.gmtime(0)


def clean_evidence(data: bytes, name: str) -> Result[CleanFile | None]:
    """The proof written anew, by what it is."""
    kind = tell_kind(data)
    if kind is None:
        return refuse_kind(name)
    if kind == "pdf":
        return clean_pdf(data, name)
    made = clean_webp(data, name) if kind == "webp" else clean_picture(data, name)
    if made.value is None:
        return Result(None, made.findings)
    return Result(CleanFile(media_type="image/png" if kind == "png" else "image/jpeg", data=made.value))


def clean_webp(data: bytes, name: str) -> Result[bytes | None]:
    """A WebP as JPEG."""
    size = measure_webp(data)
    if size is None:
        return refuse_unreadable(name)
    if size.width * size.height > PIXELS:
        return refuse_pixels(name, size.width, size.height)
    return make_anew(data, name, ("WEBP",), "jpg")


def clean_pdf(data: bytes, name: str) -> Result[CleanFile | None]:
    """A PDF as the pictures of its pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return refuse_locked(name) if "password" in str(error).lower() else refuse_unreadable(name)
    if not 0 < len(document) <= PAGES:
        return refuse_pages(name, len(document)) if len(document) else refuse_unreadable(name)
    pages = [draw_page(document[number]) for number in range(len(document))]
    stream = io.BytesIO()
    first, *others = (Image.open(io.BytesIO(page)) for page in pages)
    first.save(
        stream,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=137,
        producer="",
        creationDate=_EPOCH,
        modDate=_EPOCH,
    )
    return Result(CleanFile(media_type=PDF_TYPE, data=stream.getvalue(), pages=len(pages)))


def draw_page(page: pypdfium2.PdfPage) -> bytes:
    """A page as JPEG; one of no size or beyond all sheets of paper is drawn small."""
    long_side = max(page.get_width(), page.get_height(), 1.0)
    picture = page.render(scale=min(LONG_SIDE / long_side, MOST_SCALE)).to_pil().convert("RGB")
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80)
    return stream.getvalue()
