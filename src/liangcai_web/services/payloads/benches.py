"""What facts say of stations: which pack a batch uses, who began, what was handed in, what it was graded to.

In: nothing. Out: the shapes that services write and fold. Follows: a grade names the evidence, the report and the files
of the pack by their hashes; the seed stands in the evidence and in no fact.
"""

from liangcai_web.services.payloads.base import Payload


class StationChosen(Payload, frozen=True, kw_only=True):
    """``station_chosen``: the skill part of the batch uses this pack."""

    pack: str
    version: str
    sha256: str
    rules_id: str


class StationWithdrawn(Payload, frozen=True, kw_only=True):
    """``station_withdrawn``: the batch uses no station any more."""

    pack: str
    reason: str


class BenchesOpened(Payload, frozen=True, kw_only=True):
    """``benches_opened``: the candidates of a room may begin at their benches."""

    room: str


class BenchStarted(Payload, frozen=True, kw_only=True):
    """``bench_started``: a candidate's time at the bench begins."""

    attempt: str
    pack_sha256: str
    minutes: int


class BenchTimeGiven(Payload, frozen=True, kw_only=True):
    """``bench_time_given``: staff give time."""

    attempt: str
    seconds: int
    reason: str
    grant: str


class BenchReset(Payload, frozen=True, kw_only=True):
    """``bench_reset``: the bench begins anew, from nothing or as an earlier run left it; ``run`` is the new one."""

    attempt: str
    reason: str
    run: int
    of: int | None = None


class BenchHandedIn(Payload, frozen=True, kw_only=True):
    """``bench_handed_in``: the work is over; ``how`` is candidate, clock, staff or absent."""

    attempt: str
    how: str
    reason: str = ""


class BenchGraded(Payload, frozen=True, kw_only=True):
    """``bench_graded``: the report; points are exact, written n/d."""

    attempt: str
    pack_sha256: str
    evidence_sha256: str
    report_sha256: str
    earned: str
    possible: str
    broken: str
    lost_seconds: int


class BenchJudgedAgain(Payload, frozen=True, kw_only=True):
    """``bench_judged_again``: the report made once more from the evidence alone, and whether it is the same."""

    attempt: str
    evidence_sha256: str
    report_sha256: str
    same: bool
