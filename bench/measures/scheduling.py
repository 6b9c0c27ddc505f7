"""Batches laid out, size after size: seconds, what a second program says of them, and what a change moves.

In: sizes. Out: a line for each, a ratio against the limit where there is one, and beside an integer programme. Follows:
1,000 candidates in 40 rooms under a second, 100,000 at 200 sites in 3 days under a minute, 1,000,000 at 1,000 sites
under ten minutes; nothing counts that the verifier refuses.
"""

import random
import time
from collections.abc import Iterator

import msgspec
from tests.data.programme import Programme
from tests.data.small_batches import EXAMS, draw_batch

from bench.batches import BatchProblem, make_batch
from bench.ratio import Ratio, against_peer
from bench.timetable_verifier import count_moved, verify_timetable
from liangcai.scheduling.batch import schedule_batch
from liangcai.scheduling.model import Period, Resources, Timetable
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.replan import replan_batch

SIZES = (
    (100, 1, 2, 16, 5, None),
    (1_000, 1, 3, 40, 5, 1.0),
    (10_000, 20, 3, 24, 3, None),
    (100_000, 200, 3, 24, 1, 60.0),
    (1_000_000, 1_000, 4, 40, 1, 600.0),
)
SMALL = (112, 115, 133, 141, 142, 143, 144, 145, 156, 157)
PACK = SchedulingPack(most_in_a_row=3)
replace = msgspec.structs.replace


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table."""

    text: str

    def line(self) -> str:
        """For the terminal."""
        return self.text


def measure(largest: int = 1_000_000) -> Iterator[Ratio | Line]:
    """Size after size, then changes, then an integer programme beside it."""
    for candidates, sites, days, rooms, runs, limit in SIZES:
        if candidates <= largest:
            yield measure_size(candidates, sites, days, rooms, runs, limit)
    yield from measure_changes()
    yield measure_peer()


def measure_size(candidates: int, sites: int, days: int, rooms: int, runs: int, limit: float | None) -> Ratio | Line:
    """The seconds of one size, and the verdict."""
    problem = make_batch(candidates, sites, days, rooms=rooms)
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        made = lay_out(problem)
        seconds.append(time.perf_counter() - began)
    verdict = verify_timetable(problem.exams, problem.candidates, problem.resources, problem.pack, made)
    word = "verified" if not verdict.faults else f"REFUSED: {verdict.faults[:2]}"
    middle = sorted(seconds)[len(seconds) // 2]
    name = f"{candidates:,} candidates, {sites:,} sites of {rooms} rooms, {days} days"
    said = (
        f"{middle:,.2f} s, {1e6 * middle / candidates:,.0f} µs each; {verdict.seats:,} seats, {verdict.duties:,} "
        f"duties, {verdict.pairs} pairs of one school; {word}"
    )
    if limit is None:
        return Line(text=f"{name}: {said}")
    return Ratio(name=name, values=tuple(limit / one for one in seconds), ours=said, theirs=f"limit {limit:g} s")


def lay_out(problem: BatchProblem) -> Timetable:
    """The timetable, which has to be there."""
    made = schedule_batch(
        problem.exams,
        problem.candidates,
        problem.resources,
        problem.pack,
        draw=random.Random(1),  # noqa: S311
    )
    assert made.value is not None, made.findings
    return made.value


def measure_changes() -> Iterator[Line]:
    """What a room closed, a person ill and late candidates move at a site of 1,000."""
    problem = make_batch(1_000, 1, 3, rooms=40)
    before = lay_out(problem)
    busy = next(one for one in before.sessions if one.kind == "theory")
    slot = next(slot for slot in problem.resources.slots if slot.id == busy.slot)
    shut = tuple(
        replace(room, closed=(Period(start=slot.start, end=slot.end),)) if room.id == busy.room else room
        for room in problem.resources.rooms
    )
    well = tuple(one for one in problem.resources.staff if one.id != busy.staff[0])
    late = tuple(replace(one, id=f"L{one.id}") for one in problem.candidates[:20])
    changes: tuple[tuple[str, Resources, int], ...] = (
        (f"a room closed for a session of {len(busy.seats)}", replace(problem.resources, rooms=shut), 0),
        ("an invigilator ill", replace(problem.resources, staff=well), 0),
        ("20 late candidates", problem.resources, 20),
    )
    for name, resources, more in changes:
        people = problem.candidates + late[:more]
        began = time.perf_counter()
        made = replan_batch(before, problem.exams, people, resources, problem.pack, draw=random.Random(2))  # noqa: S311
        spent = time.perf_counter() - began
        assert made.value is not None, made.findings
        faults = verify_timetable(problem.exams, people, resources, problem.pack, made.value).faults
        word = "verified" if not faults else f"REFUSED: {faults[:2]}"
        yield Line(text=f"{name}: {count_moved(before, made.value)} people moved, {spent:.2f} s; {word}")


def measure_peer() -> Ratio:
    """Small batches that can be held, beside HiGHS with the same rules."""
    held = [draw_batch(seed) for seed in SMALL]

    def ours() -> None:
        for candidates, resources in held:
            schedule_batch(EXAMS, candidates, resources, PACK, draw=random.Random(1))  # noqa: S311

    def peer() -> None:
        for candidates, resources in held:
            Programme(EXAMS, candidates, resources, PACK).least(0)

    return against_peer(f"{len(held)} batches of 1 to 5", ours, peer, 3, ("ours", "HiGHS, one integer programme"))
