"""Papers and guides show the pictures themselves where their bytes are at hand, and say in words what lacks."""

import hashlib
import io

import pytest
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from liangcai.findings import Result
from liangcai.items.content import Media
from liangcai.items.pictures import Pictures
from liangcai_host.typesetting.guide_sheets import guide_sheet
from liangcai_host.typesetting.paper_sheets import paper_sheet
from liangcai_host.typesetting.rasters import wrap_raster
from liangcai_host.typesetting.typeset import typeset_guide, typeset_paper
from tests.data.items import make_item
from tests.data.paper import build_marking
from tests.data.pictures import draw_plan, make_jpeg, make_png, write_picture
from tests.data.sheets import BLUEPRINT, EXAM, MADE, read_pdf
from tests.host.typesetting.test_question_types import only

ROOM = 210 - 31 - 16  # millimetres between the margins of a paper
POINT = 25.4 / 72


def show(data: bytes, name: str = "plan.png") -> Media:
    return Media(name=name, sha256=hashlib.sha256(data).hexdigest(), alt="一张接线图")


def paper(pictures: Pictures, *media: Media, kind: str = "single") -> Result[bytes | None]:
    stem = "如图 " + " 与 ".join(f"![]({one.name})" for one in media) + " 所示（　）。"
    form = only(make_item(kind, stem=stem, media=media))  # type: ignore[arg-type]
    return typeset_paper(paper_sheet(form, BLUEPRINT, EXAM, made=MADE), pictures)


def drawn(result: Result[bytes | None]) -> list[tuple[float, float]]:
    """Width and height in millimetres of every picture of a document."""
    assert result.value is not None, result.findings
    sizes = []
    for page in PdfDocument(result.value):
        for image in page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,), max_depth=9):
            left, bottom, right, top = image.get_bounds()
            sizes.append(((right - left) * POINT, (top - bottom) * POINT))
    return sizes


@pytest.mark.parametrize(
    ("data", "width", "height"),
    [
        (make_png(300, 200), 50.8, 33.9),
        (make_jpeg(300, 200), 50.8, 33.9),
        (make_png(2000, 500), None, None),
        (make_png(200, 1900), None, 90),
        (write_picture(draw_plan(mode="L")), 50.8, 33.9),
    ],
)
def test_a_picture_is_printed_at_150_pixels_an_inch_within_the_page(
    data: bytes, width: float | None, height: float | None
) -> None:
    media = show(data)
    ((wide, high),) = drawn(paper({media.sha256: data}, media))
    assert wide <= ROOM
    assert high <= 91 if height is None else abs(high - height) < 1
    assert width is None or abs(wide - width) < 1


def test_what_is_drawn_is_the_picture() -> None:
    data = make_png(300, 200)
    media = show(data)
    result = paper({media.sha256: data}, media)
    assert result.value is not None
    dark = PdfDocument(result.value)[0].render(scale=2).to_pil().convert("L").point(lambda value: 255 * (value < 128))
    plain = PdfDocument(paper({}, media).value or b"")[0].render(scale=2).to_pil()
    assert dark.size == plain.size
    words = read_pdf(result)
    assert "［图］" not in words
    assert "如图" in words
    assert media.alt in read_pdf(paper({}, media))


def test_a_picture_that_nobody_has_is_a_frame_with_its_words_beside_one_that_is_there() -> None:
    here, gone = show(make_png()), show(make_png(90, 90), "gone.png")
    result = paper({here.sha256: make_png()}, here, gone)
    assert len(drawn(result)) == 1
    assert read_pdf(result).count("［图］") == 1


def test_bytes_that_are_no_picture_are_a_frame_too() -> None:
    media = show(b"nothing")
    assert "一张接线图" in read_pdf(paper({media.sha256: b"nothing"}, media))
    assert wrap_raster(b"\x89PNG\r\n\x1a\n") is None


def test_the_guide_shows_the_picture_of_a_written_question() -> None:
    data = make_jpeg()
    media = show(data, "photo.jpg")
    part = make_item("short", 8, id="1", stem="看 ![](photo.jpg) 说明。", media=(media,))
    form = only(
        make_item("short", stem="看 ![](photo.jpg) 说明。", media=(media,)), make_item("case", parts=(part, part))
    )
    guide = guide_sheet(form, EXAM, build_marking(), made=MADE)
    assert len(drawn(typeset_guide(guide, {media.sha256: data}))) == 3


def test_the_same_paper_with_pictures_is_the_same_bytes() -> None:
    data = make_jpeg()
    media = show(data, "photo.jpg")
    pictures = {media.sha256: data}
    assert paper(pictures, media).value == paper(pictures, media).value


def test_a_photograph_is_not_packed_anew() -> None:
    data = make_jpeg(1200, 900)
    media = show(data, "photo.jpg")
    result = paper({media.sha256: data}, media)
    assert result.value is not None
    assert len(result.value) < len(data) + 120_000
    page = PdfDocument(io.BytesIO(result.value))[0]
    (image,) = page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,), max_depth=9)
    assert image.get_filters() == ["DCTDecode"]
