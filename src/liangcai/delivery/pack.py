"""The rule pack of a sitting: entering late, leaving early, what one person may grant, what is an irregularity.

In: the text of ``rulepacks/sitting.toml``. Out: a ``SittingPack``. Follows: the house rule that practice is data.
"""

from typing import Literal

import msgspec

from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack

Weight = Literal["minor", "serious", "grave"]


class Irregularity(msgspec.Struct, frozen=True, kw_only=True):
    """Something that an invigilator may have to note, under the code of its rule."""

    code: str
    zh: str
    en: str
    weight: Weight

    @property
    def name(self) -> Message:
        """The rule in both languages."""
        return Message(self.zh, self.en)


class SittingPack(RulePack, frozen=True, kw_only=True):
    """The rules of a sitting; minutes of entry and leaving count from the start of the room.

    ``alone_minutes``: all time that one person alone may grant a candidate. ``stale_seconds``: after so long without a
    word from its page a seat is shown as stale.
    """

    late_entry_minutes: int = 30
    leave_after_minutes: int = 30
    alone_minutes: int = 10
    stale_seconds: int = 45
    irregularities: tuple[Irregularity, ...] = ()

    def irregularity(self, code: str) -> Irregularity | None:
        """The irregularity of that code, or None."""
        return next((one for one in self.irregularities if one.code == code), None)


def read_pack(text: str, name: str = "sitting.toml") -> Result[SittingPack | None]:
    """The pack of a TOML text; a code stands once."""
    return read_rule_pack(text, "sitting", SittingPack, Message("考试", "the sitting"), name, _fault)


def _fault(pack: SittingPack) -> str:
    codes = [one.code for one in pack.irregularities]
    if len(set(codes)) < len(codes):
        return "two irregularities have the same code"
    below = min(pack.late_entry_minutes, pack.leave_after_minutes, pack.alone_minutes) < 0 or pack.stale_seconds < 1
    return "minutes or seconds below zero" if below else ""
