"""How an answer of several pieces is written as one string, and read back.

In: the words of each gap, or the answers to each question of a case. Out: a JSON list of strings. Follows: the journal
stores one string per question; a single piece is a list too, so that there is one form.
"""

import msgspec

from liangcai.items.model import Item

MANY = frozenset({"fill", "calculation", "case"})


def join_pieces(pieces: tuple[str, ...]) -> str:
    """The string to store; "" where every piece is blank, since that is no answer."""
    return msgspec.json.encode(pieces).decode() if any(pieces) else ""


def split_pieces(response: str, count: int) -> tuple[str, ...] | None:
    """The pieces, exactly ``count`` of them; None where the string is something else. A blank gives blank pieces."""
    if not response:
        return ("",) * count
    try:
        pieces = msgspec.json.decode(response, type=tuple[str, ...])
    except (msgspec.DecodeError, RecursionError):
        return None
    return pieces if len(pieces) == count else None


def count_pieces(item: Item) -> int:
    """How many pieces an answer to the question has."""
    return len(item.parts) if item.type == "case" else len(item.blanks)
