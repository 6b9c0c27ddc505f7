"""The rule pack of the blueprint: what practice adds to the standard.

In: the text of ``rulepacks/blueprint.toml``. Out: a ``BlueprintPack``. Follows: the house rule that a rule which
does not come from the standard is data, with its source, date and severity.
"""

import msgspec

from liangcai.blueprint.model import Band, TypeCount
from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack
from liangcai.standard.model import PartKind

FULL_PERCENT = 100


class PartMinutes(msgspec.Struct, frozen=True, kw_only=True):
    """How long a part lasts in this organisation; never less than the standard's minimum."""

    kind: PartKind
    minutes: int


class BlueprintPack(RulePack, frozen=True, kw_only=True):
    """Questions of the theory paper per type, in the order in which a paper prints them, and minutes per part.

    ``bands``, where given, split the questions of each area and type by difficulty, the hardest band first.
    """

    types: tuple[TypeCount, ...]
    minutes: tuple[PartMinutes, ...] = ()
    bands: tuple[Band, ...] = ()


def read_pack(text: str, name: str = "blueprint.toml") -> Result[BlueprintPack | None]:
    """The pack of a TOML text; its types differ, its bands cover everything."""
    return read_rule_pack(text, "blueprint", BlueprintPack, Message("命题", "the blueprint"), name, _fault)


def _fault(pack: BlueprintPack) -> str:
    kinds = [quota.type for quota in pack.types]
    counts = [quota.count for quota in pack.types]
    if len(set(kinds)) != len(kinds) or min(counts, default=0) < 0 or not sum(counts):
        return "types must be different, with counts of which one is above 0"
    edges = [band.upto for band in pack.bands]
    if pack.bands and (
        edges != sorted(set(edges)) or edges[-1] != 1 or sum(band.percent for band in pack.bands) != FULL_PERCENT
    ):
        return "bands must rise to 1 and their percents sum to 100"
    return ""
