"""Judge one response by the type of its question.

In: the item, the tidied response, the pack, the points, the seed of the values. Out: a ``Judgement``. Follows: the key
of the item; a case is judged question by question, each of which earns an equal share of the points.
"""

from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.items.drawing import draw_values
from liangcai.items.model import Item
from liangcai.items.responses import MANY, count_pieces, split_pieces
from liangcai.marking.gaps import fills_gap
from liangcai.marking.pack import MarkingPack, cut_share, share_points

NOTHING = Decimal(0)
UNMATCHED = "-"
_SORTED = frozenset({"single", "multiple", "truefalse"})
LETTERED = _SORTED | {"order", "match"}


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a response is worth; ``right`` of ``of`` pieces where the question has pieces."""

    outcome: Literal["right", "partial", "wrong", "blank", "invalid", "waiting"]
    points: Decimal = NOTHING
    right: int = 0
    of: int = 1


BLANK, INVALID, WRONG, WAITING = (
    Judgement(outcome="blank"),
    Judgement(outcome="invalid"),
    Judgement(outcome="wrong"),
    Judgement(outcome="waiting"),
)


def tidy_response(item: Item, response: str) -> str:
    """Letters of a choice in order, whatever order they came in; anything else as it came."""
    return "".join(sorted(response)) if item.type in _SORTED else response


def judge_response(item: Item, given: str, pack: MarkingPack, points: Decimal, seed: str) -> Judgement:
    """The judgement of a response; a text for a person to mark waits."""
    if not given:
        return BLANK
    match item.type:
        case "short" | "essay":
            return WAITING if given.strip() else BLANK
        case "order" | "match":
            return _judge_letters(item, given, pack, points)
    return (
        _judge_pieces(item, given, pack, points, seed)
        if item.type in MANY
        else _judge_choice(item, given, pack, points)
    )


def _judge_choice(item: Item, given: str, pack: MarkingPack, points: Decimal) -> Judgement:
    if not set(given) <= set(item.choices) or len(set(given)) != len(given):
        return INVALID
    if item.type != "multiple" and len(given) > 1:
        return INVALID
    if given == item.key:
        return Judgement(outcome="right", points=points, right=1)
    if item.type == "multiple" and set(given) < set(item.key):
        return _judge_subset(len(given), pack, points)
    return WRONG


def _judge_subset(chosen: int, pack: MarkingPack, points: Decimal) -> Judgement:
    match pack.multiple:
        case "half_for_subset":
            return Judgement(outcome="partial", points=points / 2)
        case "per_option":
            return Judgement(outcome="partial", points=min(points, chosen * pack.option_points))
        case "all_or_nothing":
            return WRONG


def _judge_letters(item: Item, given: str, pack: MarkingPack, points: Decimal) -> Judgement:
    """Orders and matches: a letter for each place; a place left open is not right."""
    allowed = set(item.choices) | {UNMATCHED}
    repeated = item.type == "order" and len(set(given) - {UNMATCHED}) != len(given.replace(UNMATCHED, ""))
    if len(given) != len(item.key) or not set(given) <= allowed or repeated:
        return INVALID
    if set(given) == {UNMATCHED}:
        return BLANK
    right = sum(mine == theirs for mine, theirs in zip(given, item.key, strict=True))
    return _weigh(right, len(item.key), pack, points)


def _judge_pieces(item: Item, given: str, pack: MarkingPack, points: Decimal, seed: str) -> Judgement:
    pieces = split_pieces(given, count_pieces(item))
    if pieces is None:
        return INVALID
    if not any(piece.strip() for piece in pieces):
        return BLANK
    if item.type == "case":
        return _judge_parts(item, pieces, pack, points, seed)
    values = draw_values(item, seed)
    right = sum(fills_gap(blank, words, values) for blank, words in zip(item.blanks, pieces, strict=True))
    return _weigh(right, len(pieces), pack, points)


def _judge_parts(item: Item, pieces: tuple[str, ...], pack: MarkingPack, points: Decimal, seed: str) -> Judgement:
    share = cut_share(points, 1, len(item.parts), pack)
    judged = [
        judge_response(part, tidy_response(part, piece), pack, share, seed)
        for part, piece in zip(item.parts, pieces, strict=True)
    ]
    right = sum(part.outcome == "right" for part in judged)
    earned = points if right == len(judged) else sum((part.points for part in judged), NOTHING)
    outcomes = {part.outcome for part in judged}
    if "waiting" in outcomes:
        return Judgement(outcome="waiting", points=earned, right=right, of=len(judged))
    if right == len(judged):
        return Judgement(outcome="right", points=points, right=right, of=right)
    return Judgement(outcome="partial" if earned else "wrong", points=earned, right=right, of=len(judged))


def _weigh(right: int, of: int, pack: MarkingPack, points: Decimal) -> Judgement:
    earned = share_points(right, of, points, pack)
    if right == of:
        return Judgement(outcome="right", points=earned, right=right, of=of)
    return Judgement(outcome="partial" if earned else "wrong", points=earned, right=right, of=of)
