"""The rule pack of item writing: limits and words that are judgement, not law.

In: the text of ``rulepacks/items.toml``. Out: an ``ItemPack``. Follows: the house rule that practice is data.
"""

import re

import msgspec

from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack


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


class ItemPack(RulePack, frozen=True, kw_only=True):
    """Limits, and words. ``catch_all``, ``negative``, ``marked`` and ``private`` are regular expressions over text
    without spaces; a person is one of ``surnames`` with one of ``titles``, or after 小 or 老 at the start of a clause.

    ``cue`` is how many characters of the stem, found in the right option alone, give it away. ``per_point`` is how
    many questions a point should have at least.
    """

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


def read_pack(text: str, name: str = "items.toml") -> Result[ItemPack | None]:
    """The pack of a TOML text; its patterns are regular expressions."""
    return read_rule_pack(text, "items", ItemPack, Message("试题", "items"), name, _fault)


def _fault(pack: ItemPack) -> str:
    try:
        for pattern in (pack.catch_all, pack.negative, pack.marked, pack.private):
            re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""
