"""Whether a single question is sound enough to be asked and marked.

In: an ``Item``. Out: what is wrong, or None. Follows: the bank format; nothing here needs the standard.
"""

import re

from liangcai.items.model import FALSE, LETTERS, TRUE, Item

_REQUIREMENT = re.compile(r"[KB]\d+(\.\d+)+")
MIN_OPTIONS, MIN_KEYS = 3, 2


def check_shape(item: Item) -> str | None:
    """The first fault of a question in words, or None; the words stand in both languages."""
    if not _REQUIREMENT.fullmatch(item.requirement):
        return f"要求编号不对 / requirement {item.requirement!r} is neither K nor B with a number"
    if not (item.id.strip() and item.stem.strip() and item.rationale.strip()):
        return "缺编号、题干或解析 / id, stem or rationale is empty"
    if not 0 < item.difficulty < 1:
        return f"难度应在 0 与 1 之间 / difficulty {item.difficulty} is not between 0 and 1"
    return _check_truefalse(item) if item.type == "truefalse" else _check_choice(item)


def _check_truefalse(item: Item) -> str | None:
    if item.options:
        return "判断题不应有选项 / a true-false question has no options"
    if item.key not in (TRUE, FALSE):
        return f"判断题答案应为 T 或 F / the key {item.key!r} is neither T nor F"
    return None


def _check_choice(item: Item) -> str | None:
    if not MIN_OPTIONS <= len(item.options) <= len(LETTERS):
        return f"选项数应为 3 至 8 / {len(item.options)} options; 3 to 8 are possible"
    if not item.key or list(item.key) != sorted(set(item.key)) or not set(item.key) <= set(item.choices):
        return f"答案应为按序的选项字母 / the key {item.key!r} is not option letters in order"
    if item.type == "single" and len(item.key) != 1:
        return f"单选题应有一个答案 / a single-choice question has one right option, not {len(item.key)}"
    if item.type == "multiple" and not MIN_KEYS <= len(item.key) < len(item.options):
        return "多选题应有两个以上而非全部答案 / a multiple-choice question has two or more right options, but not all"
    return None
