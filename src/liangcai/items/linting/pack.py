"""The rule pack of item writing: limits and words that are judgement, not law.

In: the text of ``rulepacks/items.toml``. Out: an ``ItemPack``. Follows: the house rule that practice is data.
"""

import datetime
import re

import msgspec

from liangcai.findings import Finding, Message, Result, Severity


class ShareLimits(msgspec.Struct, frozen=True, kw_only=True):
    """From how many questions a share says something, and what shares are still accepted, 0 to 1."""

    sample: int
    longest_is_right: float
    letter_low: float
    letter_high: float
    true_low: float
    true_high: float
    near_copy: float


class ImportanceLimits(msgspec.Struct, frozen=True, kw_only=True):
    """The shares of the element list: X at least, Y and Z at most, 0 to 1."""

    x_least: float
    y_most: float
    z_most: float


class ItemPack(msgspec.Struct, frozen=True, kw_only=True):
    """Limits, and words. ``catch_all``, ``negative``, ``marked`` and ``private`` are regular expressions over text
    without spaces; a person is one of ``surnames`` with one of ``titles``, or after 小 or 老 at the start of a clause.

    ``cue`` is how many characters of the stem, found in the right option alone, give it away. ``per_point`` is how
    many questions a point should have at least.
    """

    id: str
    source: str
    date: datetime.date
    severity: Severity
    shares: ShareLimits
    importance: ImportanceLimits
    per_point: int
    cue: int
    catch_all: str
    negative: str
    marked: str
    banned: tuple[str, ...]
    surnames: str
    titles: tuple[str, ...]
    private: str


class _File(msgspec.Struct, frozen=True):
    items: ItemPack


def read_pack(text: str, name: str = "items.toml") -> Result[ItemPack | None]:
    """Decode the pack; what does not fit is one finding and no value."""
    try:
        pack = msgspec.toml.decode(text, type=_File).items
        for pattern in (pack.catch_all, pack.negative, pack.marked, pack.private):
            re.compile(pattern)
    except (msgspec.DecodeError, ValueError, re.error) as error:
        return Result(None, (_refuse(name, str(error)),))
    return Result(pack)


def _refuse(name: str, why: str) -> Finding:
    return Finding(
        rule="items.pack",
        severity=Severity.ERROR,
        message=Message(zh=f"试题规则包读不懂：{why}。", en=f"The rule pack of items cannot be read: {why}."),
        document=name,
    )
