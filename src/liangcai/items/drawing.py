"""Draw the values of a calculation question, the same ones for the same seed.

In: an item, a seed such as the candidate's. Out: a decimal by name. Follows: every value between ``low`` and ``high``
in steps of ``step`` is as likely as any other; what was shown can be drawn again when an answer is marked or doubted.
"""

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

from liangcai.items.content import Drawn
from liangcai.items.model import Item, hash_item

MOST_STEPS = 1_000_000


def draw_values(item: Item, seed: str = "") -> dict[str, Decimal]:
    """The values by name; with no seed those of a printed paper, which are the same for all who sit it."""
    return {drawn.name: _draw(drawn, f"{hash_item(item)} {seed} {drawn.name}") for drawn in item.values}


def fill_stem(stem: str, values: Mapping[str, Decimal]) -> str:
    """The stem with the values in place of their names."""
    for name, value in values.items():
        stem = stem.replace(f"{{{name}}}", f"{value:f}")
    return stem


def count_steps(drawn: Drawn) -> int:
    """How many values can be drawn."""
    return int((Decimal(drawn.high) - Decimal(drawn.low)) / Decimal(drawn.step)) + 1


def list_corners(values: tuple[Drawn, ...]) -> Iterator[dict[str, Decimal]]:
    """Every combination of the least, the greatest and the middle value: where a formula is likeliest to fail."""
    spans = [
        sorted({_at(drawn, index) for index in (0, count_steps(drawn) // 2, count_steps(drawn) - 1)})
        for drawn in values
    ]
    for chosen in product(*spans):
        yield {drawn.name: value for drawn, value in zip(values, chosen, strict=True)}


def _draw(drawn: Drawn, text: str) -> Decimal:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    return _at(drawn, number % count_steps(drawn))


def _at(drawn: Drawn, index: int) -> Decimal:
    return Decimal(drawn.low) + index * Decimal(drawn.step)
