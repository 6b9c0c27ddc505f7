"""Whether questions with options are sound: choice, true-false, ordering, matching.

In: an ``Item`` of such a type. Out: what is wrong, in both languages, or None. Follows: the bank format.
"""

from liangcai.items.model import FALSE, LETTERS, TRUE, Item

MIN_OPTIONS, MIN_KEYS, MIN_PAIRS = 3, 2, 2


def check_truefalse(item: Item) -> str | None:
    """A key of T or F."""
    if item.key not in (TRUE, FALSE):
        return f"判断题答案应为 T 或 F / the key {item.key!r} is neither T nor F"
    return None


def check_choice(item: Item) -> str | None:
    """Three to eight options; one letter, or several in order but not all."""
    if not MIN_OPTIONS <= len(item.options) <= len(LETTERS):
        return f"选项数应为 3 至 8 / {len(item.options)} options; 3 to 8 are possible"
    if not item.key or list(item.key) != sorted(set(item.key)) or not set(item.key) <= set(item.choices):
        return f"答案应为按序的选项字母 / the key {item.key!r} is not option letters in order"
    if item.type == "single" and len(item.key) != 1:
        return f"单选题应有一个答案 / a single-choice question has one right option, not {len(item.key)}"
    if item.type == "multiple" and not MIN_KEYS <= len(item.key) < len(item.options):
        return "多选题应有两个以上而非全部答案 / a multiple-choice question has two or more right options, but not all"
    return None


def check_order(item: Item) -> str | None:
    """The key holds every letter once: an order of all options."""
    if not MIN_OPTIONS <= len(item.options) <= len(LETTERS):
        return f"排序项应为 3 至 8 个 / {len(item.options)} things to order; 3 to 8 are possible"
    if sorted(item.key) != list(item.choices):
        return f"排序题答案应含每个字母一次 / the key {item.key!r} is not an order of all letters"
    return None


def check_match(item: Item) -> str | None:
    """Two to eight on each side; the key holds a target's letter for each option."""
    sides = (len(item.options), len(item.targets))
    if not all(MIN_PAIRS <= size <= len(LETTERS) for size in sides):
        return f"匹配题两边应各有 2 至 8 项 / the sides hold {sides[0]} and {sides[1]}; 2 to 8 are possible"
    if len(item.key) != len(item.options) or not set(item.key) <= set(item.choices):
        return f"匹配题答案应为每项一个字母 / the key {item.key!r} is not one target letter for each option"
    if len(set(item.targets)) != len(item.targets):
        return "匹配题右边有相同的内容 / two targets are the same"
    return None
