"""The rule pack of marking: what the standard leaves open.

In: the text of ``rulepacks/marking.toml``. Out: a ``MarkingPack``. Follows: the house rule that practice is data.
"""

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Result, Severity

MultiplePolicy = Literal["all_or_nothing", "half_for_subset", "per_option"]
PiecePolicy = Literal["per_piece", "all_or_nothing"]
PanelRule = Literal["mean", "trimmed_mean"]


class MarkingPack(msgspec.Struct, frozen=True, kw_only=True):
    """How multiple choice is marked, how a panel's scores become one, and to what a part's total is rounded.

    ``option_points``: for ``per_option``, what each right option earns. ``trim_from``: the least panel of which
    ``trimmed_mean`` drops the highest and the lowest total. ``rounding``: the step of a part's total, half up.
    ``pieces``: whether each gap, pair or place of fill, calculation, match and order earns its share of the points;
    a share is cut, not rounded, to ``share_step``, so that the pieces never earn more than the whole.
    """

    id: str
    source: str
    date: datetime.date
    severity: Severity
    multiple: MultiplePolicy = "all_or_nothing"
    option_points: Decimal = Decimal("0.25")
    pieces: PiecePolicy = "per_piece"
    share_step: Decimal = Decimal("0.01")
    panel: PanelRule = "mean"
    trim_from: int = 5
    rounding: Decimal = Decimal("0.1")


class _File(msgspec.Struct, frozen=True):
    marking: MarkingPack


def read_pack(text: str, name: str = "marking.toml") -> Result[MarkingPack | None]:
    """Decode the pack; what does not fit is one finding and no value."""
    try:
        pack = msgspec.toml.decode(text, type=_File).marking
    except (msgspec.DecodeError, ValueError) as error:
        return Result(None, (_refuse(name, str(error)),))
    if pack.rounding <= 0 or pack.share_step <= 0 or pack.option_points < 0 or pack.trim_from <= 2:
        return Result(None, (_refuse(name, "rounding, share_step, option_points or trim_from is too small"),))
    return Result(pack)


def round_total(exact: Fraction, pack: MarkingPack) -> Decimal:
    """Round the total of a part, half up, to the pack's step: the only place where a mark is rounded."""
    steps = exact / Fraction(pack.rounding)
    whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return Decimal(whole) * pack.rounding


def share_points(right: int, of: int, points: Decimal, pack: MarkingPack) -> Decimal:
    """What ``right`` pieces of ``of`` earn of a question's points by the pack."""
    if right == of:
        return points
    if pack.pieces == "all_or_nothing":
        return Decimal(0)
    return cut_share(points, right, of, pack)


def cut_share(points: Decimal, right: int, of: int, pack: MarkingPack) -> Decimal:
    """``right / of`` of the points, cut down to the pack's step."""
    return points * right // (of * pack.share_step) * pack.share_step


def _refuse(name: str, why: str) -> Finding:
    return Finding(
        rule="marking.pack",
        severity=Severity.ERROR,
        message=Message(zh=f"评分规则包读不懂：{why}。", en=f"The marking rule pack cannot be read: {why}."),
        document=name,
    )
