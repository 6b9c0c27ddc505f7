"""A marking version: what is marked otherwise than the papers say, after a key was found to be wrong.

In: a pack, papers, amendments. Out: a ``MarkingVersion``, or findings that say what is wrong with it. Follows: a
question on a paper is never edited; the first version is the papers as they were sat, each later one says all that
differs from them, so that a mark which names its version can be found again.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal

import msgspec

from liangcai.assembly.model import Form
from liangcai.findings import Finding, Message, Severity
from liangcai.items.content import Blank
from liangcai.items.model import Item
from liangcai.items.responses import count_pieces, split_pieces
from liangcai.marking.judge import LETTERED, UNMATCHED

CLAUSE = "1.9.2"
How = Literal["rekey", "drop"]
GAPPED = frozenset({"fill", "calculation"})
MOST_KEYS = 8


class Amendment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question marked otherwise: by ``keys``, any of which is right, or dropped, with what the pack does then.

    A key is written like a response: letters of the paper, or for gaps a JSON list of words, "" for a gap that stays.
    """

    item_id: str
    how: How
    keys: tuple[str, ...] = ()


class MarkingVersion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that differs from the papers; version 1 is the papers as they were sat."""

    number: int = 1
    amendments: tuple[Amendment, ...] = ()

    def amendment(self, item_id: str) -> Amendment | None:
        """What is amended about a question, or None."""
        return next((one for one in self.amendments if one.item_id == item_id), None)


FIRST = MarkingVersion()


def check_version(version: MarkingVersion, forms: Sequence[Form]) -> tuple[Finding, ...]:
    """Findings on a version against the papers that were sat; none when it can be used."""
    items = {question.item.id: question.item for form in forms for question in form.questions}
    if not version.amendments:
        return (_say("empty", "没有任何改动。", "Nothing is amended.", *_NAME_ONE),)
    found: list[Finding] = []
    seen: set[str] = set()
    for one in version.amendments:
        item = items.get(one.item_id)
        if one.item_id in seen:
            zh, en = f"试题 {one.item_id} 写了两次。", f"Question {one.item_id} is named twice."
            found.append(
                _say("twice", zh, en, "一题只写一条，多个答案写在同一条里。", "Name it once, with all its keys.")
            )
        elif item is None:
            zh, en = f"所考的试卷上没有试题 {one.item_id}。", f"Question {one.item_id} is on none of the papers sat."
            found.append(_say("item", zh, en, *_NAME_ONE))
        else:
            found += _check_amendment(one, item)
        seen.add(one.item_id)
    return tuple(found)


def _check_amendment(one: Amendment, item: Item) -> list[Finding]:
    if one.how == "drop":
        lost = f"试题 {item.id} 取消即不看答案，不要再写答案。", f"Question {item.id} is dropped: it takes no keys."
        return (
            [_say("keys", *lost, "删去答案，或改为“更正答案”。", "Leave the keys out, or mend the key.")]
            if one.keys
            else []
        )
    if not 0 < len(one.keys) <= MOST_KEYS:
        zh, en = (
            f"试题 {item.id} 没有写答案，或多于 {MOST_KEYS} 个。",
            f"Question {item.id} has no key, or over {MOST_KEYS}.",
        )
        return [_say("keys", zh, en, "写出一个或几个可接受的答案。", "Give one key or a few.")]
    if item.type not in LETTERED | GAPPED or item.values:
        zh = f"试题 {item.id} 由人评分、分小题或按考生抽取数值，没有单一答案可改。"
        en = f"Question {item.id} is marked by people, in parts, or draws values: it has no key of its own to mend."
        return [_say("type", zh, en, "可取消该题，或由两人复核评分。", "Drop it, or let two people review the marks.")]
    return [_bad_key(item, key) for key in one.keys if not fits(item, key)]


def _bad_key(item: Item, key: str) -> Finding:
    zh, en = f"“{key}”不是试题 {item.id} 的答案形式。", f"“{key}” cannot be a key of question {item.id}."
    if item.type in GAPPED:
        return _say("key", zh, en, '按空的顺序写，例如 ["甲", "乙"]。', 'Write the gaps in order, such as ["a", "b"].')
    return _say("key", zh, en, f"只能用 {item.choices}。", f"It may use {item.choices} only.")


def fits(item: Item, key: str) -> bool:
    """Whether a key has the form that the type of the question wants."""
    match item.type:
        case "fill" | "calculation":
            return _fits_gaps(item, key)
        case "order":
            return sorted(key) == sorted(item.choices)
        case "match":
            return len(key) == len(item.options) and set(key) <= set(item.choices) - {UNMATCHED}
        case "multiple":
            return bool(key) and list(key) == sorted(set(key)) and set(key) <= set(item.choices)
    return len(key) == 1 and key in item.choices


def _fits_gaps(item: Item, key: str) -> bool:
    pieces = split_pieces(key, count_pieces(item)) if key else None
    if pieces is None or not any(piece.strip() for piece in pieces):
        return False
    numbers = [piece for piece, blank in zip(pieces, item.blanks, strict=True) if piece and not blank.accepted]
    return all(_is_number(number) for number in numbers)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def list_readings(item: Item, amendment: Amendment | None) -> tuple[Item, ...]:
    """The question once for each key that is accepted; as it stands where nothing is amended."""
    if amendment is None or amendment.how == "drop":
        return (item,)
    if item.type in LETTERED:
        return tuple(msgspec.structs.replace(item, key=key) for key in amendment.keys)
    return tuple(_fill_anew(item, split_pieces(key, len(item.blanks)) or ()) for key in amendment.keys)


def _fill_anew(item: Item, pieces: tuple[str, ...]) -> Item:
    return msgspec.structs.replace(
        item, blanks=tuple(_mend_gap(blank, piece) for blank, piece in zip(item.blanks, pieces, strict=True))
    )


def _mend_gap(blank: Blank, piece: str) -> Blank:
    """A gap with another right answer; tolerance and unit stay."""
    if not piece:
        return blank
    if blank.accepted:
        return msgspec.structs.replace(blank, accepted=(piece,))
    return msgspec.structs.replace(blank, value=piece, formula="")


_NAME_ONE = ("写明试卷上的题号和改法。", "Name a question of the papers and what is amended.")


def _say(rule: str, zh: str, en: str, how_zh: str, how_en: str) -> Finding:
    return Finding(
        rule=f"marking.version-{rule}",
        severity=Severity.ERROR,
        message=Message(zh, en),
        clause=CLAUSE,
        remedy=Message(how_zh, how_en),
    )
