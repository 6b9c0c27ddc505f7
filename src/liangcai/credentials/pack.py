"""The rule pack of certificates: the number, the characters of classes and levels, the titles.

In: the text of ``rulepacks/certificate.toml``. Out: ``CertificatePack``. Follows: the house, by which practice is data.
"""

import datetime
from typing import Literal, get_args

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Kind

FieldName = Literal["class", "organisation", "province", "site", "year", "level", "serial"]


class NumberField(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the certificate number and how many characters it takes."""

    name: FieldName
    width: int


class OfficeClass(msgspec.Struct, frozen=True, kw_only=True):
    """A class of issuing offices: its character and its name."""

    code: str
    zh: str
    en: str


class CertificatePack(msgspec.Struct, frozen=True, kw_only=True):
    """``fields`` from left to right; ``levels`` maps a short level name to its character; ``titles`` are by kind."""

    id: str
    source: str
    date: datetime.date
    severity: Severity
    fields: tuple[NumberField, ...]
    classes: tuple[OfficeClass, ...]
    levels: dict[str, str]
    titles: dict[Kind, Message]

    @property
    def length(self) -> int:
        """How many characters a number has."""
        return sum(field.width for field in self.fields)


class _File(msgspec.Struct, frozen=True):
    certificate: CertificatePack


def read_pack(text: str, name: str = "certificate.toml") -> Result[CertificatePack | None]:
    """Decode the pack; what does not fit is one finding and no value."""
    try:
        pack = msgspec.toml.decode(text, type=_File).certificate
    except (msgspec.DecodeError, ValueError) as error:
        return Result(None, (_refuse(name, str(error)),))
    why = _fault(pack)
    return Result(None, (_refuse(name, why),)) if why else Result(pack)


def _fault(pack: CertificatePack) -> str:
    widths = {field.name: field.width for field in pack.fields}
    if set(widths) != set(get_args(FieldName)) or len(widths) != len(pack.fields) or min(widths.values()) < 1:
        return "each field of the number must stand there once, at least one character wide"
    if not pack.classes or any(len(known.code) != widths["class"] for known in pack.classes):
        return "the code of a class must be as wide as its field"
    if any(len(digit) != widths["level"] or not _is_digits(digit) for digit in pack.levels.values()):
        return "the digits of a level must be as wide as their field"
    return "" if set(pack.titles) == set(get_args(Kind)) else "a title is missing for a kind of standard"


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _refuse(name: str, why: str) -> Finding:
    return Finding(
        rule="certificate.pack",
        severity=Severity.ERROR,
        message=Message(zh=f"证书规则包读不懂：{why}。", en=f"The certificate rule pack cannot be read: {why}."),
        document=name,
    )
