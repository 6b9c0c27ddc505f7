"""Weights as areas: a rectangle cut into blocks, each as large as its share.

In: shares and a size. Out: blocks that fill the rectangle, do not overlap, and are near to squares. Follows: the
squarified treemap (Bruls, Huizing, van Wijk 2000); the order of the document is kept for equal shares.
"""

from collections.abc import Sequence

import msgspec


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """The place of a share: ``index`` is its place in the input."""

    index: int
    share: float
    x: float
    y: float
    width: float
    height: float


class Frame(msgspec.Struct, frozen=True):
    """The room that is still free."""

    x: float
    y: float
    width: float
    height: float

    @property
    def short(self) -> float:
        """The shorter side, along which the next row lies."""
        return min(self.width, self.height)


def lay_out(shares: Sequence[float], width: float, height: float) -> tuple[Block, ...]:
    """Blocks for the shares that are above zero, largest first."""
    kept = sorted(((share, index) for index, share in enumerate(shares) if share > 0), key=largest_first)
    total = sum(share for share, _ in kept)
    rest = [(share * width * height / total, index) for share, index in kept]
    frame, blocks = Frame(0.0, 0.0, width, height), []
    while rest:
        count = choose_row([area for area, _ in rest], frame.short)
        row, rest = rest[:count], rest[count:]
        placed, frame = place_row(row, frame, last=not rest)
        blocks.extend(placed)
    return tuple(msgspec.structs.replace(block, share=shares[block.index]) for block in blocks)


def largest_first(one: tuple[float, int]) -> tuple[float, int]:
    """The order of shares: by size, then as they came."""
    return -one[0], one[1]


def choose_row(areas: Sequence[float], side: float) -> int:
    """How many of the next areas make the row whose blocks are nearest to squares."""
    best = 1
    while best < len(areas) and worst_ratio(areas[: best + 1], side) <= worst_ratio(areas[:best], side):
        best += 1
    return best


def worst_ratio(row: Sequence[float], side: float) -> float:
    """The longest block of a row, as long side to short side."""
    thickness = sum(row) / side
    return max(max(area / thickness**2, thickness**2 / area) for area in row)


def place_row(row: Sequence[tuple[float, int]], frame: Frame, *, last: bool) -> tuple[list[Block], Frame]:
    """The blocks of a row along the shorter side, and what room is left."""
    total = sum(area for area, _ in row)
    upright = frame.width >= frame.height
    thickness = (frame.width if upright else frame.height) if last else total / frame.short
    blocks, at = [], 0.0
    for area, index in row:
        length = frame.short * area / total
        x, y = (frame.x, frame.y + at) if upright else (frame.x + at, frame.y)
        wide, high = (thickness, length) if upright else (length, thickness)
        blocks.append(Block(index=index, share=area, x=x, y=y, width=wide, height=high))
        at += length
    if upright:
        return blocks, Frame(frame.x + thickness, frame.y, frame.width - thickness, frame.height)
    return blocks, Frame(frame.x, frame.y + thickness, frame.width, frame.height - thickness)
