"""Mark one response to one question.

In: the item, the response in the paper's letters, the pack, the points of the question. Out: a ``ResponseMark``.
Follows: the key of the item version; the policies of the rule pack. Exact decimals, never rounded; what a person must
mark is left waiting, with no points yet.
"""

from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.findings import Message
from liangcai.items.model import Item, hash_item
from liangcai.marking.judge import Judgement, judge_response, tidy_response
from liangcai.marking.pack import MarkingPack

Outcome = Literal["right", "partial", "wrong", "blank", "invalid", "waiting", "dropped"]
_SENTENCES: dict[Outcome, Message] = {
    "right": Message(zh="与答案一致，得全分。", en="The response equals the key: full points."),
    "wrong": Message(zh="与答案不一致，不得分。", en="The response differs from the key: no points."),
    "blank": Message(zh="未作答，不得分。", en="No response: no points."),
    "invalid": Message(zh="作答内容不是本题的选项，不得分。", en="The response is none of the options: no points."),
    "waiting": Message(zh="须由评卷人评分。", en="A marker has to mark this response."),
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


def mark_response(
    item: Item,
    response: str,
    pack: MarkingPack,
    points: Decimal = Decimal(1),
    seed: str = "",
    *,
    sha256: str = "",
) -> ResponseMark:
    """Mark a response; ``seed`` is that of the candidate's drawn values. What is not on offer earns nothing.

    ``sha256`` is the version of the item, for whoever has it at hand.
    """
    given = tidy_response(item, response)
    judged = judge_response(item, given, pack, points, seed)
    return ResponseMark(
        item_id=item.id,
        item_sha256=sha256 or hash_item(item),
        response=given,
        points=judged.points,
        full=points,
        outcome=judged.outcome,
        reason=_SENTENCES.get(judged.outcome) or _explain_partial(item, pack, judged),
        scheme=name_scheme(item, pack),
    )


def name_scheme(item: Item, pack: MarkingPack) -> str:
    """The pack and, where it has one for the type, the policy by which a question is marked."""
    return f"{pack.id}/{pack.multiple}" if item.type == "multiple" else pack.id


def _explain_partial(item: Item, pack: MarkingPack, judged: Judgement) -> Message:
    if item.type == "multiple":
        return Message(
            zh=f"选对一部分且没有选错，按规则 {pack.multiple} 得 {judged.points} 分。",
            en=f"Some of the right options and no wrong one: {judged.points} points by rule {pack.multiple}.",
        )
    return Message(
        zh=f"{judged.of} 处对 {judged.right} 处，按规则 {pack.pieces} 得 {judged.points} 分。",
        en=f"{judged.right} of {judged.of} pieces right: {judged.points} points by rule {pack.pieces}.",
    )
