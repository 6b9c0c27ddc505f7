"""Probes become points: what is right earns, what failed elsewhere is blocked, what our bench lost is nobody's loss."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.stations import PACK

from liangcai.findings import Message
from liangcai.stations.grade import grade_station
from liangcai.stations.model import Probe

WORDS = Message("所见", "seen")


def probe(name: str, share: Fraction | int = 1, **more: object) -> Probe:
    return Probe(check=name, share=Fraction(share), seen=WORDS, wanted=WORDS, **more)  # type: ignore[arg-type]


def grade(**said: Probe | Fraction | int):  # type: ignore[no-untyped-def]
    names = {check.id.replace("-", "_"): check.id for check in PACK.checks}
    probes = [told if isinstance(told := said.get(key, 1), Probe) else probe(name, told) for key, name in names.items()]
    return grade_station(PACK, probes)


def test_all_right_is_a_hundred_and_nothing_done_is_nothing() -> None:
    assert grade().earned == grade().possible == 100
    empty = grade(blocked_off=1, wired=0, flows=0, logged=0)
    assert empty.earned == 0
    assert empty.vetoes == ("wired",)


def test_what_must_not_work_counts_only_where_its_positive_does() -> None:
    statuses = {one.check.id: one.status for one in grade(flows=Fraction(1, 2)).results}
    assert statuses == {"blocked-off": "blocked", "wired": "pass", "flows": "partial", "logged": "pass"}


def test_what_hangs_on_a_failed_cause_is_blocked_and_tried_on_a_repaired_copy() -> None:
    assert grade(wired=0).earned == 25, "only what needs no wire"
    followed = grade(wired=0, flows=probe("flows", 0, repaired=Fraction(1)))
    result = next(one for one in followed.results if one.check.id == "flows")
    assert (result.status, result.earned, result.followed) == ("pass", 25, True)
    assert followed.earned == 70


def test_a_fault_of_the_bench_is_no_loss_and_reaches_what_hangs_on_it() -> None:
    report = grade(wired=probe("wired", 0, broken=True))
    assert (report.earned, report.possible, report.broken) == (25, 25, 75)
    assert not report.vetoes


def test_a_missing_or_doubled_probe_is_a_broken_engine() -> None:
    for probes in ([], [probe("wired")] * 4, [probe(one.id) for one in PACK.checks] + [probe("more")]):
        with pytest.raises(ValueError, match="each check has one probe"):
            grade_station(PACK, probes)


shares = st.fractions(min_value=-1, max_value=2, max_denominator=12)


@given(
    st.fixed_dictionaries({one.id: st.tuples(shares, st.booleans(), st.none() | shares) for one in PACK.checks}),
    st.integers(),
)
def test_points_stay_in_bounds_add_up_by_requirement_and_ask_for_no_order(said, seed) -> None:  # type: ignore[no-untyped-def]
    probes = [probe(name, share, broken=broken, repaired=fixed) for name, (share, broken, fixed) in said.items()]
    report = grade_station(PACK, probes)
    assert 0 <= report.earned <= report.possible
    assert report.possible + report.broken == 100
    assert sum(one.earned for one in report.requirements) == report.earned
    assert sum(one.possible for one in report.requirements) == report.possible
    Random(seed).shuffle(probes)  # noqa: S311 - an order, not a secret
    assert grade_station(PACK, probes) == report
