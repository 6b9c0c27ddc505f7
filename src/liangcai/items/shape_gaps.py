"""Whether questions with gaps are sound: fill-in, and calculation with drawn values.

In: an ``Item`` of such a type. Out: what is wrong, in both languages, or None. Follows: the bank format; a
calculation must come out at every corner of its values, not only at those that the author tried.
"""

import re
from decimal import Decimal, InvalidOperation

from liangcai.items.content import Blank, Drawn
from liangcai.items.drawing import MOST_STEPS, list_corners
from liangcai.items.formula import check_formula, evaluate_formula
from liangcai.items.model import Item

GAP = re.compile(r"（[\s　]*）|_{3,}")
MOST_BLANKS, MOST_VALUES = 10, 6
_NAME = re.compile(r"[a-z][a-z0-9_]{0,15}")


def check_fill(item: Item) -> str | None:
    """A gap in the stem for each blank; words or a number for each."""
    return _check_gaps(item) or next(
        (fault for blank in item.blanks if (fault := _check_blank(blank, frozenset()))), None
    )


def check_calculation(item: Item) -> str | None:
    """Values that can be drawn and stand in the stem, numbers for answers, and none undefined at the corners."""
    if not 1 <= len(item.values) <= MOST_VALUES:
        return f"计算题应有 1 至 {MOST_VALUES} 个取值 / a calculation draws 1 to {MOST_VALUES} values"
    fault = _check_gaps(item) or next((fault for drawn in item.values if (fault := _check_drawn(drawn, item))), None)
    names = frozenset(drawn.name for drawn in item.values)
    if fault or len(names) != len(item.values):
        return fault or "两个取值同名 / two values have the same name"
    if any(blank.accepted or not blank.formula for blank in item.blanks):
        return "计算题的每个空都应有公式 / each gap of a calculation needs a formula"
    return next((fault for blank in item.blanks if (fault := _check_blank(blank, names))), None) or _check_corners(item)


def read_decimal(text: str) -> Decimal | None:
    """A finite decimal of a moderate length, or None."""
    try:
        value = Decimal(text) if len(text) <= 30 else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and abs(value.adjusted()) < 30 else None


def _check_gaps(item: Item) -> str | None:
    gaps = len(GAP.findall(item.stem))
    if not 1 <= len(item.blanks) <= MOST_BLANKS or gaps != len(item.blanks):
        return f"题干有 {gaps} 个空，答案有 {len(item.blanks)} 个 / {gaps} gaps in the stem, {len(item.blanks)} answers"
    return None


def _check_blank(blank: Blank, names: frozenset[str]) -> str | None:
    given = sum(map(bool, (blank.accepted, blank.value, blank.formula)))
    if given != 1:
        return "每个空应有答案、数值或公式三者之一 / a gap has accepted words, a value or a formula: one of them"
    if any(not text.strip() for text in blank.accepted):
        return "填空题有空白的答案 / an accepted answer is empty"
    if blank.value and read_decimal(blank.value) is None:
        return f"数值 {blank.value} 不是小数 / {blank.value!r} is not a decimal"
    tolerance = read_decimal(blank.tolerance)
    if tolerance is None or tolerance < 0 or (blank.accepted and (tolerance or blank.unit)):
        return (
            f"允差 {blank.tolerance} 不对 / the tolerance {blank.tolerance!r} is no decimal from 0, or needs a number"
        )
    return check_formula(blank.formula, names) if blank.formula else None


def _check_drawn(drawn: Drawn, item: Item) -> str | None:
    if not _NAME.fullmatch(drawn.name) or f"{{{drawn.name}}}" not in item.stem:
        return f"题干里没有取值 {drawn.name} / {{{drawn.name}}} is no name, or does not stand in the stem"
    low, high, step = (read_decimal(text) for text in (drawn.low, drawn.high, drawn.step))
    if low is None or high is None or step is None or low > high or step <= 0:
        return f"{drawn.name} 的范围不对 / the range of {drawn.name} is not low, high and a step above 0"
    if (high - low) / step > MOST_STEPS or (high - low) % step:
        return f"{drawn.name} 的步长不能从最小走到最大 / the steps of {drawn.name} do not reach from low to high"
    return None


def _check_corners(item: Item) -> str | None:
    for values in list_corners(item.values):
        for blank in item.blanks:
            if evaluate_formula(blank.formula, values) is None:
                shown = ", ".join(f"{name}={value}" for name, value in values.items())
                return f"取值 {shown} 时公式无解 / the formula has no value at {shown}"
    return None
