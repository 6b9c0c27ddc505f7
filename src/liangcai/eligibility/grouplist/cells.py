"""A cell of a list of applicants as a value: a day, a number of hours, a choice, the number of a document.

In: a cell and its column. Out: the value as the form would have it typed, or what is wrong. Follows: no guessing:
a number whose digits a spreadsheet has lost, a month without its day, a day that does not exist are reported.
"""

import datetime
import re

import msgspec

from liangcai.eligibility.grouplist.columns import Column
from liangcai.findings import Message
from liangcai.items.exchange.clean import clean_words
from liangcai.items.exchange.workbook_cells import Cell

FIRST, LAST = datetime.date(1900, 3, 1), datetime.date(2100, 12, 31)
EPOCHS = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
_WRITTEN = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]|(\d{2})(\d{2}))(?:[ T]0?0:00(?::00)?)?"
)
_MONTH = re.compile(r"\d{4}[-/.年]\d{1,2}月?")
_HOURS = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_DOCUMENT = re.compile(r"[A-Z0-9()/-]{5,20}", re.ASCII)


class Wrong(msgspec.Struct, frozen=True):
    """What is wrong with a cell, and how to mend it."""

    message: Message
    remedy: Message


def say(zh: str, en: str, mend_zh: str, mend_en: str) -> Wrong:
    """What is wrong, in both languages."""
    return Wrong(Message(zh, en), Message(mend_zh, mend_en))


LOST = say(
    "号码存成了数字，超过 15 位的已丢失末几位。",
    "The number is stored to count with: of more than 15 digits the last are lost.",
    "请把整列设为“文本”，再照证件重新录入号码；改格式找不回已丢的数字。",
    "Make the whole column text, then type the number again from the document: shaping it anew brings nothing back.",
)
ODD: dict[str, Wrong] = {
    "formula": say(
        "单元格是公式，不知道其值是否有效。",
        "The cell is a formula, whose value may be stale.",
        "请复制后“选择性粘贴—数值”。",
        "Copy it and paste the value.",
    ),
    "error": say("单元格是错误值。", "The cell holds an error.", "请改正后重新上传。", "Mend it and upload again."),
    "raised": say(
        "文字含上标或下标。", "Characters are raised or lowered.", "请改为普通文字。", "Write plain characters."
    ),
}
NO_DAY = say("这一天在日历上不存在。", "There is no such day.", "请核对年月日。", "Compare year, month and day.")
NOT_A_DAY = say(
    "不是日期。",
    "This is no date.",
    "请写成 2024-09-01，或设为日期格式。",
    "Write it like 2024-09-01, or shape the cell as a date.",
)
MONTH_ONLY = say(
    "只有年月，没有日；年限按日计算，不能推定。",
    "Month and year without the day: years are counted by days, and none is assumed.",
    "请写到日，如 2019-07-01。",
    "Write the day as well, such as 2019-07-01.",
)
NOT_HOURS = say(
    "学时须为 1 到 9999 的整数。", "Hours are a whole number from 1 to 9999.", "请只写数字。", "Write digits only."
)
TOO_LONG = say(
    "文字过长，或含网页标记。",
    "The words are too long, or hold markup.",
    "请改为简短的普通文字。",
    "Use short plain words.",
)
NOT_A_DOCUMENT = say(
    "证件号码应为 5 到 20 位字母和数字。",
    "The number of a document has 5 to 20 letters and digits.",
    "请对照证件。",
    "Compare with the document.",
)


def read_cell(cell: Cell, column: Column, *, from_1904: bool = False) -> str | Wrong:
    """The value of a cell as the form would have it typed, blank for none."""
    if cell.kind in ODD:
        return ODD[cell.kind]
    if column.shape == "day":
        return read_day(cell, from_1904=from_1904)
    if column.shape == "number":
        return read_document(cell)
    cleaned = clean_words(cell.text)
    if cleaned.refused or len(cleaned.text) > (1000 if column.field == "statement_text" else 80):
        return TOO_LONG
    if column.shape == "whole":
        return cleaned.text if not cleaned.text or _HOURS.fullmatch(cleaned.text) else NOT_HOURS
    if column.shape in ("choice", "tick"):
        return read_choice(cleaned.text, column)
    return cleaned.text


def read_day(cell: Cell, *, from_1904: bool = False) -> str | Wrong:
    """A day as written, or as a spreadsheet counts it where the cell is shown as a date."""
    text = "".join(cell.text.split()) if cell.kind == "text" else cell.text
    if not text:
        return ""
    if cell.kind == "date":
        return read_serial(text, from_1904=from_1904)
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return MONTH_ONLY if _MONTH.fullmatch(text) else NOT_A_DAY
    year, *parts = (int(part) for part in written.groups() if part)
    try:
        day = datetime.date(year, *parts)
    except ValueError:
        return NO_DAY
    return day.isoformat() if FIRST <= day <= LAST else NO_DAY


def read_serial(text: str, *, from_1904: bool) -> str | Wrong:
    """A day as the number that a spreadsheet keeps for it; the hour is no part of it."""
    try:
        count = int(float(text))
        day = EPOCHS[from_1904] + datetime.timedelta(days=count)
    except (ValueError, OverflowError):
        return NO_DAY
    return day.isoformat() if FIRST <= day <= LAST else NO_DAY


def read_document(cell: Cell) -> str | Wrong:
    """The number of a document, in capitals and without blanks; one that was kept as a number may have lost digits."""
    if cell.kind != "text" and (cell.kind != "number" or len(cell.text.lstrip("-")) > 15):
        return LOST
    number = "".join(cell.text.split()).upper().translate(_FULL_WIDTH)
    return number if not number or _DOCUMENT.fullmatch(number) else NOT_A_DOCUMENT


_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), 0xFF08, 0xFF09)}


def read_choice(text: str, column: Column) -> str | Wrong:
    """One of the words that may stand there."""
    if not text:
        return ""
    found = column.choices.get(text)
    if found is not None:
        return found
    words = "、".join(column.choices)
    return say(
        f"“{text[:20]}”不是可选的值。",
        f"“{text[:20]}” is not one of the words that may stand here.",
        f"可选：{words}。",
        f"One of: {words}.",
    )
