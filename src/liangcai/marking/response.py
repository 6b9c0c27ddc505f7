"""Mark one response to one question.

In: the item, the response in the paper's letters, the pack, the points of the question. Out: a ``ResponseMark``.
Follows: the key of the item version; for multiple choice the policy of the rule pack. Exact decimals, never rounded.
"""

from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.findings import Message
from liangcai.items.model import Item, hash_item
from liangcai.marking.pack import MarkingPack

Outcome = Literal["right", "partial", "wrong", "blank", "invalid"]
NOTHING = Decimal(0)
_SENTENCES: dict[Outcome, Message] = {
    "right": Message(zh="与答案一致，得全分。", en="The response equals the key: full points."),
    "wrong": Message(zh="与答案不一致，不得分。", en="The response differs from the key: no points."),
    "blank": Message(zh="未作答，不得分。", en="No response: no points."),
    "invalid": Message(zh="作答内容不是本题的选项，不得分。", en="The response is none of the options: no points."),
}


class ResponseMark(msgspec.Struct, frozen=True, kw_only=True):
    """The mark of a response; names the item version, the policy and the response in the paper's letters."""

    item_id: str
    item_sha256: str
    response: str
    points: Decimal
    full: Decimal
    outcome: Outcome
    reason: Message
    scheme: str


def mark_response(item: Item, response: str, pack: MarkingPack, points: Decimal = Decimal(1)) -> ResponseMark:
    """Mark a response; letters may come in any order, and one of which a letter is not on offer earns nothing."""
    given = "".join(sorted(response))
    outcome, earned = _judge(item, given, pack, points)
    reason = _SENTENCES.get(outcome) or _explain_partial(pack, earned)
    return ResponseMark(
        item_id=item.id,
        item_sha256=hash_item(item),
        response=given,
        points=earned,
        full=points,
        outcome=outcome,
        reason=reason,
        scheme=f"{pack.id}/{pack.multiple}" if item.type == "multiple" else pack.id,
    )


def _judge(item: Item, given: str, pack: MarkingPack, points: Decimal) -> tuple[Outcome, Decimal]:
    if not given:
        return "blank", NOTHING
    if not set(given) <= set(item.choices) or len(set(given)) != len(given):
        return "invalid", NOTHING
    if item.type != "multiple" and len(given) > 1:
        return "invalid", NOTHING
    if given == item.key:
        return "right", points
    if item.type == "multiple" and set(given) < set(item.key):
        return _judge_subset(len(given), pack, points)
    return "wrong", NOTHING


def _judge_subset(chosen: int, pack: MarkingPack, points: Decimal) -> tuple[Outcome, Decimal]:
    match pack.multiple:
        case "half_for_subset":
            return "partial", points / 2
        case "per_option":
            return "partial", min(points, chosen * pack.option_points)
        case "all_or_nothing":
            return "wrong", NOTHING


def _explain_partial(pack: MarkingPack, earned: Decimal) -> Message:
    return Message(
        zh=f"选对一部分且没有选错，按规则 {pack.multiple} 得 {earned} 分。",
        en=f"Some of the right options and no wrong one: {earned} points by rule {pack.multiple}.",
    )
