"""A picture of a stranger comes out as its pixels alone, or as a finding; nothing else of its file survives."""

import io
import random
import time

import pytest
from PIL import Image
from tests.data.pictures import (
    SECRET,
    draw_plan,
    make_bomb,
    make_jpeg,
    make_png,
    make_telling_jpeg,
    make_telling_png,
    make_word_bomb,
    write_picture,
)
from tests.host.sandbox.mutations import change

from liangcai.items.pictures import PICTURE_BYTES, Size, measure_picture, tell_form
from liangcai_host.sandbox.limits import SECONDS
from liangcai_host.sandbox.message import PictureRequest
from liangcai_host.sandbox.picture_refusals import KEPT_BYTES, SIDE
from liangcai_host.sandbox.pictures import clean_picture
from liangcai_host.sandbox.read import read_picture_in_child, read_pictures_in_child

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def draw_noise() -> bytes:
    """A picture that no form makes short."""
    return write_picture(Image.effect_noise((1900, 1900), 90).convert("RGB"))


HOSTILE = {
    "svg renamed": (lambda: SVG, "picture.form"),
    "page renamed": (lambda: b"<!DOCTYPE html><img src=x onerror=alert(1)>", "picture.form"),
    "gif": (lambda: write_picture(draw_plan(), "GIF"), "picture.form"),
    "webp": (lambda: write_picture(draw_plan(), "WEBP"), "picture.form"),
    "empty": (lambda: b"", "picture.form"),
    "bomb": (lambda: make_bomb(), "picture.size"),
    "bomb that lies less": (lambda: make_bomb(4_900), "picture.damaged"),
    "word bomb": (lambda: make_word_bomb(), "picture.damaged"),
    "png cut short": (lambda: make_png()[:-300], "picture.damaged"),
    "jpeg cut short": (lambda: make_jpeg()[:-900], "picture.damaged"),
    "head alone": (lambda: make_png()[:33], "picture.damaged"),
    "page behind a signature": (lambda: b"\x89PNG\r\n\x1a\n" + SVG, "picture.damaged"),
    "page behind a jpeg signature": (lambda: b"\xff\xd8\xff\xe0" + SVG * 20, "picture.damaged"),
    "noise behind a head": (lambda: make_png()[:41] + bytes(range(256)) * 40, "picture.damaged"),
    "longer than any": (lambda: make_png() + bytes(PICTURE_BYTES), "picture.size"),
    "noise that no form makes short": (draw_noise, "picture.size"),
}


def open_clean(data: bytes) -> Image.Image:
    """The picture as it is kept."""
    made = clean_picture(data, "x")
    assert made.value is not None, made.findings
    return Image.open(io.BytesIO(made.value))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_finding_that_says_how_to_mend_it(name: str) -> None:
    make, rule = HOSTILE[name]
    data = make()
    begun = time.monotonic()
    made = read_picture_in_child(data, name)
    assert time.monotonic() - begun < SECONDS
    assert made.value is None
    assert [finding.rule for finding in made.findings] == [rule]
    said = made.findings[0]
    assert name in said.message.zh
    assert name in said.message.en
    assert said.remedy is not None
    assert said.remedy.zh
    assert said.remedy.en


@pytest.mark.parametrize(("make", "form"), [(make_telling_jpeg, "jpg"), (make_telling_png, "png")])
def test_nothing_but_the_pixels_comes_through(make: object, form: str) -> None:
    assert callable(make)
    data = make()
    assert SECRET in data
    made = read_picture_in_child(data, "x").value
    assert made is not None
    assert tell_form(made) == form
    assert b"GPS" not in made
    assert b"<script" not in made
    kept = Image.open(io.BytesIO(made))
    kept.load()
    assert not kept.getexif()
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(("turn", "size"), [(1, (300, 200)), (3, (300, 200)), (6, (200, 300)), (8, (200, 300))])
def test_a_photograph_stands_as_its_camera_was_held(turn: int, size: tuple[int, int]) -> None:
    assert open_clean(make_telling_jpeg(turn)).size == size


def test_a_large_picture_is_made_smaller_and_a_small_one_is_left() -> None:
    assert max(open_clean(make_jpeg(4000, 2500)).size) == SIDE
    assert open_clean(make_png(40, 30)).size == (40, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixels_becomes_grey_or_colour(mode: str) -> None:
    data = write_picture(Image.new(mode, (20, 10)), "JPEG" if mode == "CMYK" else "PNG")
    assert open_clean(data).mode in ("L", "RGB")


def test_white_stands_behind_what_is_clear() -> None:
    clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    assert open_clean(write_picture(clear)).getpixel((1, 1)) == (255, 255, 255)


def test_what_was_made_once_is_made_the_same_again() -> None:
    first = clean_picture(make_telling_png(), "x").value
    assert first is not None
    assert clean_picture(make_telling_png(), "y").value == first
    assert clean_picture(first, "z").value == first
    assert clean_picture(make_png(), "plan").value == make_png()
    assert len(first) < KEPT_BYTES


def test_the_head_says_the_size_that_decoding_finds() -> None:
    for data in (make_png(123, 45), make_jpeg(123, 45), make_telling_jpeg(1)):
        assert measure_picture(data) == Size(*Image.open(io.BytesIO(data)).size)
    assert measure_picture(b"\xff\xd8\xff\xd8\x00\x00\x00\x00\x00") is None


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_picture_is_pixels_or_a_finding(seed: int) -> None:
    rng = random.Random(f"picture {seed}")  # noqa: S311 - made to be made again
    data = (make_telling_png, make_telling_jpeg)[seed % 2]()
    made = clean_picture(change(data, rng), "x")
    assert (made.value is None) == bool(made.findings)
    if made.value is not None:
        Image.open(io.BytesIO(made.value)).load()
        assert SECRET not in made.value


def test_many_pictures_are_made_by_few_children_and_a_bad_one_spoils_no_other() -> None:
    files = [PictureRequest(name=f"{number}", data=make_png(40 + number, 30)) for number in range(20)]
    files[3] = PictureRequest(name="bomb", data=make_bomb())
    files[7] = PictureRequest(name="page", data=SVG)
    made = read_pictures_in_child(files)
    assert [number for number, one in enumerate(made) if one.value is None] == [3, 7]
    assert [one.findings[0].rule for one in made if one.findings] == ["picture.size", "picture.form"]
    assert all(one.value == clean_picture(file.data, "").value for one, file in zip(made, files, strict=True))
    assert read_pictures_in_child([]) == ()
