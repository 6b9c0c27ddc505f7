"""Forty candidates at once at the benches: ready, how much memory, every hand-in graded.

In: the bundled packs that are named here, over the supervisor's socket. Out: ratios against the limits. Follows: forty
candidates on two cores are ready in 10 seconds, hold less than 2 GB in all, and every hand-in is graded in 5 seconds.
"""

import time
from collections.abc import Iterator

from bench.load.benches import (
    Candidate,
    Crew,
    at_once,
    count_memory,
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
        names, seeds = [f"{pack}-{run}-{one}" for one in range(CANDIDATES)], [str(one) for one in range(CANDIDATES)]
        candidates = list_candidates(pack, names, seeds)
        began = time.perf_counter()
        at_once(lambda one: crew.benches.prepare(one.order), candidates)
        ready.append(time.perf_counter() - began)
        at_once(lambda one: work_through(crew.benches, one, PAUSE), candidates)
        time.sleep(RUNNING_SECONDS)
        held.append(float(count_memory(crew.pid)))
        for seconds, evidence in at_once(lambda one: time_evidence(crew, one), candidates):
            graded.append(seconds)
            polls, missed = polls + evidence["polls"], missed + evidence["missed"]
    longest = [max(graded[run * CANDIDATES : (run + 1) * CANDIDATES]) for run in range(RUNS)]
    said = f"{pack}, the longest of {CANDIDATES} at once; {missed} of {polls:,} polls before it missed"
    yield against_limit(f"{CANDIDATES} benches ready, {pack}", ready, READY_SECONDS, (pack, "ten seconds"))
    yield against_memory(f"memory of {CANDIDATES} benches, {pack}", held)
    yield against_limit(f"a hand-in graded, {pack}", longest, GRADED_SECONDS, (said, "five seconds"))


def time_evidence(crew: Crew, candidate: Candidate) -> tuple[float, Json]:
    """Seconds until the report is there, which must say that all is right, and the evidence."""
    began = time.perf_counter()
    handed = hand_in(crew.benches, candidate)
    seconds = time.perf_counter() - began
    lost = [(one["check"]["id"], one["seen"]["en"]) for one in handed.report["results"] if one["status"] != "pass"]
    assert (handed.report["earned"], handed.report["broken"]) == ("100", "0"), lost
    return seconds, handed.evidence


def measure_pack(crew: Crew, pack: str) -> Iterator[Ratio]:
    """A crowd a run; all must earn everything."""
    ready, held, graded, steps = list[float](), list[float](), list[float](), list[float]()
    for run in range(RUNS):
        names, seeds = [f"{pack}-{run}-{one}" for one in range(CANDIDATES)], [str(one) for one in range(CANDIDATES)]
        candidates = list_candidates(pack, names, seeds)
        began = time.perf_counter()
        at_once(lambda one: crew.benches.prepare(one.order), candidates)
        ready.append(time.perf_counter() - began)
        began = time.perf_counter()
        at_once(lambda one: work_through(crew.benches, one), candidates)
        steps.append(sum(len(one.steps) for one in candidates) / (time.perf_counter() - began))
        held.append(float(count_memory(crew.pid)))
        graded.append(max(at_once(lambda one: time_hand_in(crew, one), candidates)))
    said = f"{pack}, the longest of {CANDIDATES} at once"
    yield against_limit(f"{CANDIDATES} benches ready, {pack}", ready, READY_SECONDS, (pack, "ten seconds"))
    yield against_memory(f"memory of {CANDIDATES} benches, {pack}", held)
    yield against_limit(f"a hand-in graded, {pack}", graded, GRADED_SECONDS, (said, "five seconds"))
    yield Ratio(
        name=f"steps stored and done, {pack}",
        values=tuple(one / CANDIDATES for one in steps),
        ours=f"{sorted(steps)[RUNS // 2]:,.0f} a second by {CANDIDATES} at once",
        theirs="one a second by each",
    )


def time_hand_in(crew: Crew, candidate: Candidate) -> float:
    """Seconds until the report is there, which must say that all is right."""
    began = time.perf_counter()
    handed = hand_in(crew.benches, candidate)
    seconds = time.perf_counter() - began
    assert (handed.report["earned"], handed.report["broken"]) == ("100", "0"), handed.report
    return seconds


def against_memory(name: str, held: list[float]) -> Ratio:
    """The limit over what was held."""
    return Ratio(
        name=name,
        values=tuple(MEMORY_BYTES / one for one in held),
        ours=f"{max(held) / 1e6:,.0f} MB with supervisor and template",
        theirs="2 GB",
    )
