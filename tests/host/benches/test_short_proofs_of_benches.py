"""The proofs of benches in short form: nothing is lost or left, and a planted bug is seen."""

import pytest
from bench.proofs import bench_alike, bench_kills, bench_leftovers
from bench.proofs.bench_bugged import EARLY

from liangcai_host.benches.starting import can_host

pytestmark = [
    pytest.mark.skipif(not can_host(), reason="benches run on Linux"),
    pytest.mark.slow,
]


def test_no_acknowledged_step_is_lost_to_a_few_kills() -> None:
    result = bench_kills.prove(3)
    assert not result.failed, result.lines()


def test_a_step_acknowledged_before_the_commit_is_seen_to_be_lost() -> None:
    assert bench_kills.prove(2, EARLY).failed


def test_a_few_attempts_leave_nothing_behind() -> None:
    result = bench_leftovers.prove(5, ("supplies",))
    assert not result.failed, result.lines()


def test_the_same_seed_gives_the_same_bench_and_grade_a_few_times() -> None:
    result = bench_alike.prove(2, ("supplies",))
    assert not result.failed, result.lines()
