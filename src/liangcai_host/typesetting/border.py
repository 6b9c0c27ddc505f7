"""The border of a certificate: interlaced waves between two frames, rosettes in the corners; or two plain frames.

In: a style. Out: SVG of an A4 page, in millimetres. Follows: no state's design and no emblem. It is drawn once here and
not by the template, because the compiler would measure every stroke anew on each certificate.
"""

import functools

from liangcai_host.typesetting.certificate_style import Border

LONG, SHORT, MARGIN = 297.0, 210.0, 13.0
CORNER, PETALS = 7.5, 12
HIGH, LOW = 2.3, 1.5
PERIOD = 6.0
# A half period of a sine as one cubic curve: where its handles lie, and how high for an amplitude of 1.
_NEAR, _FAR, _LIFT = 0.3642, 0.6358, 1.3333


@functools.cache
def draw_border(kind: Border, dark: str, light: str, *, upright: bool) -> bytes:
    """The whole border; nothing but the page where there is none."""
    width, height = (SHORT, LONG) if upright else (LONG, SHORT)
    drawn = ""
    if kind != "none":
        drawn = _draw_frame(width, height, MARGIN - 4, dark, 0.4) + _draw_frame(width, height, MARGIN + 4, dark, 0.18)
    if kind == "waves":
        strands = ((HIGH, dark), (LOW, light))
        drawn += "".join(_draw_strands(width, height, high, colour) for high, colour in strands)
        places = [(x, y) for x in (MARGIN, width - MARGIN) for y in (MARGIN, height - MARGIN)]
        drawn += "".join(_draw_rosette(x, y, dark, light) for x, y in places)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {width} {height}" fill="none" stroke-width="0.13">{drawn}</svg>'
    ).encode()


def _draw_frame(width: float, height: float, inset: float, colour: str, thickness: float) -> str:
    return (
        f'<rect x="{inset}" y="{inset}" width="{width - 2 * inset}" height="{height - 2 * inset}"'
        f' stroke="{colour}" stroke-width="{thickness}"/>'
    )


def _draw_strands(width: float, height: float, high: float, colour: str) -> str:
    """One strand and its mirror image on all four sides, as one path."""
    start = MARGIN + CORNER
    sides = (
        (start, MARGIN, width - 2 * start, False),
        (start, height - MARGIN, width - 2 * start, False),
        (MARGIN, start, height - 2 * start, True),
        (width - MARGIN, start, height - 2 * start, True),
    )
    path = "".join(
        _draw_wave(x, y, length, sign * high, upright=upright) for x, y, length, upright in sides for sign in (1, -1)
    )
    return f'<path d="{path}" stroke="{colour}"/>'


def _draw_wave(x: float, y: float, length: float, high: float, *, upright: bool) -> str:
    halves = 2 * round(length / PERIOD)
    half = length / halves
    pieces = [f"M{x:.2f} {y:.2f}"]
    for index in range(halves):
        lift = (high if index % 2 else -high) * _LIFT
        points = ((_NEAR * half, lift), (_FAR * half, lift), (half, 0.0))
        turned = ((across, along) for along, across in points) if upright else points
        pieces.append("c" + " ".join(f"{along:.2f} {across:.2f}" for along, across in turned))
    return "".join(pieces)


def _draw_rosette(x: float, y: float, dark: str, light: str) -> str:
    petals = "".join(
        f'<ellipse rx="{CORNER}" ry="{CORNER * 0.31:.2f}" transform="rotate({index * 180 / PETALS:.0f})"'
        f' stroke="{light if index % 2 else dark}"/>'
        for index in range(PETALS)
    )
    return f'<g transform="translate({x} {y})"><circle r="{CORNER}" fill="#ffffff"/>{petals}</g>'
