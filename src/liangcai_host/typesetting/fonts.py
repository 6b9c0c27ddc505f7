"""The font that everything is printed in, and which characters it can draw.

In: the installed package justmytype-intl-cjk. Out: a folder for the compiler; the characters of a text that have no
glyph. Follows: OpenType ``cmap`` table, formats 4 and 12; a document is refused rather than printed with empty boxes.
"""

import functools
import struct
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

FAMILY = "Noto Sans SC"
_FOLDER = "fonts/ofl/notosanssc"
# Line breaks and tabs steer the setting; nothing is drawn for them.
_UNDRAWN = frozenset("\r\n\t")


def font_folder() -> Path:
    """The folder that holds the one font file."""
    return Path(str(files("justmytype_intl_cjk"))).joinpath(*_FOLDER.split("/"))


def find_missing(text: str) -> str:
    """The characters of a text that the font can't draw, each once, in order of first use."""
    covered = _covered()
    if covered.issuperset(text):
        return ""
    return "".join(character for character in dict.fromkeys(text) if character not in covered)


def spell_missing(text: str) -> str:
    """A text that the font can draw: what it can't is written by its number, such as U+1F600."""
    for character in find_missing(text):
        text = text.replace(character, f"[U+{ord(character):04X}]")
    return text


@functools.cache
def _covered() -> frozenset[str]:
    (path,) = font_folder().glob("*.ttf")
    data = path.read_bytes()
    return frozenset(map(chr, _read_cmap(data, _find_table(data, b"cmap")))) | _UNDRAWN


def _find_table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for record in range(12, 12 + 16 * count, 16):
        if data[record : record + 4] == tag:
            return int(struct.unpack_from(">I", data, record + 8)[0])
    raise ValueError(f"the font has no table {tag!r}")


def _read_cmap(data: bytes, cmap: int) -> Iterator[int]:
    """The code points of every Unicode subtable."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for record in range(count):
        offset = cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * record)[2]
        (form,) = struct.unpack_from(">H", data, offset)
        if form == 12:
            yield from _read_groups(data, offset)
        elif form == 4:
            yield from _read_segments(data, offset)


def _read_groups(data: bytes, offset: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", data, offset + 12)
    for group in range(count):
        first, last, glyph = struct.unpack_from(">III", data, offset + 16 + 12 * group)
        yield from range(first if glyph else first + 1, last + 1)


def _read_segments(data: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, offset + 6)[0] // 2
    ends = offset + 14
    starts, deltas, ranges = (ends + 2 + 2 * count * step for step in (1, 2, 3))
    for segment in range(count):
        last, first, delta, reach = (
            int(struct.unpack_from(">H", data, base + 2 * segment)[0]) for base in (ends, starts, deltas, ranges)
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if reach:
                (glyph,) = struct.unpack_from(">H", data, ranges + 2 * segment + reach + 2 * (code - first))
            if glyph and (glyph + delta) & 0xFFFF:
                yield code
