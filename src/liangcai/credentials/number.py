"""Certificate numbers: written, read and masked.

In: a rule pack, the issuing office, a level, a year and a serial. Out: a number, or findings. Follows: the rule pack
``certificate``: class 1, organisation 4, province 2, site 6, year 2, level 1, serial 6: 22 characters (practice).
"""

import msgspec

from liangcai.credentials.pack import CertificatePack
from liangcai.findings import Finding, Message, Result, Severity


class IssuingOffice(msgspec.Struct, frozen=True, kw_only=True):
    """Who issues, as the number says it: the class by its character, the others in digits."""

    office_class: str
    organisation: str
    province: str
    site: str


class CertificateNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A number taken apart; ``year`` is its last digits, ``level`` the character of the level."""

    office: IssuingOffice
    year: str
    level: str
    serial: int


def format_number(
    pack: CertificatePack, office: IssuingOffice, level: str, year: int, serial: int
) -> Result[str | None]:
    """Write the number of a certificate; ``level`` is a short name, ``year`` has four digits, 1 is the first serial."""
    digit = pack.levels.get(level)
    if digit is None:
        return Result(
            None, (_refuse(f"规则包没有等级「{level}」的代号", f"the rule pack has no character for level {level}"),)
        )
    widths = {field.name: field.width for field in pack.fields}
    values = {
        "class": office.office_class,
        "organisation": office.organisation,
        "province": office.province,
        "site": office.site,
        "year": str(year)[-widths["year"] :].zfill(widths["year"]),
        "level": digit,
        "serial": str(serial).zfill(widths["serial"]),
    }
    written = "".join(values[field.name] for field in pack.fields)
    if any(len(values[name]) != width for name, width in widths.items()):
        return Result(
            None, (_refuse(f"「{written}」中有一段过长或过短", f"a field of {written} is too long or too short"),)
        )
    read = read_number(pack, written)
    return Result(written if read.value else None, read.findings)


def read_number(pack: CertificatePack, text: str) -> Result[CertificateNumber | None]:
    """Take a number apart and check its length, class, digits, level and serial."""
    if len(text) != pack.length:
        zh, en = f"应有 {pack.length} 位，现有 {len(text)} 位", f"{pack.length} characters are due, not {len(text)}"
        return Result(None, (_refuse(zh, en),))
    values, start = {}, 0
    for field in pack.fields:
        values[field.name] = text[start : start + field.width]
        start += field.width
    if values["class"] not in {known.code for known in pack.classes}:
        return Result(None, (_refuse(f"没有类别「{values['class']}」", f"there is no class {values['class']}"),))
    digits = "".join(value for name, value in values.items() if name != "class")
    if not (digits.isascii() and digits.isdigit()):
        return Result(None, (_refuse("类别以外应全是数字", "all but the class must be digits"),))
    if values["level"] not in pack.levels.values() or not int(values["serial"]):
        return Result(None, (_refuse("等级代号或流水号不对", "the character of the level or the serial is not one"),))
    office = IssuingOffice(
        office_class=values["class"],
        organisation=values["organisation"],
        province=values["province"],
        site=values["site"],
    )
    return Result(
        CertificateNumber(office=office, year=values["year"], level=values["level"], serial=int(values["serial"]))
    )


def mask_number(number: str) -> str:
    """A number as a public answer shows it: the first five and the last four characters."""
    hidden = len(number) - 9
    return number[:5] + "*" * hidden + number[-4:] if hidden > 0 else "*" * len(number)


def _refuse(zh: str, en: str) -> Finding:
    message = Message(zh=f"证书编号不合规则：{zh}。", en=f"The certificate number breaks the rule: {en}.")
    return Finding(rule="certificate.number", severity=Severity.ERROR, message=message)
