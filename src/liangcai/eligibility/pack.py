"""Practice that the conditions take for granted and no standard states, as data.

In: the text of a TOML rule pack. Out: ``EligibilityPack``. Follows: the house rule that what comes from practice is a
rule pack with source, date and severity.
"""

import datetime

import msgspec

from liangcai.findings import Finding, Message, Result, Severity


class EligibilityPack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ladders of titles, lowest first, and for which kinds of evidence a higher one covers a lower one."""

    source: str = ""
    date: datetime.date | None = None
    severity: Severity = Severity.WARNING
    titles: tuple[tuple[str, ...], ...] = ()
    higher_covers_lower: tuple[str, ...] = ()

    def covered_by(self, title: str) -> tuple[str, ...]:
        """The titles that show ``title``: itself and, where higher ones count, those above it on its ladder."""
        if "title" in self.higher_covers_lower:
            for ladder in self.titles:
                if title in ladder:
                    return ladder[ladder.index(title) :]
        return (title,)


class _File(msgspec.Struct, frozen=True):
    eligibility: EligibilityPack


def read_pack(text: str, name: str = "eligibility.toml") -> Result[EligibilityPack]:
    """The pack in the ``[eligibility]`` table of a TOML text; an unreadable one gives an empty pack and an error."""
    try:
        return Result(msgspec.toml.decode(text, type=_File).eligibility)
    except msgspec.DecodeError as error:
        message = Message(f"规则包无法读取：{error}。", f"The rule pack can't be read: {error}.")
        return Result(
            EligibilityPack(),
            (Finding(rule="eligibility-pack", severity=Severity.ERROR, message=message, document=name),),
        )
