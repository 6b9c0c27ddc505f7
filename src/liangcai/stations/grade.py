"""Turn what the probes saw into points, by the contract of all engines.

In: a pack, a probe for each check. Out: a ``StationReport``. Follows: a failed root cause blocks what hangs on it,
which is then tried on a repaired copy; what must not work counts only where its positive does; a fault of ours is never
0. The same probes give the same report: marking again needs the recorded evidence and no live bench.
"""

from collections.abc import Iterable
from fractions import Fraction

from liangcai.stations.model import (
    NONE,
    WHOLE,
    Check,
    CheckResult,
    Pack,
    Probe,
    RequirementPoints,
    StationReport,
    Status,
)


def grade_station(pack: Pack, probes: Iterable[Probe]) -> StationReport:
    """The report of an attempt.

    Raises ValueError where a check has no probe, or two, or a probe no check: that is a broken engine.
    """
    seen = sorted(probes, key=lambda probe: probe.check)
    if [probe.check for probe in seen] != sorted(check.id for check in pack.checks):
        raise ValueError(f"pack {pack.id}: each check has one probe, and each probe its check")
    by_check = {probe.check: probe for probe in seen}
    results: dict[str, CheckResult] = {}
    for check in order_checks(pack.checks):
        results[check.id] = _judge(check, by_check[check.id], results)
    ordered = tuple(results[check.id] for check in pack.checks)
    broken = sum((Fraction(one.check.points) for one in ordered if one.status == "infra"), NONE)
    return StationReport(
        pack=pack.id,
        version=pack.version,
        results=ordered,
        requirements=_share_out(ordered),
        vetoes=tuple(one.check.id for one in ordered if one.check.veto and one.status == "fail"),
        earned=sum((one.earned for one in ordered), NONE),
        possible=sum((one.possible for one in ordered), NONE),
        broken=broken,
    )


def order_checks(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The checks, each behind those that it needs or is paired with; raises ValueError where they go in a ring."""
    waiting, done = list(checks), list[Check]()
    while waiting:
        known = {check.id for check in done}
        ready = [check for check in waiting if {*check.needs, *([check.paired] if check.paired else ())} <= known]
        if not ready:
            raise ValueError(f"checks that wait for each other: {', '.join(check.id for check in waiting)}")
        done += ready
        waiting = [check for check in waiting if check not in ready]
    return tuple(done)


def _judge(check: Check, probe: Probe, before: dict[str, CheckResult]) -> CheckResult:
    """A check whose needs and whose positive have been judged."""
    if probe.broken or any(before[name].status == "infra" for name in (*check.needs, *_pair(check))):
        return _result(check, probe, "infra", NONE, possible=NONE)
    share, followed = _bound(probe.share), False
    if any(before[name].status in ("fail", "blocked") for name in check.needs):
        if probe.repaired is None:
            return _result(check, probe, "blocked", NONE)
        share, followed = _bound(probe.repaired), True
    if check.paired and before[check.paired].status != "pass":
        return _result(check, probe, "blocked", NONE)
    status: Status = "pass" if share == WHOLE else "partial" if share else "fail"
    return _result(check, probe, status, share * Fraction(check.points), followed=followed)


def _pair(check: Check) -> tuple[str, ...]:
    return (check.paired,) if check.paired else ()


def _bound(share: Fraction) -> Fraction:
    return max(NONE, min(WHOLE, share))


def _result(
    check: Check,
    probe: Probe,
    status: Status,
    earned: Fraction,
    *,
    possible: Fraction | None = None,
    followed: bool = False,
) -> CheckResult:
    return CheckResult(
        check=check,
        status=status,
        earned=earned,
        possible=Fraction(check.points) if possible is None else possible,
        seen=probe.seen,
        wanted=probe.wanted,
        followed=followed,
    )


def _share_out(results: tuple[CheckResult, ...]) -> tuple[RequirementPoints, ...]:
    """The points by requirement: a check gives each of its requirements an equal share."""
    earned: dict[str, Fraction] = {}
    possible: dict[str, Fraction] = {}
    for one in results:
        for number in one.check.requirements:
            count = len(one.check.requirements)
            earned[number] = earned.get(number, NONE) + one.earned / count
            possible[number] = possible.get(number, NONE) + one.possible / count
    return tuple(
        RequirementPoints(number=number, earned=earned[number], possible=possible[number])
        for number in sorted(earned, key=lambda text: [int(part) for part in text.split(".")])
    )
