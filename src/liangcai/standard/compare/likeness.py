"""How alike two texts are.

In: texts. Out: a share in thousandths, the same whichever text comes first. Follows: Dice's measure over pairs of
neighbouring characters, which needs no dictionary of words and holds for Chinese and Latin script.
"""

import unicodedata

FULL = 1000


def plain(text: str) -> str:
    """A text without what a conversion may change: blanks and the width of characters."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def pair_letters(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a plain text; a single character stands for itself."""
    return frozenset(text[at : at + 2] for at in range(max(len(text) - 1, 1))) if text else frozenset()


def measure_likeness(one: frozenset[str], other: frozenset[str]) -> int:
    """Dice's measure in thousandths: twice the common pairs over all pairs, rounded down; 0 when either is empty."""
    return 2 * FULL * len(one & other) // (len(one) + len(other)) if one and other else 0
