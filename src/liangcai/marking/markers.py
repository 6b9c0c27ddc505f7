"""How somebody marks beside the others: calibration before they begin, severity and drift while they go on.

In: points given beside points agreed or given by others. Out: ``Calibration``, ``MarkerFigures``. Follows: the limits
of the rule pack, in shares of a question's points; exact inside, two decimals shown. No figure changes a mark.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from liangcai.findings import Message
from liangcai.marking.pack import CalibrationRules, DriftRules

CENT = Decimal("0.01")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a marker gave beside what it is held against, of how much."""

    given: Decimal
    beside: Fraction
    full: Decimal

    @property
    def off(self) -> Fraction:
        """The difference as a share of the question's points; above 0 is lenient."""
        return (Fraction(self.given) - self.beside) / Fraction(self.full)


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """Whether somebody is admitted to a question, and on what ground; ``marked`` of ``wanted`` exemplars."""

    admitted: bool
    marked: int
    wanted: int
    mean_off: Decimal | None
    most_off: Decimal | None
    reason: Message


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """A mark in the order of time, held against its pair's, or against what was agreed on a control answer."""

    marker: str
    mark: Given
    control: bool = False


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of somebody's marks: the first and the last by number, and the mean difference in percent."""

    first: int
    last: int
    percent: Decimal


class MarkerFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's severity in percent of the points (above 0 lenient), how far off on the mean, and over time."""

    marker: str
    marks: int
    controls: int
    percent: Decimal
    off: Decimal
    control_percent: Decimal | None
    windows: tuple[Window, ...]
    severe: bool
    drifting: bool


def judge_calibration(tries: Sequence[Given], rules: CalibrationRules) -> Calibration:
    """Whether the newest so many marks on exemplars are close enough to what was agreed."""
    wanted = rules.exemplars if rules.required else 0
    counted = [abs(one.off) for one in tries[-rules.exemplars :]]
    mean = sum(counted, Fraction(0)) / len(counted) if counted else None
    most = max(counted, default=None)
    enough = len(counted) >= wanted
    close = mean is None or most is None or (mean <= Fraction(rules.mean_off) and most <= Fraction(rules.most_off))
    return Calibration(
        admitted=not rules.required or (enough and close),
        marked=len(counted),
        wanted=wanted,
        mean_off=_percent(mean),
        most_off=_percent(most),
        reason=_explain(len(counted), mean, most, rules),
    )


def describe_markers(observations: Iterable[Observation], rules: DriftRules) -> tuple[MarkerFigures, ...]:
    """The figures of each marker, by name."""
    by_marker: dict[str, list[Observation]] = {}
    for one in observations:
        by_marker.setdefault(one.marker, []).append(one)
    return tuple(_describe(name, by_marker[name], rules) for name in sorted(by_marker))


def _describe(name: str, seen: list[Observation], rules: DriftRules) -> MarkerFigures:
    offs = [one.mark.off for one in seen]
    controls = [one.mark.off for one in seen if one.control]
    mean = _mean(offs)
    windows = [offs[start : start + rules.window] for start in range(0, len(offs), rules.window)]
    whole = [part for part in windows if len(part) == rules.window]
    moved = abs(_mean(whole[-1]) - _mean(whole[0])) if len(whole) > 1 else Fraction(0)
    enough = len(offs) >= rules.least
    return MarkerFigures(
        marker=name,
        marks=len(offs),
        controls=len(controls),
        percent=_show(mean),
        off=_show(_mean([abs(off) for off in offs])),
        control_percent=_percent(_mean(controls) if controls else None),
        windows=tuple(
            Window(first=number * rules.window + 1, last=number * rules.window + len(part), percent=_show(_mean(part)))
            for number, part in enumerate(windows)
        ),
        severe=enough and abs(mean) > Fraction(rules.severe),
        drifting=enough and moved > Fraction(rules.drift),
    )


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _show(share: Fraction) -> Decimal:
    """A share in percent with two decimals."""
    return (Decimal(share.numerator) * 100 / Decimal(share.denominator)).quantize(CENT)


def _percent(share: Fraction | None) -> Decimal | None:
    return None if share is None else _show(share)


def _explain(marked: int, mean: Fraction | None, most: Fraction | None, rules: CalibrationRules) -> Message:
    if not rules.required:
        return Message("规则包不要求校准。", "The rule pack asks for no calibration.")
    if mean is None or most is None or marked < rules.exemplars:
        return Message(
            f"须先评 {rules.exemplars} 份样卷，已评 {marked} 份。",
            f"{rules.exemplars} exemplars have to be marked first; {marked} are.",
        )
    limits = _limit(rules.mean_off), _limit(rules.most_off)
    said = f"平均偏离 {_show(mean)}%（限 {limits[0]}%），最大 {_show(most)}%（限 {limits[1]}%）"
    en = f"off by {_show(mean)}% on the mean (limit {limits[0]}%), {_show(most)}% at most (limit {limits[1]}%)"
    close = mean <= Fraction(rules.mean_off) and most <= Fraction(rules.most_off)
    if close:
        return Message(f"{said}，准予评卷。", f"Admitted: {en}.")
    return Message(f"{said}，偏离过大，须再评样卷。", f"Not admitted, too far off: {en}. More exemplars are needed.")


def _limit(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}"
