"""ISO/IEC 18004 as long codes are drawn: every version is the one that another encoder draws, and can be read."""

import random
import string

import pytest
import segno
import zxingcpp
from PIL import Image

from liangcai_host.typesetting.qr_matrix import LAST_VERSION, draw_modules

CHARACTERS = string.ascii_letters + string.digits + "-_.:/#"
# How many bytes the versions hold at level M: ISO/IEC 18004, table 7.
HELD = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
HELD += (711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213)
HELD += (2331,)


def make_text(length: int) -> str:
    """A text that no narrower mode than bytes can hold."""
    rng = random.Random(length)  # noqa: S311 # made-up texts
    return "a" + "".join(rng.choice(CHARACTERS) for _ in range(length - 1))


def read(rows: tuple[str, ...]) -> str:
    """What another program reads in a code."""
    side = len(rows) + 8
    picture = Image.new("L", (side, side), 255)
    for down, row in enumerate(rows):
        for right, module in enumerate(row):
            if module == "1":
                picture.putpixel((right + 4, down + 4), 0)
    (found,) = zxingcpp.read_barcodes(picture.resize((3 * side, 3 * side), Image.Resampling.NEAREST))
    return found.text


@pytest.mark.parametrize("version", [1, 2, 6, 7, 9, 10, 14, 18, 20, 21, 27, 32, 40])
def test_a_full_code_is_module_for_module_what_another_encoder_draws(version):
    text = make_text(HELD[version - 1])
    other = segno.make_qr(text, error="m", boost_error=False, mask=4)
    assert other.version == version
    assert draw_modules(text) == tuple("".join(map(str, row)) for row in other.matrix)


@pytest.mark.parametrize("length", [1, 15, 200, 331, 332, 513, 700, 1264, 1265])
def test_what_does_not_fill_its_code_is_read_back(length):
    text = make_text(length)
    assert read(draw_modules(text)) == text


def test_the_smallest_version_is_taken_and_none_where_none_is_large_enough():
    assert [len(draw_modules(make_text(held))) for held in HELD] == [17 + 4 * one for one in range(1, LAST_VERSION + 1)]
    assert draw_modules(make_text(HELD[-1] + 1)) is None


@pytest.mark.parametrize("text", ["", "证书"])
def test_what_is_no_ascii_is_left_to_the_general_encoder(text):
    assert draw_modules(text) is None
