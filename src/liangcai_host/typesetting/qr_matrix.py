"""The modules of a long QR code, worked out many times faster than a general encoder does.

In: a text of ASCII characters. Out: rows of ``0`` and ``1``. Follows: ISO/IEC 18004, byte mode, level M, mask 4. What
is the same for every code of a version - function patterns, the way of the bits, the mask - is worked out once; a text
then costs one division a block and one look-up a module. Weighing all eight masks would change nothing for a reader.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any

import msgspec
import segno
from segno import consts

MASK = 4
BYTE_MODE, MODE_BITS = 4, 4
FILLING = (0xEC, 0x11)
LAST_VERSION = 40
FIELD = 0x11D  # the polynomial of the field of 256 elements


class Blocks(msgspec.Struct, frozen=True):
    """How many data words each block of a version has, and how many words correct each."""

    lengths: tuple[int, ...]
    correcting: int

    @property
    def words(self) -> int:
        """How many data words there are in all."""
        return sum(self.lengths)


class Stencil(msgspec.Struct, frozen=True):
    """What all codes of a version share.

    ``size`` modules a side; ``pick`` takes each module, row after row, from the bits of the message with ``01`` behind
    them; ``mask`` turns the modules over, as one number; ``rest`` bits fill the region.
    """

    size: int
    pick: Callable[[str], tuple[str, ...]]
    mask: int
    rest: int


def draw_modules(text: str) -> tuple[str, ...] | None:
    """The rows of the smallest code that holds the text; None where it is no such text or none is large enough."""
    data = text.encode("ascii") if text.isascii() else b""
    version = next((one for one in range(1, LAST_VERSION + 1) if data and _capacity(one) >= len(data)), None)
    if version is None:
        return None
    stencil, words = _stencil(version), _add_correction(_frame(data, version), _blocks(version))
    bits = format(int.from_bytes(words), f"0{8 * len(words)}b") + "0" * stencil.rest
    modules = int("".join(stencil.pick(bits + "01")), 2) ^ stencil.mask
    drawn = format(modules, f"0{stencil.size**2}b")
    return tuple(drawn[start : start + stencil.size] for start in range(0, stencil.size**2, stencil.size))


@cache
def _blocks(version: int) -> Blocks:
    table: Any = consts.ECC  # its stubs know no more than that it is a mapping
    kinds = table[version][consts.ERROR_LEVEL_M]
    lengths = tuple(kind.num_data for kind in kinds for _ in range(kind.num_blocks))
    return Blocks(lengths, kinds[0].num_total - kinds[0].num_data)


def _count_bits(version: int) -> int:
    return 8 if version < 10 else 16


@cache
def _capacity(version: int) -> int:
    """How many bytes a version holds."""
    return (8 * _blocks(version).words - MODE_BITS - _count_bits(version)) // 8


def _frame(data: bytes, version: int) -> bytes:
    """The data with their mode and length in front, filled up to all the words there are."""
    words, count = _blocks(version).words, _count_bits(version)
    written = ((BYTE_MODE << count | len(data)) << 8 * len(data)) | int.from_bytes(data)
    bits = MODE_BITS + count + 8 * len(data)
    # mode and length are a half byte and whole ones: the end mark of four bits completes the last
    framed = (written << 4).to_bytes((bits + 4) // 8)[:words]
    return framed + bytes(FILLING[place % 2] for place in range(words - len(framed)))


def _add_correction(data: bytes, blocks: Blocks) -> bytes:
    """The words as they are drawn: the blocks by turns, then what corrects them by turns."""
    ends = [0]
    for length in blocks.lengths:
        ends.append(ends[-1] + length)
    parts = [data[start:end] for start, end in pairwise(ends)]
    shortest = min(blocks.lengths)
    late = bytes(part[-1] for part in parts if len(part) > shortest)
    correcting = [_divide(part, blocks.correcting) for part in parts]
    by_turns = [*zip(*parts, strict=False), late, *zip(*correcting, strict=True)]
    return bytes(chain.from_iterable(by_turns))


def _divide(block: bytes, count: int) -> bytes:
    """The rest of the block, as a polynomial, divided by the generator of ``count`` roots."""
    table, shift, kept = _multiples(count), 8 * (count - 1), (1 << 8 * (count - 1)) - 1
    rest = 0
    for word in block:
        rest = ((rest & kept) << 8) ^ table[word ^ rest >> shift]
    return rest.to_bytes(count)


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """The generator times each of the 256 elements, without its highest term, each as one number."""
    generator = [1]
    root = 1
    for _ in range(count):
        shifted = [*generator, 0]
        for place, factor in enumerate(generator):
            shifted[place + 1] ^= _multiply(factor, root)
        generator, root = shifted, _multiply(root, 2)
    return tuple(int.from_bytes(bytes(_multiply(term, one) for term in generator[1:])) for one in range(256))


def _multiply(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0x100:
            one ^= FIELD
        other >>= 1
    return product


@cache
def _stencil(version: int) -> Stencil:
    """Learnt from a code that segno draws: its function patterns stand in every code of the version and mask."""
    drawn = segno.make_qr("a", error="m", boost_error=False, version=version, mask=MASK, mode="byte").matrix
    size = len(drawn)
    free = list(_walk(size, _function_modules(version, size)))
    blocks = _blocks(version)
    message = 8 * (blocks.words + blocks.correcting * len(blocks.lengths))
    bits = {place: number for number, place in enumerate(free)}
    places = [(row, column) for row in range(size) for column in range(size)]
    order = [bits.get(place, len(free) + drawn[place[0]][place[1]]) for place in places]
    turned = "".join("1" if place in bits and _is_turned(*place) else "0" for place in places)
    return Stencil(size, itemgetter(*order), int(turned, 2), len(free) - message)


def _is_turned(row: int, column: int) -> bool:
    """Mask 4."""
    return not (row // 2 + column // 3) % 2


def _function_modules(version: int, size: int) -> frozenset[tuple[int, int]]:
    """Where no bit of the message goes: finders with format information, timing, alignment, version information."""
    taken = {(row, column) for row in range(9) for column in range(9)}
    taken |= {(row, column) for row in range(9) for column in range(size - 8, size)}
    taken |= {(column, row) for row, column in taken}
    taken |= {(6, place) for place in range(size)} | {(place, 6) for place in range(size)}
    centres: tuple[int, ...] = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    corners = {(6, 6), (6, size - 7), (size - 7, 6)}
    for centre in {(row, column) for row in centres for column in centres} - corners:
        taken |= {(centre[0] + down, centre[1] + right) for down in range(-2, 3) for right in range(-2, 3)}
    if version >= 7:
        sides = {(row, column) for row in range(6) for column in range(size - 11, size - 8)}
        taken |= sides | {(column, row) for row, column in sides}
    return frozenset(taken)


def _walk(size: int, taken: frozenset[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The way of the bits: pairs of columns from the right, up and down by turns, past the timing column."""
    rights = [right if right > 6 else right - 1 for right in range(size - 1, 0, -2)]
    for number, right in enumerate(rights):
        for step in range(size):
            row = step if number % 2 else size - 1 - step
            yield from ((row, column) for column in (right, right - 1) if (row, column) not in taken)
