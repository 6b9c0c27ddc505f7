"""A stranger's picture made anew: its pixels and nothing else of the file, upright, within bounds, on white.

In: the bytes and the name of a file. Out: the bytes of a PNG or JPEG, or a finding. Follows: rule 10 of the reliability
rules; runs in the child. White stands behind what is clear, so that black lines show on dark pages and on paper.
"""

import io
import struct
import zlib

from PIL import Image

from liangcai.findings import Result
from liangcai.items.pictures import Form, measure_picture, tell_form
from liangcai_host.sandbox.picture_refusals import (
    KEPT_BYTES,
    PIXELS,
    SIDE,
    refuse_damaged,
    refuse_form,
    refuse_pixels,
    refuse_weight,
)

_ORIENTATION = 0x0112
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
# What the decoders raise on damaged data.
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error)


def clean_picture(data: bytes, name: str) -> Result[bytes | None]:
    """The picture written anew, at most ``SIDE`` pixels a side and ``KEPT_BYTES`` long."""
    form, size = tell_form(data), measure_picture(data)
    if form is None:
        return refuse_form(name)
    if size is None:
        return refuse_damaged(name)
    if size.width * size.height > PIXELS:
        return refuse_pixels(name, size.width, size.height)
    return make_anew(data, name, ("PNG", "JPEG"), form)


def make_anew(data: bytes, name: str, formats: tuple[str, ...], form: Form) -> Result[bytes | None]:
    """The pixels of a file of one of those formats, whose size was looked at before, as a new file."""
    try:
        with Image.open(io.BytesIO(data), formats=formats) as opened:
            made = _write(_turn(_shrink(opened), opened), form)
    except (Image.DecompressionBombError, *_DAMAGE):
        return refuse_damaged(name)
    return Result(made) if len(made) <= KEPT_BYTES else refuse_weight(name, len(made), form)


def _shrink(opened: Image.Image) -> Image.Image:
    """Grey or colour at most ``SIDE`` pixels a side; nothing is made larger."""
    image = opened
    if opened.mode.startswith("I"):
        image = opened.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    elif opened.mode in ("1", "F"):
        image = opened.convert("L")
    elif opened.has_transparency_data:
        image = opened.convert("RGBA")
    elif opened.mode not in ("L", "RGB"):
        image = opened.convert("RGB")
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    image.load()  # a small picture is left by thumbnail without being decoded
    return _put_on_white(image) if image.mode == "RGBA" else image


def _put_on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


def _turn(image: Image.Image, opened: Image.Image) -> Image.Image:
    """The picture as its camera was held; a note of the camera that cannot be read is none."""
    try:
        turns = _TURNS.get(opened.getexif().get(_ORIENTATION, 1), ())
    except _DAMAGE:
        turns = ()
    for turn in turns:
        image = image.transpose(turn)
    return image


def _write(image: Image.Image, form: Form) -> bytes:
    """The pixels as a new file: no comment, profile or note of a camera goes along."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    stream = io.BytesIO()
    if form == "png":
        bare.save(stream, "PNG", optimize=True)
    else:
        bare.save(stream, "JPEG", quality=88, optimize=True)
    return stream.getvalue()
