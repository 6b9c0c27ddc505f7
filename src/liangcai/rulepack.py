"""Rule packs: practice as data, in a table of a TOML text, with where it comes from, since when, and what it weighs.

In: the text, the name of the table, the shape of the pack. Out: the pack, or what is wrong with it as one finding.
Follows: the house rule that what comes from a province, a handbook or practice, and not from the standard, is data.
"""

import datetime
from collections.abc import Callable
from typing import TypeVar

import msgspec

from liangcai.findings import Finding, Message, Result, Severity


class RulePack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every rule pack says of itself; a judgement that follows a pack names its ``id``."""

    id: str
    source: str
    date: datetime.date
    severity: Severity


Pack = TypeVar("Pack", bound=RulePack)


def no_fault(_pack: RulePack) -> str:
    """For packs of which every value that fits its type is usable."""
    return ""


def read_rule_pack(
    text: str, table: str, shape: type[Pack], about: Message, name: str, fault: Callable[[Pack], str] = no_fault
) -> Result[Pack | None]:
    """The pack in a table of a TOML text; ``fault`` says in a few words what is unusable about one, or nothing.

    ``about`` is what the pack rules, ``name`` the document that a finding names.
    """
    file = msgspec.defstruct("RulePackFile", [(table, shape)])
    try:
        pack: Pack = getattr(msgspec.toml.decode(text, type=file), table)
        why = fault(pack)
    except (msgspec.DecodeError, ValueError) as error:
        why = str(error)
    return Result(None, (_refuse(table, about, name, why),)) if why else Result(pack)


def _refuse(table: str, about: Message, name: str, why: str) -> Finding:
    zh, en = f"{about.zh}规则包读不懂：{why}。", f"The rule pack of {about.en} cannot be read: {why}."
    return Finding(rule=f"{table}.pack", severity=Severity.ERROR, message=Message(zh, en), document=name)
