"""liangcai.scheduling.replan: a room closed, a person ill, late candidates; who can stay stays."""

import random

import msgspec
import pytest
from bench.batches import BatchProblem, make_batch
from bench.timetable_verifier import count_moved, verify_timetable
from tests.data.small_batches import EXAMS, draw_batch

from liangcai.scheduling.batch import schedule_batch
from liangcai.scheduling.model import Candidate, Period, Resources, Timetable
from liangcai.scheduling.moves import list_moved
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.replan import replan_batch

PACK = SchedulingPack(most_in_a_row=3)
replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def batch() -> tuple[BatchProblem, Timetable]:
    problem = make_batch(600, 2, 3, rooms=20)
    made = schedule_batch(problem.exams, problem.candidates, problem.resources, problem.pack, draw=random.Random(1))  # noqa: S311
    assert made.value is not None, made.findings
    return problem, made.value


def mend(
    batch: tuple[BatchProblem, Timetable],
    candidates: tuple[Candidate, ...] | None = None,
    resources: Resources | None = None,
) -> Timetable:
    problem, before = batch
    people, house = candidates or problem.candidates, resources or problem.resources
    made = replan_batch(before, problem.exams, people, house, problem.pack, draw=random.Random(2))  # noqa: S311
    assert made.value is not None, made.findings
    verdict = verify_timetable(problem.exams, people, house, problem.pack, made.value)
    assert verdict.faults == []
    assert len(list_moved(before, made.value)) == count_moved(before, made.value)
    return made.value


def test_where_nothing_changed_nobody_moves_and_no_seat_changes(batch: tuple[BatchProblem, Timetable]) -> None:
    assert set(mend(batch).sessions) == set(batch[1].sessions)


def test_a_room_closed_for_a_session_moves_only_those_who_were_in_it(batch: tuple[BatchProblem, Timetable]) -> None:
    problem, before = batch
    shut = next(one for one in before.sessions if one.kind == "theory")
    slot = next(slot for slot in problem.resources.slots if slot.id == shut.slot)
    rooms = tuple(
        replace(room, closed=(Period(start=slot.start, end=slot.end),)) if room.id == shut.room else room
        for room in problem.resources.rooms
    )
    after = mend(batch, resources=replace(problem.resources, rooms=rooms))
    assert not any((one.room, one.slot) == (shut.room, shut.slot) for one in after.sessions)
    candidates = {seat.candidate for seat in shut.seats}
    moved = list_moved(before, after)
    assert candidates == {name for name in moved if name.startswith("C")}
    assert len(moved) < 2 * len(candidates)


def test_somebody_ill_is_replaced_by_as_few_as_can_be(batch: tuple[BatchProblem, Timetable]) -> None:
    problem, before = batch
    ill = next(one for one in before.sessions if one.kind == "theory").staff[0]
    duties = sum(ill in one.staff for one in before.sessions)
    staff = tuple(one for one in problem.resources.staff if one.id != ill)
    after = mend(batch, resources=replace(problem.resources, staff=staff))
    moved = list_moved(before, after)
    assert 1 <= len(moved) <= duties
    assert not any(name.startswith("C") for name in moved)


def test_late_candidates_take_free_seats_and_those_who_withdraw_leave_theirs(
    batch: tuple[BatchProblem, Timetable],
) -> None:
    problem, before = batch
    late = tuple(replace(one, id=f"L{one.id}") for one in problem.candidates[:20])
    after = mend(batch, candidates=problem.candidates + late)
    assert len([name for name in list_moved(before, after) if name.startswith("C")]) <= 5
    assert list_moved(before, mend(batch, candidates=problem.candidates[20:])) == ()


@pytest.mark.parametrize("seed", range(60))
def test_a_small_batch_is_mended_lawfully_whatever_changes(seed: int) -> None:
    candidates, resources = draw_batch(seed)
    made = schedule_batch(EXAMS, candidates, resources, PACK, draw=random.Random(1)).value  # noqa: S311
    if made is None:
        return
    rng = random.Random(seed)  # noqa: S311
    gone = rng.choice(resources.staff).id if resources.staff else ""
    staff = tuple(one for one in resources.staff if one.id != gone)
    late = (*candidates, replace(candidates[0], id="迟"))
    for people, house in (
        (candidates, replace(resources, staff=staff)),
        (late, resources),
        (candidates[1:], resources),
    ):
        if not people:
            continue
        mended = replan_batch(made, EXAMS, people, house, PACK, draw=random.Random(2))  # noqa: S311
        fresh = schedule_batch(EXAMS, people, house, PACK, draw=random.Random(2))  # noqa: S311
        assert (mended.value is None) == (fresh.value is None)
        if mended.value is not None:
            assert verify_timetable(EXAMS, people, house, PACK, mended.value).faults == []


def test_what_lacks_after_a_change_is_said(batch: tuple[BatchProblem, Timetable]) -> None:
    problem, before = batch
    rooms = tuple(room for room in problem.resources.rooms if room.kind != "review")
    house = replace(problem.resources, rooms=rooms)
    made = replan_batch(before, problem.exams, problem.candidates, house, problem.pack, draw=random.Random(2))  # noqa: S311
    assert made.value is None
    assert {one.rule for one in made.findings} == {"sitting-rooms"}
    assert replan_batch(before, problem.exams, (), house, problem.pack, draw=random.Random(2)).value is None  # noqa: S311
