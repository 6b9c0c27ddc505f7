"""QR codes as pictures for the compiler.

In: a text such as a ticket number or a verification address. Out: SVG. Follows: ISO/IEC 18004, level M, so that a
code survives a crease or a poor print.
"""

import re

import segno

from liangcai_host.typesetting.qr_matrix import draw_modules

# From here on a text is a signed address: it has small letters and many characters.
_LONG = 200
_DARK = re.compile("1+")
# Rows are lines; a hair over one module, so that no viewer shows white seams between them.
_OVERLAP = 1.02


def draw_qr(text: str) -> bytes:
    """The code as SVG, one unit a module, with the four quiet modules around it."""
    rows = draw_modules(text) if len(text) > _LONG else None
    return _draw(rows or _encode(text))


def _encode(text: str) -> tuple[str, ...]:
    """The rows of any text, by its best mask."""
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    return tuple("".join(map(str, row)) for row in matrix)


def _draw(rows: tuple[str, ...]) -> bytes:
    side = len(rows) + 8
    path = "".join(_draw_row(number, row) for number, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="-4 -4 {side} {side}">'
        f'<path stroke="#000" stroke-width="{_OVERLAP}" d="{path}"/></svg>'
    ).encode()


def _draw_row(number: int, row: str) -> str:
    """The dark runs of a row as lines, each from the end of the one before."""
    pieces, at = [f"M0 {number}.5"], 0
    for run in _DARK.finditer(row):
        start, end = run.span()
        pieces.append(f"m{start - at} 0h{end - start}")
        at = end
    return "".join(pieces)
