"""Look over a bank for what makes questions weak: wording, options, guessable keys, near copies.

In: a bank and limits. Out: warnings, one per thing. Follows: item-writing practice; the limits are arguments because
they are judgement, not law.
"""

import re
from collections import Counter
from itertools import combinations

import msgspec

from liangcai.findings import Finding, Message, Severity
from liangcai.items.model import LETTERS, TRUE, Bank, Item


class LintLimits(msgspec.Struct, frozen=True, kw_only=True):
    """From how many questions a share says something, and what shares are still accepted."""

    sample: int = 20
    longest_is_right: float = 0.40
    letter_low: float = 0.10
    letter_high: float = 0.40
    true_low: float = 0.35
    true_high: float = 0.65
    near_copy: float = 0.60


DEFAULT_LIMITS = LintLimits()
_CATCH_ALL = re.compile(r"(以上|上述)(各项|选项|说法)?(都|均|全)|(都|均|全)(不)?(对|正确|错)$|^[A-H][和、与][A-H]")


def lint_items(bank: Bank, limits: LintLimits = DEFAULT_LIMITS) -> tuple[Finding, ...]:
    """The warnings of a bank, questions first, then shares over the bank, then near copies."""
    singles = tuple(item for item in bank.items if item.type == "single")
    judged = tuple(item for item in bank.items if item.type == "truefalse")
    return (
        *(finding for item in bank.items for finding in _lint_item(item)),
        *_lint_longest(singles, limits),
        *_lint_letters(singles, limits),
        *_lint_truths(judged, limits),
        *_lint_copies(bank.items, limits),
    )


def _lint_item(item: Item) -> tuple[Finding, ...]:
    plain = [_plain(option) for option in item.options]
    found = []
    if not item.key:
        found.append(_warn("no-key", f"试题 {item.id} 没有答案。", f"Question {item.id} has no key."))
    if len(set(plain)) != len(plain):
        found.append(_warn("same-options", f"试题 {item.id} 有相同的选项。", f"Question {item.id} repeats an option."))
    if any(_CATCH_ALL.search(option) for option in plain):
        zh, en = (
            f"试题 {item.id} 用了「以上都对」一类的选项。",
            f"Question {item.id} offers an option like “all of the above”.",
        )
        found.append(_warn("catch-all", zh, en))
    return tuple(found)


def _lint_longest(singles: tuple[Item, ...], limits: LintLimits) -> tuple[Finding, ...]:
    hits = sum(_is_longest(item) for item in singles)
    if len(singles) < limits.sample or hits <= limits.longest_is_right * len(singles):
        return ()
    zh = f"{len(singles)} 道单选题中有 {hits} 道的正确选项最长，容易被猜中。"
    en = f"In {hits} of {len(singles)} single-choice questions the right option is the longest: easy to guess."
    return (_warn("longest-is-right", zh, en),)


def _is_longest(item: Item) -> bool:
    lengths = [len(_plain(option)) for option in item.options]
    right = lengths[item.choices.index(item.key)] if item.key in item.choices and item.key else -1
    return right == max(lengths, default=0) and lengths.count(right) == 1


def _lint_letters(singles: tuple[Item, ...], limits: LintLimits) -> tuple[Finding, ...]:
    if len(singles) < limits.sample:
        return ()
    counts = Counter(item.key for item in singles)
    letters = LETTERS[: min(len(item.options) for item in singles)]
    shares = {letter: counts[letter] / len(singles) for letter in letters}
    return tuple(
        _warn(
            "key-position",
            f"单选题答案为 {letter} 的占 {share:.0%}，分布不均。",
            f"{share:.0%} of the single-choice keys are {letter}: unevenly spread.",
        )
        for letter, share in shares.items()
        if share > limits.letter_high or share < limits.letter_low
    )


def _lint_truths(judged: tuple[Item, ...], limits: LintLimits) -> tuple[Finding, ...]:
    if len(judged) < limits.sample:
        return ()
    share = sum(item.key == TRUE for item in judged) / len(judged)
    if limits.true_low <= share <= limits.true_high:
        return ()
    return (
        _warn(
            "true-share", f"判断题中答案为「正确」的占 {share:.0%}。", f"{share:.0%} of the true-false keys are true."
        ),
    )


def _lint_copies(items: tuple[Item, ...], limits: LintLimits) -> tuple[Finding, ...]:
    grams = [(item.id, _bigrams(item.stem)) for item in items]
    return tuple(
        _warn(
            "near-copy",
            f"试题 {one} 与 {other} 的题干几乎相同（{likeness:.0%}）。",
            f"The stems of questions {one} and {other} are nearly the same ({likeness:.0%}).",
        )
        for (one, left), (other, right) in combinations(grams, 2)
        if (likeness := _likeness(left, right, limits.near_copy)) > limits.near_copy
    )


def _likeness(left: frozenset[str], right: frozenset[str], floor: float) -> float:
    """Shared over all bigrams; sets whose sizes alone keep them below ``floor`` are not compared."""
    small, large = sorted((len(left), len(right)))
    if not small or small <= floor * large:
        return 0.0
    shared = len(left & right)
    return shared / (small + large - shared)


def _bigrams(text: str) -> frozenset[str]:
    plain = re.sub(r"\W", "", text)
    return frozenset(plain[index : index + 2] for index in range(len(plain) - 1))


def _plain(text: str) -> str:
    """Without spaces and end punctuation; a point inside stays, since 4.32 is not 432."""
    return "".join(text.split()).rstrip("，。、；,.;")


def _warn(rule: str, zh: str, en: str) -> Finding:
    return Finding(rule=f"items.{rule}", severity=Severity.WARNING, message=Message(zh=zh, en=en))
