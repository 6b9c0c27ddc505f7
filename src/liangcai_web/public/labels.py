"""Words fitted into a block of a drawing.

In: words and the size of the block. Out: lines that fit, or none. Follows: a label that does not fit is left to the
table beside the drawing; a drawing never shows half a word.
"""

import unicodedata

NARROW = 0.62
PADDING = 8.0
LINE = 1.25


def fit_label(words: str, width: float, height: float, size: float) -> tuple[str, ...]:
    """The lines of a label inside a block, or nothing when it does not fit."""
    lines = break_lines(words, (width - PADDING) / size)
    return lines if lines and len(lines) * size * LINE <= height - PADDING else ()


def break_lines(words: str, room: float) -> tuple[str, ...]:
    """Lines no wider than ``room`` (in units of the type size); nothing when one word alone is wider."""
    lines: list[str] = []
    for piece in split_words(words):
        joined = lines[-1] + piece if lines else piece.lstrip()
        if lines and measure(joined.rstrip()) <= room:
            lines[-1] = joined
        else:
            lines.append(piece.lstrip())
    lines = [line.strip() for line in lines]
    return tuple(lines) if all(measure(line) <= room for line in lines) else ()


def split_words(words: str) -> list[str]:
    """Where a line may break: before each Chinese character, after each blank; never before punctuation."""
    pieces: list[str] = []
    for character in words:
        opens = is_wide(character) and character not in "、，。；：）》"
        if not pieces or opens or (pieces[-1].endswith(" ") and character != " "):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def measure(words: str) -> float:
    """About how wide words are, in units of the type size."""
    return sum(1.0 if is_wide(character) else NARROW for character in words)


def is_wide(character: str) -> bool:
    """Whether a character takes a full square."""
    return unicodedata.east_asian_width(character) in "WF"
