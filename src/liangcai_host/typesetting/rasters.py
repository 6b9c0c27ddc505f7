"""A picture of a question as the compiler takes it: drawn into an SVG, since its files in memory have to be text.

In: the bytes of a PNG or JPEG that the sandbox made. Out: SVG bytes of the size that 150 pixels an inch give. Follows:
SVG 1.1 with the picture as data; a JPEG reaches the document as it is, without a further loss.
"""

import base64

from liangcai.items.pictures import measure_picture, tell_form

UNITS_PER_PIXEL = 96 / 150  # a unit of SVG is a 96th of an inch
_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def wrap_raster(data: bytes) -> bytes | None:
    """The picture in an SVG of its natural size; None for what is no picture."""
    form, size = tell_form(data), measure_picture(data)
    if form is None or size is None:
        return None
    width, height = size.width, size.height
    shown = f'width="{width * UNITS_PER_PIXEL:.2f}" height="{height * UNITS_PER_PIXEL:.2f}"'
    held = f"data:{_TYPES[form]};base64,{base64.b64encode(data).decode()}"
    image = f'<image width="{width}" height="{height}" href="{held}"/>'
    start = f'<svg xmlns="http://www.w3.org/2000/svg" {shown} viewBox="0 0 {width} {height}">'
    return f"{start}{image}</svg>".encode()
