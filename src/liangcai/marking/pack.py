"""The rule pack of marking: what the standard leaves open.

In: the text of ``rulepacks/marking.toml``. Out: a ``MarkingPack``. Follows: the house rule that practice is data.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import msgspec

from liangcai.findings import Message, Result
from liangcai.rulepack import RulePack, read_rule_pack

MultiplePolicy = Literal["all_or_nothing", "half_for_subset", "per_option"]
PiecePolicy = Literal["per_piece", "all_or_nothing"]
PanelRule = Literal["mean", "trimmed_mean"]
DroppedPolicy = Literal["full_points", "taken_out"]
ThirdRule = Literal["nearest", "median", "third"]
VetoRule = Literal["any", "majority", "all"]
VetoEffect = Literal["function", "part"]
ABOUT = Message("评分", "marking")


class TextRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How written answers are marked by two people, and by a third.

    ``step``: criteria earn multiples of it, or their most. ``apart``: the share of a question's points by which two
    marks may differ; beyond it a third marks. ``third``: ``nearest`` takes the mean of the two marks that lie closest,
    ``median`` the one in the middle, ``third`` the third alone. Two that agree well enough give their mean.
    """

    step: Decimal = Decimal("0.5")
    apart: Decimal = Decimal("0.2")
    third: ThirdRule = "nearest"


class CalibrationRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When somebody is admitted to mark a question, by shares of its points.

    ``exemplars``: how many agreed answers they mark, the newest count. ``mean_off`` and ``most_off``: how far they may
    be off on the mean and on any one. Without ``required`` nobody needs to.
    """

    required: bool = True
    exemplars: int = 3
    mean_off: Decimal = Decimal("0.15")
    most_off: Decimal = Decimal("0.3")


class DriftRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where on somebody's severity is worth a look, by shares of a question's points.

    ``least`` marks before anything is said; ``window`` marks make a point of the line over time.
    """

    least: int = 10
    window: int = 10
    severe: Decimal = Decimal("0.1")
    drift: Decimal = Decimal("0.1")


class VetoRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of a panel must have seen a veto for it to stand, and whether it costs the function or the part."""

    stands_by: VetoRule = "majority"
    effect: VetoEffect = "function"


class MarkingPack(RulePack, frozen=True, kw_only=True):
    """How multiple choice is marked, how a panel's scores become one, and to what a part's total is rounded.

    ``option_points``: for ``per_option``, what each right option earns. ``trim_from``: the least panel of which
    ``trimmed_mean`` drops the highest and the lowest total. ``rounding``: the step of a part's total, half up.
    ``pieces``: whether each gap, pair or place of fill, calculation, match and order earns its share of the points;
    a share is cut, not rounded, to ``share_step``, so that the pieces never earn more than the whole. ``texts``,
    ``calibration`` and ``drift`` are about people who mark written answers, ``veto`` about panels. ``dropped``: what
    becomes of a question that is dropped after the examination: everyone earns its points, or it is taken out and the
    rest is weighed up to the full mark.
    """

    multiple: MultiplePolicy = "all_or_nothing"
    option_points: Decimal = Decimal("0.25")
    pieces: PiecePolicy = "per_piece"
    share_step: Decimal = Decimal("0.01")
    panel: PanelRule = "mean"
    trim_from: int = 5
    rounding: Decimal = Decimal("0.1")
    dropped: DroppedPolicy = "full_points"
    texts: TextRules = TextRules()
    calibration: CalibrationRules = CalibrationRules()
    drift: DriftRules = DriftRules()
    veto: VetoRules = VetoRules()


def read_pack(text: str, name: str = "marking.toml") -> Result[MarkingPack | None]:
    """Decode the pack; what does not fit is one finding and no value."""
    return read_rule_pack(text, "marking", MarkingPack, ABOUT, name, _fault)


def _fault(pack: MarkingPack) -> str:
    if pack.rounding <= 0 or pack.share_step <= 0 or pack.option_points < 0 or pack.trim_from <= 2:
        return "rounding, share_step, option_points or trim_from is too small"
    texts, calibration, drift = pack.texts, pack.calibration, pack.drift
    shares = (texts.apart, calibration.mean_off, calibration.most_off, drift.severe, drift.drift)
    if texts.step <= 0 or any(not 0 <= share <= 1 for share in shares):
        return "a step is too small, or a share is not between 0 and 1"
    return (
        ""
        if min(calibration.exemplars, drift.least, drift.window) >= 1
        else "exemplars, least and window are at least 1"
    )


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
