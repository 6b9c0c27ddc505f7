"""Whether a single question is sound enough to be asked and marked.

In: an ``Item``. Out: what is wrong, or None. Follows: the bank format; nothing here needs the standard.
"""

import re

from liangcai.items.markup import check_markup
from liangcai.items.model import Item
from liangcai.items.shape_choice import check_choice, check_match, check_order, check_truefalse
from liangcai.items.shape_gaps import check_calculation, check_fill
from liangcai.items.shape_open import check_media, check_open

_REQUIREMENT = re.compile(r"[KB]\d+(\.\d+)+")
MIN_PARTS, MAX_PARTS = 2, 10
_OF_TYPE = {
    "single": check_choice,
    "multiple": check_choice,
    "truefalse": check_truefalse,
    "order": check_order,
    "match": check_match,
    "fill": check_fill,
    "calculation": check_calculation,
    "short": check_open,
    "essay": check_open,
}
# What a type may hold; anything else in a question of that type is a slip that would silently go unused.
_HOLDS = {
    "single": {"options", "key"},
    "multiple": {"options", "key"},
    "truefalse": {"key"},
    "order": {"options", "key"},
    "match": {"options", "targets", "key"},
    "fill": {"blanks", "answer"},
    "calculation": {"blanks", "values", "answer"},
    "short": {"answer", "rubric"},
    "essay": {"answer", "rubric"},
    "case": {"parts", "answer"},
}
_CONTENT = ("options", "targets", "key", "blanks", "values", "answer", "rubric", "parts")


def check_shape(item: Item) -> str | None:
    """The first fault of a question in words, or None; the words stand in both languages."""
    return _check_head(item) or _check_body(item) or _check_texts(item)


def _check_head(item: Item) -> str | None:
    for code in (item.requirement, *item.also):
        if not _REQUIREMENT.fullmatch(code):
            return f"要求编号不对 / requirement {code!r} is neither K nor B with a number"
    if not (item.id.strip() and item.stem.strip() and item.rationale.strip()):
        return "缺编号、题干或解析 / id, stem or rationale is empty"
    if not 0 < item.difficulty < 1:
        return f"难度应在 0 与 1 之间 / difficulty {item.difficulty} is not between 0 and 1"
    if item.seconds < 0 or item.id in item.enemies:
        return "答题时间为负，或把自己列为互斥题 / the time is negative, or the question is its own enemy"
    return None


def _check_body(item: Item) -> str | None:
    odd = [field for field in _CONTENT if getattr(item, field) and field not in _HOLDS[item.type]]
    if item.type == "truefalse" and item.options:
        return "判断题不应有选项 / a true-false question has no options"
    if odd:
        return f"这种题型不用 {'、'.join(odd)} / a question of type {item.type} does not use {', '.join(odd)}"
    return _check_case(item) if item.type == "case" else _OF_TYPE[item.type](item)


def _check_case(item: Item) -> str | None:
    if not MIN_PARTS <= len(item.parts) <= MAX_PARTS:
        return f"案例题应有 {MIN_PARTS} 至 {MAX_PARTS} 个小题 / a case has {MIN_PARTS} to {MAX_PARTS} questions"
    if any(part.type == "case" for part in item.parts):
        return "案例题里不能再有案例题 / a case holds no other case"
    if len({part.id for part in item.parts}) != len(item.parts):
        return "案例题的小题编号重复 / two questions of a case have the same id"
    return next((f"{part.id}: {fault}" for part in item.parts if (fault := check_shape(part))), None)


def _check_texts(item: Item) -> str | None:
    texts = (item.stem, *item.options, *item.targets, item.answer, item.rationale)
    return check_media(item) or next((fault for text in texts if (fault := check_markup(text))), None)
