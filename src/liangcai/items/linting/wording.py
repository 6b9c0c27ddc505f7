"""Look at the words of one question.

In: a question, the pack. Out: warnings. Follows: item-writing practice; the words looked for come from the pack.
"""

import re
from collections.abc import Iterator
from functools import cache

from liangcai.findings import Finding
from liangcai.items.linting.pack import ItemPack
from liangcai.items.linting.warn import warn
from liangcai.items.model import LETTERS, Item
from liangcai.items.plain import plain_words

_CHOSEN = ("single", "multiple")


def lint_wording(item: Item, pack: ItemPack) -> Iterator[Finding]:
    """The warnings of one question; the questions of a case are looked at one by one."""
    for part in item.parts:
        yield from lint_wording(part, pack)
    plain = [plain_words(option) for option in item.options]
    if item.type in (*_CHOSEN, "truefalse", "order", "match") and not item.key:
        yield warn("no-key", item, f"试题 {item.id} 没有答案。", f"Question {item.id} has no key.")
    if len(set(plain)) != len(plain):
        yield warn("same-options", item, f"试题 {item.id} 有相同的选项。", f"Question {item.id} repeats an option.")
    if any(re.search(pack.catch_all, option) for option in plain):
        zh = f"试题 {item.id} 用了「以上都对」一类的选项。"
        yield warn("catch-all", item, zh, f"Question {item.id} offers an option like “all of the above”.")
    yield from _lint_stem(item, pack)
    yield from _lint_words(item, pack)


def _lint_stem(item: Item, pack: ItemPack) -> Iterator[Finding]:
    stem = "".join(item.stem.split())
    if item.type in _CHOSEN and re.search(pack.negative, stem) and not re.search(pack.marked, stem):
        zh = f"试题 {item.id} 的题干是否定的，但没有标出否定词。"
        yield warn("negative-stem", item, zh, f"The stem of question {item.id} is negative and does not mark it.")
    cue = find_cue(item, pack.cue)
    if cue:
        zh = f"试题 {item.id} 的题干和正确选项都有「{cue}」，其他选项没有，容易被猜中。"
        en = f"“{cue}” stands in the stem of question {item.id} and in the right option alone: easy to guess."
        yield warn("cue", item, zh, en)


def find_cue(item: Item, length: int) -> str:
    """Words of the stem that only the right option repeats, from ``length`` characters; "" for none."""
    if item.type != "single" or len(item.key) != 1 or item.key not in item.choices:
        return ""
    stem = _letters(item.stem)
    right, others = item.options[LETTERS.index(item.key)], set(item.options)
    # An option that shares nearly as much of the stem is as tempting as the right one: no cue then.
    if any(_shared(_letters(option), stem, length - 2) for option in others - {right}):
        return ""
    return _shared(_letters(right), stem, length)


def _shared(option: str, stem: str, length: int) -> str:
    """The first ``length`` characters in a row that an option has in common with the stem."""
    pieces = (option[at : at + length] for at in range(len(option) - length + 1))
    return next((piece for piece in pieces if piece in stem), "")


@cache
def _person(pack: ItemPack) -> str:
    titles = "|".join(map(re.escape, pack.titles))
    titled = rf"(?<!\w)[小老]?[{pack.surnames}](?:{titles})"
    return rf"{titled}|(?<!\w)[小老][{pack.surnames}](?=[\W是在将把要对为用和与去到问说]|$)"


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def _lint_words(item: Item, pack: ItemPack) -> Iterator[Finding]:
    text = " ".join((item.stem, *item.options, *item.targets, item.answer))
    for word in pack.banned:
        if word in text:
            zh = f"试题 {item.id} 用了不宜用的词「{word}」。"
            yield warn("banned-word", item, zh, f"Question {item.id} uses “{word}”, a word to avoid.")
    for rule, pattern, zh, en in (
        ("person", _person(pack), "像是写了真实姓名的文字", "words that look like somebody's name"),
        ("private", pack.private, "像是电话或证件号码的数字", "digits that look like a telephone or identity number"),
    ):
        if found := re.search(pattern, text):
            yield warn(rule, item, f"试题 {item.id} 有{zh}：{found[0]}。", f"Question {item.id} has {en}: {found[0]}.")
