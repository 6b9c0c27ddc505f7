"""The rule pack of certificates: the number and what its serials count in, corrections, grounds to revoke, titles.

In: the text of ``rulepacks/certificate.toml`` or another. Out: ``CertificatePack``. Follows: the house, by which
practice is data.
"""

from typing import Literal, get_args

import msgspec

from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack
from liangcai.standard.model import Kind

FieldName = Literal["class", "organisation", "province", "site", "year", "level", "serial"]
# A certificate is renewed because it was wrong, or because it was lost.
RENEWING = ("corrected", "lost")
ABOUT = Message("证书", "certificates")


class NumberField(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the certificate number and how many characters it takes."""

    name: FieldName
    width: int


class OfficeClass(msgspec.Struct, frozen=True, kw_only=True):
    """A class of issuing offices: its character and its name."""

    code: str
    zh: str
    en: str


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """A ground on which a certificate is revoked; ``renews`` where another certificate takes its place."""

    key: str
    zh: str
    en: str
    renews: bool = False


class CertificatePack(RulePack, frozen=True, kw_only=True):
    """``fields`` from left to right; ``levels`` maps a short level name to its character; ``titles`` are by kind.

    Serials count from 1, without a gap, among the numbers that are alike in the fields of ``scope``. A certificate that
    takes the place of another has a new number, or the same one. An organisation without classes needs no ``classes``.
    """

    fields: tuple[NumberField, ...]
    scope: tuple[FieldName, ...]
    renewed: Literal["new", "same"]
    classes: tuple[OfficeClass, ...] = ()
    levels: dict[str, str]
    grounds: tuple[Ground, ...]
    titles: dict[Kind, Message]

    @property
    def length(self) -> int:
        """How many characters a number has."""
        return sum(field.width for field in self.fields)

    def ground(self, key: str) -> Ground | None:
        """The ground of a key, or None."""
        return next((one for one in self.grounds if one.key == key), None)


def read_pack(text: str, name: str = "certificate.toml") -> Result[CertificatePack | None]:
    """Decode the pack; what does not fit is one finding and no value."""
    return read_rule_pack(text, "certificate", CertificatePack, ABOUT, name, _fault)


def _fault(pack: CertificatePack) -> str:
    widths = {field.name: field.width for field in pack.fields}
    if "serial" not in widths or len(widths) != len(pack.fields) or min(widths.values()) < 1:
        return "the number must have a serial, and each field once, at least one character wide"
    if len(set(pack.scope)) != len(pack.scope) or not set(pack.scope) <= set(widths) - {"serial"}:
        return "serials can only count in other fields of the number: two certificates would have the same one"
    if "class" in widths and (not pack.classes or any(len(known.code) != widths["class"] for known in pack.classes)):
        return "the code of a class must be as wide as its field"
    if any(len(digit) != widths.get("level", len(digit)) or not _is_digits(digit) for digit in pack.levels.values()):
        return "the digits of a level must be as wide as their field"
    if {one.key for one in pack.grounds if one.renews} != set(RENEWING) or _repeats(pack.grounds):
        return "the grounds must be different, and those that renew a certificate are: " + ", ".join(RENEWING)
    return "" if set(pack.titles) == set(get_args(Kind)) else "a title is missing for a kind of standard"


def _repeats(grounds: tuple[Ground, ...]) -> bool:
    return len({one.key for one in grounds}) < len(grounds)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
