"""The rule pack of retention: which personal data are kept, why, for how long after what, on whose word.

In: the text of ``rulepacks/retention.toml``. Out: a ``RetentionPack``. Follows: the house rule that practice is data;
a term ends, or it says until what it lasts.
"""

import datetime
from typing import Literal, get_args

import msgspec

from liangcai.findings import Finding, Message, Result, Severity

Data = Literal[
    "draft",
    "application",
    "evidence",
    "identity",
    "name",
    "result",
    "training",
    "certificate",
    "list",
    "access",
    "facts",
]
Anchor = Literal["kept", "decided", "examined", "trained", "revoked", "seen", "never"]


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


class RetentionPack(msgspec.Struct, frozen=True, kw_only=True):
    """The rules, one a kind of data, and how long volumes of a batch are kept."""

    id: str
    source: str
    date: datetime.date
    severity: Severity
    paper_years: int
    electronic_years: int
    rules: tuple[Rule, ...]

    def rule(self, data: Data) -> Rule:
        """The rule of a kind of data."""
        return next(rule for rule in self.rules if rule.data == data)


class _File(msgspec.Struct, frozen=True):
    retention: RetentionPack


def read_pack(text: str, name: str = "retention.toml") -> Result[RetentionPack | None]:
    """Decode the pack; every kind of data has one rule, and a term that ends has months."""
    try:
        pack = msgspec.toml.decode(text, type=_File).retention
    except (msgspec.DecodeError, ValueError) as error:
        return Result(None, (_refuse(name, str(error)),))
    found = [rule.data for rule in pack.rules]
    wrong = [data for data in get_args(Data) if found.count(data) != 1]
    wrong += [rule.data for rule in pack.rules if (rule.months > 0) == (rule.after == "never")]
    if min(pack.paper_years, pack.electronic_years) < 1:
        wrong.append("paper_years, electronic_years")
    return Result(None, (_refuse(name, ", ".join(wrong)),)) if wrong else Result(pack)


def _refuse(name: str, why: str) -> Finding:
    message = Message(zh=f"保存期限规则包读不懂：{why}。", en=f"The rule pack of retention cannot be read: {why}.")
    return Finding(rule="retention.pack", severity=Severity.ERROR, message=message, document=name)
