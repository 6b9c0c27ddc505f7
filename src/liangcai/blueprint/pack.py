"""The rule pack of the blueprint: what practice adds to the standard.

In: the text of ``rulepacks/blueprint.toml``. Out: a ``BlueprintPack``. Follows: the house rule that a rule which
does not come from the standard is data, with its source, date and severity.
"""

import datetime

import msgspec

from liangcai.blueprint.model import Band, TypeCount
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import PartKind

FULL_PERCENT = 100


class PartMinutes(msgspec.Struct, frozen=True, kw_only=True):
    """How long a part lasts in this organisation; never less than the standard's minimum."""

    kind: PartKind
    minutes: int


class BlueprintPack(msgspec.Struct, frozen=True, kw_only=True):
    """Questions of the theory paper per type, in the order in which a paper prints them, and minutes per part.

    ``bands``, where given, split the questions of each area and type by difficulty, the hardest band first.
    """

    id: str
    source: str
    date: datetime.date
    severity: Severity
    types: tuple[TypeCount, ...]
    minutes: tuple[PartMinutes, ...] = ()
    bands: tuple[Band, ...] = ()


class _File(msgspec.Struct, frozen=True):
    blueprint: BlueprintPack


def read_pack(text: str, name: str = "blueprint.toml") -> Result[BlueprintPack | None]:
    """Decode the pack; what does not fit is one finding and no value."""
    try:
        pack = msgspec.toml.decode(text, type=_File).blueprint
    except (msgspec.DecodeError, ValueError) as error:
        return Result(None, (_refuse(name, str(error)),))
    kinds = [quota.type for quota in pack.types]
    if len(set(kinds)) != len(kinds) or any(quota.count < 0 for quota in pack.types) or not _total(pack):
        return Result(None, (_refuse(name, "types must be different, with counts of which one is above 0"),))
    edges = [band.upto for band in pack.bands]
    if pack.bands and (
        edges != sorted(set(edges)) or edges[-1] != 1 or sum(band.percent for band in pack.bands) != FULL_PERCENT
    ):
        return Result(None, (_refuse(name, "bands must rise to 1 and their percents sum to 100"),))
    return Result(pack)


def _total(pack: BlueprintPack) -> int:
    return sum(quota.count for quota in pack.types)


def _refuse(name: str, why: str) -> Finding:
    return Finding(
        rule="blueprint.pack",
        severity=Severity.ERROR,
        message=Message(zh=f"命题规则包读不懂：{why}。", en=f"The blueprint rule pack cannot be read: {why}."),
        document=name,
    )
