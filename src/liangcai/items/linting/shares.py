"""Look at what can be guessed from many questions together.

In: the questions of a bank, the limits. Out: warnings. Follows: item-writing practice: the right option is neither
mostly the longest nor mostly the same letter, and true statements are about half.
"""

from collections import Counter
from collections.abc import Iterator

from liangcai.findings import Finding
from liangcai.items.linting.pack import ShareLimits
from liangcai.items.linting.warn import warn
from liangcai.items.model import LETTERS, TRUE, Item
from liangcai.items.plain import plain_words


def lint_shares(items: tuple[Item, ...], limits: ShareLimits) -> Iterator[Finding]:
    """The warnings about keys of a bank."""
    singles = tuple(item for item in items if item.type == "single" and len(item.key) == 1)
    if len(singles) >= limits.sample:
        yield from _lint_longest(singles, limits)
        yield from _lint_letters(singles, limits)
    judged = tuple(item for item in items if item.type == "truefalse")
    if len(judged) >= limits.sample:
        yield from _lint_truths(judged, limits)


def _lint_longest(singles: tuple[Item, ...], limits: ShareLimits) -> Iterator[Finding]:
    hits = sum(_is_longest(item) for item in singles)
    if hits > limits.longest_is_right * len(singles):
        zh = f"{len(singles)} 道单选题中有 {hits} 道的正确选项最长，容易被猜中。"
        en = f"In {hits} of {len(singles)} single-choice questions the right option is the longest: easy to guess."
        yield warn("longest-is-right", None, zh, en)


def _is_longest(item: Item) -> bool:
    lengths = [len(plain_words(option)) for option in item.options]
    right = lengths[item.choices.index(item.key)] if item.key in item.choices else -1
    return right == max(lengths, default=0) and lengths.count(right) == 1


def _lint_letters(singles: tuple[Item, ...], limits: ShareLimits) -> Iterator[Finding]:
    counts = Counter(item.key for item in singles)
    for letter in LETTERS[: min(len(item.options) for item in singles)]:
        share = counts[letter] / len(singles)
        if not limits.letter_low <= share <= limits.letter_high:
            zh = f"单选题答案为 {letter} 的占 {share:.0%}，分布不均。"
            yield warn(
                "key-position", None, zh, f"{share:.0%} of the single-choice keys are {letter}: unevenly spread."
            )


def _lint_truths(judged: tuple[Item, ...], limits: ShareLimits) -> Iterator[Finding]:
    share = sum(item.key == TRUE for item in judged) / len(judged)
    if not limits.true_low <= share <= limits.true_high:
        zh = f"判断题中答案为「正确」的占 {share:.0%}。"
        yield warn("true-share", None, zh, f"{share:.0%} of the true-false keys are true.")
