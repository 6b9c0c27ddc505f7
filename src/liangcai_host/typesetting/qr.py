"""QR codes as pictures for the compiler.

In: a text such as a ticket number or a verification address. Out: SVG. Follows: ISO/IEC 18004, level M, so that a
code survives a crease or a poor print.
"""

import re

import segno

# Weighing all eight masks takes four fifths of the time and changes nothing for a reader of a long code.
_LONG, _MASK = 200, 4
_DARK = re.compile(b"\x01+")
# Rows are lines; a hair over one module, so that no viewer shows white seams between them.
_OVERLAP = 1.02


def draw_qr(text: str) -> bytes:
    """The code as SVG, one unit a module, with the four quiet modules around it."""
    code = segno.make_qr(text, error="m", boost_error=False, mask=_MASK if len(text) > _LONG else None)
    side = code.symbol_size(border=4)[0]
    path = "".join(
        f"M{run.start()} {number}.5h{run.end() - run.start()}"
        for number, row in enumerate(code.matrix)
        for run in _DARK.finditer(bytes(row))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="-4 -4 {side} {side}">'
        f'<path stroke="#000" stroke-width="{_OVERLAP}" d="{path}"/></svg>'
    ).encode()
