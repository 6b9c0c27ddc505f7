"""The border of a certificate: interlaced waves between two frames, rosettes in the corners.

In: nothing. Out: SVG of an A4 page on its side, in millimetres. Follows: no state's design and no emblem. It is drawn
once here and not by the template, because the compiler would measure every stroke anew on each certificate.
"""

import functools

WIDTH, HEIGHT, MARGIN = 297.0, 210.0, 13.0
DARK, LIGHT = "#1d3f5e", "#8a6d3b"
CORNER, PETALS = 7.5, 12
STRANDS = ((2.3, DARK), (1.5, LIGHT))
PERIOD = 6.0
# A half period of a sine as one cubic curve: where its handles lie, and how high for an amplitude of 1.
_NEAR, _FAR, _LIFT = 0.3642, 0.6358, 1.3333


@functools.cache
def draw_border() -> bytes:
    """The whole border."""
    frames = _draw_frame(MARGIN - 4, 0.4) + _draw_frame(MARGIN + 4, 0.18)
    waves = "".join(_draw_strands(high, colour) for high, colour in STRANDS)
    corners = "".join(_draw_rosette(x, y) for x in (MARGIN, WIDTH - MARGIN) for y in (MARGIN, HEIGHT - MARGIN))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}mm" height="{HEIGHT}mm"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke-width="0.13">{frames}{waves}{corners}</svg>'
    ).encode()


def _draw_frame(inset: float, thickness: float) -> str:
    return (
        f'<rect x="{inset}" y="{inset}" width="{WIDTH - 2 * inset}" height="{HEIGHT - 2 * inset}"'
        f' stroke="{DARK}" stroke-width="{thickness}"/>'
    )


def _draw_strands(high: float, colour: str) -> str:
    """One strand and its mirror image on all four sides, as one path."""
    start = MARGIN + CORNER
    sides = (
        (start, MARGIN, WIDTH - 2 * start, False),
        (start, HEIGHT - MARGIN, WIDTH - 2 * start, False),
        (MARGIN, start, HEIGHT - 2 * start, True),
        (WIDTH - MARGIN, start, HEIGHT - 2 * start, True),
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


def _draw_rosette(x: float, y: float) -> str:
    petals = "".join(
        f'<ellipse rx="{CORNER}" ry="{CORNER * 0.31:.2f}" transform="rotate({index * 180 / PETALS:.0f})"'
        f' stroke="{LIGHT if index % 2 else DARK}"/>'
        for index in range(PETALS)
    )
    return f'<g transform="translate({x} {y})"><circle r="{CORNER}" fill="#ffffff"/>{petals}</g>'
