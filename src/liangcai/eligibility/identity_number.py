"""Resident identity numbers: seventeen digits and a check character.

In: a number as typed. Out: what is wrong with it, or the facts it carries. Follows: GB 11643: area, birth date, serial
(odd for men, even for women), and a check character by ISO 7064 MOD 11-2.
"""

import datetime
import re
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Result, Severity

CHECKS = "10X98765432"
FORM = re.compile(r"(?P<area>\d{6})(?P<birth>\d{8})(?P<serial>\d{3})(?P<check>[\dX])")


class ResidentNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A sound number and what it says."""

    number: str
    born: datetime.date
    sex: Literal["male", "female"]


def check_character(body: str) -> str:
    """The check character of seventeen digits."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return CHECKS[total % 11]


def read_resident_number(text: str) -> Result[ResidentNumber | None]:
    """Read a number; blanks are ignored and a small x is taken for X."""
    number = "".join(text.split()).upper()
    match = FORM.fullmatch(number)
    if not match:
        return refuse("应为 18 位：17 位数字加一位校验码。", "It has 18 characters: 17 digits and a check character.")
    if check_character(number[:17]) != match["check"]:
        return refuse("校验码不符，请逐位核对。", "The check character does not fit; compare digit by digit.")
    try:
        born = datetime.date.fromisoformat(match["birth"])
    except ValueError:
        return refuse("出生日期不是一个日期。", "The birth date is no date.")
    sex: Literal["male", "female"] = "male" if int(match["serial"]) % 2 else "female"
    return Result(ResidentNumber(number=number, born=born, sex=sex))


def refuse(zh: str, en: str) -> Result[ResidentNumber | None]:
    """No number, and what is wrong."""
    message = Message(f"身份证号码不对：{zh}", f"The ID number is wrong. {en}")
    return Result(None, (Finding(rule="identity-number", severity=Severity.ERROR, message=message),))
