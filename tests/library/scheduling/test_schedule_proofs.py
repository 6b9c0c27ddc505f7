"""liangcai.scheduling.batch: whole batches beside an integer programme and a second program that verifies them."""

import random

import pytest
from bench.batches import BatchProblem, make_batch
from bench.timetable_verifier import verify_timetable
from msgspec.structs import replace
from tests.data.effort import many
from tests.data.programme import Programme
from tests.data.small_batches import EXAMS, draw_batch
from tests.data.small_house import PACK, faults_of, lack_of, schedule, task_of

from liangcai.scheduling.batch import schedule_batch
from liangcai.scheduling.exact import ExactTask, solve_exactly
from liangcai.scheduling.model import Timetable


def compare_with_programme(seed: int) -> bool:
    """Hold a small batch, or count what it lacks, beside an integer programme; whether our answer was proven."""
    candidates, resources = draw_batch(seed)
    planned = schedule(candidates, resources)
    sat = {one.exam for one in candidates}
    programme = Programme(tuple(exam for exam in EXAMS if exam.id in sat), candidates, resources, PACK)
    if planned.value is not None:
        assert faults_of(candidates, resources, planned.value) == []
        assert programme.least(0) == 0
        return True
    shortage = lack_of(candidates, resources)
    ours = None if shortage.late else sum(len(one.slots) for one in shortage.missing)
    assert programme.least(min(ours or 6, 8)) == ours
    return shortage.proven


@pytest.mark.parametrize("seed", range(100, 112))
def test_small_batches_are_held_or_lack_what_an_integer_programme_says(seed: int) -> None:
    compare_with_programme(seed)


@pytest.mark.slow
def test_more_small_batches_agree_with_the_integer_programme() -> None:
    proven = [compare_with_programme(seed) for seed in range(300, 300 + many(120))]
    assert sum(proven) >= 0.9 * len(proven), "nearly all are proven, not only right"


@pytest.mark.parametrize("seed", range(40))
def test_every_small_plan_passes_the_verifier_by_either_way_of_solving(seed: int) -> None:
    candidates, resources = draw_batch(seed)
    made = schedule(candidates, resources).value
    exact = solve_exactly(task_of(candidates, resources).recast(ExactTask), looks=5_000)
    if made is not None:
        assert faults_of(candidates, resources, made) == []
    if exact.proven:
        assert (exact.roster is not None) == (made is not None)


@pytest.fixture(scope="module")
def thousand() -> tuple[BatchProblem, Timetable]:
    problem = make_batch(1000, 2, 3, rooms=24)
    made = schedule_batch(problem.exams, problem.candidates, problem.resources, problem.pack, draw=random.Random(1))  # noqa: S311
    assert made.value is not None, made.findings
    return problem, made.value


def look_at(problem: BatchProblem, timetable: Timetable) -> list[str]:
    return verify_timetable(problem.exams, problem.candidates, problem.resources, problem.pack, timetable).faults


def test_a_thousand_at_two_sites_pass_the_verifier_and_no_neighbours_share_a_school(
    thousand: tuple[BatchProblem, Timetable],
) -> None:
    problem, timetable = thousand
    verdict = verify_timetable(problem.exams, problem.candidates, problem.resources, problem.pack, timetable)
    assert verdict.faults == []
    assert verdict.seats > 1800
    assert verdict.pairs == 0


@pytest.mark.parametrize(
    ("harm", "word"),
    [
        ("drop a session", "sits"),
        ("drop an assessor", "even panel"),
        ("two in a place", "two people"),
        ("same person twice", "duties in"),
        ("stranger", "not of this site"),
        ("one form", "have form"),
        ("another room", "another kind"),
        ("other slot", "within the slot"),
    ],
)
def test_the_verifier_finds_what_is_spoilt(thousand: tuple[BatchProblem, Timetable], harm: str, word: str) -> None:
    problem, timetable = thousand
    sessions = list(timetable.sessions)
    theory = next(n for n, one in enumerate(sessions) if one.kind == "theory" and len(one.seats) > 6)
    panel = next(n for n, one in enumerate(sessions) if one.kind == "skill" and len(one.seats) > 4)
    twin = next(n for n, one in enumerate(sessions) if one.slot == sessions[panel].slot and n != panel)
    spoilt = {
        "drop a session": (theory, {"seats": sessions[theory].seats[:1]}),
        "drop an assessor": (panel, {"staff": sessions[panel].staff[1:]}),
        "two in a place": (panel, {"seats": tuple(replace(one, row=1, column=1) for one in sessions[panel].seats)}),
        "same person twice": (twin, {"staff": sessions[panel].staff}),
        "stranger": (theory, {"staff": ("nobody", *sessions[theory].staff)}),
        "one form": (theory, {"seats": tuple(replace(one, form="A") for one in sessions[theory].seats)}),
        "another room": (theory, {"room": sessions[panel].room}),
        "other slot": (theory, {"slot": problem.resources.slots[-1].id}),
    }
    number, changes = spoilt[harm]
    sessions[number] = replace(sessions[number], **changes)
    assert any(word in fault for fault in look_at(problem, Timetable(sessions=tuple(sessions))))
