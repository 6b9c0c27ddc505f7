"""Forty candidates at once at the benches: ready, how much memory, every hand-in graded.

In: the bundled packs that are named here, over the supervisor's socket. Out: ratios against the limits. Follows: forty
candidates on two cores are ready in 10 seconds, hold less than 2 GB in all, and every hand-in is graded in 5 seconds.
"""

import time
from collections.abc import Iterator

import msgspec

from bench.family import count_memory
from bench.load.benches import (
    Candidate,
    Crew,
    at_once,
    hand_in,
    list_candidates,
    run_crew,
    work_through,
)
from bench.ratio import Ratio, against_limit
from liangcai_host.benches.model import Json

PACKS = ("health-record", "supplies")
FIELD = "filling-line"
RUNNING_SECONDS, PAUSE = 20.0, 0.25
CANDIDATES, RUNS = 40, 3
READY_SECONDS, MEMORY_BYTES, GRADED_SECONDS = 10.0, 2 << 30, 5.0


class Seated(msgspec.Struct, frozen=True):
    """Candidates at their benches, and the seconds until all were ready."""

    candidates: list[Candidate]
    seconds: float


class Graded(msgspec.Struct, frozen=True):
    """A hand-in: the seconds until it was graded, and its evidence."""

    seconds: float
    evidence: Json


def measure() -> Iterator[Ratio]:
    """All packs, one after another, each by a supervisor of its own."""
    for pack in PACKS:
        with run_crew() as crew:
            yield from measure_pack(crew, pack)
    with run_crew() as crew:
        yield from measure_line(crew, FIELD)


def measure_line(crew: Crew, pack: str) -> Iterator[Ratio]:
    """A crowd a run at real protocols, a field every quarter of a second each; then a while; then all hand in together.

    No poll may be missed.
    """
    ready, held, graded, polls, missed = list[float](), list[float](), list[float](), 0, 0
    for run in range(RUNS):
        seated = seat_crowd(crew, pack, run)
        ready.append(seated.seconds)
        at_once(lambda one: work_through(crew.benches, one, PAUSE), seated.candidates)
        time.sleep(RUNNING_SECONDS)
        held.append(float(count_memory(crew.pid)))
        handed = at_once(lambda one: time_hand_in(crew, one), seated.candidates)
        graded.append(max(one.seconds for one in handed))
        polls += sum(one.evidence["polls"] for one in handed)
        missed += sum(one.evidence["missed"] for one in handed)
    said = f"; {missed} of {polls:,} polls before it missed"
    yield from against_limits(pack, ready, held, graded, said)


def measure_pack(crew: Crew, pack: str) -> Iterator[Ratio]:
    """A crowd a run; all must earn everything."""
    ready, held, graded, steps = list[float](), list[float](), list[float](), list[float]()
    for run in range(RUNS):
        seated = seat_crowd(crew, pack, run)
        ready.append(seated.seconds)
        began = time.perf_counter()
        at_once(lambda one: work_through(crew.benches, one), seated.candidates)
        steps.append(sum(len(one.steps) for one in seated.candidates) / (time.perf_counter() - began))
        held.append(float(count_memory(crew.pid)))
        graded.append(max(one.seconds for one in at_once(lambda one: time_hand_in(crew, one), seated.candidates)))
    yield from against_limits(pack, ready, held, graded)
    yield Ratio(
        name=f"steps stored and done, {pack}",
        values=tuple(one / CANDIDATES for one in steps),
        ours=f"{sorted(steps)[RUNS // 2]:,.0f} a second by {CANDIDATES} at once",
        theirs="one a second by each",
    )


def seat_crowd(crew: Crew, pack: str, run: int) -> Seated:
    """The candidates of a run, all benches prepared at once."""
    names, seeds = [f"{pack}-{run}-{one}" for one in range(CANDIDATES)], [str(one) for one in range(CANDIDATES)]
    candidates = list_candidates(pack, names, seeds)
    began = time.perf_counter()
    at_once(lambda one: crew.benches.prepare(one.order), candidates)
    return Seated(candidates, time.perf_counter() - began)


def time_hand_in(crew: Crew, candidate: Candidate) -> Graded:
    """Seconds until the report is there, which must say that all is right, and the evidence."""
    began = time.perf_counter()
    handed = hand_in(crew.benches, candidate)
    seconds = time.perf_counter() - began
    lost = [(one["check"]["id"], one["seen"]["en"]) for one in handed.report["results"] if one["status"] != "pass"]
    assert (handed.report["earned"], handed.report["broken"]) == ("100", "0"), lost
    return Graded(seconds, handed.evidence)


def against_limits(
    pack: str, ready: list[float], held: list[float], graded: list[float], more: str = ""
) -> Iterator[Ratio]:
    """What each run took, against the limits of all packs; ``graded``: the longest of each run."""
    said = f"{pack}, the longest of {CANDIDATES} at once{more}"
    yield against_limit(f"{CANDIDATES} benches ready, {pack}", ready, READY_SECONDS, (pack, "ten seconds"))
    yield against_memory(f"memory of {CANDIDATES} benches, {pack}", held)
    yield against_limit(f"a hand-in graded, {pack}", graded, GRADED_SECONDS, (said, "five seconds"))


def against_memory(name: str, held: list[float]) -> Ratio:
    """The limit over what was held."""
    return Ratio(
        name=name,
        values=tuple(MEMORY_BYTES / one for one in held),
        ours=f"{max(held) / 1e6:,.0f} MB with supervisor and template",
        theirs="2 GB",
    )
