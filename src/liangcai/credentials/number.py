"""Certificate numbers: written, read, masked, and held against each other.

In: a rule pack, the issuing office, a level, a year and a serial; or the numbers that were issued. Out: a number, or
findings. Follows: the rule pack, which names the fields and what the serials count in: class 1, organisation 4,
province 2, site 6, year 2, level 1, serial 6 make the 22 characters of ``certificate`` (practice).
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from liangcai.credentials.pack import CertificatePack
from liangcai.findings import Finding, Message, Result, Severity

# So many serials are named in a finding; their count is always given.
SHOWN = 10


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
    digits = widths.get("year", len(str(year)))
    values = {
        "class": office.office_class,
        "organisation": office.organisation,
        "province": office.province,
        "site": office.site,
        "year": str(year)[-digits:].zfill(digits),
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
    """Take a number apart and check its length, class, digits, level and serial; what it does not say is blank."""
    if len(text) != pack.length:
        zh, en = f"应有 {pack.length} 位，现有 {len(text)} 位", f"{pack.length} characters are due, not {len(text)}"
        return Result(None, (_refuse(zh, en),))
    values = _split(pack, text)
    if "class" in values and values["class"] not in {known.code for known in pack.classes}:
        return Result(None, (_refuse(f"没有类别「{values['class']}」", f"there is no class {values['class']}"),))
    digits = "".join(value for name, value in values.items() if name != "class")
    if not (digits.isascii() and digits.isdigit()):
        return Result(None, (_refuse("类别以外应全是数字", "all but the class must be digits"),))
    if ("level" in values and values["level"] not in pack.levels.values()) or not int(values["serial"]):
        return Result(None, (_refuse("等级代号或流水号不对", "the character of the level or the serial is not one"),))
    office = IssuingOffice(
        office_class=values.get("class", ""),
        organisation=values.get("organisation", ""),
        province=values.get("province", ""),
        site=values.get("site", ""),
    )
    return Result(
        CertificateNumber(
            office=office, year=values.get("year", ""), level=values.get("level", ""), serial=int(values["serial"])
        )
    )


def scope_of(pack: CertificatePack, number: str) -> str:
    """Among which numbers the serial of a number counts: the values of the scope, such as ``year=26 level=4``."""
    values = _split(pack, number)
    return " ".join(f"{name}={values[name]}" for name in pack.scope)


def check_sequence(pack: CertificatePack, numbers: Iterable[str]) -> tuple[Finding, ...]:
    """What is wrong with the numbers that were issued: one that breaks the rule, one given twice, serials left out."""
    findings, serials = list[Finding](), dict[str, Counter[int]]()
    for number in numbers:
        read = read_number(pack, number)
        findings.extend(msgspec.structs.replace(one, document=number) for one in read.findings)
        if read.value:
            serials.setdefault(scope_of(pack, number), Counter())[read.value.serial] += 1
    for scope, given in sorted(serials.items()):
        twice = [serial for serial, count in given.items() if count > 1]
        left_out = [serial for serial in range(1, max(given)) if serial not in given]
        if twice:
            findings.append(_fault(scope, "twice", "流水号重复", "serials given twice", twice))
        if left_out:
            findings.append(_fault(scope, "gap", "流水号有缺", "serials left out", left_out))
    return tuple(findings)


def mask_number(number: str) -> str:
    """A number as a public answer shows it: the first five and the last four characters."""
    hidden = len(number) - 9
    return number[:5] + "*" * hidden + number[-4:] if hidden > 0 else "*" * len(number)


def _split(pack: CertificatePack, text: str) -> dict[str, str]:
    values, start = dict[str, str](), 0
    for field in pack.fields:
        values[field.name] = text[start : start + field.width]
        start += field.width
    return values


def _fault(scope: str, rule: str, zh: str, en: str, serials: list[int]) -> Finding:
    shown = ", ".join(map(str, sorted(serials)[:SHOWN])) + (" …" if len(serials) > SHOWN else "")
    message = Message(
        zh=f"{scope or '全部'}：{zh} {len(serials)} 个：{shown}。",
        en=f"{scope or 'All numbers'}: {len(serials)} {en}: {shown}.",
    )
    return Finding(rule=f"certificate.{rule}", severity=Severity.ERROR, message=message)


def _refuse(zh: str, en: str) -> Finding:
    message = Message(zh=f"证书编号不合规则：{zh}。", en=f"The certificate number breaks the rule: {en}.")
    return Finding(rule="certificate.number", severity=Severity.ERROR, message=message)
