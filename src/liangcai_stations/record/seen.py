"""What a try finds: a share, and where something is not as it must be.

In: shares by place. Out: a ``Seen``. Follows: every place counts alike unless a try says otherwise.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import msgspec

from liangcai.findings import Message
from liangcai.stations.model import NONE, WHOLE
from liangcai_stations.drawing import Value, read_number


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The share that holds, the places where something does not, and what was wanted."""

    share: Fraction
    faults: tuple[Message, ...] = ()
    wanted: Message


def mean(shares: Mapping[Message, Fraction], zh: str, en: str) -> Seen:
    """All places alike; those that are not whole are named."""
    share = sum(shares.values(), NONE) / len(shares) if shares else NONE
    faults = tuple(place for place, one in shares.items() if one != WHOLE)
    return Seen(share=share, faults=faults, wanted=Message(zh, en))


def plain(text: str) -> Message:
    """An id, which is the same in both languages."""
    return Message(text, text)


def overlap(found: set[str], wanted: set[str]) -> Fraction:
    """What two sets have in common over what either has; two empty sets are alike."""
    either = found | wanted
    return Fraction(len(found & wanted), len(either)) if either else WHOLE


def agree(value: Value | None, truth: Value, within: Decimal | None = None) -> Fraction:
    """How far a value agrees with the truth: sets by overlap, numbers by value, texts without blanks."""
    if isinstance(truth, tuple):
        return overlap(set(value), set(truth)) if isinstance(value, tuple) else NONE
    if not isinstance(value, str):
        return NONE
    number, wanted = read_number(value), read_number(truth)
    if within is not None and number is not None and wanted is not None:
        return Fraction(abs(number - wanted) <= abs(wanted) * within)
    return Fraction("".join(value.split()).upper() == "".join(truth.split()).upper())
