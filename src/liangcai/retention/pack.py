"""The rule pack of retention: which personal data are kept, why, for how long after what, on whose word.

In: the text of ``rulepacks/retention.toml``. Out: a ``RetentionPack``. Follows: the house rule that practice is data;
a term ends, or it says until what it lasts.
"""

from typing import Literal, get_args

import msgspec

from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack

Data = Literal[
    "draft",
    "application",
    "evidence",
    "identity",
    "name",
    "result",
    "petition",
    "training",
    "certificate",
    "list",
    "access",
    "staff",
    "facts",
]
Anchor = Literal["kept", "decided", "examined", "trained", "settled", "revoked", "seen", "retired", "never"]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of data: what it is, why it is kept, for so many months after a day of its own, from where that comes.

    ``after`` is ``never`` where there is no end: what is kept then says nothing of a person by itself.
    """

    data: Data
    zh: str
    en: str
    why_zh: str
    why_en: str
    after: Anchor
    months: int = 0
    source_zh: str
    source_en: str

    @property
    def what(self) -> Message:
        """The data in both languages."""
        return Message(self.zh, self.en)

    @property
    def why(self) -> Message:
        """The purpose in both languages."""
        return Message(self.why_zh, self.why_en)

    @property
    def source(self) -> Message:
        """Where the term comes from."""
        return Message(self.source_zh, self.source_en)


class RetentionPack(RulePack, frozen=True, kw_only=True):
    """The rules, one a kind of data, and how long volumes of a batch are kept."""

    paper_years: int
    electronic_years: int
    rules: tuple[Rule, ...]

    def rule(self, data: Data) -> Rule:
        """The rule of a kind of data."""
        return next(rule for rule in self.rules if rule.data == data)


def read_pack(text: str, name: str = "retention.toml") -> Result[RetentionPack | None]:
    """The pack of a TOML text; every kind of data has one rule, and a term that ends has months."""
    return read_rule_pack(text, "retention", RetentionPack, Message("保存期限", "retention"), name, _fault)


def _fault(pack: RetentionPack) -> str:
    found = [rule.data for rule in pack.rules]
    wrong: list[str] = [data for data in get_args(Data) if found.count(data) != 1]
    wrong += [rule.data for rule in pack.rules if (rule.months > 0) == (rule.after == "never")]
    if min(pack.paper_years, pack.electronic_years) < 1:
        wrong.append("paper_years, electronic_years")
    return ", ".join(wrong)
